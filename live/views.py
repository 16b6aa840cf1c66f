"""Reader pages below an article that is or was live."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import archives
from articles.feeds import answers
from articles.feeds.feed import JSON, Entry, Feed, Person, name_of, publication_of
from articles.feeds.texts import html_of
from articles.models import Article
from articles.numbered import part_of
from articles.templatetags.newspaper import absolute
from live.models import Post
from live.reading import MANY, Coverage, Shown, new_posts, shown
from press.redirects.following import moves_with_its_page
from publication.addresses import normalised


def _article_or_404(year: str, month: str, day: str, slug: str) -> Article:
    """The article of that address, if readers see it and it is or was live."""
    on, slug = archives.day_or_404(year, month, day), normalised(slug)
    rows = Article.objects.published().select_related("section__parent", "lead_image")
    article = rows.defer("body_text", "search", "search_top").filter(date=on, slug=slug).first()
    if article is None or not article.has_been_live():
        raise Http404(_("There is no live coverage at this address."))
    return article


@require_safe
@moves_with_its_page
def posts(request: HttpRequest, **address: str) -> HttpResponse:
    """The posts by key, newest first: the first of them stand at the article too."""
    article = _article_or_404(**address)
    page = part_of(Post.objects.below(article), request, MANY)
    if not page.rows and not page.is_first:
        raise Http404(_("There are no posts before these."))
    context = {"article": article, "page": page, "posts": shown(page.rows, article)}
    return render(request, "live/posts.html", context)


@require_safe
@moves_with_its_page
def post(request: HttpRequest, pk: str, **address: str) -> HttpResponse:
    """One post at its own address, for those who share it; 410 when it was removed."""
    article = _article_or_404(**address)
    rows = Post.objects.filter(article=article).select_related("image")
    found = get_object_or_404(rows, pk=pk)
    if found.removed_at is not None:
        context = {"article": article}
        return render(request, "live/removed.html", context, status=410)
    [row] = shown([found], article)
    return render(request, "live/post.html", {"article": article, "row": row})


@require_safe
@moves_with_its_page
def newest(request: HttpRequest, **address: str) -> HttpResponse:
    """The newest posts as pieces of the page, for the script that asks every few seconds.

    Like a page it is kept finished, until a post changes: nothing in it depends on who asks.
    """
    coverage = Coverage(_article_or_404(**address))
    return JsonResponse(
        {
            "live": coverage.article.is_live(),
            "posts": [_piece(row, coverage.article) for row in coverage.posts],
            "words": [new_posts(number) for number in range(1, len(coverage.posts) + 1)],
        },
        json_dumps_params={"ensure_ascii": False},
    )


def _piece(row: Shown, article: Article) -> dict[str, Any]:
    context = {"row": row, "article": article}
    html = render_to_string("live/_post.html", context)
    return {"id": row.post.pk, "version": row.post.version, "html": html}


@require_safe
@moves_with_its_page
def feed(request: HttpRequest, **address: str) -> HttpResponse:
    """The newest posts, as RSS or as JSON Feed."""
    coverage = Coverage(_article_or_404(**address))
    article, publication = coverage.article, publication_of(request)
    said = Feed(
        title=f"{article.headline} · {publication.name}",
        description=article.standfirst or article.headline,
        page=coverage.address,
        publication=publication,
        entries=[_entry(row, article) for row in coverage.posts],
    )
    return answers.json(said) if request.path.endswith(JSON) else answers.rss(said, request)


def _entry(row: Shown, article: Article) -> Entry:
    return Entry(
        id=name_of("post", row.post.pk, row.post.published_at),
        address=absolute(row.address),
        title=row.post.headline or article.headline,
        html=html_of(row.text, article, absolute(row.address)),
        published=row.post.published_at,
        updated=row.post.edited_at,
        language=article.language,
        people=[Person(row.post.name)],
    )
