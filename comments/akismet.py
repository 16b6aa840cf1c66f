"""Akismet, a spam service elsewhere, where the newspaper asks it: what it says of a comment.

It is asked before a comment is taken, outside of any transaction, and nobody waits for it longer
than two seconds: what it doesn't say by then it doesn't say at all, and a rule reads that. What
moderators decide against its word is sent back by a job.
"""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from threading import BoundedSemaphore
from typing import Any

import akismet
import httpx
from django.conf import settings
from procrastinate.contrib.django import app
from procrastinate.types import JSONValue

from articles.models import Article
from articles.templatetags.newspaper import absolute
from comments.closing import why_closed
from comments.models import AkismetAnswer, Comment, CommentSettings
from comments.models.akismet import AGENT_LENGTH, TRUTH
from comments.origin import Origin
from press import clock
from press.clients import Transport

logger = logging.getLogger(__name__)
SECONDS = 2.0
# More at once aren't asked about: each holds a thread and a connection of the pool (of eight).
AT_ONCE = 3
Said = AkismetAnswer.Said
_free = BoundedSemaphore(AT_ONCE)
_asking = ThreadPoolExecutor(AT_ONCE, "akismet")


@dataclass(frozen=True, slots=True)
class Asked:
    """What Akismet said, and what of the sender must be kept to answer it later."""

    said: str
    address: str
    agent: str


def ask(article: Article, origin: Origin, *, is_answer: bool = False, **words: str) -> Asked | None:
    """Ask about a comment that isn't taken yet; `words` are its name, email, site and text.

    Returns None where nobody shall be asked: the newspaper doesn't want it, the article is
    closed, or the sender's network isn't known.
    """
    rules = CommentSettings.objects.current()
    if not rules.akismet or not origin.address or why_closed(article, rules):
        return None
    about = _about(article, origin.agent, clock.now(), is_answer, **words)
    said = _in_time(lambda: _client().comment_check(user_ip=origin.address, **about))
    if said is None:
        return Asked(Said.NOTHING, origin.address, origin.agent)
    return Asked(Said.SPAM if said else Said.HAM, origin.address, origin.agent)


def keep(comment: Comment, asked: Asked | None) -> None:
    """Keep what it said, inside the verb's transaction, until the hash of the network goes."""
    if asked is None:
        return
    facts = {"address": asked.address, "agent": asked.agent[:AGENT_LENGTH]}
    facts |= {"said": asked.said, "believes": asked.said}
    AkismetAnswer.objects.update_or_create(
        comment=comment, defaults=facts | {"asked_at": clock.now()}
    )


def correct_after(comments: list[int], status: str) -> None:
    """Defer, inside the present transaction, that Akismet hears where a person says otherwise.

    `status` is what the comments have now. One job each; nothing where it wasn't asked.
    """
    wrong = AkismetAnswer.objects.contradicted_by(status, comments)
    jobs: list[dict[str, JSONValue]] = [
        {"comment_id": pk} for pk in wrong.values_list("pk", flat=True)
    ]
    if jobs:
        # By its name: the jobs call this module.
        app.configure_task("comments.tasks.correct_akismet", queue="ordinary").batch_defer(*jobs)


def correct(comment_id: int) -> None:
    """Tell Akismet what a comment is by the decision that holds now; raises OSError if it is away.

    Safe to run twice: what it was told is kept.
    """
    answers = AkismetAnswer.objects.select_related("comment__article")
    answer = answers.filter(pk=comment_id).first()
    truth = TRUTH.get(answer.comment.status) if answer else None
    if answer is None or truth is None or answer.believes == truth:
        return
    comment = answer.comment
    words = {name: getattr(comment, name) for name in ("name", "email", "site", "text")}
    is_answer = comment.parent_id is not None
    about = _about(comment.article, answer.agent, comment.created_at, is_answer, **words)
    client = _client()
    submit = client.submit_spam if truth == Said.SPAM else client.submit_ham
    try:
        submit(user_ip=answer.address, **about)
    except akismet.APIKeyError as problem:  # To say it again would help nobody.
        logger.error("Akismet refused a correction: %s", problem)
        return
    except akismet.AkismetError as problem:
        raise OSError(f"Akismet took no correction: {problem}") from problem
    AkismetAnswer.objects.filter(pk=comment_id).update(believes=truth)


def knows_our_key() -> bool | None:
    """Whether Akismet knows AKISMET_KEY for this site; None if it doesn't answer."""
    return _in_time(lambda: _client().verify_key(settings.AKISMET_KEY, settings.SITE_URL))


def _client() -> akismet.SyncClient:
    if not settings.AKISMET_KEY:
        raise akismet.ConfigurationError("AKISMET_KEY isn't set.")
    headers = {"User-Agent": akismet.USER_AGENT}
    line = httpx.Client(transport=Transport(SECONDS), headers=headers, trust_env=False)
    return akismet.SyncClient(akismet.Config(settings.AKISMET_KEY, settings.SITE_URL), line)


def _about(
    article: Article,
    agent: str,
    at: datetime,
    is_answer: bool,
    *,
    name: str,
    email: str,
    site: str,
    text: str,
) -> dict[str, Any]:
    return {
        "user_agent": agent,
        "permalink": absolute(article.get_absolute_url()),
        "comment_type": "reply" if is_answer else "comment",
        "comment_author": name,
        "comment_author_email": email,
        "comment_author_url": site,
        "comment_content": text,
        "comment_date_gmt": at.isoformat(),
        "blog_charset": "UTF-8",
    }


def _in_time[Word](question: Callable[[], Word]) -> Word | None:
    """Ask in a thread of its own, which may be left behind: looking up a name has no time limit."""
    if not _free.acquire(blocking=False):
        logger.warning("Akismet isn't asked: %s questions are open.", AT_ONCE)
        return None
    asked = _asking.submit(question)
    asked.add_done_callback(lambda _asked: _free.release())
    try:
        return asked.result(SECONDS)
    except TimeoutError:
        logger.warning("Akismet didn't answer within %s seconds.", SECONDS)
    except akismet.AkismetError as problem:
        logger.error("Akismet didn't answer: %s", problem)
    return None
