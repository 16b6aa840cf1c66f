"""What the newspaper decides about its comments: one row, changed at the desk."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comments.networks import validate_networks
from press.pages.keys import Keyed, note
from press.pages.parts import kept

SHALLOWEST, DEEPEST = 2, 10
# Lists of sixty thousand words go round among WordPress sites.
WORDS_LENGTH = 1_000_000


class Order(models.TextChoices):
    """In which order conversations stand below an article."""

    OLDEST = "oldest", _("Oldest first")
    NEWEST = "newest", _("Newest first")
    RECOMMENDED = "recommended", _("Most recommended first")


class AkismetUse(models.TextChoices):
    """What becomes of a comment that Akismet takes for spam; without either it isn't asked."""

    NEVER = "", _("Don’t ask Akismet")
    HOLD = "held", _("Hold what it takes for spam")
    SPAM = "spam", _("Put what it takes for spam into the spam queue")


# What a reader page needs to know.
SHOWN_TO_READERS = (
    *("order", "depth", "is_open", "closes_after_days", "closed_sections"),
    *("expected", "hold_everything", "hold_newcomers", "held_sections", "change_minutes"),
    "akismet",
)
SETTINGS_KEY = "comments.commentsettings:1"


class CommentSettingsQuerySet(models.QuerySet["CommentSettings"]):
    def current(self) -> "CommentSettings":
        """Return what holds now; before anybody has saved anything, that is our own advice."""
        held = self.first() or CommentSettings(pk=1)
        note(SETTINGS_KEY)
        return held

    def for_readers(self) -> "CommentSettings":
        """Return what pages need to know of them, as a part that many have in common."""
        return kept("comment settings", lambda: self.only(*SHOWN_TO_READERS).current())


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

    is_open = models.BooleanField(
        _("the newspaper takes comments"),
        default=True,
        help_text=_("Without it, every article is closed at once; what stands below stays."),
    )
    closes_after_days = models.PositiveSmallIntegerField(
        _("closed after days"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_(
            "So many days after it came out an article is closed, at midnight. Empty: never."
        ),
    )
    expected = models.CharField(
        _("what is expected"),
        max_length=400,
        blank=True,
        help_text=_(
            "A sentence or two above the form, as “Keep to the subject, and attack no person.” "
            "What the rules do stands behind it by itself."
        ),
    )
    closed_sections = ArrayField(
        models.BigIntegerField(), verbose_name=_("closed sections"), default=list, blank=True
    )
    held_sections = ArrayField(
        models.BigIntegerField(), verbose_name=_("sections read first"), default=list, blank=True
    )
    hold_everything = models.BooleanField(
        _("hold everything"),
        default=False,
        help_text=_("Every comment is read by a person first, also below open articles."),
    )
    hold_newcomers = models.BooleanField(
        _("hold newcomers"),
        default=False,
        help_text=_("Who gave no address, or one that was never approved, is read first."),
    )
    only_proven_count = models.BooleanField(
        _("trust only proven addresses"),
        default=False,
        help_text=_(
            "Anybody can type anybody’s address. With this, earlier approvals make nobody known "
            "who hasn’t proven the address by a mailed link."
        ),
    )
    shortest = models.PositiveSmallIntegerField(
        _("fewest letters"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(200)],
        help_text=_("A comment with fewer letters and digits is held."),
    )
    links_at_most = models.PositiveSmallIntegerField(
        _("links at most"),
        default=1,
        help_text=_("A comment with more links is held (in WordPress, 2 links hold)."),
    )
    seconds_between = models.PositiveSmallIntegerField(
        _("seconds between two"),
        default=15,
        validators=[MaxValueValidator(3600)],
        help_text=_("Sooner, a second comment from the same network is refused."),
    )
    seconds_to_type = models.PositiveSmallIntegerField(
        _("seconds for typing"),
        default=3,
        validators=[MaxValueValidator(60)],
        help_text=_(
            "What has more than 50 letters and was in the form for less time is held; 0: never. "
            "Browsers without scripts don’t say how long it took, and are believed."
        ),
    )
    in_an_hour_at_most = models.PositiveSmallIntegerField(
        _("in an hour at most"),
        default=10,
        validators=[MinValueValidator(1)],
        help_text=_("More from the same network are refused."),
    )
    alike_at_most = models.PositiveSmallIntegerField(
        _("alike in an hour at most"),
        default=10,
        validators=[MinValueValidator(2)],
        help_text=_(
            "When more comments with the same links, or the same words, come in within an hour, "
            "those of newcomers are held, and stand as one line."
        ),
    )
    surge_at_most = models.PositiveSmallIntegerField(
        _("in a minute at most"),
        default=60,
        validators=[MinValueValidator(2)],
        help_text=_(
            "When more comments reach the whole newspaper within a minute, those of newcomers "
            "are held."
        ),
    )
    change_minutes = models.PositiveSmallIntegerField(
        _("minutes for changing"),
        default=5,
        validators=[MaxValueValidator(1440)],
        help_text=_(
            "So long a writer may change or remove a comment nobody decided about; 0: never."
        ),
    )
    bad_record = models.PositiveSmallIntegerField(
        _("bad record, in percent"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_(
            "Who has had three or more comments decided, and at least so many of a hundred were "
            "rejected or spam, is read first. Empty: the record counts for nothing."
        ),
    )
    likely_held_from = models.PositiveSmallIntegerField(
        _("held as likely spam, from percent"),
        null=True,
        blank=True,
        validators=[MinValueValidator(50), MaxValueValidator(100)],
        help_text=_(
            "What resembles the spam of earlier decisions so much is held. Empty: the spam filter "
            "only watches."
        ),
    )
    likely_spam_from = models.PositiveSmallIntegerField(
        _("put to spam, from percent"),
        null=True,
        blank=True,
        validators=[MinValueValidator(90), MaxValueValidator(100)],
        help_text=_(
            "So sure it must be to put a comment into the spam queue by itself, 90 at least; "
            "nothing is refused by it. Empty: never."
        ),
    )
    akismet = models.CharField(
        _("Akismet"),
        max_length=8,
        choices=AkismetUse,
        blank=True,
        help_text=_(
            "Each comment is then sent to this service elsewhere, with name and addresses, and "
            "readers are told so above the form. What it doesn’t answer within two seconds is "
            "held, unless its writer was approved before. It can’t be rehearsed."
        ),
    )
    held_words = models.TextField(
        _("words that hold"),
        blank=True,
        max_length=WORDS_LENGTH,
        help_text=_(
            "One word or phrase a line, looked for in name, address and text. WordPress calls this "
            "list “Comment Moderation”; paste it as it is."
        ),
    )
    refused_words = models.TextField(
        _("words that are refused"),
        blank=True,
        max_length=WORDS_LENGTH,
        help_text=_(
            "The writer is told which word it is, and keeps the text. WordPress calls this list "
            "“Disallowed Comment Keys”."
        ),
    )
    inside_words = models.BooleanField(
        _("also inside of longer words"),
        default=False,
        help_text=_("As WordPress does: then “press” is found in “WordPress” too."),
    )
    held_networks = models.TextField(
        _("networks that hold"),
        blank=True,
        max_length=WORDS_LENGTH,
        validators=[validate_networks],
        help_text=_("One address or network a line, as in 192.0.2.0/24 or 2001:db8::/32."),
    )
    refused_networks = models.TextField(
        _("networks that are refused"),
        blank=True,
        max_length=WORDS_LENGTH,
        validators=[validate_networks],
        help_text=_("From these no comment is taken."),
    )
    network_days = models.PositiveSmallIntegerField(
        _("days for networks"),
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text=_(
            "So many days keyed hashes of a sender’s network and browser are kept, against floods "
            "and for bans; then they are dropped. The address of a network is never stored."
        ),
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

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
