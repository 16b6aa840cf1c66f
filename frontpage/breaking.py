"""Verbs of the breaking-news bar: at most one line over every page, until its end comes."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Article
from articles.publishing import future
from articles.rights import Person
from frontpage.arranging import Outdated, must
from frontpage.models import BREAKING_KEY, BreakingNews
from press import clock, history
from press.clock import moments
from press.clock.models import Moment
from press.locks import one_at_a_time
from press.pages.keys import touch

ENDS = "frontpage.end_breaking_news"
_LINE = "breaking news"


def may_announce(user: Person) -> bool:
    return user.has_perm("frontpage.change_breakingnews")


@transaction.atomic
def announce(
    text: str, *, by: Person, ends_at: datetime, base: int, article: Article | None = None
) -> BreakingNews:
    """Put one line over every page until the aware moment `ends_at`, in the place of any other.

    `base` is the number of the line that the editor saw there, 0 for none; raises Outdated if it
    is another by now. `article` is where the line leads; as long as readers may not see it, it
    leads nowhere. Writes one row and the entry "announced"; leaves word with the clock. Raises
    ValidationError for no text or an end that is past, and PermissionDenied.
    """
    former = _locked(by, base)
    text = " ".join(text.split())
    if not text:
        raise ValidationError({"text": _("Write the line that readers shall see.")})
    try:
        future(ends_at)
    except ValidationError as refusal:
        raise ValidationError({"ends_at": refusal}) from refusal
    if former is not None:
        moments.cancel(_name(former))
    news = BreakingNews.objects.create(
        text=text,
        article=article,
        at=clock.now(),
        ends_at=ends_at,
        by=by,  # type: ignore[misc]
    )
    moments.expect(_name(news), ends_at, [BREAKING_KEY], act=ENDS, subject=news.pk, label=text)
    detail = {"until": ends_at.isoformat(), "article": article and article.pk}
    history.record(news, "announced", by=by, detail=detail)
    touch([BREAKING_KEY])
    return news


@transaction.atomic
def end(*, by: Person, base: int) -> None:
    """Take the line away at once. Writes the entry "ended"; raises Outdated if it is another one
    by now, or none, and PermissionDenied."""
    news = _locked(by, base)
    if news is None:
        raise Outdated(_("There is no breaking news any more."))
    news.ends_at = clock.now()
    news.save(update_fields=["ends_at"])
    moments.cancel(_name(news))
    history.record(news, "ended", by=by)
    touch([BREAKING_KEY])


def tell_end(moment: Moment) -> None:
    """Write down that the clock has taken the line away."""
    assert moment.subject is not None
    news = BreakingNews.objects.filter(pk=moment.subject).first()
    if news is not None:
        history.record(news, "ended by the clock", by=None)


def _locked(by: Person, base: int) -> BreakingNews | None:
    must(may_announce(by))
    one_at_a_time(_LINE)
    present = BreakingNews.objects.present()
    if base != (present.pk if present else 0):
        raise Outdated(
            _("Another line stands there by now, or none. Look at it, and save yours once more.")
        )
    return present


def _name(news: BreakingNews) -> str:
    return f"{_LINE} {news.pk}"
