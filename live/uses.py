"""Which pictures and boxes stand in live posts, so that none is removed from under them."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from boxes.models import Box
from boxes.uses import finder as box_finder
from images.models import Image
from images.uses import Place
from images.uses import finder as picture_finder
from live.models import Post, PostQuerySet


@picture_finder
def pictures_in_posts(image: Image) -> Iterator[Place]:
    yield _place(Post.objects.showing(image.pk))


@box_finder
def boxes_in_posts(box: Box) -> Iterator[Place]:
    yield _place(Post.objects.holding(box.pk))


def _place(posts: PostQuerySet) -> Place:
    rows = posts.order_by("-pk").defer("body", "prepared")
    return Place(rows, _("Text of a live post"), _page_of)


def _page_of(post: Post) -> str:
    return reverse("live_change", args=[post.pk])
