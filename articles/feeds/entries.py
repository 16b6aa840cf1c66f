"""Articles as entries of a feed."""

from mimetypes import guess_type

from django.http import HttpRequest

from articles.feeds.feed import Entry, Feed, Person, Picture, name_of, publication_of
from articles.feeds.texts import full_texts
from articles.models import Article
from articles.querysets import ArticleQuerySet
from articles.reading import for_full_texts
from articles.templatetags.newspaper import absolute, titled
from images.models import Image
from images.templatetags.images import preview_jpeg

MANY = 20


def feed_of(
    articles: ArticleQuerySet, request: HttpRequest, *, page: str, name: str = "", about: str = ""
) -> Feed:
    """Return the feed of the newest of `articles`, which are ordered newest first.

    `name` and `about` are those of the list; without them the feed is the newspaper's own.
    """
    publication = publication_of(request)
    rows = list(for_full_texts(articles)[:MANY])
    return Feed(
        title=f"{name} · {publication.name}" if name else publication.name,
        description=about or publication.tagline or publication.name,
        page=page,
        publication=publication,
        entries=[_entry(row, html) for row, html in zip(rows, full_texts(rows), strict=True)],
    )


def _entry(article: Article, html: str) -> Entry:
    assert article.published_at is not None
    address = absolute(article.get_absolute_url())
    return Entry(
        id=name_of("article", article.pk, article.published_at),
        address=address,
        title=titled(article),
        html=html,
        published=article.published_at,
        updated=article.updated_at,
        summary=article.standfirst,
        language=article.language,
        people=[
            Person(byline.author.name, absolute(byline.author.get_absolute_url()))
            for byline in article.bylines.all()
        ],
        tags=[article.section.name, *(tag.name for tag in article.tags.all())],
        picture=picture_of(article.lead_image) if article.lead_image else None,
        replies=f"{address}#replies",
        replies_feed=f"{address}comments/feed/",
    )


def picture_of(image: Image) -> Picture:
    """The picture in the one file that any program can show."""
    file = preview_jpeg(image)
    return Picture(
        address=absolute(file["src"]),
        kind=guess_type(file["src"])[0] or "image/jpeg",
        width=file["width"],
        height=file["height"],
        alt=image.alt_text,
        credit=image.credit,
    )
