"""What Akismet said of a comment, and what it must be told when a moderator says otherwise."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment

AGENT_LENGTH = 300


class AkismetAnswerQuerySet(models.QuerySet["AkismetAnswer"]):
    def contradicted_by(self, status: str, comments: list[int]) -> Self:
        """Of these comments, which have this status now, those that Akismet takes for other."""
        if status not in TRUTH:
            return self.none()
        return self.filter(comment__in=comments).exclude(believes=TRUTH[status])


class AkismetAnswer(models.Model):
    """`akismet` writes it. It alone holds an address of a network, and goes with its hashes."""

    class Said(models.TextChoices):
        SPAM = "spam", _("spam")
        HAM = "ham", _("no spam")
        NOTHING = "nothing", _("nothing in time")

    comment = models.OneToOneField(Comment, models.CASCADE, primary_key=True, related_name="+")
    said = models.CharField(max_length=8, choices=Said)
    believes = models.CharField(
        max_length=8, choices=Said, help_text=_("What it said, or was told by a moderator since.")
    )
    address = models.GenericIPAddressField()
    agent = models.CharField(max_length=AGENT_LENGTH, blank=True)
    asked_at = models.DateTimeField()

    objects = AkismetAnswerQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["asked_at"], name="comment_akismet_asked")]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.said}"


# What a decision makes of a comment; the other decisions say nothing of spam.
TRUTH = {
    Comment.Status.SPAM.value: AkismetAnswer.Said.SPAM,
    Comment.Status.APPROVED.value: AkismetAnswer.Said.HAM,
}
