"""Removing for good at the desk: one article of the bin, or all of them. Each page asks first."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import emptying, rights
from articles.admin.pages import ArticlePages
from articles.models import Article
from press import clock
from press.counted import counted
from press.removing import gone


class UntilForm(forms.Form):
    """Goes no further than the page has asked: what was put into the bin since stays there."""

    until = forms.DateTimeField(widget=forms.HiddenInput)


class EmptyingPages(ArticlePages):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/remove/", view(self.remove_page), name="articles_article_remove"),
            path("bin/empty/", view(self.empty_page), name="articles_article_empty_bin"),
            *super().get_urls(),
        ]

    def remove_page(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        article = self.readable(request, pk)
        rights.must(rights.may_remove(request.user))
        if request.method == "POST":
            try:
                emptying.remove(article, by=request.user)
            except ValidationError as refusal:
                self.message_user(request, " ".join(refusal.messages), messages.ERROR)
                return redirect("admin:articles_article_change", pk)
            said = _("“%(article)s” is removed for good.") % {"article": article}
            self.message_user(request, said, messages.SUCCESS)
            return redirect(_bin())
        context = self.page(request, article, _("Remove “%(name)s” for good?"))
        context |= {"lost": self._losses(article), "label": _("Remove for good")}
        return self._ask(request, context)

    def empty_page(self, request: HttpRequest) -> HttpResponseBase:
        rights.must(rights.may_remove(request.user))
        form = UntilForm(request.POST or None, initial={"until": clock.now().isoformat()})
        if form.is_valid():
            removed, is_more = emptying.empty(by=request.user, until=form.cleaned_data["until"])
            said = ngettext("%(count)d is removed.", "%(count)d are removed.", removed)
            self.message_user(request, said % {"count": removed}, messages.SUCCESS)
            if is_more:
                more = _("More is left in the bin: press once more.")
                self.message_user(request, more, messages.WARNING)
            return redirect("admin:articles_article_empty_bin" if is_more else _bin())
        context = self.admin_site.each_context(request) | {
            "title": _("Empty the bin?"),
            "opts": self.opts,
            "lost": _all_losses(),
            "label": _("Empty the bin"),
            "form": form,
        }
        return self._ask(request, context)

    def _ask(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponseBase:
        context["bin"] = _bin()
        status = 422 if request.method == "POST" else 200
        name = "admin/articles/article/remove.html"
        return TemplateResponse(request, name, context, status=status)

    def _losses(self, article: Article) -> list[str]:
        versions = counted(article.revisions.all())
        lost = ngettext(
            "%(many)s version of it is lost.",
            "%(many)s versions of it are lost.",
            versions["number"],
        )
        known = [_("The replies below it are lost."), gone(article)] if article.date else []
        return [lost % versions, *known]


def _all_losses() -> list[str]:
    """How many articles lie in the bin, and of how many readers knew the address."""
    binned = Article.objects.binned()
    many, known = counted(binned), counted(binned.filter(date__isnull=False))
    if not many["number"]:
        return []
    lost = ngettext(
        "%(many)s article is lost, with all its versions.",
        "%(many)s articles are lost, with all their versions.",
        many["number"],
    )
    at_once = _("At most %(count)s go at one press.") % {"count": emptying.AT_MOST}
    told = ngettext(
        "Readers knew %(many)s of them: its replies are lost too, and its address says that it is "
        "gone (410).",
        "Readers knew %(many)s of them: their replies are lost too, and their addresses say that "
        "they are gone (410).",
        known["number"],
    )
    bounded = [at_once] if many["number"] > emptying.AT_MOST else []
    return [lost % many, *([told % known] if known["number"] else []), *bounded]


def _bin() -> str:
    return reverse("admin:articles_article_changelist", query={"state": "binned"})
