"""Views that need more than one room."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.models import Section
from articles.views import section
from publication.models import StandingPage


@require_safe
def first_word(request: HttpRequest, word: str) -> HttpResponse:
    """`/<word>/`: a section or a standing page. They share one namespace of first words."""
    found = Section.objects.filter(parent__isnull=True, slug=word).first()
    if found is not None:
        return section(request, found)
    standing = get_object_or_404(StandingPage, slug=word)
    return render(request, "publication/standing_page.html", {"standing": standing})
