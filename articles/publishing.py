"""Verbs of publishing: each checks the right, changes the state, and writes one history entry.

draft ⇄ in review → published (now, or at a moment) ⇄ withdrawn
draft, in review → private → published, or a draft again
published → private → restored
draft, withdrawn → bin, and back within 30 days
"""

from datetime import date, datetime
from typing import Any
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import rights
from articles.announcing import announce_after
from articles.listing import follow, keys_touched_by, touch_all
from articles.models import Article
from articles.models.article import LAST_YEAR, article_path
from articles.related import relate_after
from articles.rights import Person
from articles.signals import (
    article_published,
    article_returned,
    article_submitted,
    article_withdrawn,
)
from articles.social import draw_after
from articles.spelling import learn_after
from press import clock, history
from press.locks import one_at_a_time
from press.redirects import moving
from publication.addresses import slug_of, validate_slug
from publication.models import Publication

Status = Article.Status


class NotNow(ValidationError):
    """The verb doesn't fit where the article is in its life; the sentence says what does."""


@transaction.atomic
def submit(article: Article, *, by: Person) -> Article:
    """Hand a draft to the editors: draft → in review."""
    article = lock(article)
    rights.must(rights.may_edit(by, article))
    _expect(article, {Status.DRAFT}, _("Only a draft can be submitted for review."))
    article = change(article, "submitted", by=by, status=Status.IN_REVIEW)
    article_submitted.send(Article, article=article, by=by)
    return article


@transaction.atomic
def send_back(article: Article, *, by: Person, note: str) -> Article:
    """Return an article in review to its writer, with a note of what is missing."""
    article = lock(article)
    rights.must(rights.may_publish(by, article))
    _expect(article, {Status.IN_REVIEW}, _("Only an article in review can be returned."))
    if not note.strip():
        raise ValidationError(_("Write a note, so that the author knows what to change."))
    article = change(article, "returned", by=by, detail={"note": note}, status=Status.DRAFT)
    article_returned.send(Article, article=article, by=by, note=note)
    return article


@transaction.atomic
def publish(article: Article, *, by: Person, at: datetime | None = None) -> Article:
    """Make an article public now, or at the aware moment `at` in the future.

    Its date and address are fixed in the newsroom's zone; they can change until the moment has
    come, and never afterwards. A slug that another article of that day has gets a number, as in
    WordPress. Raises NotNow, ValidationError for a moment in the past, PermissionDenied.
    """
    article = lock(article)
    rights.must(rights.may_publish(by, article))
    _expect(
        article,
        {Status.DRAFT, Status.IN_REVIEW, Status.PRIVATE},
        _("Only a draft or an article in review can be published."),
    )
    _expect_unknown(article)
    moment = future(at) if at else clock.now()
    verb = "scheduled" if moment > clock.now() else "published"
    article = _make_public(article, moment, verb, by=by)
    if article.is_published():
        article_published.send(Article, article=article, by=by)
    return article


@transaction.atomic
def keep_private(article: Article, *, by: Person) -> Article:
    """Keep an article among the staff: everybody at the desk may read it, no reader, in no list.

    The address of a public one answers 410 from now on, and is its own again once restored.
    """
    article = lock(article)
    rights.must(rights.may_publish(by, article))
    if article.is_published():
        article = _change_hidden(article, "kept private", by=by, status=Status.PRIVATE)
        article_withdrawn.send(Article, article=article, by=by)
        return article
    _expect(
        article,
        {Status.DRAFT, Status.IN_REVIEW},
        _("Only a draft, an article in review or a public one can be made private."),
    )
    return change(article, "kept private", by=by, status=Status.PRIVATE)


@transaction.atomic
def make_draft(article: Article, *, by: Person) -> Article:
    """Make a private article a draft again, unless readers know its address."""
    article = lock(article)
    rights.must(rights.may_publish(by, article))
    _expect(article, {Status.PRIVATE}, _("Only a private article can become a draft again."))
    _expect_unknown(article)
    return change(article, "made a draft", by=by, status=Status.DRAFT)


