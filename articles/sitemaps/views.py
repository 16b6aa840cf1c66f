"""The sitemaps as pages: finished and purged like all others."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import archives
from articles.feeds.answers import xml
from articles.feeds.feed import publication_of
from articles.models import Article
from articles.sitemaps import files

# What a news sitemap may hold at most; the newest are left when there are more.
NEWS = 1_000


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return xml("articles/sitemaps/index.xml", {"files": files.index()}, request)


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    return xml("articles/sitemaps/urlset.xml", {"lines": files.fixed_pages()}, request)


@require_safe
def month(request: HttpRequest, year: str, month: str, part: str = "1") -> HttpResponse:
    """A file of a month; raises Http404 where it would be empty."""
    lines = files.month(archives.day_or_404(year, month, "1"), int(part))
    if not lines:
        raise Http404(_("Nothing was published then."))
    return xml("articles/sitemaps/urlset.xml", {"lines": lines}, request)


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """What was published within the last 48 hours."""
    articles = Article.objects.published().of_last_hours().for_lines()[:NEWS]
    context = {"articles": articles, "publication": publication_of(request)}
    return xml("articles/sitemaps/news.xml", context, request)
