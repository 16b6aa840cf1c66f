"""The feeds of the newspaper, its sections, tags and authors, each in both formats."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from articles.feeds import answers
from articles.feeds.entries import feed_of
from articles.feeds.feed import JSON, Feed
from articles.models import Article, Author, Section
from articles.querysets import ArticleQuerySet
from press.redirects.following import moves_with_its_page
from tags.models import Tag


@require_safe
def newspaper(request: HttpRequest) -> HttpResponse:
    return answer(feed_of(Article.objects.published().newest(), request, page="/"), request)


@require_safe
@moves_with_its_page
def section(request: HttpRequest, slug: str, parent: str = "") -> HttpResponse:
    """The feed of a section, or of a part of the section `parent`."""
    rows = Section.objects.select_related("parent")
    if parent:
        found = get_object_or_404(rows, parent__slug=parent, slug=slug)
    else:
        found = get_object_or_404(rows, parent__isnull=True, slug=slug)
    articles = Article.objects.published().in_section(found)
    return answer(_feed_about(found, articles, found.description, request), request)


@require_safe
@moves_with_its_page
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Tag, slug=slug)
    articles = Article.objects.published().tagged(found)
    return answer(_feed_about(found, articles, found.description, request), request)


@require_safe
@moves_with_its_page
def author(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Author, slug=slug)
    articles = Article.objects.published().by_author(found)
    return answer(_feed_about(found, articles, found.biography, request), request)


def _feed_about(
    row: Section | Tag | Author, articles: ArticleQuerySet, about: str, request: HttpRequest
) -> Feed:
    return feed_of(articles, request, page=row.get_absolute_url(), name=row.name, about=about)


def answer(feed: Feed, request: HttpRequest) -> HttpResponse:
    """Answer in the format that the address names."""
    return answers.json(feed) if request.path.endswith(JSON) else answers.rss(feed, request)
