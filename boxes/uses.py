"""Where a box stands: in texts of every room, drafts and what isn't saved too."""

from collections.abc import Callable, Iterable, Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from articles.models import Article, Draft, PendingChange, Snippet
from articles.querysets import NOT_FOR_LISTS
from boxes.models import Box
from images.models import Image
from images.uses import Place, Use, mark_of, uses_in
from images.uses import finder as picture_finder
from publication.models import StandingPage

type Finder = Callable[[Box], Iterable[Place]]
_finders: list[Finder] = []


def finder(find: Finder) -> Finder:
    """Let a room say in which texts of its own a box stands."""
    _finders.append(find)
    return find


def uses_of(box: Box) -> list[Use]:
    """Return where the box stands, at most SHOWN places of each kind."""
    return uses_in([place for find in _finders for place in find(box)])


def mark_in_texts(box: Box) -> str:
    """Return how a stored text names a box, for rooms whose texts are few."""
    return f'data-box-id="{box.pk}"'


@finder
def in_texts(box: Box) -> Iterator[Place]:
    articles = Article.objects.holding(box.pk).defer(*NOT_FOR_LISTS).order_by("-pk")
    yield Place(articles, _("Text of an article"))
    mark = mark_in_texts(box)
    yield Place(Snippet.objects.filter(body__contains=mark))
    pages = StandingPage.objects.filter(body__contains=mark)
    yield Place(pages, _("Text of a standing page"))


@finder
def in_words_to_come(box: Box) -> Iterator[Place]:
    """Pending changes and unsaved drafts: a few rows for each person who writes."""
    mark = mark_in_texts(box)
    changes = PendingChange.objects.with_words().filter(Q(words__body__icontains=mark))
    yield Place(changes.select_related("article"), _("Change of a public article"))
    drafts = Draft.objects.filter(words__body__0__icontains=mark).select_related("person")
    yield Place(drafts, _("Words that aren't saved yet"))


@picture_finder
def of_pictures(image: Image) -> Iterator[Place]:
    boxes = Box.objects.kept().filter(body__contains=mark_of(image))
    yield Place(boxes, _("Text of a box"))
