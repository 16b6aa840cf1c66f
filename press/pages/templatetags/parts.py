"""`{% part "masthead" section.pk %}…{% endpart %}`: what many pages have in common, drawn once."""

from typing import Any

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from press.pages.parts import kept

register = template.Library()


class PartNode(Node):
    def __init__(self, name: list[FilterExpression], content: NodeList) -> None:
        self.name = name
        self.content = content

    def render(self, context: Any) -> SafeString:
        name = " ".join(str(part.resolve(context)) for part in self.name)
        return kept(f"{name} in {get_language()}", lambda: self.content.render(context))


@register.tag
def part(parser: Parser, token: Token) -> PartNode:
    """Keep what stands inside, by a name and all that it depends on besides facts with keys."""
    name = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    content = parser.parse(["endpart"])
    parser.delete_first_token()
    return PartNode(name, content)
