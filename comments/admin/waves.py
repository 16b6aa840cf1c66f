"""Waves in the queues: one line each, and one press for all of it."""

import re
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


def lines_for(chosen: str, numbers: dict[str, int]) -> list[dict[str, Any]]:
    """The lines above a queue, each with the buttons that fit it; `numbers` are the kept counts."""
    status = Status.WAITING if chosen == "held" else chosen
    if status not in (Status.WAITING, Status.SPAM):
        return []
    return [
        {
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
        for line in waves.lines_in(status, numbers)
    ]


def decide_wave(request: HttpRequest, pressed: str) -> None:
    """Do what the button of a wave says, and say how many comments it was."""
    found = re.fullmatch(PRESSED, pressed, re.ASCII)
    wave = Wave.objects.filter(pk=found[2]).first() if found else None
    if found is None or wave is None:
        raise PermissionDenied
    leads_to = next(status for name, _label, status in BUTTONS if name == found[1])
    if leads_to == found[3]:
        raise PermissionDenied
    many = waves.decide(wave, of=found[3], to=leads_to, up_to=int(found[4]), by=request.user)
    said = ngettext(
        "%(many)d comment of a wave: %(status)s.", "%(many)d comments of a wave: %(status)s.", many
    )
    messages.success(request, said % {"many": many, "status": leads_to.label})
