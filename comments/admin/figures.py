"""The page of figures at the desk: what came in, what was held, and how long people waited."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from comments import plots
from comments.models import Comment, Day
from comments.rights import may_moderate_all
from press import clock

PERIODS = [30, 90, 365]


def figures_page(request: HttpRequest) -> HttpResponse:
    """Shows the counted days of a period: two plots, and the same as a table."""
    if not may_moderate_all(request.user):
        raise PermissionDenied
    asked = request.GET.get("days", "")
    period = int(asked) if asked in {str(each) for each in PERIODS} else PERIODS[0]
    days = list(Day.objects.since(localdate(clock.now()) - timedelta(days=period - 1)))
    context = {
        **admin.site.each_context(request),
        "title": _("Figures"),
        "opts": Comment._meta,
        "periods": [(each, each == period) for each in PERIODS],
        "days": days[::-1],
        "received": plots.received(days),
        "waited": plots.waited(days),
        "longest": max((day.waited or 0 for day in days), default=0),
        "total": _total(days),
    }
    return TemplateResponse(request, "admin/comments/comment/figures.html", context)


def _total(days: list[Day]) -> dict[str, Any]:
    names = ("received", "held", "spam", "approved", "turned_down", "reported")
    total: dict[str, Any] = {name: sum(getattr(day, name) for day in days) for name in names}
    waited = sorted(day.waited for day in days if day.waited is not None)
    return total | {"waited": waited[len(waited) // 2] if waited else None}
