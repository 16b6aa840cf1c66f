"""The page of a series, and its feeds."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.feeds.entries import feed_of
from articles.feeds.views import answer
from press.redirects.following import moves_with_its_page
from series.models import Series
from series.reading import newest_of, page_of


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    series = get_object_or_404(Series.objects.select_related("picture"), slug=slug)
    context = {"series": series, "page": page_of(series, request)}
    return render(request, "series/series.html", context)


@require_safe
@moves_with_its_page
def feed(request: HttpRequest, slug: str) -> HttpResponse:
    series = get_object_or_404(Series, slug=slug)
    facts = {"name": series.headline, "about": series.standfirst}
    return answer(
        feed_of(newest_of(series), request, page=series.get_absolute_url(), **facts), request
    )
