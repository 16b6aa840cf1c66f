"""`{% subscribe_box %}`: Discover more from …, with its one field."""

from typing import Any

from django import template

register = template.Library()


@register.inclusion_tag("newsletters/_box.html", takes_context=True)
def subscribe_box(context: Any, strip: bool = False) -> dict[str, Any]:
    """The box; `strip` lays it out along a whole row."""
    return {"publication": context["publication"], "strip": strip}
