"""Comments at the desk: the queues, people, the rules, and what people ask about their own data."""

from comments.admin.beats import BeatAdmin
from comments.admin.people import ReceiptAdmin
from comments.admin.queue import CommentAdmin
from comments.admin.rules import CommentSettingsAdmin
from comments.admin.standings import StandingAdmin

__all__ = ["BeatAdmin", "CommentAdmin", "CommentSettingsAdmin", "ReceiptAdmin", "StandingAdmin"]
