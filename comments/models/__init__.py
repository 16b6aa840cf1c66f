"""Replies, what the newspaper decides about them, and what is counted and said of them."""

from comments.models.akismet import AkismetAnswer
from comments.models.beat import Beat
from comments.models.classifier import Classifier
from comments.models.comment import Comment, Recommendation
from comments.models.day import Day
from comments.models.following import Address, Follow
from comments.models.policy import CommentSettings
from comments.models.queue import QueueCount
from comments.models.receipt import Receipt
from comments.models.report import Report
from comments.models.standing import PersonNote, Standing
from comments.models.tally import Tally
from comments.models.watch import ReplyWatch, Untold, Watch
from comments.models.wave import Wave
from comments.models.wording import Wording

__all__ = [
    "Address",
    "AkismetAnswer",
    "Beat",
    "Classifier",
    "Comment",
    "CommentSettings",
    "Day",
    "Follow",
    "PersonNote",
    "QueueCount",
    "Receipt",
    "Recommendation",
    "ReplyWatch",
    "Report",
    "Standing",
    "Tally",
    "Untold",
    "Watch",
    "Wave",
    "Wording",
]
