"""What the further pages of an article at the desk share."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from articles import rights
from articles.models import Article
from images.admin.fields import PictureFields
from press.desk import VerbAdmin

# What rooms above ask of an article for whoever opens its form: see `also_ask`.
_further: dict[str, Callable[[Any], Any]] = {}


def also_ask(name: str, of_person: Callable[[Any], Any]) -> None:
    """Let the query of an article's form answer one question more, which depends on the person."""
    _further[name] = of_person


def asked_by_others(person: Any) -> dict[str, Any]:
    return {name: of_person(person) for name, of_person in _further.items()}


class ArticlePages(PictureFields, VerbAdmin):
    """The base of pages that stand beside the form; each kind adds its own addresses."""

    # By revisions: `articles.admin.meeting`.
    merges = False

    def readable(self, request: HttpRequest, pk: int, articles: Any = Article.objects) -> Article:
        """Return the article, or raise Http404 or PermissionDenied."""
        article = get_object_or_404(articles, pk=pk)
        rights.must(rights.may_read(request.user, article))
        return article

    def page(self, request: HttpRequest, article: Article, title: str) -> dict[str, Any]:
        """The context of a page of the desk about one article; `title` may hold `%(name)s`."""
        context = self.admin_site.each_context(request)
        return context | {
            "title": title % {"name": article},
            "original": article,
            "opts": self.opts,
        }
