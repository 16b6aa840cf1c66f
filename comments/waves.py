"""Waves: what comes in at once and is alike stands in one line, and is decided by one press.

Nobody honest is lost in a wave: only what carries a sign of its own beside the hurry joins one, and
who was approved before never does.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from comments import akismet
from comments.counting import recounted
from comments.models import Comment, Wave
from comments.querysets import list_key
from comments.rights import may_moderate_all
from press import clock, history
from press.locks import one_at_a_time
from press.pages.keys import key_of, touch

Status = Comment.Status
GOES_ON_FOR = timedelta(hours=1)
SURGE = "surge"
# In the hurry of a surge one of these must speak too.
SIGNS = {"trap", "links", "held words", "likely spam", "likeness", "akismet"}
LINES = 20
# No reader sees what has one of these, so that whole waves can move between them.
OUT_OF_SIGHT = {Status.WAITING, Status.SPAM, Status.BINNED, Status.REJECTED}

VERBS = {
    Status.SPAM: "marked as spam",
    Status.BINNED: "binned",
    Status.REJECTED: "rejected",
    Status.WAITING: "restored",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One wave in one queue: how many of it stand there, and the newest of them as an example."""

    wave: Wave
    many: int
    example: Comment


@dataclass(frozen=True, slots=True)
class Decision:
    """One press on a wave: what became of how many of its comments, and when."""

    wave: Wave
    of: str
    to: str
    at: datetime
    many: int


def join(comment: Comment) -> None:
    """Put a new comment into the wave that it belongs to, inside the verb's transaction.

    The first one of a wave takes the earlier ones with it: what waits or is spam by a rule, and
    what a rule had let through to readers, which waits from now on. Writes for each of the latter
    an entry "held with its wave", and touches its thread.
    """
    key = _key_of(comment)
    if not key:
        return
    one_at_a_time(f"wave {key}")
    now = clock.now()
    going_on = Wave.objects.filter(likeness=key, last_at__gt=now - GOES_ON_FOR)
    wave = going_on.order_by("-last_at").first()
    if wave is None:
        wave = Wave.objects.create(likeness=key, first_at=now, last_at=now)
        if key != SURGE:
            _gather(wave, comment)
    Wave.objects.filter(pk=wave.pk).update(last_at=now)
    comment.wave = wave
    comment.save(update_fields=["wave"])


@transaction.atomic
def decide(wave: Wave, *, of: str, to: str, up_to: int, by: Any) -> Decision:
    """Give every comment of a wave another status out of readers' sight.

    Concerns those that have the status `of` and came not after comment `up_to`, the newest one
    that `by` had before their eyes. Raises PermissionDenied, also for who is limited to sections: a
    wave goes over the whole newspaper; and ValueError for another status.
    Writes status, version and one entry for each comment.
    """
    if not {of, to} <= OUT_OF_SIGHT or of == to:
        raise ValueError("A wave moves between statuses that readers don't see.")
    at = clock.now()
    rows = Comment.objects.filter(wave=wave, status=of, pk__lte=up_to)
    return Decision(wave, of, to, at, _move(rows, to, VERBS[Status(to)], at=at, by=by))


@transaction.atomic
def take_back(decision: Decision, *, by: Any) -> int:
    """Give what one press on a wave decided its former status again; return how many.

    What somebody decided about since is left as it is. Raises and writes as `decide`; the entries
    say "taken back".
    """
    rows = Comment.objects.filter(wave=decision.wave, status=decision.to, decided_at=decision.at)
    return _move(rows, decision.of, "taken back", at=clock.now(), by=by)


def _move(rows: QuerySet[Comment, Comment], to: str, verb: str, *, at: datetime, by: Any) -> int:
    if not may_moderate_all(by):
        raise PermissionDenied(_("Your role doesn't allow deciding about comments."))
    locked = rows.order_by("pk").select_for_update(no_key=True, of=("self",))
    comments = list(locked.for_queue())  # type: ignore[attr-defined]
    details = []
    for comment in comments:
        details.append({"version": comment.version + 1, "from": comment.status})
        comment.status, comment.version, comment.decided_at = to, comment.version + 1, at
    Comment.objects.bulk_update(comments, ["status", "version", "decided_at"], batch_size=500)
    akismet.correct_after([comment.pk for comment in comments], to)
    history.record_many(list(zip(comments, details, strict=True)), verb, by=by)
    return len(comments)


def lines_in(
    status: str, numbers: dict[str, int], after: int | None = None
) -> tuple[list[Line], int | None]:
    """Return twenty waves of which comments have this status, the newest first.

    `numbers` are the kept counts; `after` is the last wave of the part before. With them comes the
    wave after which it goes on, if it does.
    """
    many = {
        int(name.split(":")[1]): number
        for name, number in numbers.items()
        if number > 0 and name.startswith("wave:") and name.endswith(f":{status}")
    }
    waves = Wave.objects.filter(pk__in=many).order_by("-last_at", "-pk")
    last = Wave.objects.filter(pk=after).first() if after else None
    if last is not None:
        waves = waves.filter(Q(last_at__lt=last.last_at) | Q(last_at=last.last_at, pk__lt=last.pk))
    found = list(waves[: LINES + 1])
    newest = Comment.objects.newest_of_waves([wave.pk for wave in found[:LINES]], status)
    lines = [Line(wave, many[wave.pk], newest[wave.pk]) for wave in found if wave.pk in newest]
    return lines, found[LINES - 1].pk if len(found) > LINES else None


def _key_of(comment: Comment) -> str:
    rules = {verdict["rule"] for verdict in comment.verdicts}
    if comment.status == Status.APPROVED:
        return ""
    if "likeness" in rules and comment.likeness:
        return comment.likeness
    return SURGE if "surge" in rules and rules & SIGNS else ""


def _gather(wave: Wave, comment: Comment) -> None:
    since = clock.now() - GOES_ON_FOR
    alike = Comment.objects.filter(likeness=wave.likeness, created_at__gt=since, by=None)
    alike = alike.filter(decided_at=None, wave=None).exclude(pk=comment.pk)
    for shown in alike.public().select_for_update(no_key=True, of=("self",)).for_permalink():
        shown.status, shown.version = Status.WAITING, shown.version + 1
        shown.save(update_fields=["status", "version"])
        recounted(shown, was_public=True)
        history.record(shown, "held with its wave", by=None, detail={"version": shown.version})
        touch([key_of(shown), list_key(shown.article_id)])
    alike.filter(status__in=[Status.WAITING, Status.SPAM]).update(wave=wave)
