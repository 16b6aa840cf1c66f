"""In which texts of ours a picture of the library stands, drafts and what isn't saved too."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from articles.models import Article, Draft, PendingChange, Snippet
from articles.querysets import NOT_FOR_LISTS
from images.models import Image
from images.uses import Place, finder, mark_of


@finder
def in_texts(image: Image) -> Iterator[Place]:
    articles = Article.objects.showing(image.pk).defer(*NOT_FOR_LISTS).order_by("-pk")
    yield Place(articles, _("Text of an article"))
    yield Place(Snippet.objects.filter(body__contains=mark_of(image)))


@finder
def in_words_to_come(image: Image) -> Iterator[Place]:
    """Pending changes and unsaved drafts: a few rows for each person who writes."""
    mark = mark_of(image)
    changes = PendingChange.objects.with_words().filter(
        Q(words__body__icontains=mark) | Q(words__lead_image=image.pk)
    )
    yield Place(changes.select_related("article"), _("Change of a public article"))
    drafts = Draft.objects.filter(
        Q(words__body__0__icontains=mark) | Q(words__lead_image__0=str(image.pk))
    )
    yield Place(drafts.select_related("person"), _("Words that aren't saved yet"))
