"""Verbs of the front page by hand: each makes a new version, and none is ever changed.

What stands where is decided by the clock in the query. A coming start or end also leaves word with
the clock, which outdates the page in that second and says in its list what was done, and how late.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import combinations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Article
from articles.querysets import NOT_FOR_LISTS
from articles.rights import Person
from frontpage.models import FRONT_KEY, Arrangement
from frontpage.places import Placed, names_of_places
from press import clock, history
from press.clock import moments
from press.clock.models import Moment
from press.locks import one_at_a_time
from press.pages.keys import touch

AT_MOST = 60
COMES, GOES = "frontpage.come_to_the_front_page", "frontpage.leave_the_front_page"


class Outdated(ValidationError):
    """Somebody else arranged the front page since the editor opened it."""


def may_arrange(user: Person) -> bool:
    return user.has_perm("frontpage.change_arrangement")


def must(allowed: bool) -> None:
    """Raise PermissionDenied with a sentence unless `allowed`."""
    if not allowed:
        raise PermissionDenied(_("Your role doesn't allow this for the front page. Ask an editor."))


@transaction.atomic
def arrange(placed: list[Placed], *, by: Person, base: int) -> Arrangement:
    """Let `placed` stand on the front page, in this order within each place, as a new version.

    `base` is the number of the version that the editor began from, 0 for none; raises Outdated if
    there is a newer one, ValidationError for what can't stand (`check`), and PermissionDenied.
    Writes one row and the entry "arranged", and leaves word with the clock of every coming start
    and end. The same once more makes no version.
    """
    present = _locked(by, base)
    order = list(names_of_places())
    check(placed, order)
    placed = sorted(placed, key=lambda each: order.index(each.place))
    if present is not None and present.placed == placed:
        return present
    return _written(present, placed, "arranged", by=by)


@transaction.atomic
def restore(version: Arrangement, *, by: Person, base: int) -> Arrangement:
    """Bring an older version back, as a new one. What is no place any more is left out.

    Raises Outdated and PermissionDenied as `arrange` does. Writes the entry "brought back".
    """
    present = _locked(by, base)
    known = names_of_places()
    placed = [each for each in version.placed if each.place in known]
    return _written(present, placed, "brought back", by=by, restored=version.number)


def check(placed: list[Placed], places: list[str]) -> None:
    """Raise ValidationError, with a sentence for each thing that can't stand like this."""
    articles = Article.objects.defer(*NOT_FOR_LISTS).exclude(status=Article.Status.BINNED)
    names = {row.pk: row.headline for row in articles.filter(pk__in={p.article for p in placed})}
    wrong = list(_problems(placed, places, names))
    if len(placed) > AT_MOST:
        wrong.append(
            _("At most %(number)s articles can be placed. Take some out.") % {"number": AT_MOST}
        )
    if wrong:
        raise ValidationError(wrong)


def _problems(placed: list[Placed], places: list[str], names: dict[int, str]) -> Iterator[str]:
    for each in placed:
        name = {"name": names.get(each.article, each.article)}
        if each.place not in places:
            yield _("“%(name)s” stands in a place that the front page doesn't have.") % name
        if each.article not in names:
            yield _("There is no article %(name)s, or it is in the bin.") % name
        if each.starts_at and each.ends_at and each.ends_at <= each.starts_at:
            yield _("“%(name)s” ends before it starts. Choose a later end.") % name
    for one, other in combinations(placed, 2):
        if one.article == other.article and one.meets(other):
            name = {"name": names.get(one.article, one.article)}
            yield (
                _("“%(name)s” stands in two places at the same time. Take one of them out.") % name
            )


def _locked(by: Person, base: int) -> Arrangement | None:
    must(may_arrange(by))
    one_at_a_time("the front page")
    present = Arrangement.objects.present()
    if base != (present.number if present else 0):
        raise Outdated(
            _("Somebody else arranged the front page meanwhile. Nothing of yours is saved yet.")
        )
    return present


def _written(
    present: Arrangement | None,
    placed: list[Placed],
    verb: str,
    *,
    by: Person,
    restored: int | None = None,
) -> Arrangement:
    arrangement = Arrangement.objects.create(
        number=present.number + 1 if present else 1,
        at=clock.now(),
        by=by,  # type: ignore[misc]
        restored=restored,
        places=[each.as_json() for each in placed],
    )
    _wait_for(_coming(present.placed if present else []), _coming(placed), arrangement)
    history.record(arrangement, verb, by=by, detail={"restored": restored} if restored else None)
    touch([FRONT_KEY])
    return arrangement


type Turn = tuple[str, int, datetime]


def _coming(placed: list[Placed]) -> set[Turn]:
    """Every start and end that is to come: the act, the article, the moment."""
    turns = {(COMES, each.article, each.starts_at) for each in placed}
    turns |= {(GOES, each.article, each.ends_at) for each in placed}
    return {(act, article, at) for act, article, at in turns if at and at > clock.now()}


def _wait_for(before: set[Turn], after: set[Turn], arrangement: Arrangement) -> None:
    for turn in before - after:
        moments.cancel(_name(*turn))
    new = after - before
    articles = Article.objects.defer(*NOT_FOR_LISTS).in_bulk({article for _a, article, _at in new})
    for act, article, at in sorted(new):
        moments.expect(
            _name(act, article, at),
            at,
            [FRONT_KEY],
            act=act,
            subject=arrangement.pk,
            label=articles[article].headline if article in articles else "",
        )


def _name(act: str, article: int, at: datetime) -> str:
    return f"{act} {article} {at.timestamp():.6f}"


def tell_turn(moment: Moment) -> None:
    """Write down that the clock has brought an article to the front page, or taken it away."""
    arrangement = Arrangement.objects.present()
    if arrangement is not None:
        verb = "shown by the clock" if moment.act == COMES else "ended by the clock"
        history.record(arrangement, verb, by=None, detail={"article": moment.label})
