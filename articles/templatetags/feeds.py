"""How feeds write moments."""

from datetime import datetime
from email.utils import format_datetime

from django import template

register = template.Library()


@register.filter
def rfc822(moment: datetime) -> str:
    """A moment in the spelling of RSS, which is that of mails: always in English."""
    return format_datetime(moment)
