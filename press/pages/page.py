"""A finished page: bytes in the codings that were asked for, with the headers that go with them."""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from press.pages.codings import IDENTITY, decode, encode

type Headers = list[tuple[str, str]]

# Said anew for each form of the page, or by the server.
OURS = {"content-length", "content-encoding", "etag", "vary", "cache-control", "date", "server"}
# What a page and each of its keys take besides the bytes, measured and rounded up.
PAGE_COSTS, KEY_COSTS = 3_000, 200


@dataclass(frozen=True, slots=True)
class Form:
    """The page in one coding, ready to be handed out."""

    body: bytes
    headers: Headers
    # What a 304 says, with the tag before it.
    unchanged: Headers
    # The tag of this form first, then that of the same bytes coded at the other level.
    tags: tuple[str, str]


class Page:
    """An answer that can be handed out again. `keys` say which facts it shows."""

    __slots__ = ("_common", "epoch", "forms", "hits", "keys", "mark", "said", "status", "weight")

    def __init__(
        self,
        status: str,
        headers: Headers,
        body: bytes,
        *,
        keys: Iterable[str] = (),
        cache_control: str = "no-cache",
        vary: str = "Accept-Encoding",
        further: Headers | None = None,
    ) -> None:
        """`further` headers aren't part of what the reader gets, so they don't change the ETag."""
        self.status = status
        self.keys = tuple(keys)
        self.epoch = -1
        self.hits = 0
        self.weight = 0
        self.said = [(name, value) for name, value in headers if name.lower() not in OURS]
        self._common = [("Cache-Control", cache_control), ("Vary", vary), *(further or [])]
        self.mark = _mark(status, self.said, body)
        self.forms: dict[str, Form] = {IDENTITY: self._form(body, IDENTITY, best=False)}

    @property
    def is_ok(self) -> bool:
        return self.status.startswith("200")

    @property
    def has_failed(self) -> bool:
        return self.status.startswith("5")

    @property
    def size(self) -> int:
        """About how many bytes of memory the page takes."""
        bodies = sum(len(form.body) for form in self.forms.values())
        return bodies + PAGE_COSTS + KEY_COSTS * len(self.keys)

    def form(self, coding: str) -> Form:
        """Return the page in this coding, made quickly if nobody has asked for it yet."""
        found = self.forms.get(coding)
        if found is None:
            body = encode(self.body(), coding)
            found = self.forms[coding] = self._form(body, coding, best=False)
        return found

    def keep_only(self, coding: str) -> None:
        """Drop the other forms: any of them can be made again from this one."""
        self.forms = {coding: self.form(coding)}

    def polish(self) -> None:
        """Put the smallest forms in the place of those that were made quickly."""
        body = self.body()
        for coding in list(self.forms):
            if coding != IDENTITY:
                smallest = encode(body, coding, best=True)
                self.forms[coding] = self._form(smallest, coding, best=True)

    def body(self) -> bytes:
        """Return the bytes without a coding."""
        coding, form = next(iter(self.forms.items()))
        return decode(form.body, coding)

    def _form(self, body: bytes, coding: str, *, best: bool) -> Form:
        quick_tag, best_tag = f'"{self.mark}-{coding}"', f'"{self.mark}-{coding}-best"'
        tags = (best_tag, quick_tag) if best else (quick_tag, best_tag)
        coded = [] if coding == IDENTITY else [("Content-Encoding", coding)]
        length = ("Content-Length", str(len(body)))
        headers = [*self.said, length, *coded, ("ETag", tags[0]), *self._common]
        # A script of another site may read a 304 only if that says so too.
        shared = [pair for pair in self.said if pair[0].startswith("Access-Control-")]
        return Form(body, headers, [*shared, *self._common], tags)


def matching(form: Form, none_match: str) -> str:
    """Return the tag by which a reader has this form already, "" when they don't have it.

    `none_match` is their `If-None-Match`. The form made quickly and the smallest one are the same
    page to them, so either tag is right.
    """
    for tag in none_match.split(","):
        tag = tag.strip().removeprefix("W/")
        if tag == "*":
            return form.tags[0]
        if tag in form.tags:
            return tag
    return ""


def _mark(status: str, headers: Headers, body: bytes) -> str:
    digest = hashlib.blake2b(repr((status, headers)).encode(), digest_size=12)
    digest.update(body)
    return base64.urlsafe_b64encode(digest.digest()).decode()
