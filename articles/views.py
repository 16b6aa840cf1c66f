"""Reader pages: each fetches, decides, renders."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import archives, previews
from articles.cards import cards
from articles.models import Article, Author, Section
from articles.paging import PAGING, Page, page_of
from articles.reading import article_at, author_at
from articles.search import LONGEST_QUERY, after_or_404, search
from articles.search_page import SearchForm, helping, turning
from articles.suggesting import suggestions
from press.pages.parts import kept
from publication.addresses import normalised
from tags.models import Tag

LEADERS = 6


@require_safe
def detail(request: HttpRequest, year: str, month: str, day: str, slug: str) -> HttpResponse:
    """An article at its address: 200 when public, 410 with its sentence when withdrawn."""
    on, slug = archives.day_or_404(year, month, day), normalised(slug)
    article = article_at(on, slug)
    if article is None:
        raise Http404(_("There is no such article."))
    if article.is_withdrawn():
        return render(request, "410.html", {"article": article}, status=410)
    return render(request, "articles/article_detail.html", {"article": article, "preview": False})


@require_safe
def shared_preview(request: HttpRequest, token: str) -> HttpResponseBase:
    """What a secret link shows until its end: the page as readers will see it, never kept."""
    link = previews.link_behind(token)
    if link is None:
        raise Http404
    response: HttpResponseBase
    with previews.shown(link) as article:
        if link.is_open() and article is not None:
            context = {"article": article, "preview": True, "ends_at": link.ends_at}
            response = render(request, "articles/article_detail.html", context)
        elif link.is_open() and link.article.is_published():
            response = redirect(link.article)
        else:
            response = render(request, "articles/preview_ended.html", status=410)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    # The address is the secret: no link on the page may tell it to another site.
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
def section(request: HttpRequest, section: Section) -> HttpResponse:
    page = _section_page(section, request)
    leaders, stream = [], page.articles
    if page.is_first and len(page.articles) > LEADERS:
        leaders, stream = page.articles[:LEADERS], page.articles[LEADERS:]
    context = {
        "section": section,
        "subsections": _parts_of(section),
        "leaders": leaders,
        "stream": stream,
        "page": page,
    }
    return render(request, "articles/section.html", context)


def _parts_of(section: Section) -> list[Section]:
    """Its subsections, out of the tree that the menu is drawn from."""
    tree = kept("sections", Section.objects.tree)
    return next((each.children for each in tree if each.pk == section.pk), [])


def _section_page(section: Section, request: HttpRequest) -> Page:
    """A page of the section; on the first one stands first what stays on top, and only there."""
    articles = Article.objects.published().in_section(section)
    if PAGING & request.GET.keys():
        return page_of(articles, request, load=cards)
    on_top = cards(Article.objects.published().on_top_of(section)[:LEADERS])
    if on_top:
        articles = articles.exclude(pk__in=[row.pk for row in on_top])
    page = page_of(articles, request, load=cards)
    return replace(page, articles=[*on_top, *page.articles])


@require_safe
def subsection(request: HttpRequest, parent: str, slug: str) -> HttpResponse:
    found = Section.objects.select_related("parent")
    return section(request, get_object_or_404(found, parent__slug=parent, slug=slug))


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Tag, slug=slug)
    page = page_of(Article.objects.published().tagged(found), request, load=cards)
    return render(request, "articles/tag.html", {"tag": found, "page": page})


@require_safe
def author(request: HttpRequest, slug: str) -> HttpResponse:
    found = author_at(slug)
    if found is None:
        raise Http404
    page = page_of(Article.objects.published().by_author(found), request, load=cards)
    return render(request, "articles/author.html", {"author": found, "page": page})


@require_safe
def archive(request: HttpRequest, year: str, month: str = "", day: str = "") -> HttpResponse:
    """The articles of a year, a month or a day, newest first, with links to its parts."""
    period = archives.period_or_404(year, month, day)
    articles = Article.objects.published().dated(period.first, period.last)
    page = page_of(articles, request, load=cards)
    if not page.articles and page.is_first and not period.is_present:
        raise Http404(_("Nothing was published then."))
    context = {"period": period, "parts": archives.parts_of(period), "page": page}
    return render(request, "articles/archive.html", context)


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Results for the words in `?q=`, narrowed by other fields; 422 if one of these is wrong."""
    form = SearchForm(request.GET)
    is_right = form.is_valid()
    wanted = form.wanted(after_or_404(request.GET.get("after", "0"))) if is_right else None
    found = search(wanted) if wanted and wanted.words else None
    context: dict[str, Any] = {"form": form, "wanted": wanted, "found": found}
    if wanted and found:
        context |= turning(request, found, wanted) if found.articles else helping(form, wanted)
    response = render(request, "articles/search.html", context, status=200 if is_right else 422)
    response["X-Robots-Tag"] = "noindex"
    # Results depend on the moment, and nobody else asks for the same words.
    response["Cache-Control"] = "private, no-cache"
    return response


@require_safe
def search_suggestions(request: HttpRequest) -> HttpResponse:
    """Names that begin like `?q=`, for the search field while somebody types."""
    return _suggested(suggestions(_typed(request)))


@require_safe
def authors_like(request: HttpRequest) -> HttpResponse:
    """The same for the field of the author."""
    return _suggested(suggestions(_typed(request), only=Author))


def _typed(request: HttpRequest) -> str:
    return request.GET.get("q", "")[:LONGEST_QUERY]


def _suggested(names: list[str]) -> HttpResponse:
    response = JsonResponse({"suggestions": names})
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "private, max-age=60"
    return response
