"""How the newspaper stands to a person who comments, and what moderators noted about them."""

from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment
from press import clock

REASON_LENGTH = 300
NOTE_LENGTH = 2_000


class StandingQuerySet(models.QuerySet["Standing"]):
    def in_force(self) -> Self:
        """What holds at this moment: neither lifted nor over."""
        not_over = Q(ends_at=None) | Q(ends_at__gt=clock.now())
        return self.filter(not_over, lifted_at=None)

    def of_marks(self, marks: Iterable[str]) -> Self:
        """What holds for any of these marks, the strictest first."""
        known = [mark for mark in marks if mark]
        held = self.in_force().filter(mark__in=known) if known else self.none()
        return held.order_by("-weight", "-given_at")

    def with_people(self) -> Self:
        return self.select_related("given_by", "lifted_by", "because_of")


class Standing(models.Model):
    """One decision about a person, known by one mark. `standings` writes it, and lifts it."""

    class Kind(models.TextChoices):
        BANNED = "banned", _("Banned")
        HELD = "held", _("Always read first")
        TRUSTED = "trusted", _("Trusted")

    class Mark(models.TextChoices):
        ADDRESS = "address", _("email address")
        NETWORK = "network", _("network")
        BROWSER = "browser", _("browser in its network")

    # The strictest decides where a person has several marks.
    WEIGHTS = {Kind.BANNED: 3, Kind.HELD: 2, Kind.TRUSTED: 1}

    kind = models.CharField(_("what"), max_length=8, choices=Kind)
    weight = models.PositiveSmallIntegerField(editable=False)
    known_by = models.CharField(_("known by"), max_length=8, choices=Mark)
    mark = models.CharField(
        max_length=64, help_text=_("A keyed hash (`origin`): no address is kept here.")
    )
    network_mark = models.CharField(
        max_length=64,
        blank=True,
        help_text=_("Trust in an address that nobody proved holds only from this network."),
    )
    reason = models.CharField(_("why"), max_length=REASON_LENGTH)
    because_of = models.ForeignKey(
        Comment, models.SET_NULL, null=True, related_name="+", verbose_name=_("because of")
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    given_at = models.DateTimeField(_("since"))
    ends_at = models.DateTimeField(_("until"), null=True, help_text=_("Empty: for good."))
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("lifted by"),
    )
    lifted_at = models.DateTimeField(_("lifted"), null=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("bans and trust")
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="standing_kind_is_known", condition=Q(kind__in=["banned", "held", "trusted"])
            ),
            models.CheckConstraint(
                name="standing_of_a_network_ends",
                condition=Q(known_by="address") | Q(ends_at__isnull=False),
                violation_error_message=_("Networks change hands, so this needs an end."),
            ),
            models.UniqueConstraint(
                fields=["mark"],
                condition=Q(lifted_at=None),
                name="standing_one_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["-given_at", "-id"], name="standing_newest")]

    def __str__(self) -> str:
        # No name and no address: the history keeps this for ever.
        return f"{self.get_kind_display()} ({self.get_known_by_display()})"

    def save(self, *args: Any, **options: Any) -> None:
        self.weight = self.WEIGHTS[self.Kind(self.kind)]
        super().save(*args, **options)

    def is_in_force(self) -> bool:
        return self.lifted_at is None and (self.ends_at is None or self.ends_at > clock.now())


class PersonNoteQuerySet(models.QuerySet["PersonNote"]):
    def of_marks(self, marks: Iterable[str]) -> Self:
        """What was noted about who has one of these marks, the newest first."""
        known = [mark for mark in marks if mark]
        return self.filter(mark__in=known).select_related("by").order_by("-at", "-pk")


class PersonNote(models.Model):
    """A sentence of one moderator for the others; readers never see it."""

    mark = models.CharField(max_length=64, db_index=True)
    text = models.TextField(_("note"), max_length=NOTE_LENGTH)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("noted"))

    objects = PersonNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note about a person")
        verbose_name_plural = _("notes about people")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"
