"""Verbs of redirects. They keep every chain flat, so that an old path needs one step.

Paths are taken in either spelling, `/caf%C3%A9/` as pages write it and `/café/` as requests come
in, and kept in the latter.
"""

import re
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from press import clock
from press.redirects.models import Missing, Redirect


@transaction.atomic
def move(old_path: str, new_path: str) -> None:
    """Lead `old_path` to `new_path`, both local paths starting with a slash.

    Whatever led to the old path leads to the new one from now on; whatever led away from the new
    path is forgotten, because a page lives there now. So no chain and no loop can arise.
    """
    old_path, new_path = unquote(old_path), unquote(new_path)
    if old_path == new_path:
        return
    Redirect.objects.filter(old_path=new_path).delete()
    Redirect.objects.filter(new_path=old_path).update(new_path=new_path)
    _lead(old_path, new_path)


@transaction.atomic
def lead(old_path: str, new_path: str) -> Redirect:
    """Lead an old path by hand, or mark it gone with an empty target; return its row.

    Writes the row, leads on whatever led to the old path, and forgets that readers found nothing
    there. The desk writes the history. Raises ValidationError for what `check` refuses.
    """
    old_path, new_path = tidied(old_path), target(new_path)
    check(old_path, new_path)
    Redirect.objects.filter(new_path=old_path).update(new_path=new_path)
    Missing.objects.filter(path=old_path).delete()
    return _lead(old_path, new_path)


def check(old_path: str, new_path: str) -> None:
    """Raise ValidationError, tied to its field, unless this leads somewhere in one step."""
    row = Redirect(old_path=old_path, new_path=new_path, made_at=clock.now())
    row.clean_fields()
    row.validate_constraints(exclude=["made_at"])
    further = target_of(tidied(new_path)) if new_path else None
    if further is None:
        return
    if further == old_path:
        raise ValidationError(
            {"new_path": _("This path leads back to the old one. Remove that redirect first.")}
        )
    raise ValidationError(
        {
            "new_path": _("This path leads on to “%(path)s” itself. Lead there.")
            % {"path": further}
            if further
            else _("What is at this path is gone. Choose another target.")
        }
    )


def tidied(path: str) -> str:
    """Return a path as old paths are kept: without a query, with a slash at the end, decoded."""
    path = unquote(path.strip().partition("?")[0].partition("#")[0])
    return path.rstrip("/") + "/" if path else ""


def target(path: str) -> str:
    """Return a new path as it is kept; a query or a place on the page may stand behind it."""
    path, *behind = re.split("([?#])", path.strip(), maxsplit=1)
    return "".join([unquote(path), *behind])


@transaction.atomic
def mark_gone(path: str) -> None:
    """Let `path`, and whatever led to it, answer 410 from now on."""
    path = unquote(path)
    Redirect.objects.filter(new_path=path).update(new_path="")
    _lead(path, "")


@transaction.atomic
def free(path: str) -> None:
    """Forget what `path` led to, because a page lives there (again)."""
    Redirect.objects.filter(old_path=unquote(path)).delete()


def target_of(path: str) -> str | None:
    """Return where `path` leads: "" when it is gone, None when it is no old path."""
    return (
        Redirect.objects.filter(old_path=unquote(path)).values_list("new_path", flat=True).first()
    )


def _lead(old_path: str, new_path: str) -> Redirect:
    row, _made = Redirect.objects.update_or_create(
        old_path=old_path,
        defaults={"new_path": new_path},
        create_defaults={"new_path": new_path, "made_at": clock.now()},
    )
    return row
