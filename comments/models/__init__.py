"""Replies, what the newspaper decides about them, and what is counted and said of them."""

from comments.models.comment import Comment, Recommendation
from comments.models.policy import CommentSettings
from comments.models.receipt import Receipt
from comments.models.report import Report
from comments.models.tally import Tally

__all__ = ["Comment", "CommentSettings", "Receipt", "Recommendation", "Report", "Tally"]
