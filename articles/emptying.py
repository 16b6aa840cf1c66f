"""The bin: what lies in it goes for good after 30 days, or when an administrator says so.

The address of an article that readers knew answers 410 for ever (`press.redirects`).
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from articles import rights
from articles.models import Article
from articles.models.article import BIN_KEEPS
from articles.publishing import NotNow, lock
from articles.querysets import ArticleQuerySet
from articles.rights import Person
from articles.social import discard_after
from press import clock, history
from press.pages.keys import key_of, touch
from press.redirects import moving

AT_MOST = 200


@transaction.atomic
def remove(article: Article, *, by: Person) -> None:
    """Remove an article in the bin for good, with its versions and the replies below it.

    Writes the entry "removed" and touches the article. Raises PermissionDenied and NotNow.
    """
    rights.must(rights.may_remove(by))
    article = lock(article)
    if article.status != Article.Status.BINNED:
        raise NotNow(_("Only an article in the bin can be removed for good."))
    _remove(article, by=by)


def empty(*, by: Person, until: datetime) -> tuple[int, bool]:
    """Remove what has lain in the bin since `until` or longer, at most 200 articles, the oldest
    first; how many, and whether more is left. Each is as `remove`. Raises PermissionDenied."""
    rights.must(rights.may_remove(by))
    rows = Article.objects.binned().filter(binned_at__lte=until)
    pks = list(rows.order_by("binned_at", "pk").values_list("pk", flat=True)[: AT_MOST + 1])
    return _remove_all(rows, pks[:AT_MOST], by=by), len(pks) > AT_MOST


def empty_by_clock() -> int:
    """Remove for good what has lain in the bin for 30 days, and return how many."""
    old = Article.objects.binned().filter(binned_at__lte=clock.now() - BIN_KEEPS)
    return _remove_all(old, list(old.values_list("pk", flat=True)), by=None)


def _remove_all(rows: ArticleQuerySet, pks: Iterable[int], *, by: Person | None) -> int:
    removed = 0
    for pk in pks:
        with transaction.atomic():
            # Asked anew under the lock: it may have been taken back a moment ago.
            article = rows.select_for_update(skip_locked=True).filter(pk=pk).first()
            if article is not None:
                _remove(article, by=by)
                removed += 1
    return removed


def _remove(article: Article, *, by: Person | None) -> None:
    if article.date:
        moving.mark_gone(article.get_absolute_url())
    history.record(article, "removed", by=by)
    discard_after(article)
    touch([key_of(article)])
    article.delete()
