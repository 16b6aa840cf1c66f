"""Live coverage in the words of schema.org."""

from datetime import datetime

from articles import structured
from articles.structured import Node
from articles.templatetags.newspaper import absolute
from live.models import Post
from live.reading import Coverage, Shown
from publication.prose import plain_text


def live_blog(coverage: Coverage, comments: int) -> Node:
    """Return the article as a LiveBlogPosting, with the posts that its page shows."""
    article = coverage.article
    assert article.live_since is not None
    node = structured.article(article, comments) | {
        "@type": "LiveBlogPosting",
        "coverageStartTime": article.live_since.isoformat(),
        "liveBlogUpdate": [_update(row) for row in coverage.posts],
    }
    if article.live_until is not None:
        node["coverageEndTime"] = article.live_until.isoformat()
    moments = [_changed(row.post).isoformat() for row in coverage.posts]
    return node | {"dateModified": max([node["dateModified"], *moments])}


def _update(row: Shown) -> Node:
    post, page = row.post, absolute(row.address)
    words = plain_text(post.body)
    return {
        "@type": "BlogPosting",
        "@id": page,
        "url": page,
        "headline": post.headline or words[:110],
        "articleBody": words,
        "author": {"@type": "Person", "name": post.name},
        "datePublished": post.published_at.isoformat(),
        "dateModified": _changed(post).isoformat(),
    }


def _changed(post: Post) -> datetime:
    return post.edited_at or post.published_at
