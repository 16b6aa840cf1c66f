"""What the library does when a moment of its own has come."""

from typing import Any

from django.dispatch import receiver

from images import endings
from images.models import Image
from press.clock.models import Moment
from press.clock.signals import moment_came


@receiver(moment_came)
def warn_of_rights(moment: Moment, **signal: Any) -> None:
    """Say that rights end; a picture that is gone meanwhile needs nothing."""
    if moment.act == endings.ACT and moment.subject is not None:
        image = Image.objects.filter(pk=moment.subject).first()
        if image is not None:
            endings.warn(image)
