"""What the API tells of articles, alone and in lists, and how they are loaded for it."""

from collections.abc import Collection, Iterable
from typing import Any

from api.names import NAME, PICTURE, PLACE, address_of, picture
from api.shapes import (
    ADDRESS,
    HTML,
    ID,
    MOMENT,
    TEXT,
    YES_OR_NO,
    Field,
    Shape,
    one_of,
    or_null,
    several,
)
from api.texts import BOX, LIVE, body_of, boxes_of, live_of, moment
from articles.bodies import prepared_of, texts_of
from articles.models import Article
from articles.paging import Page
from articles.querysets import ArticleQuerySet
from articles.reading import for_full_texts
from articles.templatetags.newspaper import absolute
from live.reading import NEWEST, newest_of
from series.reading import TOLD, place_of

# What needs the texts of articles.
_TEXTS = {"body", "boxes"}

_ENTRY = (
    Field("id", ID, "Stays the same when headline and address change.", lambda row: row.pk),
    Field("address", ADDRESS, "The page of readers.", address_of),
    Field("published", MOMENT, "Since when it is public.", lambda row: moment(row.published_at)),
    Field(
        "updated",
        or_null(MOMENT),
        "When it was last changed in what it says.",
        lambda row: moment(row.updated_at),
    ),
    Field("kicker", TEXT, "A word above the headline, or empty.", lambda row: row.kicker),
    Field("headline", TEXT, "Plain text.", lambda row: row.headline),
    Field("standfirst", TEXT, "What is new and why it matters.", lambda row: row.standfirst),
    Field("label", one_of(Article.Label.values), "What it is.", lambda row: row.label),
    Field("sponsor", TEXT, "Who paid for it; empty if nobody did.", lambda row: row.sponsor),
    Field("language", TEXT, "Of the text (BCP 47).", lambda row: row.language),
    Field("section", NAME, "It stands in.", lambda row: NAME.tell(row.section)),
    Field("picture", or_null(PICTURE), "Above the text.", lambda row: picture(row.lead_image)),
)
ARTICLE = Shape(
    "Article",
    "A public article.",
    (
        *_ENTRY,
        Field(
            "authors",
            several(NAME),
            "In the order of the byline.",
            lambda row: [NAME.tell(byline.author) for byline in row.bylines.all()],
        ),
        Field(
            "tags",
            several(NAME),
            "By their names.",
            lambda row: [NAME.tell(tag) for tag in row.tags.all()],
        ),
        Field(
            "series",
            or_null(PLACE),
            "The one that it is part of, or null. Lists leave it out unless `fields` names it.",
            lambda row: _place(row),
        ),
        Field(
            "body",
            HTML,
            "The text as HTML without classes and scripts, every address a whole one. Lists leave "
            "it out unless `fields` names it.",
            body_of,
        ),
        Field(
            "boxes",
            several(BOX),
            "Those in the text, in their order; the text shows them too. Lists leave them out "
            "unless `fields` names them.",
            boxes_of,
        ),
        Field(
            "live",
            or_null(LIVE),
            "Its live coverage, or null if it never was live. Lists leave it out unless `fields` "
            "names it.",
            live_of,
        ),
    ),
    sparse=True,
    large=frozenset({"series", "body", "boxes", "live"}),
)
RESULT = Shape(
    "Result",
    "An article that a search found.",
    (
        *_ENTRY,
        Field(
            "excerpt",
            HTML,
            "The passage with most of the words, each in a `<mark>`.",
            lambda row: str(row.excerpt),
        ),
    ),
    sparse=True,
)


def _neighbour(name: str, says: str) -> Field:
    return Field(
        name,
        or_null(ADDRESS),
        says,
        lambda page: absolute(page[name]) if page[name] else None,
    )


OLDER = _neighbour("older", "The next page; null at the end.")
NEWER = _neighbour("newer", "The page before; null on the first.")


def _entries(shape: Shape, says: str) -> Field:
    return Field(
        "articles",
        several(shape),
        says,
        lambda page: [shape.tell(row, page["wanted"]) for row in page["articles"]],
    )


ARTICLES = Shape(
    "Articles",
    "Twenty articles of a list, and the addresses of its neighbouring pages.",
    (_entries(ARTICLE, "The newest first."), OLDER, NEWER),
)
POPULAR = Shape(
    "Popular", "The articles that are read most.", (_entries(ARTICLE, "The most read first."),)
)
RESULTS = Shape(
    "Results",
    "Twenty articles that a search found.",
    (
        _entries(RESULT, "In the order that was asked for."),
        Field(
            "count",
            {"type": "integer", "minimum": 0},
            "How many were found.",
            lambda page: page["count"],
        ),
        Field(
            "cut",
            YES_OR_NO,
            "Whether only the newest matches were looked at, of more than that.",
            lambda page: page["cut"],
        ),
        *(OLDER, NEWER),
    ),
)


def loaded(articles: ArticleQuerySet, wanted: Collection[str]) -> ArticleQuerySet:
    """Let a list load what its entries tell."""
    if "series" in wanted:
        articles = articles.annotate(told_series=TOLD)
    if "live" in wanted:
        articles = articles.annotate(newest_posts=NEWEST)
    if _TEXTS & set(wanted):
        return for_full_texts(articles)
    return articles.for_listing().prefetch_related("tags")  # type: ignore[misc]  # taggit's own


def with_texts(rows: Iterable[Article], wanted: Collection[str]) -> list[Article]:
    """Give each article its `text` and its `told_posts` if they are told, by as many questions for
    all as for one."""
    listed: list[Any] = list(rows)
    if _TEXTS & set(wanted):
        for row, text in zip(listed, texts_of(map(prepared_of, listed)), strict=True):
            row.text = text
    if "live" in wanted:
        for row, posts in zip(listed, newest_of(listed), strict=True):
            row.told_posts = posts
    return listed


def page_told(page: Page, wanted: Collection[str]) -> dict[str, Any]:
    articles = with_texts(page.articles, wanted)
    return ARTICLES.tell(
        {"articles": articles, "wanted": wanted, "older": page.older, "newer": page.newer}
    )


def _place(article: Article) -> dict[str, Any] | None:
    place = place_of(article)
    return PLACE.tell(place) if place else None
