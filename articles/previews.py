"""Verbs of secret links to unpublished words, and what such a link shows."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import pending, rights
from articles.content import Content
from articles.models import Article, PendingChange, PreviewLink
from articles.rights import Person
from articles.showing import shown_with
from press import clock, history

LONGEST = timedelta(days=60)
GONE = {Article.Status.BINNED, Article.Status.WITHDRAWN}
_signer = Signer(salt="articles.preview")


@transaction.atomic
def share(article: Article, *, by: Person, label: str, lasts: timedelta) -> PreviewLink:
    """Make a secret link to what readers don't see yet: the article, or its pending change.

    Whoever may read the article's versions may do so. Writes the entry "shared a preview". Raises
    ValidationError for no label, or for more than 60 days.
    """
    rights.must(rights.may_see_versions(by, article))
    if not label.strip():
        raise ValidationError(_("Say for whom it is, so that you know later which one to revoke."))
    if not timedelta(0) < lasts <= LONGEST:
        raise ValidationError(_("A link lasts at most 60 days. Make another one then."))
    now = clock.now()
    link = PreviewLink.objects.create(
        article=article,
        label=label.strip(),
        made_at=now,
        made_by=by,  # type: ignore[misc]
        ends_at=now + lasts,
    )
    detail = {"for": link.label, "until": link.ends_at.isoformat()}
    history.record(article, "shared a preview", by=by, detail=detail)
    return link


@transaction.atomic
def revoke(link: PreviewLink, *, by: Person) -> PreviewLink:
    """End a link at once. Writes the entry "revoked a preview"; twice does no harm."""
    link = PreviewLink.objects.select_for_update().select_related("article").get(pk=link.pk)
    rights.must(rights.may_see_versions(by, link.article))
    if link.is_open():
        link.revoked_at = clock.now()
        link.save(update_fields=["revoked_at"])
        history.record(link.article, "revoked a preview", by=by, detail={"for": link.label})
    return link


def address_of(link: PreviewLink) -> str:
    """Return the path of a link; nobody can guess it who hasn't our secret key."""
    return reverse("articles:shared_preview", args=[_signer.sign(str(link.pk))])


def link_behind(token: str) -> PreviewLink | None:
    """Return the link that a token was made for, open or not; None for an invented token."""
    try:
        pk = int(_signer.unsign(token))
    except (BadSignature, ValueError):
        return None
    return PreviewLink.objects.select_related("article").filter(pk=pk).first()


@contextmanager
def shown(link: PreviewLink) -> Iterator[Article | None]:
    """Give what an open link shows, as a page loads it; None once there is nothing unpublished.

    Of a public article that is its pending change, as it would meet the live text.
    """
    article = link.article
    if PendingChange.objects.filter(article=article).exists():
        met = pending.meeting(pending.expect_change(article))
        with shown_with(article, Content.from_json(met.content)) as row:
            yield row
    elif article.is_published() or article.status in GONE:
        yield None
    else:
        yield Article.objects.for_reading().get(pk=article.pk)
