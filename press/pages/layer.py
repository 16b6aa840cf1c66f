"""The layer in front of Django: finished pages from memory, each made once.

    reader → Layer → (memory) ─ ready ──────────────→ bytes, 304 or HEAD
                        └─ not ready → Makers → Maker → Django → memory → bytes

What isn't a page for anonymous readers goes on to the application, untouched.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from press.pages import outside, staff
from press.pages.asking import Asking, Environ
from press.pages.codings import chosen, encode
from press.pages.files import Files
from press.pages.listener import Listener
from press.pages.makers import Busy, Makers
from press.pages.making import AWAY, STAFF, Answer, Application, Maker
from press.pages.memory import Address, Memory
from press.pages.page import Headers, Page, matching
from press.pages.parts import kept_in
from press.pages.polisher import ASKED_OFTEN, Polisher

type StartResponse = Callable[..., Any]

NO_HEADERS: Headers = []
DATABASE_AWAY: Headers = [("Page-State", "database-away")]
RETRY_SECONDS = "2"
TOO_MANY = _("Too many readers want pages at this moment. Try again in a few seconds.")


class Layer:
    """WSGI: answers anonymous GET and HEAD out of `memory`, and passes the rest on."""

    def __init__(
        self,
        application: Application,
        *,
        asking: Asking,
        maker: Maker,
        makers: Makers,
        memory: Memory,
        files: Files,
        listener: Listener,
    ) -> None:
        self._application = application
        self._asking = asking
        self._maker = maker
        self._makers = makers
        self._memory = memory
        self._files = files
        self._listener = listener
        self._polisher = Polisher(memory)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        address = self._asking.address_of(environ)
        if address is None:
            return self._pass_on(environ, start_response)
        cookies = environ.get("HTTP_COOKIE")
        if cookies and "staff=" in cookies and staff.is_signed(cookies):
            fresh = self._for_staff(address, environ)
            return self._hand_out(fresh, address, environ, start_response)
        page = self._memory.fresh(address)
        if page is None:
            made, state = self._unready(address, environ)
            return self._hand_out(made, address, environ, start_response, state)
        if page.hits < ASKED_OFTEN:
            page.hits += 1
            if page.hits == ASKED_OFTEN:
                self._polisher.want(address)
        return self._hand_out(page, address, environ, start_response)

    def _hand_out(
        self,
        page: Page,
        address: Address,
        environ: Environ,
        start_response: StartResponse,
        state: Headers = NO_HEADERS,
    ) -> Iterable[bytes]:
        coding = chosen(environ.get("HTTP_ACCEPT_ENCODING", ""))
        form = page.forms.get(coding)
        if form is None:
            form = page.form(coding)
            self._memory.weigh(address)
        none_match = environ.get("HTTP_IF_NONE_MATCH")
        if none_match and page.is_ok and not state and (tag := matching(form, none_match)):
            start_response("304 Not Modified", [("ETag", tag), *form.unchanged])
            return []
        start_response(page.status, _with_state(form.headers, state) if state else form.headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [form.body]

    # Not ready.

    def _unready(self, address: Address, environ: Environ) -> tuple[Page, Headers]:
        """Return a page that isn't kept, or a copy with the header that says so."""
        self._listener.start()
        if not self._memory.is_trusted():
            self._listener.settle()
            if self._listener.is_away:
                return self._away(address, environ)

        def make() -> tuple[Page, bool]:
            return self._make(address, environ)

        try:
            page = self._makers.page(address, lambda: self._memory.fresh(address), make)
        except Busy:
            if self._listener.is_away:
                return self._away(address, environ)
            return _refusal(TOO_MANY), []
        if page.has_failed and not self._memory.is_trusted():
            return self._away(address, environ)
        return page, []

    def _make(self, address: Address, environ: Environ) -> tuple[Page, bool]:
        """Make a page and keep it if it may be kept; return it, and whether others may have it."""
        since = self._memory.since()
        with kept_in(self._memory):
            answer = self._maker.make(address, environ["wsgi.errors"])
        if not answer.may_be_kept:
            return _for_one(answer), False
        page = Page(
            answer.status,
            answer.headers,
            answer.body,
            keys=answer.keys,
            further=outside.headers_for(answer.keys),
        )
        page.keep_only(chosen(environ.get("HTTP_ACCEPT_ENCODING", "")))
        if self._memory.keep(address, page, since) and self._files.takes(address, page):
            compressed = encode(answer.body, "gzip")
            self._memory.while_fresh(
                address, page, lambda: self._files.write(address, answer.body, compressed)
            )
        return page, self._memory.is_trusted()

    def _away(self, address: Address, environ: Environ) -> tuple[Page, Headers]:
        """The copy; without one, what the application says when it may ask no database."""
        copy = self._memory.copy(address)
        if copy is not None:
            return copy, DATABASE_AWAY
        return _for_one(self._maker.make(address, environ["wsgi.errors"], mark=AWAY)), []

    # For others.

    def _for_staff(self, address: Address, environ: Environ) -> Page:
        answer = self._maker.make(address, environ["wsgi.errors"], mark=STAFF)
        return _for_one(answer, cache_control="private, no-store")

    def _pass_on(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if self._listener.is_away and self._asking.is_reader_form(environ):
            environ[AWAY] = True  # Nobody shall wait for a connection that can't come.
        return self._application(environ, start_response)


def _with_state(headers: Headers, state: Headers) -> Headers:
    """A copy is for the reader alone: no cache outside may keep it."""
    return [(name, value) for name, value in headers if name not in outside.HEADERS] + state


def _for_one(answer: Answer, cache_control: str = "") -> Page:
    """An answer for the one who asked: coded as they like it, and said of as Django says it."""
    varies = answer.header("vary")
    if "accept-encoding" not in varies:
        varies = f"{varies}, Accept-Encoding".removeprefix(", ")
    return Page(
        answer.status,
        answer.headers,
        answer.body,
        cache_control=cache_control or answer.header("cache-control") or "no-cache",
        vary=varies,
    )


def _refusal(sentence: Promise) -> Page:
    headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Retry-After", RETRY_SECONDS),
        ("X-Content-Type-Options", "nosniff"),
    ]
    body = f"{sentence}\n".encode()
    return Page("503 Service Unavailable", headers, body, cache_control="no-store")
