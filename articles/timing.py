"""Verbs of what the clock will do: an embargo, an end, the close of comments, the end of a place on
top of a section.

Each writes one history entry and leaves word with the clock (`articles.listing`). What readers see
is decided by the clock in the query; the sweep only announces it, and calls the verbs at the end
of this file.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles import rights
from articles.models import Article
from articles.publishing import NotNow, change, future, lock
from articles.rights import Person
from articles.signals import article_published, article_withdrawn
from press import history

Status = Article.Status
BEFORE_READERS = {Status.DRAFT, Status.IN_REVIEW}


@transaction.atomic
def set_embargo(article: Article, *, by: Person, at: datetime) -> Article:
    """Let nobody publish an article before the aware moment `at`, by mistake or otherwise.

    For whoever may edit it, while it is a draft or in review; the end of the embargo publishes
    nothing by itself. Raises NotNow, ValidationError for a moment in the past, PermissionDenied.
    """
    article = lock(article)
    rights.must(rights.may_edit(by, article))
    if article.status not in BEFORE_READERS:
        raise NotNow(_("Only a draft or an article in review can be put under embargo."))
    detail = {"until": future(at).isoformat()}
    return change(article, "put under embargo", by=by, detail=detail, embargo_until=at)


@transaction.atomic
def lift_embargo(article: Article, *, by: Person) -> Article:
    """End an embargo before its time. For whoever may publish the article."""
    article = lock(article)
    rights.must(rights.may_publish(by, article))
    if not article.is_under_embargo():
        raise NotNow(_("This article isn't under embargo."))
    return change(article, "freed from embargo", by=by, embargo_until=None)


@transaction.atomic
def set_end(article: Article, *, by: Person, at: datetime, reason: str) -> Article:
    """Let a public or scheduled article be withdrawn at the aware moment `at`, with `reason`.

    From that second on its address answers 410 with the reason, and no list shows it. Raises
    NotNow, ValidationError for a moment that is past or before it is public, PermissionDenied.
    """
    article = lock(article)
    rights.must(rights.may_publish(by, article))
    if not (article.is_published() or article.is_scheduled()):
        raise NotNow(_("Only a public or a scheduled article can have an end."))
    if not reason.strip():
        raise ValidationError(_("Give a reason: it stands at the article's address from then on."))
    if article.published_at is not None and future(at) <= article.published_at:
        raise ValidationError(_("This is before the article is public. Choose a later moment."))
    return change(
        article,
        "given an end",
        by=by,
        detail={"until": at.isoformat(), "reason": reason},
        withdrawn_at=at,
        withdrawn_reason=reason.strip(),
    )


@transaction.atomic
def clear_end(article: Article, *, by: Person) -> Article:
    """Let an article with an end stay public."""
    article = lock(article)
    rights.must(rights.may_publish(by, article))
    if not article.has_an_end():
        raise NotNow(_("This article has no end, or its end has come."))
    return change(article, "freed of its end", by=by, withdrawn_at=None, withdrawn_reason="")


@transaction.atomic
def close_comments(article: Article, *, by: Person, at: datetime) -> Article:
    """Let the comments below an article close at the aware moment `at`."""
    article = lock(article)
    rights.must(rights.may_edit(by, article))
    detail = {"at": future(at).isoformat()}
    return change(article, "given an end of comments", by=by, detail=detail, comments_close_at=at)


@transaction.atomic
def keep_comments(article: Article, *, by: Person) -> Article:
    """Forget the moment at which comments close, or closed."""
    article = lock(article)
    rights.must(rights.may_edit(by, article))
    if article.comments_close_at is None:
        raise NotNow(_("No moment is set at which the comments close."))
    return change(article, "freed of its end of comments", by=by, comments_close_at=None)


@transaction.atomic
def keep_on_top(article: Article, *, by: Person, at: datetime) -> Article:
    """Let a public or scheduled article stand first on its section's page until the aware moment
    `at`. For editors. Raises NotNow, ValidationError for a moment that is past or before it is
    public, PermissionDenied."""
    article = lock(article)
    rights.must(rights.may_rank(by, article))
    if not (article.is_published() or article.is_scheduled()):
        raise NotNow(_("Only a public or a scheduled article can stay on top of its section."))
    if article.published_at is not None and future(at) <= article.published_at:
        raise ValidationError(_("This is before the article is public. Choose a later moment."))
    detail = {"until": at.isoformat()}
    return change(article, "put on top of its section", by=by, detail=detail, on_top_until=at)


@transaction.atomic
def take_from_top(article: Article, *, by: Person) -> Article:
    """Let an article stand on its section's page where it came out."""
    article = lock(article)
    rights.must(rights.may_rank(by, article))
    if not article.is_on_top():
        raise NotNow(_("This article isn't on top of its section, or its time has come."))
    return change(article, "taken from the top of its section", by=by, on_top_until=None)


# What the sweep calls when a moment has come, inside its transaction.


def publish_due(article: Article) -> None:
    """Announce an article that the clock has made public."""
    article = lock(article)
    if article.is_published():
        history.record(article, "came out", by=None)
        article_published.send(Article, article=article, by=None)


def withdraw_due(article: Article) -> None:
    """Write down that an article's end has come; its address has answered 410 since then."""
    article = lock(article)
    if article.status == Status.PUBLISHED and article.is_withdrawn():
        detail = {"reason": article.withdrawn_reason}
        change(article, "withdrawn", by=None, detail=detail, status=Status.WITHDRAWN)
        article_withdrawn.send(Article, article=article, by=None)


def close_comments_due(article: Article) -> None:
    """Write down that the comments have closed."""
    history.record(article, "closed for comments", by=None)


def end_embargo_due(article: Article) -> None:
    """Write down that the embargo is over."""
    history.record(article, "free of its embargo", by=None)


def leave_top_due(article: Article) -> None:
    """Write down that the article stands where it came out again."""
    history.record(article, "left the top of its section", by=None)
