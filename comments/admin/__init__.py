"""Comments at the desk: the queues, people, the rules, and what people ask about their own data."""

from comments.admin.own_data import ReceiptAdmin
from comments.admin.people import StandingAdmin
from comments.admin.queue import CommentAdmin
from comments.admin.rules import CommentSettingsAdmin

__all__ = ["CommentAdmin", "CommentSettingsAdmin", "ReceiptAdmin", "StandingAdmin"]
