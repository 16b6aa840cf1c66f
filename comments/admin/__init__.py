"""Comments at the desk: the queues, people, the rules, and what people ask about their own data."""

from comments.admin.people import ReceiptAdmin
from comments.admin.queue import CommentAdmin
from comments.admin.rules import CommentSettingsAdmin
from comments.admin.standings import StandingAdmin

__all__ = ["CommentAdmin", "CommentSettingsAdmin", "ReceiptAdmin", "StandingAdmin"]
