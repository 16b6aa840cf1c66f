"""Rules: which path a pattern with stars means, and where it leads."""

import re
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from press.redirects.models import Redirect, Rule

RULES_AT_MOST = 200
STARS_AT_MOST = 4


def led_by_rule(path: str) -> tuple[Rule, str] | None:
    """Return the first rule that fits a path, and where it leads it; None if none does."""
    for rule in Rule.objects.all()[:RULES_AT_MOST]:
        found = _shape(rule.old_pattern).fullmatch(path)
        if found:
            return rule, _put_in(rule.new_pattern, found.groups())
    return None


def check(rule: Rule) -> None:
    """Raise ValidationError, tied to its field, unless the rule leads somewhere in one step."""
    old, new = rule.old_pattern, rule.new_pattern
    if old.count("*") > STARS_AT_MOST:
        raise ValidationError({"old_pattern": _("Four stars are the most. Write two rules.")})
    if not old.replace("*", "").strip("/"):
        raise ValidationError(
            {"old_pattern": _("This would fit every address. Begin with a word, as in /blog/*/.")}
        )
    if new.count("*") > old.count("*"):
        raise ValidationError(
            {"new_pattern": _("There are more stars here than in the old paths. Take some out.")}
        )
    others = Rule.objects.exclude(pk=rule.pk)
    if not rule.pk and others.count() >= RULES_AT_MOST:
        raise ValidationError(_("There are 200 rules already. Remove one that is never followed."))
    if new:
        _refuse_chain(rule, [rule, *others])


def _refuse_chain(rule: Rule, rules: list[Rule]) -> None:
    # A star as a word of its own: what leads on for any word leads on for it.
    target = rule.new_pattern
    for other in rules:
        if _shape(other.old_pattern).fullmatch(target):
            raise ValidationError(
                {
                    "new_pattern": _(
                        "The rule for “%(pattern)s” would lead on from there. "
                        "Lead to where the articles are now."
                    )
                    % {"pattern": other.old_pattern}
                }
            )
    if Redirect.objects.filter(old_path=target).exists():
        raise ValidationError(
            {"new_pattern": _("This path leads on itself. Lead to where it ends.")}
        )


@lru_cache(RULES_AT_MOST)
def _shape(pattern: str) -> re.Pattern[str]:
    parts = [re.escape(part) for part in pattern.split("*")]
    return re.compile("(.+?)".join(parts) + "/?" if pattern.endswith("*") else "(.+?)".join(parts))


def _put_in(pattern: str, words: tuple[str, ...]) -> str:
    if pattern.endswith("*") and not set("?#") & set(pattern):
        pattern += "/"  # The slash at the end of a path is no part of what a star stands for.
    for word in words:
        pattern = pattern.replace("*", word.replace("*", ""), 1)
    return pattern
