"""Which pictures and boxes stand in live posts, so that none is removed from under them."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from boxes.models import Box
from boxes.uses import finder as box_finder
from images.models import Image
from images.uses import SHOWN, Use
from images.uses import finder as picture_finder
from live.models import Post, PostQuerySet


@picture_finder
def pictures_in_posts(image: Image) -> Iterator[Use]:
    return _uses(Post.objects.showing(image.pk))


@box_finder
def boxes_in_posts(box: Box) -> Iterator[Use]:
    return _uses(Post.objects.holding(box.pk))


def _uses(posts: PostQuerySet) -> Iterator[Use]:
    for post in posts.order_by("-pk").defer("body", "prepared")[:SHOWN]:
        yield Use(_("Text of a live post"), str(post), reverse("live_change", args=[post.pk]))
