"""The few marks that a comment may hold, and the HTML that readers get of them.

What people know from mails and chats, a small part of Markdown:

    an empty line         a new paragraph
    *so*  or  _so_        emphasis; **so** stronger
    > words               a quote
    `so`                  code; a block of it between two lines ```
    https://example.org   a link, which always shows where it leads

Everything else is plain text, also tags. A comment is stored as it was typed; this is done when a
page is made, and most comments hold no mark at all.
"""

import re
from functools import lru_cache
from html import escape
from typing import Any

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

from publication.prose import prose

QUOTES_IN_QUOTES = 3
# What has more marks is no text of a person; to read it could cost seconds, so it stays as it is.
MARKS_AT_MOST = 200
_MARK = re.compile(r"[*_`>\\]|~~~|://")
_QUOTED = re.compile(r" {0,3}>[ >]*")
_BETWEEN_PARAGRAPHS = re.compile("\n{2,}")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")

_markdown = MarkdownIt("zero", {"html": False, "linkify": True, "breaks": True, "maxNesting": 40})
_markdown.enable(["linkify", "blockquote", "fence", "newline", "escape", "backticks", "emphasis"])
assert _markdown.linkify is not None
# A link is an address with its scheme: "lanes.The" at a missing space is none, nor an email.
_markdown.linkify.set({"fuzzy_link": False, "fuzzy_email": False})
for _scheme in ("mailto:", "ftp:", "//"):
    _markdown.linkify.add(_scheme, None)
# The second wall: whatever the first might let through, these tags and addresses are all there is.
_cleaner = nh3.Cleaner(
    tags={"p", "br", "em", "strong", "blockquote", "pre", "code", "a"},
    attributes={"a": {"href"}},
    url_schemes={"http", "https"},
    link_rel="ugc nofollow noopener",
)


def _block_of_code(tokens: Any, number: int, options: Any, env: Any) -> str:
    """What follows ``` on its line is the name of a language, which isn't shown, or else words."""
    info, code = tokens[number].info.strip(), tokens[number].content
    shown = f"{info}\n{code}" if " " in info else code
    return f"<pre><code>{escape(shown)}</code></pre>\n"


_markdown.renderer.rules["fence"] = _block_of_code  # type: ignore[attr-defined]


def formatted(text: str) -> SafeString:
    """Return the words of a comment as HTML for a page, a mail or a feed."""
    if not 0 < len(_MARK.findall(text)) <= MARKS_AT_MOST:
        return prose(_plain(text))
    return prose(_formatted(text))


def _plain(text: str) -> str:
    paragraphs = _BETWEEN_PARAGRAPHS.split(escape(text).replace("\r\n", "\n").replace("\r", "\n"))
    return "\n\n".join(f"<p>{words.replace('\n', '<br>')}</p>" for words in paragraphs)


@lru_cache(maxsize=500)
def _formatted(text: str) -> str:
    return _cleaner.clean(_markdown.render("\n".join(_lines(text)))).strip()


def _lines(text: str) -> list[str]:
    """Return the lines with quotes as people mean them.

    A quote ends with its last `>`, where Markdown would take the answer below it for a part; and
    no quote stands so deep in others that the parser would give it up, and its words with it.
    """
    lines: list[str] = []
    is_code = in_quote = False
    for line in text.split("\n"):
        if _FENCE.match(line):
            is_code = not is_code
        quoted = None if is_code else _QUOTED.match(line)
        if in_quote and not quoted:
            lines.append("")
        in_quote = bool(quoted)
        if quoted:
            depth = min(quoted[0].count(">"), QUOTES_IN_QUOTES)
            line = "> " * depth + line[quoted.end() :]
        lines.append(line)
    return lines
