"""Live coverage to test with."""

from typing import Any
from uuid import uuid4

from articles.models import Article
from live import covering, posting
from live.models import Post
from live.posting import Words
from tests.factories import make_author_login, make_editor, make_published_article


def make_live_article(**content: Any) -> Article:
    return covering.begin(make_published_article(**content), by=make_editor())


def make_post(article: Article, body: str = "<p>It moves.</p>", **words: Any) -> Post:
    """A post by a login of its own, unless `by` is given."""
    by = words.pop("by", None) or make_author_login()
    return posting.post(article, Words(body=body, **words), by=by, key=uuid4())