@transaction.atomic
def reschedule(article: Article, *, by: Person, at: datetime) -> Article:
    """Move a scheduled article to another moment in the future."""
    article = lock(article)
    rights.must(rights.may_publish(by, article))
    _expect_scheduled(article)
    return _make_public(article, future(at), "rescheduled", by=by)


@transaction.atomic
def unschedule(article: Article, *, by: Person) -> Article:
    """Make a scheduled article a draft again; nothing of it was ever public."""
    article = lock(article)
    rights.must(rights.may_publish(by, article))
    _expect_scheduled(article)
    return change(
        article,
        "unscheduled",
        by=by,
        status=Status.DRAFT,
        published_at=None,
        date=None,
        withdrawn_at=None,
        withdrawn_reason="",
    )


@transaction.atomic
def withdraw(article: Article, *, by: Person, reason: str) -> Article:
    """Take a public article down: its address answers 410 with `reason`, one sentence."""
    article = lock(article)
    rights.must(rights.may_publish(by, article))
    if not article.is_published():
        raise NotNow(_("Only a public article can be withdrawn."))
    if not reason.strip():
        raise ValidationError(_("Give a reason: it stands at the article's address from now on."))
    article = _change_hidden(
        article,
        "withdrawn",
        by=by,
        detail={"reason": reason},
        status=Status.WITHDRAWN,
        withdrawn_reason=reason.strip(),
    )
    article_withdrawn.send(Article, article=article, by=by)
    return article


@transaction.atomic
def restore(article: Article, *, by: Person) -> Article:
    """Make an article that was withdrawn, or made private, public again: at its old address and
    with its old date."""
    article = lock(article)
    rights.must(rights.may_publish(by, article))
    if not can_be_restored(article):
        raise NotNow(_("Only an article that was public can be restored."))
    article = change(
        article,
        "restored",
        by=by,
        status=Status.PUBLISHED,
        withdrawn_at=None,
        withdrawn_reason="",
    )
    article_published.send(Article, article=article, by=by)
    return article


def can_be_restored(article: Article) -> bool:
    """Whether readers knew the article, and a verb or its end hid it from them."""
    if article.status == Status.PUBLISHED:  # The sweep hasn't written down yet that its end came.
        return article.is_withdrawn()
    was_public = article.status == Status.PRIVATE and article.date is not None
    return was_public or article.status == Status.WITHDRAWN


@transaction.atomic
def put_in_bin(article: Article, *, by: Person) -> Article:
    """Bin a draft or a withdrawn article. It can be taken back within 30 days."""
    article = lock(article)
    rights.must(rights.may_bin(by, article))
    _expect(
        article,
        {Status.DRAFT, Status.WITHDRAWN},
        _("Only drafts and withdrawn articles can be put into the bin."),
    )
    return change(article, "binned", by=by, status=Status.BINNED, binned_at=clock.now())


@transaction.atomic
def take_back(article: Article, *, by: Person) -> Article:
    """Take an article back from the bin, as the draft or the withdrawn article it was."""
    article = lock(article)
    rights.must(rights.may_bin(by, article))
    _expect(article, {Status.BINNED}, _("Only an article in the bin can be taken back."))
    former = Status.WITHDRAWN if article.withdrawn_at else Status.DRAFT
    return change(article, "taken back", by=by, status=former, binned_at=None)


@transaction.atomic
def change_slug(article: Article, *, by: Person, slug: str) -> Article:
    """Give the article another address; readers at the old one are led to the new one.

    Whoever may edit the article may do so. Raises ValidationError if `slug` is no slug, or
    another article of that day has it, or had it and leads on from there.
    """
    article = lock(article)
    rights.must(rights.may_edit(by, article))
    validate_slug(slug)
    expect_free(article, slug)
    old_path = article.get_absolute_url()
    was_public = article.is_published() or article.is_withdrawn()
    old_slug, article.slug = article.slug, slug
    if was_public:
        moving.move(old_path, article.get_absolute_url())
        announce_after(article)
    return change(article, "moved", by=by, detail={"from": old_slug, "to": slug}, slug=slug)


