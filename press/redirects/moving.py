"""Verbs of redirects. They keep every chain flat, so that an old path needs one step.

Paths are taken in either spelling, `/caf%C3%A9/` as pages write it and `/café/` as requests come
in, and kept in the latter.
"""

from urllib.parse import unquote

from django.db import transaction

from press import clock
from press.redirects.models import Redirect


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


def _lead(old_path: str, new_path: str) -> None:
    Redirect.objects.update_or_create(
        old_path=old_path,
        defaults={"new_path": new_path},
        create_defaults={"new_path": new_path, "made_at": clock.now()},
    )
