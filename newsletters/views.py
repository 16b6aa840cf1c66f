"""Subscribing, as a reader does it: ask, confirm by a button, leave by a button."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from newsletters import subscribing, tokens
from newsletters.forms import SubscribeForm
from newsletters.models import Subscriber
from press.pages.forms import FIELD, is_ours, signed_field
from press.pages.network import network_of


def _page(request: HttpRequest, name: str, status: int = 200, **context: Any) -> HttpResponse:
    """A page for one person: kept by nobody, found by no search engine."""
    response = render(request, f"newsletters/{name}.html", context, status=status)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """Take an address: 303 to what comes next, or the form again with what was typed."""
    if request.method != "POST":
        return _page(request, "subscribe", form=SubscribeForm())
    form = SubscribeForm(request.POST)
    if not is_ours(request):
        refusal = _("We can’t tell whether you sent this from our own page. Press once more.")
        signed = {"name": FIELD, "value": signed_field()}
        return _page(request, "subscribe", 422, form=form, refusal=refusal, signed=signed)
    if not form.is_valid():
        form.focus()
        return _page(request, "subscribe", 422, form=form)
    try:
        subscribing.ask(
            form.cleaned_data["email"],
            network=network_of(request.META),
            trap=form.cleaned_data["website"],
        )
    except subscribing.TooMany as refusal:
        return _page(request, "subscribe", 429, form=form, refusal=refusal)
    return HttpResponseRedirect(reverse("newsletters:one_more_step"), status=303)


@require_safe
def one_more_step(request: HttpRequest) -> HttpResponse:
    return _page(request, "one_more_step")


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A page with a button; only the button confirms, so that programs reading mail never do."""
    try:
        subscriber = _known(tokens.to_confirm(token))
        if request.method != "POST":
            return _page(request, "confirm", subscriber=subscriber)
        subscriber = subscribing.confirm(subscriber)
    except (tokens.Expired, subscribing.NotAsked):
        return _page(request, "expired", 410)
    return _page(request, "confirmed", leave=tokens.leave_path(subscriber))


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """A page with a button; the POST is also the one click of mail programs (RFC 8058)."""
    subscriber = _known(tokens.to_leave(token))
    if request.method != "POST":
        return _page(request, "leave", subscriber=subscriber)
    subscribing.leave(subscriber)
    return _page(request, "left")


def _known(subscriber: Subscriber | None) -> Subscriber:
    if subscriber is None:
        raise Http404(_("Nothing belongs to this link. Check that you copied all of it."))
    return subscriber
