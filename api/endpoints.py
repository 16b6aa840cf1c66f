"""Every address of the API, once: the site map and the description are made of this list."""

from collections.abc import Iterator
from functools import partial
from http import HTTPStatus
from typing import Any

from django.urls import reverse

from api import answers
from api.articles import ARTICLE, ARTICLES, POPULAR, RESULT, RESULTS
from api.endpoint import Asked, Endpoint
from api.names import AUTHOR, SECTION, SERIES, TAG
from api.parameters import (
    AFTER,
    AFTER_ID,
    AFTER_RESULTS,
    BEFORE,
    ORDER,
    SINCE,
    UNTIL,
    WORDS,
)
from api.parameters import AUTHOR as BY_AUTHOR
from api.parameters import SECTION as IN_SECTION
from api.shapes import ADDRESS, Field, Shape, or_null, several
from articles.templatetags.newspaper import absolute
from readership.models import Ranking

NOT_FOUND, GONE = HTTPStatus.NOT_FOUND, HTTPStatus.GONE
REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY

type Told = dict[str, Any]


def _root(asked: Asked) -> Told:
    return ROOT.tell(None)


def _start(name: str) -> Field:
    return Field(name, ADDRESS, "Where to begin.", lambda nothing: absolute(reverse(f"api:{name}")))


def _names(name: str, shape: Shape, *further: Field) -> Shape:
    rows = Field(name, several(shape), "Each with its id.", lambda told: told[name])
    return Shape(name.capitalize(), f"A list of {name}.", (rows, *further))


def _one(kind: str, shape: Shape, answer: Any) -> Endpoint:
    """One row that has articles below it, by its number."""
    says = f"One {kind}."
    return Endpoint(
        f"{kind}s/{{id}}/", kind, says, shape, answer, chosen=shape, problems=(NOT_FOUND,)
    )


def _list_of(kind: str, answer: Any) -> Endpoint:
    return Endpoint(
        f"{kind}s/{{id}}/articles/",
        f"{kind}_articles",
        f"The articles of one {kind}, the newest first.",
        ARTICLES,
        answer,
        (AFTER, BEFORE, SINCE, UNTIL),
        chosen=ARTICLE,
        problems=(NOT_FOUND, REFUSED),
    )


def _popular() -> Iterator[Endpoint]:
    spans = {
        Ranking.Kind.WEEK: ("popular/", "popular", "the last seven days"),
        Ranking.Kind.DAY: ("popular/day/", "popular_of_day", "the last 24 hours"),
        Ranking.Kind.MONTH: ("popular/month/", "popular_of_month", "the last 30 days"),
        Ranking.Kind.ALL: ("popular/all/", "popular_of_all_time", "all time"),
    }
    for kind, (path, name, span) in spans.items():
        says = f"The articles that were read most in {span}."
        yield Endpoint(path, name, says, POPULAR, partial(answers.popular, kind), chosen=ARTICLE)


NEXT = Field("next", or_null(ADDRESS), "The next page; null at the end.", lambda told: told["next"])
STARTS = (*("articles", "sections", "tags", "authors", "series", "popular", "search", "openapi"),)
ROOT = Shape(
    "Root",
    "Where everything begins.",
    tuple(map(_start, STARTS)),
)
ENDPOINTS = (
    Endpoint("", "root", "Where everything begins.", ROOT, _root),
    Endpoint(
        "articles/",
        "articles",
        "All public articles, the newest first.",
        ARTICLES,
        answers.all_articles,
        (AFTER, BEFORE, SINCE, UNTIL),
        chosen=ARTICLE,
        problems=(NOT_FOUND, REFUSED),
    ),
    Endpoint(
        "articles/{id}/",
        "article",
        "One article with its text.",
        ARTICLE,
        answers.article,
        chosen=ARTICLE,
        problems=(NOT_FOUND, GONE),
    ),
    Endpoint(
        "sections/",
        "sections",
        "All sections, in the newspaper's order.",
        _names("sections", SECTION),
        answers.all_sections,
        chosen=SECTION,
    ),
    _one("section", SECTION, answers.section),
    _list_of("section", answers.articles_of_section),
    Endpoint(
        "tags/",
        "tags",
        "The tags of public articles, by their ids.",
        _names("tags", TAG, NEXT),
        answers.all_tags,
        (AFTER_ID,),
        chosen=TAG,
    ),
    _one("tag", TAG, answers.tag),
    _list_of("tag", answers.articles_of_tag),
    Endpoint(
        "authors/",
        "authors",
        "The authors of public articles, by their ids.",
        _names("authors", AUTHOR, NEXT),
        answers.all_authors,
        (AFTER_ID,),
        chosen=AUTHOR,
    ),
    _one("author", AUTHOR, answers.author),
    _list_of("author", answers.articles_of_author),
    Endpoint(
        "series/",
        "series",
        "The series of public articles, by their ids.",
        _names("series", SERIES, NEXT),
        answers.all_series,
        (AFTER_ID,),
        chosen=SERIES,
    ),
    Endpoint(
        "series/{id}/",
        "one_series",
        "One series.",
        SERIES,
        answers.one_series,
        chosen=SERIES,
        problems=(NOT_FOUND,),
    ),
    Endpoint(
        "search/",
        "search",
        "What readers find. Of many matches, at most the 400 newest are ranked.",
        RESULTS,
        answers.found,
        (WORDS, IN_SECTION, BY_AUTHOR, SINCE, UNTIL, ORDER, AFTER_RESULTS),
        chosen=RESULT,
        problems=(NOT_FOUND, REFUSED),
        kept=False,
    ),
    *_popular(),
)
