"""Verbs that begin and end the live coverage of an article, now or by the clock."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles import rights
from articles.models import Article
from articles.publishing import NotNow, change, future, lock
from articles.rights import Person
from live.models import key_of_posts
from press import clock
from press.clock import moments
from press.pages.keys import key_of, touch

BEGINS, ENDS = "live.begin_live_coverage", "live.end_live_coverage"
ENDED = {Article.Status.WITHDRAWN, Article.Status.BINNED}


@transaction.atomic
def begin(article: Article, *, by: Person, at: datetime | None = None) -> Article:
    """Let an article become live coverage, now or at the aware moment `at` in the future.

    Coverage that has ended goes on with its posts. For whoever may publish the article; writes one
    entry; touches the article and its lists. Raises NotNow for an article that is live, withdrawn
    or in the bin, ValidationError for a moment in the past, PermissionDenied.
    """
    article = lock(article)
    rights.must(rights.may_publish(by, article))
    if article.is_live() or article.status in ENDED:
        raise NotNow(_("This article is live already, or was taken from readers."))
    since = future(at) if at else clock.now()
    if article.has_been_live() and at is None:
        return _written(article, "went on live", by=by, live_until=None)
    verb = "planned live coverage" if at else "went live"
    return _written(article, verb, by=by, live_since=since, live_until=None)


@transaction.atomic
def end(article: Article, *, by: Person, at: datetime | None = None) -> Article:
    """End live coverage, now or at `at`: with its posts it stays as an ordinary article.

    What was planned and hasn't begun is given up. Otherwise as `begin`.
    """
    article = lock(article)
    rights.must(rights.may_publish(by, article))
    if article.live_since is None or (article.has_been_live() and not article.is_live()):
        raise NotNow(_("This article isn't live."))
    if not article.has_been_live() and at is None:
        return _written(article, "gave up live coverage", by=by, live_since=None, live_until=None)
    until = future(at) if at else clock.now()
    if until < article.live_since:
        raise ValidationError(_("Its live coverage begins later than that."))
    verb = "planned the end of live coverage" if at else "ended live coverage"
    return _written(article, verb, by=by, live_until=until)


def _written(article: Article, verb: str, *, by: Person, **facts: Any) -> Article:
    detail = {name: at.isoformat() for name, at in facts.items() if at}
    article = change(article, verb, by=by, detail=detail, **facts)
    _wait(article, BEGINS, article.live_since)
    _wait(article, ENDS, article.live_until)
    touch([key_of_posts(article.pk)])
    return article


def _wait(article: Article, act: str, at: datetime | None) -> None:
    """Let the clock outdate every page that shows the article when this moment comes."""
    name = f"{act} of article {article.pk}"
    if at is not None and at > clock.now():
        keys = [key_of(article), key_of_posts(article.pk)]
        moments.expect(name, at, keys, act=act, subject=article.pk, label=str(article))
    else:
        moments.cancel_coming(name)
