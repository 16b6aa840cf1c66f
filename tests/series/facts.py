"""A series with as many public parts as a test needs."""

from articles.models import Article
from series import arranging
from series.models import Series
from tests.factories import hours_ago, make_editor, make_published_article


def make_series(*parts: Article, headline: str = "The long thaw", **facts: str) -> Series:
    facts.setdefault("slug", headline.lower().replace(" ", "-"))
    editor = make_editor()
    series = arranging.describe(Series(headline=headline, **facts), by=editor)
    return arranging.order(series, by=editor, articles=[article.pk for article in parts])


def make_parts(many: int) -> list[Article]:
    """Public articles called Part 1, Part 2 …, the newest last."""
    return [
        make_published_article(headline=f"Part {number}", at=hours_ago(many - number + 1))
        for number in range(1, many + 1)
    ]
