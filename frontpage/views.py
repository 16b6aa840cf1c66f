"""The front page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from frontpage.composing import compose


@require_safe
def front_page(request: HttpRequest) -> HttpResponse:
    return render(request, "frontpage/front_page.html", {"front": compose()})
