"""What a window with the form of an article says every few seconds, and how it is answered.

A deed is asked for by its name in the address, for an article or for the form of a new one.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import drafts, seats
from articles.admin.meeting import side_by_side
from articles.drafts import Copy, Elsewhere
from articles.merging import differing
from articles.models import Draft
from articles.sheets import Sheet
from articles.typed import words_in
from press import clock

# As many begun articles are shown above the form of a new one.
SHOWN = 5
# Whatever a browser's clock says: no words are older than this, and none come from the future.
OLDEST = timedelta(days=365)
COMPANY = "admin/articles/article/_company.html"
PANEL = "admin/articles/article/_unsaved.html"
NAMELESS = gettext_lazy("This window has no name. Open the article anew.")
Deed = Callable[[HttpRequest, Sheet], HttpResponseBase]


def panel_of(request: HttpRequest, sheet: Sheet) -> dict[str, Any]:
    """What a person finds above the form: words that they typed before and never saved."""
    if sheet.article is None:
        mine = Draft.objects.filter(person=request.user, article=None, became=None)  # type: ignore[misc]
        return {"begun": list(mine.order_by("-at", "-pk")[:SHOWN])}
    draft = sheet.draft_of(request.user)
    both = drafts.unsaved(sheet, draft) if draft else None
    if both is None:
        return {}
    return {
        "unsaved": draft,
        "differences": side_by_side(differing(*both), *both),
        "form_at": form_of(sheet),
        "aside_at": address_of(sheet, "_aside"),
    }


def form_of(sheet: Sheet) -> str:
    """Where the form of this sheet stands."""
    model = "changedarticle" if sheet.of_change else "article"
    if sheet.article is None:
        return reverse("admin:articles_article_add")
    return reverse(f"admin:articles_{model}_change", args=[sheet.article.pk])


def address_of(sheet: Sheet, more: str = "") -> str:
    """Where a window of this sheet keeps its words; with "_aside", gives them up."""
    if sheet.article is None:
        return reverse(f"admin:articles_article_begun{more}", args=[sheet.key])
    model = "changedarticle" if sheet.of_change else "article"
    name = more or "_writing"
    return reverse(f"admin:articles_{model}{name}", args=[sheet.article.pk])


def _keep(request: HttpRequest, sheet: Sheet) -> JsonResponse:
    """Be present, and keep the words if some came."""
    answer = _company(request, sheet) if sheet.article else {}
    if "number" in request.POST:
        copy, before = _copy(request), sheet.draft_of(request.user)
        try:
            draft = drafts.keep(sheet, copy, by=request.user)
            if before is not None and before.window not in {copy.window, copy.follows}:
                answer["aside"] = _("Your earlier words stand under “Versions” now.")
            answer["kept"] = _("saved %(time)s") % {"time": _time(draft.at)}
        except Elsewhere as refusal:
            answer["elsewhere"] = " ".join(refusal.messages)
    return JsonResponse(answer)


def _bring(request: HttpRequest, sheet: Sheet) -> JsonResponse:
    """Take in words that a closed window left in its browser, and show them to the person."""
    ago = timedelta(milliseconds=_number(request, "ago"))
    typed_at = clock.now() - min(max(ago, timedelta(0)), OLDEST)
    drafts.keep(sheet, _copy(request), by=request.user, typed_at=typed_at)
    panel = panel_of(request, sheet)
    return JsonResponse({"panel": render_to_string(PANEL, panel, request)})


def _of_a_seat(deed: Callable[..., None], *, names_window: bool) -> Deed:
    def do(request: HttpRequest, sheet: Sheet) -> JsonResponse:
        if sheet.article is None:
            raise Http404
        window = {"window": _window(request)} if names_window else {}
        deed(sheet, by=request.user, **window)
        return JsonResponse({} if deed is seats.leave else _company(request, sheet))

    return do


DEEDS: dict[str, Deed] = {
    "keep": _keep,
    "bring": _bring,
    "leave": _of_a_seat(seats.leave, names_window=True),
    "ask": _of_a_seat(seats.ask, names_window=True),
    "take": _of_a_seat(seats.take_over, names_window=True),
    "give": _of_a_seat(seats.give, names_window=False),
    "decline": _of_a_seat(seats.decline, names_window=False),
}


def _company(request: HttpRequest, sheet: Sheet) -> dict[str, Any]:
    """Who else is here, in words and buttons, and whether the article was taken over from here."""
    window = _window(request)
    present = seats.sit(sheet, by=request.user, window=window)
    me = next((seat for seat in present if seat.window == window), None)
    if me is None or me.person_id != request.user.pk:
        raise ValidationError(NAMELESS)
    first = present[0]
    taken = first.took_at is not None and first is not me and first.took_at > me.since
    context = {
        "me": me,
        "first": first,
        "others": [seat for seat in present if seat is not me],
        "asking": [seat for seat in present if seat.asked_at and seat.person_id != me.person_id],
        "taken": taken,
    }
    return {"company": render_to_string(COMPANY, context, request).strip(), "taken": taken}


def _copy(request: HttpRequest) -> Copy:
    base, follows = request.POST.get("base", ""), request.POST.get("follows", "")
    return Copy(
        words=words_in(dict(request.POST.lists())),
        window=_window(request),
        number=_number(request, "number"),
        base=_number(request, "base") if base else None,
        follows=uuid_of(follows) if follows else None,
    )


def _window(request: HttpRequest) -> UUID:
    return uuid_of(request.POST.get("window", ""))


def uuid_of(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise ValidationError(NAMELESS) from error


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    if not re.fullmatch(r"[0-9]{1,18}", text, re.ASCII):
        raise ValidationError(_("This copy has no number. Open the article anew."))
    return int(text)


def _time(moment: datetime) -> str:
    return f"{localtime(moment):%H:%M:%S}"
