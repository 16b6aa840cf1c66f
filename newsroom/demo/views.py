"""What the demo's readers have read: the sums that counting them would have left."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from articles.models import Article
from press import clock
from readership import ranking
from readership.counting import weight
from readership.models import DayViews, Total

DAYS = 7


def fill_views(rows: list[dict[str, Any]], articles: dict[str, Article]) -> None:
    """Spread the week's views over its days, put the earlier ones before it, and rank."""
    today = clock.now().astimezone(UTC).date()
    for row in rows:
        article = articles[row["article"]]
        assert article.published_at is not None
        first = max(article.published_at.astimezone(UTC).date(), today - timedelta(days=DAYS - 1))
        days = [first + timedelta(days=number) for number in range((today - first).days + 1)]
        views = dict(zip(days, _shares(row["week"], len(days)), strict=True))
        if row["total"] > row["week"]:
            earlier = article.published_at.astimezone(UTC).date()
            views[min(earlier, first - timedelta(days=1))] = row["total"] - row["week"]
        _write(article, {day: number for day, number in views.items() if number})
    ranking.rank()


def _shares(total: int, parts: int) -> list[int]:
    share, rest = divmod(total, parts)
    return [share + (number < rest) for number in range(parts)]


def _write(article: Article, views: dict[Any, int]) -> None:
    DayViews.objects.bulk_create(
        DayViews(article=article, day=day, views=number) for day, number in views.items()
    )
    faded = sum(
        number * weight(datetime.combine(day, time(12), UTC)) for day, number in views.items()
    )
    Total.objects.create(article=article, views=sum(views.values()), faded=faded)
