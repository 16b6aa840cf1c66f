"""Popular articles: what is read most, by day, week, month and of all time."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from readership.models import Ranking
from readership.querysets import cards_ranked

Kind = Ranking.Kind

TABS = [
    (Kind.DAY, _("Day"), "readership:day"),
    (Kind.WEEK, _("Week"), "readership:popular"),
    (Kind.MONTH, _("Month"), "readership:month"),
    (Kind.ALL, _("All time"), "readership:all"),
]
TITLES = {
    Kind.DAY: _("Most read in the last 24 hours"),
    Kind.WEEK: _("Most read in the last seven days"),
    Kind.MONTH: _("Most read in the last 30 days"),
    Kind.ALL: _("Most read of all time"),
}
SPANS = {
    Kind.DAY: _("This list covers the last 24 hours and is made anew every five minutes."),
    Kind.WEEK: _("This list covers the last seven days and is made anew every five minutes."),
    Kind.MONTH: _("This list covers the last 30 days and is made anew every five minutes."),
    Kind.ALL: _("This list covers all that was ever counted and is made anew every five minutes."),
}


@require_safe
def popular(request: HttpRequest, kind: Ranking.Kind) -> HttpResponse:
    context = {
        "title": TITLES[kind],
        "span": SPANS[kind],
        "tabs": [(label, reverse(name), tab == kind) for tab, label, name in TABS],
        "articles": cards_ranked(kind),
    }
    return render(request, "readership/popular.html", context)
