"""Where an old path leads, in one step, and that somebody came this way."""

from collections.abc import Callable
from functools import wraps
from itertools import accumulate

from django.db.models import F
from django.db.models.functions import Length
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.encoding import iri_to_uri

from press import clock
from press.redirects.models import Redirect, Rule
from press.redirects.rules import led_by_rule

STEPS_AT_MOST = 5


def follow(path: str) -> str | None:
    """Return where a path leads: "" when it is gone, None when nothing is known of it.

    Counts the hit. A rule may lead to an old path, which leads on: the reader gets the end.
    """
    seen = {path}
    target = _step(path)
    while target and len(seen) <= STEPS_AT_MOST:
        if target in seen:
            return None
        seen.add(target)
        further = _step(target)
        if further is None:
            return target
        target = further
    return target


def _step(path: str) -> str | None:
    now = clock.now()
    exact = Redirect.objects.filter(old_path=path).first()
    if exact is not None:
        Redirect.objects.filter(pk=exact.pk).update(hits=F("hits") + 1, last_hit_at=now)
        return exact.new_path
    led = led_by_rule(path)
    if led is None:
        return None
    rule, target = led
    Rule.objects.filter(pk=rule.pk).update(hits=F("hits") + 1, last_hit_at=now)
    # What a star stood for may begin with a slash; a target of two would be another host.
    return "/" + target.lstrip("/") if target else ""


def moves_with_its_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let what stands below a page (its feed, its replies) lead on to below the page's new address.

    Where the view knows nothing and a page above has moved, the answer is 301.
    """

    @wraps(view)
    def answer(request: HttpRequest, **words: str) -> HttpResponse:
        try:
            return view(request, **words)
        except Http404:
            if (target := _below_the_new_address(request.path)) is None:
                raise
            # A form that was sent comes along with all its words (308).
            sent = request.method == "POST"
            return HttpResponsePermanentRedirect(iri_to_uri(target), preserve_request=sent)

    return answer


def _below_the_new_address(path: str) -> str | None:
    above = list(accumulate(path.split("/")[1:-1], "{}{}/".format, initial="/"))
    rows = Redirect.objects.filter(old_path__in=above).order_by(Length("old_path").desc())
    nearest = rows.first()
    if nearest is None or not nearest.new_path.endswith("/"):
        return None
    return nearest.new_path + path.removeprefix(nearest.old_path)
