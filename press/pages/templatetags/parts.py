"""`{% part "components/_footer.html" %}`: what many pages have in common, drawn once."""

from django import template
from django.template.loader import render_to_string
from django.utils.translation import get_language

from press.pages.parts import kept

register = template.Library()


@register.simple_tag
def part(name: str, **facts: str | int) -> str:
    """Draw the template `name` with these facts, or hand out what was drawn with them before.

    It sees nothing else of the page around it, so that it loads all that it shows by itself, and
    has the keys. Raises TypeError for a fact that is loaded from the database.
    """
    for fact, value in facts.items():
        if not isinstance(value, str | int):
            raise TypeError(f"{name} is a part, and must load {fact} by itself: {value!r}")
    told = " ".join(f"{fact}={value!r}" for fact, value in facts.items())
    return kept(f"{name} {told} {get_language()}", lambda: render_to_string(name, facts))
