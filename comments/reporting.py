"""Reporting a comment without an account: once a day and browser, as well as can be known.

A report hides nothing by itself. It puts the comment before a moderator, whose next decision about
it, be it only to keep it, closes every open report. Who reported has a page with a signed address,
on which the decision stands.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from comments.models import Comment, Report
from comments.moderation import Outdated
from comments.rights import Person, may_moderate
from press import clock, history
from press.locks import one_at_a_time
from press.pages.network import network_of

# More than a person reports; a program that reports everything ends here.
IN_AN_HOUR_AT_MOST = 20


GOOD_FOR = timedelta(days=180)
_signer = signing.Signer(salt="comments.reporting")


class CantReport(Exception):
    """The report isn't taken; `str()` is a sentence for the reader."""


@transaction.atomic
def report(comment: Comment, environ: Mapping[str, Any], *, reason: str, text: str = "") -> Report:
    """Put a public comment before the moderators, with a reason and words of the reader.

    `environ` is the WSGI environment of the reader, `reason` one of `Report.Reason`. Who reports
    a comment again gets the first report back, and nothing is written. Raises CantReport when the
    reader's network isn't known, or sent too many within an hour. Writes the report and the entry
    "reported", without the reader's words: a history is for ever.
    """
    network = network_of(environ)
    if not network:
        raise CantReport(_("We can’t see from where you report this, so we can’t take it."))
    one_at_a_time(f"report {network}")
    browser = f"{network} {environ.get('HTTP_USER_AGENT', '')}"
    reader = salted_hmac("comments.reporting", browser, algorithm="sha256").hexdigest()
    told = Report.objects.filter(comment=comment, reader=reader).first()
    if told is not None:
        return told
    lately = Report.objects.filter(network=network, created_at__gt=clock.now() - timedelta(hours=1))
    if lately.count() >= IN_AN_HOUR_AT_MOST:
        raise CantReport(_("Many reports came from your connection within this hour."))
    told = Report.objects.create(
        comment=comment,
        reason=Report.Reason(reason),
        text=text,
        created_at=clock.now(),
        reader=reader,
        network=network,
    )
    Comment.objects.filter(pk=comment.pk, reported_at=None).update(reported_at=told.created_at)
    history.record(comment, "reported", by=None, detail={"reason": told.reason})
    return told


def address_of(report: Report) -> str:
    """Return the address of the page on which who reported sees what is decided."""
    return reverse("comments:reported", args=[_signer.sign(str(report.pk))])


def report_of(token: str) -> Report | None:
    """Return the report of a signed address, with its comment; None if it has none any more."""
    try:
        pk = _signer.unsign(token)
    except signing.BadSignature:
        return None
    good = Report.objects.filter(created_at__gt=clock.now() - GOOD_FOR)
    report = good.filter(pk=pk).first()
    if report is not None:
        report.comment = Comment.objects.for_permalink().get(pk=report.comment_id)
    return report


@transaction.atomic
def keep(comment: Comment, *, by: Person, seen: int, why: str = "") -> Comment:
    """Decide that a reported comment stays as it is, which closes its reports.

    `seen` is the version that `by` had before their eyes, `why` a sentence for the log. Raises
    PermissionDenied, and Outdated when somebody decided meanwhile, or nothing is reported. Writes
    the version, the moment of the decision and the entry "kept"; readers see nothing of it.
    """
    if not may_moderate(by, comment.article):
        raise PermissionDenied(_("Your role doesn't allow deciding about comments."))
    rows = Comment.objects.filter(pk=comment.pk, version=seen)
    if not rows.update(version=seen + 1, decided_at=clock.now()):
        raise Outdated(_("This comment changed meanwhile. Look at it again before you decide."))
    closed = Report.objects.close(comment)
    if not closed:
        raise Outdated(_("The reports about this comment are closed already."))
    comment.refresh_from_db(fields=["version", "decided_at"])
    detail = {"version": comment.version, "reports": closed, "why": why}
    history.record(comment, "kept", by=by, detail=detail)
    return comment


@transaction.atomic
def ask_again(comment: Comment, *, by: Person, seen: int, why: str = "") -> Comment:
    """Take back that a comment was kept: what that closed of reports is open again.

    `seen` is the version that keeping made. Raises as `keep`; writes the version, and the entry
    "asked again".
    """
    if not may_moderate(by, comment.article):
        raise PermissionDenied(_("Your role doesn't allow deciding about comments."))
    if not Comment.objects.filter(pk=comment.pk, version=seen).update(version=seen + 1):
        raise Outdated(_("This comment changed meanwhile. Look at it again before you decide."))
    comment.refresh_from_db(fields=["version", "decided_at"])
    opened = Report.objects.reopen(comment, comment.decided_at)
    detail = {"version": comment.version, "reports": opened, "why": why}
    history.record(comment, "asked again", by=by, detail=detail)
    return comment
