"""Where an old path leads, in one step, and that somebody came this way."""

from django.db.models import F

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
