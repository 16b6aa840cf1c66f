"""How feeds and sitemaps write moments and languages."""

from datetime import datetime
from email.utils import format_datetime

from django import template

register = template.Library()


@register.filter
def rfc822(moment: datetime) -> str:
    """A moment in the spelling of RSS, which is that of mails: always in English."""
    return format_datetime(moment)


@register.filter
def language_of_news(code: str) -> str:
    """A language in the spelling of news sitemaps, which know two kinds of Chinese only."""
    return "zh-cn" if code == "zh" else code
