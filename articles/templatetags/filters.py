"""`{% search_filters form %}`: the fields below that for the words of a search."""

from django import template
from django.template.loader import render_to_string
from django.utils.translation import get_language

from articles.search_page import SearchForm
from press.pages.parts import kept

register = template.Library()


@register.simple_tag
def search_filters(form: SearchForm) -> str:
    """Draw the fields; those in which nobody has written are a part that many pages have in common.

    Django draws a field by three templates, and all of them took a third of the page.
    """
    if form.is_narrowed:
        return _drawn(form)
    return kept(f"search filters {get_language()}", lambda: _drawn(SearchForm({})))


def _drawn(form: SearchForm) -> str:
    return render_to_string("articles/_filters.html", {"form": form})
