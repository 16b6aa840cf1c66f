"""Work on pictures that nobody waits for."""

import logging
from datetime import timedelta

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.types import JSONValue

from images import renditions
from images.models import Image
from press import clock
from press.pages import keys

logger = logging.getLogger(__name__)

# Pages in browsers, feeds and mails go on asking for files that ours no longer name.
KEEP_LEFTOVERS_DAYS = 7
# A minute of work at most, so that new pictures need not wait longer.
REMADE_AT_ONCE = 15


@app.task(queue="slow", retry=3)
def make_renditions(image_id: int) -> None:
    """Make the renditions of a picture, and touch its pages in the transaction that names them.

    Safe to run twice. Does nothing for a picture that is gone, and leaves one whose focal point
    or file changed meanwhile to the job that the change has deferred.
    """
    image = Image.objects.filter(pk=image_id).first()
    if image is None:
        return
    made = renditions.make(image)
    names = set(renditions.file_names(made.cuts))
    facts = {"renditions": made.cuts, "tint": made.tint, "recipe": renditions.RECIPE}
    with transaction.atomic():
        same = {"focal_x": image.focal_x, "focal_y": image.focal_y, "file": str(image.file)}
        current = Image.objects.select_for_update().filter(pk=image_id, **same).first()
        if current is None:
            discard_later(image_id, names)
        elif any(getattr(current, name) != value for name, value in facts.items()):
            discard_later(image_id, set(renditions.file_names(current.renditions)) - names)
            for name, value in facts.items():
                setattr(current, name, value)
            current.save(update_fields=facts.keys())
            keys.touch([keys.key_of(current)])


@app.periodic(cron="*/5 * * * *")
@app.task(queue="slow", queueing_lock="images.remake_outdated")
def remake_outdated(timestamp: int) -> None:
    """Make anew a few pictures of an older recipe, until there are none.

    Whatever was missed, by a job that failed for good say, is found here too. By chance, so that
    masters which can't be read never stand in the way of the others.
    """
    waited = clock.now() - timedelta(hours=1)  # A newer one's own job is still to come.
    outdated = Image.objects.filter(recipe__lt=renditions.RECIPE, uploaded_at__lt=waited)
    for pk in outdated.order_by("?").values_list("pk", flat=True)[:REMADE_AT_ONCE]:
        try:
            make_renditions(pk)
        except OSError:
            logger.exception("The file of picture %s can't be read.", pk)


def discard_later(image_id: int, names: set[str]) -> None:
    """Let those files of a picture that it doesn't name any more go in a week."""
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
