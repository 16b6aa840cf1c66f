"""The gate between the desk and readers: publishing, checked first.

People publish through these verbs. Each does what its namesake in `publishing` or `pending` does,
after the checks; what is found stops it, unless a reason is given, which the history keeps.
"""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import ngettext

from articles import pending, publishing, rights
from articles.checks import Finding, findings_of
from articles.content import Content
from articles.models import Article
from articles.rights import Person
from press import history


class Stopped(ValidationError):
    """Something is to be mended first, or published in spite of it for a reason."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        count = len(findings)
        sentence = ngettext(
            "%(count)s thing is to be mended first.",
            "%(count)s things are to be mended first.",
            count,
        )
        super().__init__(sentence % {"count": count})


def findings_before(article: Article, at: datetime | None = None) -> list[Finding]:
    """Return what would stop the article's present content, now or at a moment."""
    return findings_of(article, Content.of(article), at)


def findings_of_move(article: Article, at: datetime | None = None) -> list[Finding]:
    """Return what would stop a scheduled article at another moment, and doesn't at its own."""
    if at is None:
        return []
    passed = findings_before(article)
    return [finding for finding in findings_before(article, at) if finding not in passed]


def findings_before_change(article: Article, at: datetime | None = None) -> list[Finding]:
    """Return what would stop the article's pending change, as it would meet the live text."""
    met = pending.meeting(pending.expect_change(article))
    return findings_of(article, Content.from_json(met.content), at)


@transaction.atomic
def publish(
    article: Article, *, by: Person, at: datetime | None = None, in_spite: str = ""
) -> Article:
    """`publishing.publish`, now or at a moment, if nothing is found or `in_spite` says why not.

    Raises Stopped; else as its namesake. A reason is one more entry, "overruled the gate".
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    rights.must(rights.may_publish(by, article))
    findings = _pass(findings_before(article, at), in_spite)
    article = publishing.publish(article, by=by, at=at)
    _log(article, findings, in_spite, by=by)
    return article


@transaction.atomic
def reschedule(article: Article, *, by: Person, at: datetime, in_spite: str = "") -> Article:
    """`publishing.reschedule`, in the same way: what the new moment brings is checked."""
    article = Article.objects.select_for_update().get(pk=article.pk)
    rights.must(rights.may_publish(by, article))
    findings = _pass(findings_of_move(article, at), in_spite)
    article = publishing.reschedule(article, by=by, at=at)
    _log(article, findings, in_spite, by=by)
    return article


@transaction.atomic
def publish_change(
    article: Article, *, by: Person, at: datetime | None = None, in_spite: str = ""
) -> Article:
    """`pending.publish_change`, in the same way."""
    article = Article.objects.select_for_update().get(pk=article.pk)
    rights.must(rights.may_publish(by, article))
    findings = _pass(findings_before_change(article, at), in_spite)
    article = pending.publish_change(article, by=by, at=at)
    _log(article, findings, in_spite, by=by)
    return article


def _pass(findings: list[Finding], in_spite: str) -> list[Finding]:
    if findings and not in_spite.strip():
        raise Stopped(findings)
    return findings


def _log(article: Article, findings: list[Finding], in_spite: str, *, by: Person) -> None:
    if findings:
        detail: dict[str, Any] = {
            "reason": in_spite.strip(),
            "found": [finding.what for finding in findings],
        }
        history.record(article, "overruled the gate", by=by, detail=detail)
