"""The reply of a reader to an article, or to another reply below it."""

from functools import cache

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from comments.models.wave import Wave
from comments.querysets import SHOWN, CommentQuerySet
from press.pages.keys import Keyed

TEXT_LENGTH = 10_000
NAME_LENGTH = 80
SITE_LENGTH = 200
# Rules that say nothing of the comment itself: whatever comes in is read by a person first.
OF_ANY_COMMENT = '$[*] ? (@.rule != "read first" && @.rule != "everything")'


@cache
def _permalink() -> str:
    """Return the pattern of all permalinks: a thread shows dozens, and asking for each is slow."""
    return reverse("comments:permalink", args=[0]).replace("0", "{}")


class Comment(Keyed):
    """A reply. `status` and `version` are written by the verbs of `moderation` only."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        APPROVED = "approved", _("Approved")
        REJECTED = "rejected", _("Rejected")
        SPAM = "spam", _("Spam")
        BINNED = "binned", _("In the bin")

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="replies", verbose_name=_("article")
    )
    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="answers",
        verbose_name=_("answers"),
        help_text=_("The reply that this one answers; empty when it answers the article."),
    )
    root = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        editable=False,
        related_name="conversation",
        help_text=_("The first reply of its conversation; empty when it is the first itself."),
    )
    public_answers = models.PositiveIntegerField(
        default=0,
        db_default=0,
        editable=False,
        help_text=_("How many public replies its conversation has below it (`counting`)."),
    )
    recommended = models.PositiveIntegerField(
        _("recommended"), default=0, db_default=0, editable=False
    )
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    email = models.EmailField(_("email"), blank=True, help_text=_("Never shown to readers."))
    site = models.URLField(
        _("website"),
        max_length=SITE_LENGTH,
        blank=True,
        default="",
        db_default="",
        help_text=_("Where the name leads."),
    )
    text = models.TextField(_("text"), max_length=TEXT_LENGTH)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="comments",
        verbose_name=_("written by"),
        help_text=_("The login of somebody of the newsroom; empty for a reader."),
    )
    status = models.CharField(
        _("status"), max_length=12, choices=Status, default=Status.WAITING, editable=False
    )
    version = models.PositiveIntegerField(
        _("version"),
        default=1,
        editable=False,
        help_text=_("Every decision adds one; a decision is bound to the version that was seen."),
    )
    verdicts = models.JSONField(
        _("verdicts"),
        default=list,
        blank=True,
        editable=False,
        help_text=_("What the rules said when it came in: a list of rule and reason."),
    )
    is_held_by_rule = models.GeneratedField(
        expression=Func(F("verdicts"), Value(OF_ANY_COMMENT), function="jsonb_path_exists"),
        output_field=models.BooleanField(),
        db_persist=True,
        help_text=_("Whether a rule spoke of it, besides those that hold whatever comes in."),
    )
    created_at = models.DateTimeField(_("written"), editable=False)
    decided_at = models.DateTimeField(
        _("decided"), null=True, editable=False, help_text=_("Empty until a person decided.")
    )
    edited_at = models.DateTimeField(
        _("changed"), null=True, editable=False, help_text=_("When its writer changed it last.")
    )
    is_proven = models.BooleanField(
        default=False,
        db_default=False,
        editable=False,
        help_text=_("Whether its writer proved to read the mail of the address (`following`)."),
    )
    is_edited_by_newsroom = models.BooleanField(
        default=False,
        db_default=False,
        editable=False,
        help_text=_("Whether a moderator changed its words (`editing`)."),
    )
    picked_at = models.DateTimeField(
        _("editors’ pick"),
        null=True,
        editable=False,
        help_text=_("Since when it stands above the thread (`featuring`); empty: it doesn’t."),
    )
    reported_at = models.DateTimeField(
        _("reported"),
        null=True,
        editable=False,
        help_text=_("Since when a report about it is open; `reporting` and decisions write it."),
    )
    network = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("A keyed hash of the sender's network (press/pages/network), against floods."),
    )
    likeness = models.CharField(
        max_length=32,
        blank=True,
        db_default="",
        editable=False,
        help_text=_("The same for alike comments (`likeness`); empty when it says too little."),
    )
    wave = models.ForeignKey(
        Wave, models.SET_NULL, null=True, editable=False, related_name="comments"
    )
    # What `origin` makes of the sender; dropped with the hash of the network.
    network_mark = models.CharField(max_length=64, blank=True, db_default="", editable=False)
    browser_mark = models.CharField(max_length=64, blank=True, db_default="", editable=False)

    objects = CommentQuerySet.as_manager()

    # Set by for_rehearsal().
    approved_before = 0
    refused_before = 0

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        permissions = [("moderate_comment", _("Can decide about comments"))]
        constraints = [
            models.CheckConstraint(
                name="comment_status_is_known",
                condition=Q(status__in=["waiting", "approved", "rejected", "spam", "binned"]),
            ),
            models.CheckConstraint(name="comment_has_a_text", condition=~Q(text="")),
            models.CheckConstraint(name="comment_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="comment_site_is_on_the_web",
                condition=Q(site="")
                | Q(site__startswith="https://")
                | Q(site__startswith="http://"),
            ),
            models.CheckConstraint(
                name="comment_text_has_an_end",
                condition=LessThanOrEqual(Length("text"), TEXT_LENGTH),
            ),
            models.CheckConstraint(
                name="comment_answers_another", condition=Q(parent=None) | ~Q(parent=F("id"))
            ),
            models.CheckConstraint(name="comment_counts_versions", condition=Q(version__gte=1)),
        ]
        indexes = [
            # The queues; the newest of a queue are read backwards along the same index.
            models.Index(fields=["status", "created_at", "id"], name="comment_queue"),
            models.Index(
                fields=["created_at", "id"],
                name="comment_held_by_rule",
                condition=Q(status="waiting", is_held_by_rule=True),
            ),
            models.Index(
                fields=["reported_at", "id"],
                name="comment_reported",
                condition=Q(reported_at__isnull=False),
            ),
            # The queues without what stands in waves; what is in one; what came in alike lately.
            models.Index(
                fields=["status", "created_at", "id"],
                name="comment_apart",
                condition=Q(status__in=["waiting", "spam"], wave=None),
            ),
            models.Index(
                fields=["wave", "status", "id"],
                name="comment_wave",
                condition=Q(wave__isnull=False),
            ),
            models.Index(
                fields=["likeness", "created_at"],
                name="comment_likeness",
                condition=~Q(likeness=""),
            ),
            # The conversations below an article, in each order; the answers of one of them.
            models.Index(
                fields=["article", "created_at", "id"], name="comment_thread", condition=SHOWN
            ),
            models.Index(
                fields=["article", "recommended", "id"],
                name="comment_recommended",
                condition=SHOWN,
            ),
            # The editors' picks of an article.
            models.Index(
                fields=["article", "picked_at"],
                name="comment_picked",
                condition=Q(status="approved", picked_at__isnull=False),
            ),
            # The feed of an article's replies is read backwards along it.
            models.Index(
                fields=["article", "created_at", "id"],
                name="comment_public",
                condition=Q(status="approved"),
            ),
            models.Index(
                fields=["root", "created_at", "id"],
                name="comment_answers",
                condition=Q(status="approved"),
            ),
            # Floods: what came from one network lately.
            models.Index(
                fields=["network", "created_at"],
                name="comment_network",
                condition=~Q(network=""),
            ),
            # Everything that one browser sent.
            models.Index(
                fields=["browser_mark"], name="comment_browser", condition=~Q(browser_mark="")
            ),
            # The record of a person.
            models.Index(fields=["email", "status"], name="comment_email", condition=~Q(email="")),
        ]

    def __str__(self) -> str:
        # No name: the history keeps this for ever, and a reader may ask to be forgotten.
        return gettext("Comment %(number)s below “%(article)s”") % {
            "number": self.pk,
            "article": self.article,
        }

    def get_absolute_url(self) -> str:
        """The permalink, which leads to the comment's place below its article."""
        return _permalink().format(self.pk)

    @property
    def is_removed_by_writer(self) -> bool:
        """A moderator's decision has a moment, the writer's own removal has none."""
        return self.status == self.Status.BINNED and self.decided_at is None

    def is_public(self) -> bool:
        """Whether readers see it; a page of a public article asks `CommentQuerySet.public()`."""
        return self.status == self.Status.APPROVED and self.article.is_published()


class Recommendation(models.Model):
    """One reader of one day recommends a comment; `recommending` writes and removes it."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="+", editable=False)
    reader = models.CharField(
        max_length=64, editable=False, help_text=_("A keyed hash of network, browser and day.")
    )
    network = models.CharField(
        max_length=64, editable=False, help_text=_("A keyed hash of network and day.")
    )
    day = models.DateField(
        editable=False,
        help_text=_("The day of UTC for which the hashes are good; they go after it."),
    )

    class Meta:
        indexes = [models.Index(fields=["day"], name="comment_recommended_on")]
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "reader"], name="comment_recommended_once_by_a_reader"
            )
        ]

    def __str__(self) -> str:
        return f"{self.comment_id}"
