"""`{{ article.body|prose }}`: a text that was cleaned when it was saved."""

from django import template

from publication.prose import prose

register = template.Library()
register.filter("prose", prose)
