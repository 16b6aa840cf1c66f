"""The boxes that stand on every page: Top 5 This Week, and Popular Articles."""

from dataclasses import dataclass

from django import template

from articles.models import Article
from press.pages.parts import kept
from readership.models import Ranking
from readership.querysets import ranked

register = template.Library()

IN_WEEK = 5
IN_POPULAR = 6


@dataclass(frozen=True)
class Rankings:
    week: list[Article]
    popular: list[Article]


@register.simple_tag
def rankings() -> Rankings:
    """Return both boxes by one query: `week`, five articles, and `popular`, six others.

    Written as `{% rankings as rankings %}`, then for each box
    `{% include "readership/_top_five.html" with articles=rankings.week only %}`.
    """
    return kept("rankings", _rankings)


def _rankings() -> Rankings:
    lists: dict[str, list[Article]] = {Ranking.Kind.WEEK: [], Ranking.Kind.POPULAR: []}
    for article in ranked(Article.objects.for_lines(), *lists):
        lists[article.kind].append(article)  # type: ignore[attr-defined]
    week = lists[Ranking.Kind.WEEK][:IN_WEEK]
    others = [article for article in lists[Ranking.Kind.POPULAR] if article not in week]
    return Rankings(week=week, popular=others[:IN_POPULAR])
