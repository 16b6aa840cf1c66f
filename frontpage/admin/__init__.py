"""The desk of the front page."""

from frontpage.admin.arrangement import ArrangementAdmin
from frontpage.admin.breaking import BreakingNewsAdmin

__all__ = ["ArrangementAdmin", "BreakingNewsAdmin"]
