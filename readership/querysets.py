"""The vocabulary of what is read. Aggregates live here, behind names."""

import secrets
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import connection, models
from django.db.models import Case, F, Sum, Value, When

from articles.cards import cards
from articles.foreseen import as_foreseen
from articles.models import Article
from articles.querysets import ArticleQuerySet
from press.pages.keys import note

if TYPE_CHECKING:
    from readership.models import DayKey, DayViews, Ranking, Sighting, Total  # noqa: F401, quoted below

KEY_BYTES = 32
DAY_SECONDS = 86_400


def day_of(moment: datetime) -> date:
    """Return the day of UTC in which an aware `moment` lies."""
    return moment.astimezone(UTC).date()


def key_of_list(kind: str) -> str:
    """Return the set key that says which articles stand in a ranking, and in which order."""
    return f"list:ranking:{kind}"


class DayKeyQuerySet(models.QuerySet["DayKey"]):
    def of(self, day: date) -> bytes:
        """Return the key of a day of UTC; the first process that asks makes it."""
        row, _ = self.get_or_create(day=day, defaults={"key": secrets.token_bytes(KEY_BYTES)})
        return bytes(row.key)


class SightingQuerySet(models.QuerySet["Sighting"]):
    def discard_before(self, moment: datetime) -> None:
        """Delete the sightings counted before `moment`.

        Waits for nobody, so that it can't come to a deadlock with a flush that counts such a
        reader anew, in another order of rows; what a flush holds is new by then.
        """
        with connection.cursor() as cursor:
            cursor.execute(
                """
                DELETE FROM readership_sighting WHERE ctid IN (
                    SELECT ctid FROM readership_sighting WHERE counted_at < %s
                    FOR UPDATE SKIP LOCKED
                )
                """,
                [moment],
            )


class DayViewsQuerySet(models.QuerySet["DayViews"]):
    def of(self, article: Article, first: date) -> models.QuerySet["DayViews", tuple[date, int]]:
        """Days of UTC and views of one article since `first`, along the primary key."""
        return self.filter(article=article, day__gte=first).values_list("day", "views")

    def most_read(self, days: int, *, now: datetime) -> models.QuerySet["DayViews", int]:
        """Primary keys of articles, most viewed in the last `days` × 24 hours first.

        Views are known by day: of the oldest day, the share that still lies in the window
        counts. So no list starts empty at midnight of UTC, which is the afternoon elsewhere.
        """
        today = day_of(now)
        first = today - timedelta(days=days)
        midnight = datetime(today.year, today.month, today.day, tzinfo=UTC)
        remaining = DAY_SECONDS - int((now - midnight).total_seconds())
        # In whole seconds of views: sums of integers are exact, so that ties are ties.
        weight = Case(When(day=first, then=Value(remaining)), default=Value(DAY_SECONDS))
        return (
            self.filter(day__range=(first, today))
            .values("article")
            .annotate(score=Sum(F("views") * weight))
            .order_by("-score", "-article")
            .values_list("article", flat=True)
        )


class TotalQuerySet(models.QuerySet["Total"]):
    def most_read(self) -> models.QuerySet["Total", int]:
        """Primary keys of articles, most viewed of all time first, along an index."""
        return self.order_by("-views", "-article_id").values_list("article_id", flat=True)

    def most_popular(self) -> models.QuerySet["Total", int]:
        """Primary keys of articles by views that fade with age, along an index."""
        return self.order_by("-faded", "-article_id").values_list("article_id", flat=True)


class RankingQuerySet(models.QuerySet["Ranking"]):
    def stored(self) -> dict[str, list[int]]:
        """Return each list as primary keys of articles in order."""
        lists: dict[str, list[int]] = {}
        for kind, pk in self.order_by("kind", "position").values_list("kind", "article"):
            lists.setdefault(kind, []).append(pk)
        return lists

    def replace(self, kind: str, articles: Iterable[int]) -> None:
        """Write a list anew, inside the caller's transaction."""
        self.filter(kind=kind).delete()
        rows = enumerate(articles, start=1)
        self.bulk_create(self.model(kind=kind, position=n, article_id=pk) for n, pk in rows)


def ranked(articles: ArticleQuerySet, *kinds: str) -> list[Article]:
    """Return those of `articles` that stand in these rankings, in order, each with its `kind`.

    One that was withdrawn a moment ago is left out at once; the next ranking fills its place. It
    is loaded nevertheless, so that the page knows its key and shows it again when it is restored.
    The same for one that is labelled as sponsored since.
    """
    note(*(key_of_list(kind) for kind in kinds))
    rows = (
        articles.filter(rankings__kind__in=kinds)
        .annotate(kind=F("rankings__kind"))
        .order_by("rankings__position", "kind")
    )
    return [article for article in as_foreseen(list(rows)) if _counts(article)]


def cards_ranked(kind: str) -> list[Article]:
    """Return the articles of one ranking in order, for teasers."""
    note(key_of_list(kind))
    rows = Article.objects.filter(rankings__kind=kind).order_by("rankings__position")
    return [article for article in cards(rows) if _counts(article)]


def _counts(article: Article) -> bool:
    return article.is_published() and article.label != article.Label.SPONSORED
