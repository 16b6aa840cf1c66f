"""The verbs of the library: upload, describe, remove."""

import secrets
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from accounts.models import User
from images import renditions, tasks
from images.models import Image
from press import history
from press.decoding import Master, Readable, decode
from press.pages import keys

FOCAL = frozenset({"focal_x", "focal_y"})
FACTS = FOCAL | {"alt", "decorative", "caption", "credit", "source"}


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

    `facts` are those of FACTS. Writes the file (which stays behind if the transaction is rolled
    back), the row and one history entry `uploaded`, and defers the renditions in the same
    transaction. Raises ValidationError for facts that the library refuses.
    """
    _refuse_unknown(facts)
    image = Image(
        width=master.width,
        height=master.height,
        original_name=original_name.rpartition("/")[2].replace("\0", "")[-255:],
        uploaded_by=by,
        **facts,
    )
    image.full_clean(exclude={"file"})
    # Random instead of a hash: the same photo uploaded twice is two rows, each owning its file.
    name = f"{secrets.token_hex(10)}.{master.extension}"
    image.file.save(name, ContentFile(master.data), save=False)
    image.save()
    history.record(image, "uploaded", by=by, detail={"file": image.original_name})
    tasks.make_renditions.defer(image_id=image.pk)
    return image


@transaction.atomic
def describe(image: Image, *, by: User | None, **facts: Any) -> Image:
    """Change those of FACTS that are given, and return the row as it is now.

    Writes one history entry `described` with the values before and after, touches the picture's
    key, and defers the renditions if the focal point moved; writes nothing if nothing changes.
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
    detail = {"before": {name: before[name] for name in after}, "after": after}
    history.record(image, "described", by=by, detail=detail)
    keys.touch([keys.key_of(image)])
    if after.keys() & FOCAL:
        tasks.make_renditions.defer(image_id=image.pk)
    return image


@transaction.atomic
def remove(image: Image, *, by: User | None) -> None:
    """Take a picture out of the library, and its files soon after the transaction.

    Writes one history entry `deleted` and touches the picture's key. Raises ProtectedError while
    something shows the picture.
    """
    image = Image.objects.select_for_update().get(pk=image.pk)
    names = [str(image.file), *renditions.file_names(image.renditions)]
    history.record(image, "deleted", by=by, detail={"file": image.original_name})
    keys.touch([keys.key_of(image)])
    tasks.discard_files.defer(image_id=image.pk, names=names)
    image.delete()


def _refuse_unknown(facts: dict[str, Any]) -> None:
    if unknown := facts.keys() - FACTS:
        raise TypeError(f"A picture has no such facts: {', '.join(sorted(unknown))}.")
