"""One verb for many articles, and a result for each. Some ask first what shall be done to all."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import gate
from articles.admin.gate import ReasonInSpite, Shown, shown
from articles.admin.pages import ArticlePages
from articles.admin.sorting import SORTING
from articles.admin.verbs import BY_NAME, Verb
from articles.models import Article

# One press of a button ends some time.
AT_MOST = 200


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one article: what was said, and what the gate found."""

    article: Article
    done: bool
    sentence: str
    findings: list[Shown] = field(default_factory=list)


class SpiteForm(forms.Form):
    """The reason for all that the gate stopped."""

    in_spite = ReasonInSpite()


class BulkPages(ArticlePages):
    actions = [
        *("publish_all", "submit_all", "unschedule_all", "tag_all", "move_all"),
        *("make_private_all", "restore_all", "bin_all", "take_back_all"),
    ]

    @admin.action(description=gettext_lazy("Publish"), permissions=["publish"])
    def publish_all(self, request: HttpRequest, articles: QuerySet[Article]) -> Any:
        return self._do_all(request, articles, "publish")

    @admin.action(description=gettext_lazy("Submit for review"), permissions=["change"])
    def submit_all(self, request: HttpRequest, articles: QuerySet[Article]) -> Any:
        return self._do_all(request, articles, "submit")

    @admin.action(description=gettext_lazy("Unschedule"), permissions=["publish"])
    def unschedule_all(self, request: HttpRequest, articles: QuerySet[Article]) -> Any:
        return self._do_all(request, articles, "unschedule")

    @admin.action(description=gettext_lazy("Add or take off tags …"), permissions=["change"])
    def tag_all(self, request: HttpRequest, articles: QuerySet[Article]) -> Any:
        return self._do_all(request, articles, "tag")

    @admin.action(description=gettext_lazy("Move to a section …"), permissions=["change"])
    def move_all(self, request: HttpRequest, articles: QuerySet[Article]) -> Any:
        return self._do_all(request, articles, "move")

    @admin.action(description=gettext_lazy("Make private …"), permissions=["publish"])
    def make_private_all(self, request: HttpRequest, articles: QuerySet[Article]) -> Any:
        return self._do_all(request, articles, "make_private")

    @admin.action(description=gettext_lazy("Restore"), permissions=["publish"])
    def restore_all(self, request: HttpRequest, articles: QuerySet[Article]) -> Any:
        return self._do_all(request, articles, "restore")

    @admin.action(description=gettext_lazy("Put into the bin"), permissions=["change"])
    def bin_all(self, request: HttpRequest, articles: QuerySet[Article]) -> Any:
        return self._do_all(request, articles, "bin")

    @admin.action(description=gettext_lazy("Take back from the bin"), permissions=["change"])
    def take_back_all(self, request: HttpRequest, articles: QuerySet[Article]) -> Any:
        return self._do_all(request, articles, "take_back")

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.publish_article")

    def _do_all(self, request: HttpRequest, articles: QuerySet[Article], name: str) -> Any:
        chosen, verb = list(articles[: AT_MOST + 1]), (BY_NAME | SORTING)[name]
        if len(chosen) > AT_MOST:
            sentence = _("Choose at most %(count)s articles at a time; nothing was done.")
            self.message_user(request, sentence % {"count": AT_MOST}, messages.ERROR)
            return None
        context = self.admin_site.each_context(request) | {
            "title": verb.label,
            "opts": self.opts,
            "verb": verb,
            "action": f"{name}_all",
        }
        form: Any = SpiteForm(request.POST)
        if verb.asks:
            form = verb.asks(request.POST if "asked" in request.POST else None)
        if verb.asks and not form.is_valid():
            context |= {"form": form, "chosen": chosen, "media": self.media + form.media}
            return TemplateResponse(request, "admin/articles/article/ask_many.html", context)
        asked = form.cleaned_data if form.is_valid() and (verb.asks or verb.findings) else {}
        results = [_result(request, verb, article, asked) for article in chosen]
        context |= {
            "results": results,
            "done": sum(result.done for result in results),
            "stopped": [result.article.pk for result in results if result.findings],
            "form": SpiteForm(),
        }
        return TemplateResponse(request, "admin/articles/article/results.html", context)


def _result(request: HttpRequest, verb: Verb, article: Article, asked: dict[str, Any]) -> Result:
    try:
        article = verb.act(article, by=request.user, **asked)
    except gate.Stopped as stop:
        return Result(article, False, " ".join(stop.messages), shown(article, stop.findings))
    except (ValidationError, PermissionDenied) as refusal:
        return Result(article, False, " ".join(getattr(refusal, "messages", [str(refusal)])))
    return Result(article, True, verb.done % {"article": article})
