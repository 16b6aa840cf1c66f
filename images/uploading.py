"""The verbs of the library: upload, describe, replace, remove."""

import secrets
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from images import endings, renditions, tasks
from images.models import Image
from images.signals import picture_replaced
from images.uses import Use, uses_of
from press import history
from press.decoding import Master, Readable, decode
from press.inscriptions import Inscription
from press.pages import keys


class PictureInUse(ValidationError):
    """It can't be removed; its sentence names the first place, `uses` holds them."""

    def __init__(self, image: Image, uses: list[Use]) -> None:
        said = _("“%(picture)s” is still used: %(what)s “%(name)s”. Take it out there first.")
        facts = {"picture": image, "what": uses[0].what, "name": uses[0].name}
        super().__init__(said % facts, code="in use")
        self.uses = uses


FOCAL = frozenset({"focal_x", "focal_y"})
FACTS = FOCAL | {
    "alt",
    "decorative",
    "caption",
    "credit",
    "source",
    "taken_on",
    "rights",
    "rights_until",
}


def upload(
    file: Readable,
    *,
    by: User | None,
    alt: str = "",
    caption: str = "",
    credit: str = "",
    source: str = "",
    focal: tuple[float, float] = (0.5, 0.5),
    decorative: bool = False,
) -> Image:
    """Decode an uploaded file and store it as `store` does.

    Raises decoding.UnusablePicture (a ValidationError) for a file that can't be used.
    """
    return store(
        decode(file),
        by=by,
        original_name=getattr(file, "name", None) or "",
        alt=alt,
        caption=caption,
        credit=credit,
        source=source,
        focal_x=focal[0],
        focal_y=focal[1],
        decorative=decorative,
    )


@transaction.atomic
def store(master: Master, *, by: User | None, original_name: str = "", **facts: Any) -> Image:
    """Put a decoded picture into the library, by an actor (None: the newspaper itself).

    `facts` are those of FACTS; caption, credit and date that they leave empty are what is written
    in the file. Writes the file (which stays behind if the transaction is rolled
    back), the row and one history entry `uploaded`, and defers the renditions in the same
    transaction. Raises ValidationError for facts that the library refuses.
    """
    _refuse_unknown(facts)
    for name, value in _inscribed(master.inscription).items():
        facts[name] = facts.get(name) or value
    image = Image(
        width=master.width,
        height=master.height,
        original_name=_last_name(original_name),
        uploaded_by=by,
        **facts,
    )
    image.full_clean(exclude={"file"})
    _write(image, master)
    image.save()
    history.record(image, "uploaded", by=by, detail={"file": image.original_name})
    endings.expect_end(image)
    tasks.make_renditions.defer(image_id=image.pk)
    return image


@transaction.atomic
def describe(image: Image, *, by: User | None, **facts: Any) -> Image:
    """Change those of FACTS that are given, and return the row as it is now.

    Writes one history entry `described` with the values before and after, touches the picture's
    key, leaves word with the clock when rights end, and defers the renditions if the focal
    point moved; writes nothing if nothing changes.
    Raises ValidationError for facts that the library refuses.
    """
    _refuse_unknown(facts)
    image = Image.objects.select_for_update().get(pk=image.pk)
    before = {name: getattr(image, name) for name in facts}
    after = {name: value for name, value in facts.items() if value != before[name]}
    if not after:
        return image
    for name, value in after.items():
        setattr(image, name, value)
    image.full_clean(exclude={"file"})
    image.save(update_fields=after.keys())
    detail = {
        "before": {name: _plain(before[name]) for name in after},
        "after": {name: _plain(value) for name, value in after.items()},
    }
    history.record(image, "described", by=by, detail=detail)
    keys.touch([keys.key_of(image)])
    if "rights_until" in after:
        endings.expect_end(image)
    if after.keys() & FOCAL:
        tasks.make_renditions.defer(image_id=image.pk)
    return image


@transaction.atomic
def replace(image: Image, master: Master, *, by: User | None, original_name: str = "") -> Image:
    """Put a decoded picture in the place of the present one, wherever that is shown.

    Words, rights and focal point stay. Writes the file, the row and one history entry `replaced`,
    touches the picture's key, and defers the new renditions in the same transaction; until they
    are made, pages show the new master. The former files go after a week, since pages that
    others keep go on asking for them. Sends `picture_replaced`.
    """
    image = Image.objects.select_for_update().get(pk=image.pk)
    former = {str(image.file), *renditions.file_names(image.renditions)}
    detail = {"before": image.original_name, "file": _last_name(original_name)}
    image.width, image.height = master.width, master.height
    image.original_name = detail["file"]
    image.renditions, image.tint, image.recipe = {}, "", 0
    _write(image, master)
    image.save()
    history.record(image, "replaced", by=by, detail=detail)
    keys.touch([keys.key_of(image)])
    tasks.make_renditions.defer(image_id=image.pk)
    tasks.discard_later(image.pk, former)
    picture_replaced.send(Image, image=image)
    return image


@transaction.atomic
def remove(image: Image, *, by: User | None) -> None:
    """Take a picture out of the library, and its files soon after the transaction.

    Writes one history entry `deleted` and touches the picture's key. Raises PictureInUse while it
    is used anywhere, in drafts too.
    """
    image = Image.objects.select_for_update().get(pk=image.pk)
    if uses := uses_of(image):
        raise PictureInUse(image, uses)
    names = [str(image.file), *renditions.file_names(image.renditions)]
    was = {name: getattr(image, name) for name in ("alt", "caption", "credit")}
    detail = {"file": image.original_name, "was": was}
    history.record(image, "deleted", by=by, detail=detail)
    keys.touch([keys.key_of(image)])
    tasks.discard_files.defer(image_id=image.pk, names=names)
    endings.expect_none(image)
    image.delete()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _inscribed(said: Inscription) -> dict[str, Any]:
    """What a file says, as short as our columns."""
    facts: dict[str, Any] = {"taken_on": said.taken_on}
    for name in ("caption", "credit"):
        field: Any = Image._meta.get_field(name)
        facts[name] = getattr(said, name)[: field.max_length]
    return facts


def _write(image: Image, master: Master) -> None:
    # Random instead of a hash: the same photo uploaded twice is two rows, each owning its file.
    name = f"{secrets.token_hex(10)}.{master.extension}"
    image.file.save(name, ContentFile(master.data), save=False)


def _last_name(path: str) -> str:
    return path.rpartition("/")[2].replace("\0", "")[-255:]


def _refuse_unknown(facts: dict[str, Any]) -> None:
    if unknown := facts.keys() - FACTS:
        raise TypeError(f"A picture has no such facts: {', '.join(sorted(unknown))}.")
