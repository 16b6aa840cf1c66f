"""Whether an article takes comments now, and why not."""

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article
from comments.models import CommentSettings
from press import clock


def why_closed(article: Article, settings: CommentSettings) -> str:
    """Return a sentence why a public article takes no comments now, or "" if it does.

    Days end at midnight in the newspaper's zone, when every page with its date is made anew.
    """
    closes_at = article.comments_close_at
    if article.comments == Article.Comments.CLOSED or (closes_at and closes_at <= clock.now()):
        return _("Comments below this article are closed.")
    if not settings.is_open:
        return _("The newspaper takes no comments at the moment.")
    if is_in(article, settings.closed_sections):
        return _("Comments in this section are closed.")
    days, since = settings.closes_after_days, article.published_at
    if days and since and (localdate(clock.now()) - localdate(since)).days > days:
        sentence = ngettext(
            "Comments are closed %(days)d day after an article came out.",
            "Comments are closed %(days)d days after an article came out.",
            days,
        )
        return sentence % {"days": days}
    return ""


def is_in(article: Article, sections: list[int]) -> bool:
    """Whether the article stands in one of these sections, or in a part of one."""
    return bool(sections) and not {article.section_id, article.section.parent_id}.isdisjoint(
        sections
    )
