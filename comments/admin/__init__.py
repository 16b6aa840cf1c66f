"""Comments at the desk: the queues, and the rules."""

from comments.admin.queue import CommentAdmin
from comments.admin.rules import CommentSettingsAdmin

__all__ = ["CommentAdmin", "CommentSettingsAdmin"]
