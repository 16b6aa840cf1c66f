"""Waves in the queues: one line each, and one press for all of it."""

import re
from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy, ngettext

from comments import waves
from comments.models import Comment, Wave

Status = Comment.Status
# What can be done with a whole wave: a verb's name, its words, its status.
BUTTONS = [
    ("spam", gettext_lazy("All of it spam"), Status.SPAM),
    ("bin", gettext_lazy("Bin all of it"), Status.BINNED),
    ("restore", gettext_lazy("Put all of it back to waiting"), Status.WAITING),
]
# In the session: the last press on a wave, as long as nothing else was decided since.
WAVE_DECIDED = "wave decided"
# Which wave, of which status, up to which comment: what was on the screen.
PRESSED = r"(spam|bin|restore):([0-9]{1,18}):(waiting|spam|binned):([0-9]{1,18})"


class WaveFilter(admin.SimpleListFilter):
    """Only what belongs to one wave; without it, a queue shows what belongs to none."""

    title = gettext_lazy("wave")
    parameter_name = "wave"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("", "")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Comment]) -> QuerySet[Comment]:
        value = self.value() or ""
        if re.fullmatch(r"[0-9]{1,18}", value, re.ASCII):
            return queryset.filter(wave=int(value))
        return queryset


class FurtherWaves(admin.SimpleListFilter):
    """After which wave the lines above a queue go on; the queue itself is the same."""

    title = gettext_lazy("further waves")
    parameter_name = "waves_after"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("", "")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Comment]) -> QuerySet[Comment]:
        return queryset


def lines_above(chosen: str, request: HttpRequest, numbers: dict[str, int]) -> dict[str, Any]:
    """What the template shows of waves above a queue; `numbers` are the kept counts.

    Each line has the buttons that fit it; `further_waves` and `first_waves` are addresses.
    """
    status = Status.WAITING if chosen == "held" else chosen
    is_one = WaveFilter.parameter_name in request.GET
    if is_one or status not in (Status.WAITING, Status.SPAM):
        return {"waves": []}
    after = request.GET.get(FurtherWaves.parameter_name, "")
    after_pk = int(after) if re.fullmatch(r"[0-9]{1,18}", after, re.ASCII) else None
    lines, last = waves.lines_in(status, numbers, after_pk)
    here = f"?queue={chosen}"
    return {
        "waves": [_line(line, status) for line in lines],
        "further_waves": f"{here}&{FurtherWaves.parameter_name}={last}" if last else "",
        "first_waves": here if after_pk else "",
    }


def _line(line: waves.Line, status: str) -> dict[str, Any]:
    return {
        "wave": line.wave,
        "many": line.many,
        "example": line.example,
        "query": f"?queue={status}&wave={line.wave.pk}",
        "buttons": [
            (f"{name}:{line.wave.pk}:{status}:{line.example.pk}", label)
            for name, label, leads_to in BUTTONS
            if leads_to != status
        ],
    }


def decide_wave(request: HttpRequest, pressed: str) -> None:
    """Do what the button of a wave says, and say how many comments it was."""
    found = re.fullmatch(PRESSED, pressed, re.ASCII)
    wave = Wave.objects.filter(pk=found[2]).first() if found else None
    if found is None or wave is None:
        raise PermissionDenied
    leads_to = next(status for name, _label, status in BUTTONS if name == found[1])
    if leads_to == found[3]:
        raise PermissionDenied
    made = waves.decide(wave, of=found[3], to=leads_to, up_to=int(found[4]), by=request.user)
    request.session[WAVE_DECIDED] = [wave.pk, made.of, made.to, made.at.isoformat()]
    said = ngettext(
        "%(many)d comment of a wave: %(status)s.",
        "%(many)d comments of a wave: %(status)s.",
        made.many,
    )
    messages.success(request, said % {"many": made.many, "status": leads_to.label})


def take_back_wave(request: HttpRequest) -> None:
    """Take back the last press on a wave, and say of how many comments."""
    pk, of, to, at = request.session.pop(WAVE_DECIDED)
    wave = Wave.objects.filter(pk=pk).first()
    many = 0
    if wave is not None:
        decision = waves.Decision(wave, of, to, datetime.fromisoformat(at), many)
        many = waves.take_back(decision, by=request.user)
    said = ngettext(
        "The decision about %(many)d comment of a wave is taken back.",
        "The decision about %(many)d comments of a wave is taken back.",
        many,
    )
    messages.success(request, said % {"many": many})
