"""The stored ranking: worked out by a job, read by every page, touched only when it changed."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from articles.models import Article
from press import clock
from press.locks import one_at_a_time
from press.pages.keys import touch
from readership.models import DayViews, Ranking, Total
from readership.querysets import key_of_list

TOP = 20
DAYS = {Ranking.Kind.DAY: 1, Ranking.Kind.WEEK: 7, Ranking.Kind.MONTH: 30}


@transaction.atomic
def rank() -> set[str]:
    """Rank anew the twenty first published articles of every kind; return the kinds that changed.

    A kind counts as changed when its order or its members did: only then its rows are written
    and its key `list:ranking:<kind>` is touched. Ties go to the newer article.
    """
    one_at_a_time("ranking")
    stored = Ranking.objects.stored()
    found = {kind.value: _first_published(rows) for kind, rows in _candidates(clock.now()).items()}
    changed = {kind for kind, articles in found.items() if articles != stored.get(kind, [])}
    for kind in changed:
        Ranking.objects.replace(kind, found[kind])
    touch(key_of_list(kind) for kind in changed)
    return changed


def _candidates(now: datetime) -> dict[Ranking.Kind, "QuerySet[DayViews | Total, int]"]:
    by_days = {kind: DayViews.objects.most_read(days, now=now) for kind, days in DAYS.items()}
    return by_days | {
        Ranking.Kind.POPULAR: Total.objects.most_popular(),
        Ranking.Kind.ALL: Total.objects.most_read(),
    }


def _first_published(candidates: "QuerySet[DayViews | Total, int]") -> list[int]:
    """Return the first twenty of the candidates that are published, and that nobody paid for: a
    place among the most read can't be bought with the campaign that leads readers there.

    Asks for more than twenty and then whether those are public: a join would read every article.
    """
    number = TOP * 2
    while True:
        pks = list(candidates[:number])
        unpaid = Article.objects.published().exclude(label=Article.Label.SPONSORED)
        public = set(unpaid.filter(pk__in=pks).values_list("pk", flat=True))
        first = [pk for pk in pks if pk in public][:TOP]
        if len(first) == TOP or len(pks) < number:
            return first
        number *= 4
