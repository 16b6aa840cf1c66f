"""Versions of the front page at the desk: who made them, what differs, one click back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frontpage import arranging
from frontpage.admin.pages import FrontPages, number_in
from frontpage.arranging import Outdated, restore
from frontpage.comparing import differences
from frontpage.models import Arrangement
from press.desk import versions_asked


class VersionPages(FrontPages):
    def version_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("versions/", view(self.versions), name="frontpage_arrangement_versions"),
            path("compare/", view(self.compare), name="frontpage_arrangement_compare"),
            path(
                "<int:number>/restore/",
                view(require_POST(self.restore_version)),
                name="frontpage_arrangement_restore",
            ),
        ]

    def versions(self, request: HttpRequest) -> HttpResponse:
        """Who arranged what and when, the newest first."""
        found = versions_asked(request, _listed(request))
        present = Arrangement.objects.present()
        context = self._context(request, _("Versions of the front page")) | {
            **found,
            "present": present.number if present else 0,
        }
        return TemplateResponse(request, "admin/frontpage/arrangement/versions.html", context)

    def compare(self, request: HttpRequest) -> HttpResponse:
        """Two versions, place by place; the older one is the old one however they were chosen."""
        numbers = sorted(number_in(request.GET, name) for name in ("old", "new"))
        old, new = (get_object_or_404(_listed(request), number=number) for number in numbers)
        context = self._context(request, _("What changed on the front page")) | {
            "old": old,
            "new": new,
            "differences": differences(old.placed, new.placed),
        }
        return TemplateResponse(request, "admin/frontpage/arrangement/compare.html", context)

    def restore_version(self, request: HttpRequest, number: int) -> HttpResponse:
        """Bring a version back, unless somebody made another since the list was opened."""
        version = get_object_or_404(_listed(request), number=number)
        try:
            restore(version, by=request.user, base=number_in(request.POST, "base"))
        except Outdated as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
        else:
            said = _("The front page stands as in version %(number)s.") % {"number": number}
            self.message_user(request, said, messages.SUCCESS)
        return redirect("admin:frontpage_arrangement_versions")

    def _context(self, request: HttpRequest, title: str) -> dict[str, Any]:
        return self.admin_site.each_context(request) | {"title": title, "opts": self.opts}


def _listed(request: HttpRequest) -> Any:
    if not arranging.may_arrange(request.user):
        raise PermissionDenied
    return Arrangement.objects.for_listing()
