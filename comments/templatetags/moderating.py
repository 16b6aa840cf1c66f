"""What pages for moderators need of words for numbers."""

from datetime import timedelta

from django import template
from django.utils.timesince import timesince

from press import clock

register = template.Library()


@register.filter
def lasting(seconds: int) -> str:
    """Return a number of seconds in words, as “3 hours, 5 minutes”."""
    now = clock.now()
    return timesince(now - timedelta(seconds=seconds), now)
