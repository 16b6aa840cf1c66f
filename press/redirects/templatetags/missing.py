"""`{% missing_path request %}`: what the script of the page "not found" reports."""

from django import template
from django.http import HttpRequest

from press.redirects.missing import signed

register = template.Library()


@register.simple_tag
def missing_path(request: HttpRequest) -> str:
    return signed(request.path)
