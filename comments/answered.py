"""Mail to authors whose articles were answered: as often as each chose, and left by one click.

What becomes public is written down for them in the same transaction, so that nothing is told twice
or missed, however long it waited for a moderator. A mail names articles, and no reader and none of
their words: what a person asks to be forgotten shall not stand in mails.
"""

from collections import Counter
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article, Author
from comments.models import Comment, ReplyWatch, Untold
from press import clock, history
from press.mail import outbox

NAMED = 10
LEAVE = "comments.answered"


@transaction.atomic
def choose(writer: Any, every: int) -> ReplyWatch:
    """Let an author hear of public replies at most so often, in minutes; 0: never.

    What is public already isn't told of. Raises PermissionDenied for who is no author, and
    ValueError for another number. Writes the choice and the entry "chose mails about replies".
    """
    if not is_author(writer):
        raise PermissionDenied(_("Only who is the author of articles hears of their replies."))
    facts = {"every": ReplyWatch.Every(every), "mailed_at": clock.now()}
    watch, _is_new = ReplyWatch.objects.update_or_create(writer=writer, defaults=facts)
    _record(watch, by=writer)
    return watch


@transaction.atomic
def leave(watch: ReplyWatch) -> None:
    """Send no more of these mails, by a link out of one; doing so twice changes nothing.

    Writes the choice and the entry "chose mails about replies".
    """
    watch = ReplyWatch.objects.select_for_update().get(pk=watch.pk)
    if watch.every != ReplyWatch.Every.NEVER:
        watch.every = ReplyWatch.Every.NEVER
        watch.save(update_fields=["every"])
        _record(watch, by=None)


def note(comment: Comment) -> None:
    """Write down for the authors who want it that a reply became public, inside the verb's
    transaction. Nobody is told of what they wrote themselves."""
    watches = ReplyWatch.objects.filter(
        writer__author__bylines__article=comment.article_id, every__gt=0
    ).exclude(writer=comment.by_id)
    untold = [Untold(watch=watch, comment=comment) for watch in watches]
    if untold:
        Untold.objects.bulk_create(untold, ignore_conflicts=True)


def mail_due() -> int:
    """Order a mail to each author whose time has come, if there is news; how many."""
    watches = ReplyWatch.objects.filter(pk__in=Untold.objects.values("watch")).order_by("pk")
    return sum(_mailed(pk) for pk in watches.values_list("pk", flat=True))


def is_author(user: Any) -> bool:
    return Author.objects.filter(login=user.pk).exists()


def leave_path(watch: ReplyWatch) -> str:
    """Return where its owner leaves, today or in ten years."""
    token = signing.Signer(salt=LEAVE).sign_object(watch.pk)
    return reverse("comments:enough", args=[token])


def to_leave(token: str) -> ReplyWatch | None:
    """Return what a link leaves; None if it is none of ours, or its login is gone."""
    try:
        pk = signing.Signer(salt=LEAVE).unsign_object(token)
    except signing.BadSignature:
        return None
    return ReplyWatch.objects.filter(pk=pk).first()


def _record(watch: ReplyWatch, *, by: Any) -> None:
    watch.untold.all().delete()
    history.record(watch, "chose mails about replies", by=by, detail={"every": watch.every})


@transaction.atomic
def _mailed(pk: int) -> bool:
    rows = ReplyWatch.objects.select_for_update(skip_locked=True, of=("self",))
    watch = rows.select_related("writer").filter(pk=pk).first()
    if watch is None or not watch.is_time:
        return False
    answers = _taken(watch)
    if not (answers and watch.writer.is_active and watch.writer.email):
        return False
    _mail(watch, answers)
    watch.mailed_at = clock.now()
    watch.save(update_fields=["mailed_at"])
    return True


def _taken(watch: ReplyWatch) -> dict[Article, int]:
    """Return how many replies each article got, and take them as told; those still public."""
    untold = list(watch.untold.order_by("pk").values_list("pk", "comment_id"))
    answers = Comment.objects.public().for_permalink().filter(pk__in=[pk for _row, pk in untold])
    many = Counter(answer.article for answer in answers.order_by("pk") if answer.is_public())
    Untold.objects.filter(pk__in=[row for row, _pk in untold]).delete()
    return dict(many)


def _mail(watch: ReplyWatch, answers: dict[Article, int]) -> None:
    many = sum(answers.values())
    subject = ngettext(
        "%(many)d new reply to your articles", "%(many)d new replies to your articles", many
    )
    leave_url = settings.SITE_URL + leave_path(watch)
    outbox.post(
        key=f"comments.answered:{watch.pk}:{clock.now():%Y%m%dT%H%M%S}",
        recipient=watch.writer.email,
        subject=subject % {"many": many},
        text=_words(answers, leave_url),
        headers=outbox.one_click(leave_url),
    )


def _words(answers: dict[Article, int], leave_url: str) -> str:
    lines = []
    for article, many in list(answers.items())[:NAMED]:
        words = ngettext(
            "“%(article)s” has %(many)d new reply:\n%(link)s",
            "“%(article)s” has %(many)d new replies:\n%(link)s",
            many,
        )
        link = settings.SITE_URL + reverse("article_replies", args=[article.pk])
        lines.append(words % {"article": article.headline, "many": many, "link": link})
    if (further := len(answers) - NAMED) > 0:
        words = ngettext("And %(many)d further article.", "And %(many)d further articles.", further)
        lines.append(words % {"many": further})
    choice = settings.SITE_URL + reverse("mails_about_replies")
    return "\n\n".join(
        [
            *lines,
            _("How often such mails come is your choice: %(link)s") % {"link": choice},
            _("None of them any more, without logging in: %(link)s") % {"link": leave_url},
        ]
    )
