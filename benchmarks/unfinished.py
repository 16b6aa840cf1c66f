"""What a page of each kind costs while it isn't ready. Run by `cost`, in a process of its own."""

from typing import Any

from django.db.models import Count, Q

from articles.models import Article, Author, Section
from benchmarks.asking import Asker, in_turn
from benchmarks.cost import CONSTANT
from tags.models import Tag

# So many pages of a kind are asked for in each round.
PAGES = 40


def measure() -> dict[str, float]:
    """Return processor seconds by kind of page, and those of a constant view."""
    return in_turn(Asker().ask, {CONSTANT: [CONSTANT] * 20 * PAGES} | _pages())


def _pages() -> dict[str, list[str]]:

    approved = Count("replies", filter=Q(replies__status="approved"))
    counted: Any = Article.objects.published().annotate(many=approved)
    articles = list(counted.filter(many__range=(17, 23)).order_by("-pk")[:PAGES])
    days = {f"/{article.date:%Y/%m/%d}/" for article in articles}
    return {
        "article": [article.get_absolute_url() for article in articles],
        "front page": ["/"] * PAGES,
        "section": [row.get_absolute_url() for row in Section.objects.all()],
        "tag": [row.get_absolute_url() for row in Tag.objects.order_by("pk")[:PAGES]],
        "author": [row.get_absolute_url() for row in Author.objects.order_by("-pk")[:PAGES]],
        "archive of a day": sorted(days),
        "popular articles": ["/popular/", "/popular/day/", "/popular/month/", "/popular/all/"] * 5,
        "search": [f"/search/?q={word}" for word in ("harbour", "school", "council", "bridge")] * 5,
    }
