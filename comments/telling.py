"""What a reader is told before sending a reply: how it works, and what the newspaper expects."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article
from comments.knowing import is_read_first
from comments.models import CommentSettings


def told_before(article: Article, settings: CommentSettings) -> list[str]:
    """Return sentences that stand above the form, the newspaper's own first."""
    sentences = [settings.expected] if settings.expected else []
    sentences.append(_("Your email address is never shown."))
    if settings.akismet:
        sentences.append(
            _(
                "To find spam, your reply, your name, your email and network addresses and what "
                "your browser is are sent to the service Akismet."
            )
        )
    if settings.hold_everything or is_read_first(article, settings):
        sentences.append(_("Replies are read by a person before they appear."))
    elif settings.hold_newcomers:
        sentences.append(_("Who writes here for the first time is read by a person first."))
    if minutes := settings.change_minutes:
        sentence = ngettext(
            "For %(minutes)d minute you can change or remove your reply.",
            "For %(minutes)d minutes you can change or remove your reply.",
            minutes,
        )
        sentences.append(sentence % {"minutes": minutes})
    return sentences
