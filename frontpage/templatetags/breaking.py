"""The line of breaking news."""

from django import template

from frontpage.models import BreakingNews

register = template.Library()


@register.simple_tag
def breaking_news() -> BreakingNews | None:
    """Return the line that stands over every page now, or None."""
    return BreakingNews.objects.present()
