"""What pages for moderators need of words for numbers."""

from datetime import timedelta

from django import template
from django.utils.timesince import timesince

from accounts.models import User
from articles.models import Article
from comments.moderation import speaks_for_us
from press import clock

register = template.Library()


@register.filter
def speaks_below(user: User, article: Article) -> bool:
    """Whether a login may reply below an article in the newspaper's name."""
    return speaks_for_us(user, article)


@register.filter
def lasting(seconds: int) -> str:
    """Return a number of seconds in words, as “3 hours, 5 minutes”."""
    now = clock.now()
    return timesince(now - timedelta(seconds=seconds), now)
