"""The desk: Django's admin, opening on work to do, with a strict policy for scripts."""

from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from accounts.factors import lacks_one
from newsroom.kept import login_ended
from newsroom.witness import clock_face
from newsroom.work import work_for
from press.pages.models import Receipt
from press.removing import remove_selected
from press.sending import told_to_scripts


class Desk(AdminSite):
    site_title = _("Desk")
    index_title = _("Work to do")
    index_template = "admin/desk.html"
    enable_nav_sidebar = True

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.add_action(remove_selected, "delete_selected")

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        name = request.publication.name  # type: ignore[attr-defined]
        return super().each_context(request) | {"site_header": name}

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """What is sent after a login has ended comes back with its words, instead of a redirect;
        a script that has sent a form hears how it went."""
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def keeping(request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
            kept = None
            if request.method == "POST" and not request.user.is_authenticated:
                kept = login_ended(request)
            answer = kept or guarded(request, *args, **options)
            return told_to_scripts(request, answer) if self.has_permission(request) else answer

        return keeping

    def get_urls(self) -> list[Any]:
        return [
            path("logged-in/", self.admin_view(self.logged_in), name="logged_in"),
            path("who/", self.admin_view(self.who), name="who"),
            *super().get_urls(),
        ]

    def logged_in(self, request: HttpRequest) -> TemplateResponse:
        """Where the small window ends in which somebody logs in again: it tells the others."""
        context = self.each_context(request) | {"title": _("You are logged in")}
        return TemplateResponse(request, "admin/logged_in.html", context)

    def who(self, request: HttpRequest) -> JsonResponse:
        """Who is logged in now, and with which token: for a form that was opened before."""
        return JsonResponse({"person": request.user.pk, "token": get_token(request)})

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        shown: dict[str, Any] = {"work": work_for(request.user), "clock": clock_face()}
        shown["lacks_factor"] = lacks_one(request)
        if request.user.has_perm("pages.view_receipt"):
            shown["missed"] = list(Receipt.objects.missed_lately()[:5])
        return super().index(request, shown | (extra_context or {}))
