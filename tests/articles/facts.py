"""Articles that were changed, to test with, and what a browser sends from their form."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from articles import correcting, writing
from articles.content import Content
from articles.correcting import Amends
from articles.models import Article, Correction
from tests.factories import (
    hours_ago,
    make_author,
    make_editor,
    make_published_article,
    make_section,
)

WRONG, RIGHT = "<p>There are six ships.</p>", "<p>There are four ships.</p>"
ADD = "/desk/articles/article/add/"
LIST = "/desk/articles/article/"
TOLD = "An earlier version gave six ships. There are four."


def revised(article: Article, **changes: Any) -> Article:
    content = Content.from_json(Content.of(article).as_json() | changes)
    return writing.revise(article, content, by=make_editor())


def make_correction(
    article: Article | None = None, *, by: User | None = None, text: str = TOLD
) -> Correction:
    """A correction of an article that readers have read for two hours."""
    article = article or make_published_article(body=WRONG, at=hours_ago(2))
    before = article.latest_revision_id
    after = revised(article, body=RIGHT).latest_revision_id
    amends = Amends("correction", text)
    return correcting.declare(article, amends, by=by or make_editor(), before=before, after=after)


def queries_of(client: Client, address: str) -> int:
    """How many queries a page costs that was asked for before."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def typed(article=None, **fields):
    """What a browser sends from the article form."""
    data = {
        "kicker": "Shipping",
        "headline": "Ministers reach a deal",
        "standfirst": "Who enforces it is open.",
        "body": "<h2>What it says</h2><p>Three <strong>numbers</strong>.</p>",
        "label": "news",
        "language": "en",
        "comments": "moderated",
        "section": make_section().pk,
        "tags": "Arctic, Shipping",
        "base": article.latest_revision_id if article else "",
        "bylines": [make_author().pk],
    }
    return data | fields


def change(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def enter(client, user):
    client.force_login(user)
    return user
