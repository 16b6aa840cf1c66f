"""The newest replies below an article, as RSS and as JSON Feed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import archives
from articles.feeds import answers
from articles.feeds.feed import JSON, Entry, Feed, Person, name_of, publication_of
from articles.models import Article
from articles.templatetags.newspaper import absolute
from comments.formatting import formatted
from comments.models import Comment
from press.redirects.following import moves_with_its_page
from publication.addresses import normalised

MANY = 50


@require_safe
@moves_with_its_page
def replies(request: HttpRequest, year: str, month: str, day: str, slug: str) -> HttpResponse:
    """`<article>/comments/feed/` and `feed.json`: 410 with the article, 301 when it moved."""
    on, slug = archives.day_or_404(year, month, day), normalised(slug)
    article = Article.objects.addressable().for_reading().filter(date=on, slug=slug).first()
    if article is None:
        raise Http404(_("There is no article at this address."))
    if not article.is_published():
        return render(request, "410.html", {"article": article}, status=410)
    feed = _feed(article, request)
    return answers.json(feed) if request.path.endswith(JSON) else answers.rss(feed, request)


def _feed(article: Article, request: HttpRequest) -> Feed:
    publication = publication_of(request)
    title = _("Replies to “%(headline)s”") % {"headline": article.headline}
    return Feed(
        title=f"{title} · {publication.name}",
        description=article.standfirst or title,
        page=f"{article.get_absolute_url()}comments/",
        publication=publication,
        entries=[_entry(row, article) for row in Comment.objects.newest_below(article)[:MANY]],
    )


def _entry(comment: Comment, article: Article) -> Entry:
    words = {"name": comment.name, "headline": article.headline}
    return Entry(
        id=name_of("comment", comment.pk, comment.created_at),
        address=absolute(comment.get_absolute_url()),
        title=_("%(name)s on “%(headline)s”") % words,
        html=formatted(comment.text),
        published=comment.created_at,
        updated=comment.edited_at,
        people=[Person(comment.name)],
    )
