"""Mail to moderators when comments wait: as often as each of them chose, and never without news.

A mail names articles and how long something waits, and no word of a reader: what a person asks to
be forgotten shall not stand in mails.
"""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.models import Comment, QueueCount, Watch
from comments.queues import counted_in, in_words
from comments.rights import may_moderate, sections_of
from press import clock, history
from press.mail import outbox

NAMED = 10


@transaction.atomic
def choose(moderator: Any, every: int) -> Watch:
    """Let a moderator hear of waiting comments at most so often, in minutes; 0: never.

    What waits already isn't told of. Raises PermissionDenied, and ValueError for another number.
    Writes the choice and the entry "chose mails".
    """
    if not may_moderate(moderator):
        raise PermissionDenied(_("Your role doesn't allow deciding about comments."))
    facts = {"every": Watch.Every(every), "mailed_at": clock.now()}
    watch, _is_new = Watch.objects.update_or_create(moderator=moderator, defaults=facts)
    history.record(watch, "chose mails", by=moderator, detail={"every": every})
    return watch


def mail_due() -> int:
    """Order a mail to each moderator whose time has come, if comments came in since; how many."""
    watches = Watch.objects.exclude(every=Watch.Every.NEVER).order_by("pk")
    return sum(_mailed(pk) for pk in watches.values_list("pk", flat=True))


@transaction.atomic
def _mailed(pk: int) -> bool:
    rows = Watch.objects.select_for_update(skip_locked=True, of=("self",))
    watch = rows.select_related("moderator").filter(pk=pk).first()
    now = clock.now()
    if watch is None or not _is_due(watch):
        return False
    sections = sections_of(watch.moderator)
    theirs = Comment.objects.in_sections(sections)
    news = list(theirs.waiting_since(watch.mailed_at)[:NAMED])
    if not news:
        return False
    outbox.post(
        key=f"comments.waiting:{pk}:{now:%Y%m%dT%H%M}",
        recipient=watch.moderator.email,
        subject=_subject(sections),
        text=_words(news),
    )
    watch.mailed_at = now
    watch.save(update_fields=["mailed_at"])
    return True


def _is_due(watch: Watch) -> bool:
    person = watch.moderator
    return bool(watch.is_time and person.is_active and person.email and may_moderate(person))


def _subject(sections: Collection[int] | None) -> str:
    numbers = QueueCount.objects.numbers() if sections is None else counted_in(sections)
    many = numbers.get(Comment.Status.WAITING, 0)
    said = ngettext("%(many)s comment waits", "%(many)s comments wait", many)
    return said % {"many": in_words(many, sections)}


def _words(news: list[Comment]) -> str:
    queue = reverse("admin:comments_comment_changelist")
    lines = [
        _("Below “%(article)s”, for %(waited)s:\n%(link)s")
        % {
            "article": comment.article.headline,
            "waited": timesince(comment.created_at, clock.now()),
            "link": f"{settings.SITE_URL}{queue}?queue=all&id__exact={comment.pk}",
        }
        for comment in news
    ]
    choice = reverse("admin:comments_comment_mails")
    return "\n\n".join(
        [
            _("These came in since the last mail:"),
            *lines,
            _("Everything that waits: %(link)s") % {"link": f"{settings.SITE_URL}{queue}"},
            _("Less mail, or none: %(link)s") % {"link": f"{settings.SITE_URL}{choice}"},
        ]
    )
