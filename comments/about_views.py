"""What readers may know of the work with their replies: its rules in words, and its figures."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comments import explaining, months, plots
from comments.models import CommentSettings


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    settings, shown = CommentSettings.objects.current(), months.latest()
    context = {
        "settings": settings,
        "refusing": explaining.refusing(settings),
        "holding": explaining.holding(settings),
        "months": shown[::-1],
        "received": plots.received(shown),
        "waited": plots.waited(shown),
        "longest": max((month.waited or 0 for month in shown), default=0),
    }
    return render(request, "comments/about.html", context)
