"""Work on pictures that nobody waits for."""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.types import JSONValue

from images import renditions
from images.models import Image
from press.pages import keys

# Pages in browsers, feeds and mails go on asking for files that ours no longer name.
KEEP_LEFTOVERS_DAYS = 7


@app.task(queue="slow", retry=3)
def make_renditions(image_id: int) -> None:
    """Make the renditions of a picture, and touch its pages in the transaction that names them.

    Safe to run twice. Does nothing for a picture that is gone, and leaves one whose focal point
    was moved meanwhile to the job that the move has deferred.
    """
    image = Image.objects.filter(pk=image_id).first()
    if image is None:
        return
    made = renditions.make(image)
    names = set(renditions.file_names(made))
    with transaction.atomic():
        same = {"pk": image_id, "focal_x": image.focal_x, "focal_y": image.focal_y}
        current = Image.objects.select_for_update().filter(**same).first()
        if current is None:
            _discard_later(image_id, names)
        elif current.renditions != made:
            _discard_later(image_id, set(renditions.file_names(current.renditions)) - names)
            current.renditions = made
            current.save(update_fields=["renditions"])
            keys.touch([keys.key_of(current)])


def _discard_later(image_id: int, names: set[str]) -> None:
    if names:
        listed: JSONValue = [*sorted(names)]
        later = discard_files.configure(schedule_in={"days": KEEP_LEFTOVERS_DAYS})
        later.defer(image_id=image_id, names=listed)


@app.task(queue="slow", retry=3)
def discard_files(image_id: int, names: list[str]) -> None:
    """Delete those files of `names` that the picture, if it still exists, doesn't name now."""
    with transaction.atomic():
        image = Image.objects.select_for_update().filter(pk=image_id).first()
        named = {str(image.file), *renditions.file_names(image.renditions)} if image else set()
        storage = Image._meta.get_field("file").storage
        for name in names:
            if name not in named:
                storage.delete(name)
