"""Facts for programs within a page: JSON that no browser runs, and that can't end its element."""

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

# As Django's own json_script, which has another type.
_ESCAPES = {sign: f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


def data_block(nodes: list[dict[str, Any]]) -> SafeString:
    """Return `<script type="application/ld+json">` with these nodes of schema.org."""
    graph = {"@context": "https://schema.org", "@graph": nodes}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    for sign, escape in _ESCAPES.items():  # A hundred times as quick as `translate`.
        text = text.replace(sign, escape)
    element = '<script type="application/ld+json">{}</script>'
    return format_html(element, mark_safe(text))  # noqa: S308  # Nothing in it is markup now.
