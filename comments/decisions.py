"""The log of what moderators decided about comments and people: a view of the history."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from comments.models import Beat, Comment, CommentSettings, Standing
from press.history.models import Entry, EntryQuerySet

A_PAGE = 50
VERBS = {
    "approved": _("approved"),
    "rejected": _("rejected"),
    "marked as spam": _("marked as spam"),
    "binned": _("binned"),
    "restored": _("put back to waiting"),
    "taken back": _("taken back"),
    "kept": _("kept, reports closed"),
    "asked again": _("reports open again"),
    "picked": _("made an editors’ pick"),
    "unpicked": _("no editors’ pick any more"),
    "edited": _("words changed"),
    "noted": _("note about a person"),
    "banned": _("banned"),
    "held": _("always read first"),
    "trusted": _("trusted"),
    "lifted": _("ban or trust lifted"),
    "changed": _("rules changed"),
    "limited": _("limited to sections"),
    "freed": _("not limited to sections any more"),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody looks for in the log; empty parts wish nothing."""

    by: int | None = None
    verb: str = ""
    since: date | None = None
    until: date | None = None
    words: str = ""
    # The key of the last entry of the page before.
    before: int | None = None


def entries(wish: Wish, sections: Collection[int] | None = None) -> list[Entry]:
    """Return a page of the log and one entry more if it goes on; the newest first.

    With sections only what concerns comments below their articles.
    """
    found = _deeds(wish)
    if sections is not None:
        theirs = Comment.objects.in_sections(sections).filter(pk=OuterRef("object_id"))
        kind = ContentType.objects.get_for_model(Comment)
        found = found.filter(Exists(theirs), kind=kind)
    if wish.words:
        found = found.saying(wish.words)
    if wish.before is not None:
        last = Entry.objects.filter(pk=wish.before).first()
        if last is not None:
            found = found.filter(Q(at__lt=last.at) | Q(at=last.at, pk__lt=last.pk))
    return list(found.with_actors().select_related("kind").order_by("-at", "-pk")[: A_PAGE + 1])


def _deeds(wish: Wish) -> EntryQuerySet:
    kinds = ContentType.objects.get_for_models(Comment, Standing, CommentSettings, Beat).values()
    found = Entry.objects.filter(kind__in=kinds, by__isnull=False)
    if wish.by is not None:
        found = found.filter(by=wish.by)
    if wish.verb:
        found = found.filter(verb=wish.verb)
    if wish.since:
        found = found.filter(at__gte=_midnight(wish.since))
    if wish.until:
        found = found.filter(at__lt=_midnight(wish.until + timedelta(days=1)))
    return found


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))
