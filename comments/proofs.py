"""Signed words about addresses: links to prove and to leave, and the proof that a browser keeps."""

from datetime import timedelta
from typing import Any

from django.core import signing
from django.urls import reverse

from comments.models import Address, Follow
from press import clock

PROVE_WITHIN = timedelta(days=7)
PROVE, LEAVE, PROOF = "comments.prove", "comments.leave", "comments.proof"


class Expired(Exception):
    """The link was right and is too old."""


def prove_path(follow: Follow) -> str:
    """Return where this wish is proven, from now on for a week."""
    facts = [follow.pk, clock.now().timestamp()]
    return reverse("comments:prove", args=[_sign(facts, PROVE)])


def leave_path(follow: Follow) -> str:
    """Return where its owner leaves, today or in ten years."""
    return reverse("comments:leave", args=[_sign([follow.pk, follow.address_id], LEAVE)])


def to_prove(token: str) -> Follow | None:
    """Return what a link proves, None if nothing (any more); raises Expired after a week."""
    try:
        pk, written_at = _read(token, PROVE)
    except signing.BadSignature:
        return None
    if clock.now().timestamp() - written_at > PROVE_WITHIN.total_seconds():
        raise Expired
    return Follow.objects.select_related("address", "comment__article").filter(pk=pk).first()


def to_leave(token: str) -> Follow | None:
    """Return what a link leaves, however old it is; None if it is none of ours.

    A wish that is gone already comes back as a row that isn't stored: it can be left again.
    """
    try:
        pk, address = _read(token, LEAVE)
    except signing.BadSignature:
        return None
    return Follow.objects.filter(pk=pk).first() or Follow(pk=pk, address_id=address)


def proof_of(address: Address) -> str:
    """Return the word by which a browser shows later that this address was proven in it."""
    assert address.proven_at is not None
    return _sign([address.email.lower(), address.proven_at.timestamp()], PROOF)


def moment_of(email: str, proof: str) -> float | None:
    """Return when the address of a proof was proven; None if it is no proof of this address."""
    try:
        address, moment = _read(proof, PROOF)
    except signing.BadSignature:
        return None
    return moment if address == email.lower() else None


def _sign(facts: list[Any], salt: str) -> str:
    return signing.Signer(salt=salt).sign_object(facts)


def _read(token: str, salt: str) -> Any:
    return signing.Signer(salt=salt).unsign_object(token)
