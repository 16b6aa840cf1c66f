"""`{% stylesheet publication %}`: the address of the one stylesheet of a reader page."""

from django import template

from newsroom.stylesheet import address
from publication.models import Publication

register = template.Library()


@register.simple_tag
def stylesheet(publication: Publication | None) -> str:
    """Return it for the newspaper's accent colour; a page without a newspaper gets the house's."""
    return address(publication.accent if publication else "")
