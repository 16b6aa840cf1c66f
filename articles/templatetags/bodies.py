"""`{{ article.body|prose }}`: the text of an article in a page."""

from django import template

from articles.bodies import prose

register = template.Library()
register.filter("prose", prose)
