"""What became of the demo's articles after they had come out: corrections, live coverage."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from accounts.models import User
from articles import correcting, writing
from articles.content import Content
from articles.correcting import Amends
from articles.models import Article
from live import covering, posting
from live.posting import Words
from press import clock

# So long the wrong words stood there.
UNNOTICED = timedelta(minutes=20)


def fill_later(
    facts: dict[str, Any], articles: dict[str, Article], people: dict[str, User]
) -> None:
    now = clock.now()
    for row in facts["corrections"]:
        moment = now - timedelta(hours=row["hours_ago"])
        _correct(articles[row["article"]], row, moment, people["editor"])
    for row in facts["live"]:
        with clock.at(now - timedelta(hours=row["hours_ago"])):
            article = covering.begin(articles[row["article"]], by=people["editor"])
        for post in row["posts"]:
            _post(article, post, now, people[post["by"]])


def _correct(article: Article, row: dict[str, Any], moment: datetime, editor: User) -> None:
    """The text is right by now, so the wrong words are put into it first."""
    right = Content.of(article)
    wrong = replace(right, body=right.body.replace(row["right"], row["wrong"]))
    with clock.at(moment - UNNOTICED):
        before = writing.revise(article, wrong, by=editor).latest_revision_id
    with clock.at(moment):
        after = writing.revise(article, right, by=editor).latest_revision_id
        amends = Amends(row["kind"], row["text"])
        correcting.declare(article, amends, by=editor, before=before, after=after)


def _post(article: Article, row: dict[str, Any], now: datetime, by: User) -> None:
    said = {name: value for name, value in row.items() if name not in {"hours_ago", "by"}}
    with clock.at(now - timedelta(hours=row["hours_ago"])):
        posting.post(article, Words(**said), by=by, key=uuid4())
