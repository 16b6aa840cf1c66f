"""Whether the ranking is right, and what it costs. Run by `counting`, in a process of its own."""

from django.db.models import Sum

from articles.models import Article
from benchmarks.asking import spent
from readership import ranking
from readership.models import Ranking, Total


def measure() -> dict[str, float]:
    """Rank anew; return the processor seconds, and how many places of all time are wrong."""
    seconds = spent(lambda kind: ranking.rank(), [""])
    stored = Ranking.objects.stored().get(Ranking.Kind.ALL, [])
    # The plain way: every article with its views, sorted here.
    public = set(Article.objects.published().values_list("pk", flat=True))
    sums = Total.objects.values_list("article").annotate(all=Sum("views"))
    best = sorted((views, pk) for pk, views in sums if pk in public)[::-1][: ranking.TOP]
    expected = [pk for _views, pk in best]
    wrong = sum(a != b for a, b in zip(stored, expected, strict=True))
    return {"seconds": seconds, "wrong": wrong}
