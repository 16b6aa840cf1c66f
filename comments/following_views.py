"""Answers by mail, as people do it: prove by a button, leave by a button or one click."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comments import answered, following, proofs
from comments.models import Follow
from comments.views import not_indexed


@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: HttpRequest, token: str) -> HttpResponse:
    """A page with a button; only the button proves, so that programs reading mail never do."""
    try:
        follow = _known(proofs.to_prove(token))
    except proofs.Expired:
        return _page(request, "expired", 410)
    if request.method != "POST":
        return _page(request, "ask", follow=follow)
    comment = follow.comment
    follow = following.prove(follow)
    proof = proofs.proof_of(follow.address)
    return _page(request, "proven", follow=follow, comment=comment, proof=proof)


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """A page with two buttons; the one click of mail programs (RFC 8058) leaves all."""
    follow = _known(proofs.to_leave(token))
    if request.method != "POST":
        return _page(request, "leave")
    following.leave(follow, all_of_them=request.POST.get("do") != "one")
    return _page(request, "left")


@require_http_methods(["GET", "HEAD", "POST"])
def enough(request: HttpRequest, token: str) -> HttpResponse:
    """The same for mails to authors about replies: a button, or one click, without a login."""
    watch = answered.to_leave(token)
    if watch is None:
        raise Http404(_("Nothing belongs to this link. Check that you copied all of it."))
    if request.method != "POST":
        return _page(request, "enough")
    answered.leave(watch)
    return _page(request, "left")


def _page(request: HttpRequest, state: str, status: int = 200, **context: Any) -> HttpResponse:
    context |= {"state": state}
    response = render(request, "comments/following.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return not_indexed(response)


def _known(follow: Follow | None) -> Follow:
    if follow is None:
        raise Http404(_("Nothing belongs to this link. Check that you copied all of it."))
    return follow
