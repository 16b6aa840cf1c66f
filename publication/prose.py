"""Texts that people write at the desk: one allow-list on save, one place that calls it safe.

The form in which a text is stored, beside paragraphs, headings, lists and emphasis:

    <aside class="pull"><p>…</p></aside>                        a pull quote
    <blockquote><p>…</p><footer>…</footer></blockquote>         a quote and its source
    <aside class="fact"><h2>…</h2><p>…</p></aside>              a fact box
    <figure data-image-id="7" data-size="wide"><figcaption>…</figcaption></figure>
    <div class="gallery"><figure data-image-id="7"></figure>…</div>     figures side by side
    <table><caption>…</caption><thead>…</thead><tbody>…</tbody></table>
    <span class="note">…</span>                                 a footnote, where it is called
    <div data-embed-url="https://…">…</div>                     what stands on another host
    <div data-article-id="7"></div>                             an article to read also
    <div data-box-id="7"></div>                                 a box kept once for many texts

What readers get is made from it by `publication.preparing`.
"""

import re
from html import unescape
from typing import Any

import nh3
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

# What the editor offers; the allow-list below is its twin. The second half is `editor-news.js`.
EDITOR: dict[str, Any] = {
    "extensions": {
        "Bold": True,
        "Italic": True,
        "Heading": {"levels": [2, 3]},
        "BulletList": True,
        "ListItem": True,
        "OrderedList": True,
        # A link is made by hand: of itself it would make one of "lanes.The", at a missing space.
        "Link": {"autolink": False, "enableTarget": False},
        "Subscript": True,
        "Superscript": True,
        "HardBreak": True,
        "HorizontalRule": True,
        "TableRow": True,
        "TableCell": True,
        "SourcedQuote": True,
        "QuoteSource": True,
        "PullQuote": True,
        "FactBox": True,
        "LibraryFigure": True,
        "Gallery": True,
        "ForeignPost": True,
        "ReadAlso": True,
        "KeptBox": True,
        "Footnote": True,
        "NewsTable": True,
        "NewsTableHeader": True,
        "CleanPaste": True,
        "SmartQuotes": True,
        "Snippets": True,
        "Menu": {
            "groups": [
                {"group": "blockType -lists", "type": "dropdown", "minItems": 2},
                *({"group": name} for name in ("lists", "nodes -blockType -lists", "marks")),
                *({"group": name} for name in ("link", "news", "table", "history")),
            ]
        },
    },
}
# What a kept box may hold: nothing that gets an id on the page, since a text may show it twice.
BOX_EDITOR: dict[str, Any] = {
    "extensions": {
        name: options
        for name, options in EDITOR["extensions"].items()
        if name
        in {
            *("Bold", "Italic", "Subscript", "Superscript", "Link", "HardBreak", "Menu"),
            *("BulletList", "OrderedList", "ListItem", "LibraryFigure", "CleanPaste"),
            "SmartQuotes",
        }
    },
}
TAGS = {
    "p", "br", "h2", "h3", "ul", "ol", "li", "blockquote", "strong", "em", "a", "hr", "sub", "sup",
    "aside", "footer", "figure", "figcaption", "div", "span",
    "table", "caption", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
BOX_TAGS = {
    "p", "br", "ul", "ol", "li", "strong", "em", "a", "sub", "sup", "figure", "figcaption",
}  # fmt: skip
ADDRESS_LENGTH = 500
_BLOCKS = (
    "p|h2|h3|ul|ol|li|blockquote|hr|aside|footer|figure|figcaption|div"
    "|table|caption|thead|tbody|tr|th|td"
)
_ENDS_A_BLOCK = re.compile(rf'</(?:{_BLOCKS})>|<br ?/?>|<hr ?/?>|<span class="note">')
# A name of a host with a point in it; no login, no port.
_OUTSIDE = re.compile(r"https://(?:[a-z0-9-]{1,63}\.)+[a-z][a-z0-9-]{0,62}(?:[/?][!#-;=?-~]*)?")


def is_outside_address(address: str) -> bool:
    """Whether a text may embed `address`: https, the name of a host, no login and no port."""
    return len(address) <= ADDRESS_LENGTH and bool(_OUTSIDE.fullmatch(address))


_KEPT = {
    # nh3 lets `//host` through: it has no scheme, and leaves the site all the same. A browser takes
    # a backslash for a slash.
    "href": re.compile(r"(?!\s*[/\\]{2}).*", re.DOTALL),
    "data-image-id": re.compile(r"[1-9][0-9]{0,17}"),
    "data-article-id": re.compile(r"[1-9][0-9]{0,17}"),
    "data-box-id": re.compile(r"[1-9][0-9]{0,17}"),
    "data-size": re.compile(r"wide"),
    "scope": re.compile(r"col|row|colgroup|rowgroup"),
    # 1 goes without saying.
    "colspan": re.compile(r"[2-9]|[1-9][0-9]{1,2}"),
    "rowspan": re.compile(r"[2-9]|[1-9][0-9]{1,2}"),
}


def _keep(tag: str, attribute: str, value: str) -> str | None:
    # nh3 checks the schemes of href only, never of data-*.
    if attribute == "data-embed-url":
        return value if is_outside_address(value) else None
    rule = _KEPT.get(attribute)
    return value if rule is None or rule.fullmatch(value) else None


_ATTRIBUTES = {
    "a": {"href", "title"},
    "ol": {"start"},
    "figure": {"data-image-id", "data-size"},
    "div": {"data-embed-url", "data-article-id", "data-box-id"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
# No tag of these may have `class` among its attributes too: nh3 panics then.
_CLASSES = {"aside": {"pull", "fact"}, "div": {"gallery"}, "span": {"note"}}


def _cleaner_of(tags: set[str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=tags,
        clean_content_tags={"script", "style"},
        attributes={tag: names for tag, names in _ATTRIBUTES.items() if tag in tags},
        allowed_classes={tag: names for tag, names in _CLASSES.items() if tag in tags},
        attribute_filter=_keep,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener",
        strip_comments=True,
    )


_cleaner, _box_cleaner = _cleaner_of(TAGS), _cleaner_of(BOX_TAGS)

# One spelling of what the editor and people's hands spell differently, so that a text that is
# opened and saved stays the same bytes. nh3 escapes < and > in attributes: a tag ends at its >.
_AROUND_BLOCKS = re.compile(rf"[ \t\r\n\f]*(</?(?:{_BLOCKS})(?: [^>]*)?>)[ \t\r\n\f]*")
_ONE_PARAGRAPH = re.compile(
    r"(<(th|td|figcaption|caption|footer|div)(?: [^>]*)?>)<p>((?:(?!</?p>|</\2>).)*)</p>(?=</\2>)",
    re.DOTALL,
)
_EMPTY = re.compile(r"<(figcaption|footer|caption)></\1>")
_CAPTION = re.compile(r"(?<=<caption>)(?:(?!</caption>).)*", re.DOTALL)
_NO_CLASS = re.compile(r'<(aside|div|span)((?: [^>]*)?) class=""')
_HEADER_ROW = re.compile(
    r"(<table>(?:<caption>(?:(?!</caption>).)*</caption>)?)"
    r"<tbody>(<tr>(?:<th(?: [^>]*)?>(?:(?!</?t[hdr]\b).)*</th>)+</tr>)(?=<tr>)",
    re.DOTALL,
)


def clean(html: str) -> str:
    """Return `html` reduced to our vocabulary, in one spelling. Cleaning twice changes nothing."""
    return _in_one_spelling(_cleaner.clean(html.replace("\0", "")))


def clean_box(html: str) -> str:
    """Return `html` reduced to what the text of a kept box may hold."""
    return _in_one_spelling(_box_cleaner.clean(html.replace("\0", "")))


def _in_one_spelling(text: str) -> str:
    text = _AROUND_BLOCKS.sub(r"\1", _NO_CLASS.sub(r"<\1\2", text))
    text = _CAPTION.sub(lambda words: re.sub(r"<[^>]*>", "", words[0]), text)
    text = _EMPTY.sub("", _ONE_PARAGRAPH.sub(r"\1\3", text))
    return _HEADER_ROW.sub(r"\1<thead>\2</thead><tbody>", text)


def plain_text(html: str) -> str:
    """Return the words of a cleaned text without its tags, one space between blocks.

    Captions, tables and footnotes are among them, each in its place.
    """
    return " ".join(unescape(strip_tags(_ENDS_A_BLOCK.sub(" ", html))).split())


def prose(html: str) -> SafeString:
    """Return a text as HTML for a page. Only for what has passed an allow-list, or was escaped."""
    return mark_safe(html)  # noqa: S308
