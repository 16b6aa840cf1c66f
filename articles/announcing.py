"""Telling other programs what is new: hubs of feeds (WebSub) and search engines (IndexNow).

Each is told by a job of its own, deferred within the transaction of the change, so that one which
doesn't answer holds nobody up. A job says where to look, not what is there: told twice, it does
no harm.
"""

import json
import logging
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from procrastinate.contrib.django import app

from articles.feeds.feed import JSON, RSS
from articles.models import Article
from articles.templatetags.newspaper import absolute
from press import outgoing

logger = logging.getLogger(__name__)
TOO_MANY, SERVER_ERRORS = 429, 500


class Unanswered(OSError):
    """The far side is busy or broken: the job is repeated."""


def announce_after(article: Article) -> None:
    """Defer, inside the present transaction, that others hear of an article's public change.

    Does nothing where neither a hub nor a key of IndexNow is set.
    """
    for task, is_on in (
        ("articles.tasks.tell_hub", bool(settings.WEBSUB_HUB)),
        ("articles.tasks.tell_search_engines", bool(settings.INDEXNOW_KEY)),
    ):
        if is_on:
            # By its name: the jobs call the verbs, so the verbs can't import the jobs.
            app.configure_task(task, queue="ordinary").defer(article_id=article.pk)


def tell_hub(article_id: int) -> None:
    """Tell the hub which feeds have changed with this article. Raises OSError if it is away."""
    article = _public(article_id)
    if article is None or not settings.WEBSUB_HUB:
        return
    topics = [absolute(page + feed) for page in _lists_of(article) for feed in (RSS, JSON)]
    said = urlencode([("hub.mode", "publish"), *(("hub.url", topic) for topic in topics)])
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    _send(settings.WEBSUB_HUB, said.encode(), kind)


def tell_search_engines(article_id: int) -> None:
    """Tell the search engines of IndexNow to look at the article anew; OSError if they are away."""
    article = _public(article_id)
    if article is None or not settings.INDEXNOW_KEY:
        return
    said = {
        "host": settings.SITE_HOST,
        "key": settings.INDEXNOW_KEY,
        "keyLocation": absolute(f"/{settings.INDEXNOW_KEY}.txt"),
        "urlList": [absolute(article.get_absolute_url())],
    }
    kind = {"Content-Type": "application/json; charset=utf-8"}
    _send(settings.INDEXNOW_URL, json.dumps(said).encode(), kind)


def _public(article_id: int) -> Article | None:
    """The article, if readers find something at its address: its words, or that it is withdrawn."""
    rows = Article.objects.addressable().for_reading()
    return rows.filter(pk=article_id).first()


def _lists_of(article: Article) -> list[str]:
    """The paths of the lists that the article stands in."""
    rows: list[Any] = [article.section, article.section.parent]
    rows += article.further_sections.select_related("parent")
    rows += [*article.tags.all(), *(byline.author for byline in article.bylines.all())]
    return ["/", *dict.fromkeys(row.get_absolute_url() for row in rows if row)]


def _send(address: str, body: bytes, headers: dict[str, str]) -> None:
    try:
        status, answer = outgoing.post(address, body, headers)
    except outgoing.Refused as refusal:
        logger.error("Nothing is announced: %s", refusal)
        return
    if status == TOO_MANY or status >= SERVER_ERRORS:
        raise Unanswered(f"{address} answered {status}.")
    if status >= 300:  # To say it again would help nobody.
        logger.error("%s refused what we announced (%s): %s", address, status, answer)
