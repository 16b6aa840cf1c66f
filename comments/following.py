"""Verbs of answers by mail: ask, prove, tell, leave. Nothing is told to an address nobody proved.

Anybody can type anybody's address. So each wish is proven by a link that is mailed to it, unless
the browser brings a proof: a signed word that it was given when an address was proven there.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Lower
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from comments import proofs
from comments.formatting import formatted
from comments.models import Address, Comment, Follow
from press import clock, history
from press.mail import outbox
from press.mail.models import Message
from publication.models import Publication

# An address gets so many mails that ask for a proof within a day, and none for a while once left.
ASKED_AT_MOST = 3
LEFT_ALONE_FOR = timedelta(days=30)


def ask(comment: Comment) -> None:
    """Note that the writer wants answers, inside the transaction that takes the comment.

    A proven comment (`is_proven`) is followed at once. Otherwise a mail with a link is sent, as far
    as the address hasn't had enough of them; who asks can't learn whether it had.
    """
    address = _locked(comment.email)
    follow = Follow.objects.create(address=address, comment=comment, asked_at=clock.now())
    if comment.is_proven:
        _begin(follow)
    elif _may_be_asked(address):
        _send(follow, "prove", f"{_key_of(address)}{comment.pk}", comment=comment, urgent=True)


@transaction.atomic
def prove(follow: Follow) -> Follow:
    """Believe that who follows reads the mail of the address; doing so twice changes nothing.

    Marks the comment as proven, and the address. Writes the entry "proved an address".
    """
    follow = Follow.objects.select_for_update().select_related("address").get(pk=follow.pk)
    if follow.proven_at is None:
        comment = Comment.objects.select_for_update(no_key=True).get(pk=follow.comment_id)
        comment.is_proven = True
        comment.save(update_fields=["is_proven"])
        _begin(follow)
        history.record(comment, "proved an address", by=None)
    return follow


def tell(answer: Comment) -> None:
    """Order the mail about an answer that readers see now, inside the verb's transaction.

    The answer's number is the key of the mail: however often it is approved, one is sent.
    """
    if answer.parent_id is None or not answer.is_public():
        return
    follows = Follow.objects.filter(comment=answer.parent_id, proven_at__isnull=False)
    follow = follows.select_related("address").first()
    if follow and follow.address.email.lower() != answer.email.lower():
        _send(follow, "answer", f"comments.answer:{answer.pk}", comment=answer)


@transaction.atomic
def leave(follow: Follow, *, all_of_them: bool) -> None:
    """Send no more answers to this comment, or none to any; doing so twice changes nothing.

    Who leaves all is left alone: for a month no mail asks for a proof either.
    """
    if all_of_them:
        Follow.objects.filter(address=follow.address_id).delete()
        Address.objects.filter(pk=follow.address_id).update(left_at=clock.now())
    else:
        Follow.objects.filter(pk=follow.pk).delete()


def is_proven(email: str, proof: str) -> bool:
    """Whether a browser's proof is of this address, and the address still proven."""
    moment = proofs.moment_of(email, proof)
    found = Address.objects.filter(email__iexact=email, proven_at__isnull=False).first()
    return bool(moment and found and found.proven_at and found.proven_at.timestamp() == moment)


def _begin(follow: Follow) -> None:
    address, now = follow.address, clock.now()
    address.proven_at, address.left_at = address.proven_at or now, None
    address.save(update_fields=["proven_at", "left_at"])
    follow.proven_at = now
    follow.save(update_fields=["proven_at"])


def _locked(email: str) -> Address:
    """Return the row of an address, locked; of two who make it at once the second waits."""
    rows = Address.objects.select_for_update().alias(lowered=Lower("email"))
    language = translation.get_language() or "en"
    facts = {"email": email, "language": language}
    return rows.get_or_create(lowered__exact=email.lower(), defaults=facts)[0]


def _may_be_asked(address: Address) -> bool:
    now = clock.now()
    if address.left_at and now - address.left_at < LEFT_ALONE_FOR:
        return False
    lately = Message.objects.keyed(_key_of(address)).filter(queued_at__gt=now - timedelta(days=1))
    return lately.count() < ASKED_AT_MOST


def _key_of(address: Address) -> str:
    return f"comments.prove:{address.pk}:"


def _send(follow: Follow, kind: str, key: str, *, comment: Comment, urgent: bool = False) -> None:
    leave_url = settings.SITE_URL + proofs.leave_path(follow)
    with translation.override(follow.address.language):
        publication = Publication.objects.current()
        subjects = {
            "prove": _("Please confirm: answers to your comment in %(newspaper)s"),
            "answer": _("An answer to your comment in %(newspaper)s"),
        }
        subject = subjects[kind] % {"newspaper": publication.name}
        context = {
            "publication": publication,
            "subject": subject,
            "comment": comment,
            "words": formatted(comment.text),
            "prove_url": settings.SITE_URL + proofs.prove_path(follow),
            "place": settings.SITE_URL + comment.get_absolute_url(),
            "leave_url": leave_url,
        }
        outbox.post(
            key=key,
            recipient=follow.address.email,
            subject=subject,
            text=render_to_string(f"email/comments/{kind}.txt", context),
            html=render_to_string(f"email/comments/{kind}.html", context),
            headers=outbox.one_click(leave_url),
            urgent=urgent,
        )
