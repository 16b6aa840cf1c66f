"""What the newspaper decides about its comments: one row, changed at the desk."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from press.pages.keys import Keyed, note

SHALLOWEST, DEEPEST = 2, 10


class Order(models.TextChoices):
    """In which order conversations stand below an article."""

    OLDEST = "oldest", _("Oldest first")
    NEWEST = "newest", _("Newest first")
    RECOMMENDED = "recommended", _("Most recommended first")


SETTINGS_KEY = "comments.commentsettings:1"


class CommentSettingsQuerySet(models.QuerySet["CommentSettings"]):
    def current(self) -> "CommentSettings":
        """Return what holds now; before anybody has saved anything, that is our own advice."""
        held = self.first() or CommentSettings(pk=1)
        note(SETTINGS_KEY)
        return held


class CommentSettings(Keyed):
    order = models.CharField(
        _("order"),
        max_length=12,
        choices=Order,
        default=Order.OLDEST,
        help_text=_("In which order conversations stand, unless a reader chooses another one."),
    )
    depth = models.PositiveSmallIntegerField(
        _("depth"),
        default=SHALLOWEST,
        validators=[MinValueValidator(SHALLOWEST), MaxValueValidator(DEEPEST)],
        help_text=_(
            "How many levels are indented, from 2 to 10. Deeper answers stand below each other "
            "and say whom they answer."
        ),
    )

    objects = CommentSettingsQuerySet.as_manager()

    class Meta:
        verbose_name = _("rules for comments")
        verbose_name_plural = _("rules for comments")
        constraints = [
            models.CheckConstraint(name="comment_settings_are_one", condition=Q(pk=1)),
            models.CheckConstraint(
                name="comment_settings_depth",
                condition=Q(depth__gte=SHALLOWEST, depth__lte=DEEPEST),
            ),
        ]

    def __str__(self) -> str:
        return gettext("Rules for comments")
