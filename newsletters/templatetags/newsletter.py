"""`{% subscribe_box %}`: Discover more from …, with its one field."""

from django import template

from press.pages.templatetags.parts import part

register = template.Library()


@register.simple_tag
def subscribe_box(strip: bool = False) -> str:
    """The box; `strip` lays it out along a whole row."""
    return part("newsletters/_box.html", strip=strip)
