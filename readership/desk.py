"""How often an article was read, day by day, for its authors and its editors."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from articles import rights
from articles.models import Article
from press import clock
from readership.models import DayViews, Total
from readership.querysets import day_of

DAYS = 30
# Of the drawing, in its own units.
BAR, GAP, HEIGHT = 16, 4, 120


@dataclass(frozen=True, slots=True)
class Day:
    """A day of UTC, its views, and where its bar stands."""

    day: date
    views: int
    x: int
    y: float
    height: float


def views_by_day(article: Article) -> list[Day]:
    """The last thirty days, also those without a reader, the oldest first."""
    today = day_of(clock.now())
    first = today - timedelta(days=DAYS - 1)
    known = dict(DayViews.objects.of(article, first))
    most = max(known.values(), default=0)
    days = []
    for number in range(DAYS):
        day = first + timedelta(days=number)
        views = known.get(day, 0)
        height = round(HEIGHT * views / most, 1) if most else 0.0
        days.append(Day(day, views, number * (BAR + GAP), HEIGHT - height, height))
    return days


def article_views(request: HttpRequest, pk: int) -> HttpResponse:
    """A page of the desk for one article: a drawing and the same numbers as a table."""
    article = get_object_or_404(Article, pk=pk)
    rights.must(rights.may_see_readers(request.user, article))
    days = views_by_day(article)
    total = Total.objects.filter(pk=article.pk).first()
    context = admin.site.each_context(request) | {
        "title": _("Readers of “%(article)s”") % {"article": article},
        "article": article,
        "days": days,
        "lately": sum(day.views for day in days),
        "total": total.views if total else 0,
        "most": max(day.views for day in days),
        "bar": BAR,
        "width": DAYS * (BAR + GAP),
        "height": HEIGHT,
    }
    return render(request, "admin/readership/article_views.html", context)
