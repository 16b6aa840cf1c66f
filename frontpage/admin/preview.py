"""The front page at any moment, as readers will see it: in a frame beside the arranging."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csp import csp_override

from frontpage import arranging
from frontpage.admin.pages import FrontPages
from frontpage.admin.typed import Typed, WallField
from frontpage.places import names_of_places
from frontpage.showing import shown_at
from press import clock


class WhenForm(forms.Form):
    """Cleans `moment`; nothing typed means now."""

    moment = WallField(_("Front page at"))

    def clean_moment(self) -> datetime:
        moment = self.cleaned_data["moment"] or clock.now()
        if moment < clock.now() and self.cleaned_data["moment"]:
            raise forms.ValidationError(_t("This moment is past. Choose one in the future."))
        return moment


class PreviewPages(FrontPages):
    def preview_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.preview)
        return [path("preview/", view, name="frontpage_arrangement_preview")]

    @method_decorator(csp_override(settings.PREVIEW_CSP))
    def preview(self, request: HttpRequest) -> HttpResponse:
        """By GET, what is saved; by POST, what is typed, of which nothing is saved."""
        if not arranging.may_arrange(request.user):
            raise PermissionDenied
        data: Any = request.POST if request.method == "POST" else request.GET
        when = WhenForm(data)
        rows = Typed.sent(data, names_of_places()).forms() if request.method == "POST" else []
        wrong = [field for form in [when, *rows] for field in form if field.errors]
        if wrong:
            name = "admin/articles/article/no_preview.html"
            response = render(request, name, {"fields": wrong}, status=422)
        else:
            typed = [form.placed for form in rows] if request.method == "POST" else None
            with shown_at(when.cleaned_data["moment"], typed) as front:
                response = render(request, "frontpage/front_page.html", {"front": front})
        response["Cache-Control"] = "no-store"
        return response
