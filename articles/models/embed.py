"""Cards of what stands on other hosts: our own copy of the words, so that it reads without them."""

from collections.abc import Iterable
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.embeds import Foreign, recognise
from images.models import Image
from press.pages.keys import Keyed, note
from publication.prose import ADDRESS_LENGTH, is_outside_address


def validate_outside(address: str) -> None:
    """Raise ValidationError unless `address` is one that a text may embed."""
    if not is_outside_address(address):
        raise ValidationError(
            _("Write the whole address as your browser shows it. It starts with https://.")
        )


def key_of_address(address: str) -> str:
    """Return the set key of the card of one address, for pages that show it, stored or not yet."""
    return f"list:embed:{address}"


class EmbedCardQuerySet(models.QuerySet["EmbedCard"]):
    def at(self, addresses: Iterable[str]) -> Self:
        """The cards of these addresses, each in the spelling of `articles.embeds`."""
        wanted = list(addresses)
        note(*map(key_of_address, wanted))
        return self.filter(address__in=wanted).select_related("picture")


class EmbedCard(Keyed):
    address = models.CharField(
        _("address"),
        max_length=ADDRESS_LENGTH,
        unique=True,
        validators=[validate_outside],
        help_text=_("Where it stands: the address of the video, the post or the chart."),
    )
    title = models.CharField(_("title"), max_length=300, blank=True)
    author = models.CharField(
        _("author"), max_length=160, blank=True, help_text=_("Whose post or video it is.")
    )
    text = models.TextField(
        _("words"),
        max_length=5_000,
        blank=True,
        help_text=_("What it says, word for word. It stays readable here when it is gone there."),
    )
    posted_at = models.DateTimeField(_("posted"), null=True, blank=True)
    picture = models.ForeignKey(
        Image,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
        help_text=_("Our own copy, from the picture library."),
    )
    gone_at = models.DateTimeField(
        _("gone since"),
        null=True,
        blank=True,
        help_text=_("When it was taken down there. Readers then get our copy, and no player."),
    )

    objects = EmbedCardQuerySet.as_manager()

    class Meta:
        verbose_name = _("embed")
        verbose_name_plural = _("embeds")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="embed_leads_outside", condition=Q(address__startswith="https://")
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.address

    def clean(self) -> None:
        self.address = self.foreign.address

    @property
    def foreign(self) -> Foreign:
        return recognise(self.address)

    @property
    def provider(self) -> str:
        return self.foreign.provider

    def save(self, *args: Any, **options: Any) -> None:
        self.address = self.foreign.address
        super().save(*args, **options)
