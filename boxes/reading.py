"""Boxes where texts are read."""

from collections.abc import Mapping

from articles.bodies import KeptBox, box_loader
from boxes.models import Box


@box_loader
def boxes_in_texts(numbers: set[int]) -> Mapping[int, KeptBox]:
    return Box.objects.shown(numbers)
