"""Where a box stands: in texts of every room, drafts and what isn't saved too."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from django.utils.translation import gettext as _

from articles.models import Article, Draft, PendingChange, Snippet
from articles.querysets import NOT_FOR_LISTS
from boxes.models import Box
from images.models import Image
from images.uses import SHOWN, Use, mark_of, use_by
from images.uses import finder as picture_finder
from publication.models import StandingPage

type Finder = Callable[[Box], Iterable[Use]]
_finders: list[Finder] = []


def finder(find: Finder) -> Finder:
    """Let a room say in which texts of its own a box stands."""
    _finders.append(find)
    return find


def uses_of(box: Box) -> list[Use]:
    """Return where the box stands, at most SHOWN places of each kind."""
    return [use for find in _finders for use in islice(find(box), SHOWN)]


def mark_in_texts(box: Box) -> str:
    """Return how a stored text names a box, for rooms whose texts are few."""
    return f'data-box-id="{box.pk}"'


@finder
def in_texts(box: Box) -> Iterator[Use]:
    articles = Article.objects.holding(box.pk).defer(*NOT_FOR_LISTS).order_by("-pk")
    for article in articles[:SHOWN]:
        yield use_by(article, _("Text of an article"))
    mark = mark_in_texts(box)
    for snippet in Snippet.objects.filter(body__contains=mark)[:SHOWN]:
        yield use_by(snippet)
    for page in StandingPage.objects.filter(body__contains=mark)[:SHOWN]:
        yield use_by(page, _("Text of a standing page"))


@finder
def in_words_to_come(box: Box) -> Iterator[Use]:
    """Pending changes and unsaved drafts: a few rows for each person who writes."""
    mark = mark_in_texts(box)
    changes = PendingChange.objects.filter(revision__content__body__icontains=mark)
    for change in changes.select_related("article")[:SHOWN]:
        yield use_by(change, _("Change of a public article"))
    drafts = Draft.objects.filter(words__body__0__icontains=mark).select_related("person")
    for draft in drafts[:SHOWN]:
        yield use_by(draft, _("Words that aren't saved yet"))


@picture_finder
def of_pictures(image: Image) -> Iterator[Use]:
    for box in Box.objects.kept().filter(body__contains=mark_of(image))[:SHOWN]:
        yield use_by(box, _("Text of a box"))
