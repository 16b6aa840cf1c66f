"""What each endpoint answers, with the querysets of the house: they give the page its keys."""

from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from api.articles import ARTICLE, POPULAR, RESULT, RESULTS, loaded, page_told, with_texts
from api.endpoint import Asked
from api.names import AUTHOR, SECTION, SERIES, TAG
from api.parameters import NEWEST_FIRST, Span
from api.problems import Problem
from api.shapes import Shape
from articles.models import Article, Author, Section
from articles.paging import PAGE_SIZE, page_of
from articles.querysets import ArticleQuerySet, tags_with_public_articles
from articles.search import PAGE_SIZE as RESULTS_AT_ONCE
from articles.search import Wanted, search
from articles.templatetags.newspaper import absolute
from readership.models import Ranking
from readership.querysets import ranked
from series.reading import public_series
from tags.models import Tag

type Told = dict[str, Any]


def all_articles(asked: Asked) -> Told:
    return _listed(Article.objects.published().newest(), asked)


def articles_of_section(asked: Asked) -> Told:
    return _listed(Article.objects.published().in_section(_section(asked.pk)), asked)


def articles_of_tag(asked: Asked) -> Told:
    return _listed(Article.objects.published().tagged(_tag(asked.pk)), asked)


def articles_of_author(asked: Asked) -> Told:
    return _listed(Article.objects.published().by_author(_author(asked.pk)), asked)


def _listed(articles: ArticleQuerySet, asked: Asked) -> Told:
    span = Span.of(asked.values["since"], asked.values["until"])
    wanted = asked.wanted(ARTICLE.small)
    rows = loaded(articles.between(span.begin, span.end), wanted)
    return page_told(page_of(rows, asked.request, query=asked.query), wanted)


def article(asked: Asked) -> Told:
    wanted = asked.wanted(frozenset(ARTICLE.names))
    row = loaded(Article.objects.addressable(), wanted).filter(pk=asked.pk).first()
    if row is None:
        raise Problem(HTTPStatus.NOT_FOUND, _("There is no article with this id."))
    if not row.is_published():
        raise Problem(HTTPStatus.GONE, _("This article was withdrawn."))
    [told] = with_texts([row], wanted)
    return ARTICLE.tell(told, wanted)


def all_sections(asked: Asked) -> Told:
    rows = Section.objects.in_order().select_related("parent")
    return {"sections": [SECTION.tell(row, asked.values["fields"]) for row in rows]}


def section(asked: Asked) -> Told:
    return SECTION.tell(_section(asked.pk), asked.values["fields"])


def all_tags(asked: Asked) -> Told:
    return _by_id("tags", TAG, tags_with_public_articles(), asked)


def tag(asked: Asked) -> Told:
    return TAG.tell(_tag(asked.pk), asked.values["fields"])


def all_authors(asked: Asked) -> Told:
    return _by_id("authors", AUTHOR, _authors(), asked)


def author(asked: Asked) -> Told:
    return AUTHOR.tell(_author(asked.pk), asked.values["fields"])


def all_series(asked: Asked) -> Told:
    return _by_id("series", SERIES, public_series(), asked)


def one_series(asked: Asked) -> Told:
    found = _one(public_series(), asked.pk, _("No series of public articles has this id."))
    return SERIES.tell(found, asked.values["fields"])


def _by_id(name: str, shape: Shape, rows: "QuerySet[Any]", asked: Asked) -> Told:
    """A list that goes on after the id of its last row."""
    found = list(rows.filter(pk__gt=asked.values["after"] or 0)[: PAGE_SIZE + 1])
    page = found[:PAGE_SIZE]
    onward = absolute(asked.address(after=page[-1].pk)) if len(found) > PAGE_SIZE else None
    return {name: [shape.tell(row, asked.values["fields"]) for row in page], "next": onward}


def popular(kind: Ranking.Kind, asked: Asked) -> Told:
    wanted = asked.wanted(ARTICLE.small)
    rows = with_texts(ranked(loaded(Article.objects.all(), wanted), kind), wanted)
    return POPULAR.tell({"articles": rows, "wanted": wanted})


def found(asked: Asked) -> Told:
    """The results of a search, and of their neighbouring pages the addresses."""
    values = asked.values
    span, after = Span.of(values["since"], values["until"]), values["after"] or 0
    wanted = Wanted(
        words=values["q"] or "",
        section=_section(values["section"]) if values["section"] else None,
        author=_author(values["author"]) if values["author"] else None,
        since=span.begin,
        until=span.end,
        newest_first=values["order"] == NEWEST_FIRST,
        after=after,
    )
    results = search(wanted)
    older, newer = after + RESULTS_AT_ONCE, max(0, after - RESULTS_AT_ONCE)
    return RESULTS.tell(
        {
            "articles": results.articles,
            "wanted": asked.wanted(frozenset(RESULT.names)),
            "count": results.count,
            "cut": results.cut,
            "older": asked.address(after=older) if older < results.count else "",
            "newer": asked.address(**({"after": newer} if newer else {})) if after else "",
        }
    )


def _section(pk: int) -> Section:
    rows = Section.objects.select_related("parent")
    return _one(rows, pk, _("There is no section with this id."))


def _tag(pk: int) -> Tag:
    return _one(tags_with_public_articles(), pk, _("No tag of public articles has this id."))


def _author(pk: int) -> Author:
    return _one(_authors(), pk, _("No author of public articles has this id."))


def _authors() -> "QuerySet[Author]":
    rows = Author.objects.with_public_articles().select_related("portrait")
    return rows.prefetch_related("links")


def _one[Row](rows: "QuerySet[Any, Row]", pk: int, sentence: Promise) -> Row:
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Problem(HTTPStatus.NOT_FOUND, sentence)
    return row
