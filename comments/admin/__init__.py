"""Comments at the desk: the queues, people, and the rules."""

from comments.admin.people import StandingAdmin
from comments.admin.queue import CommentAdmin
from comments.admin.rules import CommentSettingsAdmin

__all__ = ["CommentAdmin", "CommentSettingsAdmin", "StandingAdmin"]
