"""Breaking news at the desk: one small form for the one line over every page."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.querysets import NOT_FOR_LISTS
from frontpage import breaking
from frontpage.admin.choosing import articles_for
from frontpage.admin.pages import FrontPages, number_in
from frontpage.admin.typed import WallField, on_the_wall
from frontpage.arranging import Outdated
from frontpage.models import BreakingNews
from press import clock
from press.sending import sending

LASTS = timedelta(hours=2)


class LineForm(forms.Form):
    text = forms.CharField(
        label=_("Line"),
        max_length=160,
        help_text=_("One sentence. The word Breaking stands before it."),
        widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
    )
    ends_at = WallField(_("Until"))
    article = forms.IntegerField(min_value=1, max_value=2**62, required=False)

    def clean_ends_at(self) -> Any:
        if self.cleaned_data["ends_at"] is None:
            raise forms.ValidationError(_t("Say when it ends. You can end it sooner by hand."))
        return self.cleaned_data["ends_at"]

    def clean_article(self) -> Article | None:
        pk = self.cleaned_data["article"]
        article = Article.objects.defer(*NOT_FOR_LISTS).filter(pk=pk).first() if pk else None
        if pk and article is None:
            raise forms.ValidationError(_t("There is no such article any more. Choose another."))
        return article


@admin.register(BreakingNews)
class BreakingNewsAdmin(FrontPages):
    """The page is the form; each of its buttons sends all of it."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.changelist_view)
        return [path("", view, name="frontpage_breakingnews_changelist")]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not breaking.may_announce(request.user):
            raise PermissionDenied
        do = request.POST.get("do", "")
        if do == "announce":
            return self._announce(request)
        if do == "end":
            return self._end(request)
        present = BreakingNews.objects.present()
        if request.method == "POST":  # Something is looked for, or was kept.
            form: forms.Form = LineForm(request.POST)
            return self._page(request, form, number_in(request.POST, "base"))
        facts: dict[str, Any] = {"ends_at": on_the_wall(clock.now().replace(second=0) + LASTS)}
        if present is not None:
            facts = {"text": present.text, "ends_at": on_the_wall(present.ends_at)}
            facts["article"] = present.article_id
        return self._page(request, LineForm(initial=facts), present.pk if present else 0)

    def _announce(self, request: HttpRequest) -> HttpResponse:
        form, base = LineForm(request.POST), number_in(request.POST, "base")
        if form.is_valid():
            try:
                breaking.announce(by=request.user, base=base, **form.cleaned_data)
            except Outdated as refusal:
                form.add_error(None, refusal)
                present = BreakingNews.objects.present()
                return self._page(request, form, present.pk if present else 0, status=409)
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                return self._done(request, _t("The line stands over every page now."))
        return self._page(request, form, base, status=422)

    def _end(self, request: HttpRequest) -> HttpResponse:
        try:
            breaking.end(by=request.user, base=number_in(request.POST, "base"))
        except Outdated as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
            return HttpResponseRedirect(reverse("admin:frontpage_breakingnews_changelist"))
        return self._done(request, _t("The line is gone from every page."))

    def _done(self, request: HttpRequest, sentence: str) -> HttpResponse:
        self.message_user(request, sentence, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:frontpage_breakingnews_changelist"))

    def _page(
        self, request: HttpRequest, form: forms.Form, base: int, status: int = 200
    ) -> HttpResponse:
        chosen, wanted = form["article"].value(), request.POST.get("find", "")
        language = request.publication.language  # type: ignore[attr-defined]
        found = articles_for(wanted, language=language)
        if str(chosen or "") not in {"", *(str(row.pk) for row in found)}:
            found = [*articles_for(str(chosen), language=language), *found]
        context = self.admin_site.each_context(request) | {
            "title": _t("Breaking news"),
            "opts": self.opts,
            "form": form,
            "base": base,
            "present": BreakingNews.objects.present(),
            "found": [(row, str(row.pk) == str(chosen)) for row in found],
            "find": wanted,
            **sending(request),
        }
        name = "admin/frontpage/breakingnews/line.html"
        return TemplateResponse(request, name, context, status=status)