def expect_free(article: Article, slug: str) -> None:
    """Raise ValidationError if the address is another's. Locks the addresses of the day."""
    _lock_day(article.date)
    if _taken(article, article.date, slug):
        raise ValidationError(_("Another article of that day has this address."))


def lock(article: Article) -> Article:
    """Return the row anew, locked until the present transaction ends."""
    return Article.objects.select_for_update().get(pk=article.pk)


def _expect(article: Article, statuses: set[Any], sentence: str) -> None:
    if article.status not in statuses:
        raise NotNow(sentence)


def _expect_unknown(article: Article) -> None:
    if article.date is not None:
        raise NotNow(_("Readers know this article by its address. Restore it instead."))


def _expect_scheduled(article: Article) -> None:
    if not article.is_scheduled():
        raise NotNow(_("This article isn't scheduled, or its moment has come."))


def future(at: datetime) -> datetime:
    """Return `at`; raise ValidationError if it is past, or beyond our calendar."""
    if at <= clock.now():
        raise ValidationError(_("This moment is past. Choose one in the future, or publish now."))
    if at.year >= LAST_YEAR:
        raise ValidationError(_("This moment is too far away. Choose an earlier one."))
    return at


def _make_public(article: Article, moment: datetime, verb: str, *, by: Person) -> Article:
    _refuse_against_its_dates(article, moment)
    day = timezone.localdate(moment, Publication.objects.current().zone)
    _lock_day(day)
    slug = article.slug or slug_of(article.headline) or f"article-{article.pk}"
    return change(
        article,
        verb,
        by=by,
        detail={"public from": moment.isoformat()},
        status=Status.PUBLISHED,
        published_at=moment,
        date=day,
        slug=_free_slug(article, day, slug),
    )


def _refuse_against_its_dates(article: Article, moment: datetime) -> None:
    if article.embargo_until is not None and moment < article.embargo_until:
        raise NotNow(
            _("This article is under embargo until %(moment)s: schedule it for then, or later.")
            % {"moment": date_format(timezone.localtime(article.embargo_until), "DATETIME_FORMAT")}
        )
    if article.withdrawn_at is not None and moment >= article.withdrawn_at:
        raise NotNow(_("The article's end would come first. Choose an earlier moment."))


def _lock_day(day: date | None) -> None:
    """Let one transaction at a time hand out the addresses of a day: none is given twice."""
    if day is not None:
        one_at_a_time(f"addresses of {day}")


def _taken(article: Article, day: date | None, slug: str) -> bool:
    if day is None:
        return False
    if Article.objects.exclude(pk=article.pk).filter(date=day, slug=slug).exists():
        return True
    # Old links of another article lead on from there; its own former address it may have back.
    target = moving.target_of(article_path(day, slug))
    return target is not None and target != unquote(article_path(day, article.slug))


def _free_slug(article: Article, day: date, slug: str) -> str:
    candidate, number = slug, 1
    while _taken(article, day, candidate):
        number += 1
        candidate = f"{slug[:94]}-{number}"
    return candidate


def _change_hidden(article: Article, verb: str, *, by: Person, **facts: Any) -> Article:
    """Change a public article to one whose address answers 410 from now on."""
    facts = {"withdrawn_reason": ""} | facts
    return change(article, verb, by=by, withdrawn_at=clock.now(), **facts)


def change(
    article: Article,
    verb: str,
    *,
    by: Person | None,
    detail: dict[str, Any] | None = None,
    **facts: Any,
) -> Article:
    """Write the new facts, follow with the lists, record the verb, touch both sides' keys."""
    before = keys_touched_by(article)
    for name, value in facts.items():
        setattr(article, name, value)
    article.saved_at = clock.now()
    article.save(update_fields=[*facts, "saved_at"])
    follow(article)
    history.record(article, verb, by=by, detail=detail)
    touch_all(before, keys_touched_by(article))
    relate_after(article)
    draw_after(article)
    learn_after(article)
    return article
