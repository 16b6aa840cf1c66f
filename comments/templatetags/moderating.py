"""What pages for moderators need of words for numbers."""

from datetime import timedelta

from django import template
from django.utils.timesince import timesince

from accounts.models import User
from articles.models import Article
from comments.rights import may_moderate
from press import clock

register = template.Library()


@register.filter
def speaks_below(user: User, article: Article) -> bool:
    """Whether a login's role lets it reply below an article in the newspaper's name.

    The page of replies asks whether it is limited to other sections: here that is a query too many.
    """
    return may_moderate(user) or user.pk in article.logins


@register.filter
def lasting(seconds: int) -> str:
    """Return a number of seconds in words, as “3 hours, 5 minutes”."""
    now = clock.now()
    return timesince(now - timedelta(seconds=seconds), now)
