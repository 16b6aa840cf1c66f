"""What the API tells of what stands in an article and below it: its boxes, its live posts."""

from typing import Any

from api.names import PICTURE, address_of, picture
from api.shapes import ADDRESS, HTML, ID, MOMENT, TEXT, YES_OR_NO, Field, Shape, or_null, several
from articles.bodies import Box, Text
from articles.feeds.texts import full_text, html_of
from articles.models import Article
from articles.templatetags.newspaper import absolute
from live.reading import MANY, Shown

LINE = Shape(
    "Line",
    "A public article, in short.",
    (
        Field("id", ID, "Of the article.", lambda row: row.pk),
        Field("headline", TEXT, "Plain text.", lambda row: row.headline),
        Field("address", ADDRESS, "The page of readers.", address_of),
    ),
)
BOX = Shape(
    "Box",
    "Facts, articles to read, or both, that many texts show.",
    (
        Field("id", ID, "The same wherever it stands.", lambda it: it["box"].number),
        Field("title", TEXT, "As readers see it.", lambda it: it["box"].title),
        Field("language", TEXT, "Of the box (BCP 47).", lambda it: it["box"].language),
        Field("body", HTML, "Its facts; empty if it only names articles.", lambda it: it["html"]),
        Field(
            "articles",
            several(LINE),
            "Those that readers see.",
            lambda it: [LINE.tell(row) for row in it["box"].articles],
        ),
    ),
)
POST = Shape(
    "Post",
    "A post of live coverage.",
    (
        Field("id", ID, "Stays the same when it is changed.", lambda it: it["post"].pk),
        Field("address", ADDRESS, "Of the post.", lambda it: absolute(it["address"])),
        Field(
            "published", MOMENT, "When it was posted.", lambda it: moment(it["post"].published_at)
        ),
        Field(
            "changed",
            or_null(MOMENT),
            "When it was last changed; null if never.",
            lambda it: moment(it["post"].edited_at),
        ),
        Field("author", TEXT, "Who wrote it.", lambda it: it["post"].name),
        Field("headline", TEXT, "Plain text, or empty.", lambda it: it["post"].headline),
        Field("body", HTML, "As that of an article.", lambda it: it["html"]),
        Field("picture", or_null(PICTURE), "Below it.", lambda it: picture(it["post"].image)),
        Field("key_event", YES_OR_NO, "Listed at the top.", lambda it: it["post"].is_key),
        Field("pinned", YES_OR_NO, "Kept on top.", lambda it: it["post"].is_pinned),
    ),
)
LIVE = Shape(
    "Live",
    "Live coverage below an article.",
    (
        Field("since", MOMENT, "When it began.", lambda row: moment(row.live_since)),
        Field(
            "until",
            or_null(MOMENT),
            "When it ended or will end; null while nobody has said.",
            lambda row: moment(row.live_until),
        ),
        Field(
            "posts",
            several(POST),
            f"The newest {MANY}, the newest first.",
            lambda row: [_post(shown, row) for shown in row.told_posts],
        ),
    ),
)


def moment(at: Any) -> str | None:
    return at.isoformat() if at else None


def body_of(row: Any) -> str:
    return full_text(row, row.text)


def boxes_of(row: Any) -> list[dict[str, Any]]:
    page = absolute(row.get_absolute_url())
    return [BOX.tell({"box": box, "html": _facts(box, page)}) for box in row.text.boxes]


def live_of(row: Any) -> dict[str, Any] | None:
    return LIVE.tell(row) if row.has_been_live() else None


def _facts(box: Box, page: str) -> str:
    return html_of(Text(box.parts, [], []), box, page) if box.parts else ""


def _post(shown: Shown, article: Article) -> dict[str, Any]:
    html = html_of(shown.text, article, absolute(shown.address))
    return POST.tell({"post": shown.post, "address": shown.address, "html": html})
