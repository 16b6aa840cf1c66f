"""Versions of a box at the desk: who wrote them, what differs, one click back."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from boxes.comparing import compare
from boxes.keeping import Outdated, Words, restore
from boxes.models import Box
from press.desk import VerbAdmin, number_in, versions_asked


class VersionPages(VerbAdmin):
    def version_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/versions/", view(self.versions), name="boxes_box_versions"),
            path("<int:pk>/compare/", view(self.compare), name="boxes_box_compare"),
            path(
                "<int:pk>/<int:number>/restore/",
                view(require_POST(self.restore_version)),
                name="boxes_box_restore",
            ),
        ]

    def found(self, request: HttpRequest, pk: int) -> Box:
        """Return the box, or raise Http404 or PermissionDenied."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return get_object_or_404(Box, pk=pk)

    def page(self, request: HttpRequest, box: Box, title: str) -> dict[str, Any]:
        """The context of a page about one box; `title` may hold `%(name)s`."""
        context = self.admin_site.each_context(request)
        return context | {"title": title % {"name": box}, "original": box, "opts": self.opts}

    def versions(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Who wrote what and when, the newest first."""
        box = self.found(request, pk)
        context = self.page(request, box, _("Versions of “%(name)s”")) | {
            **versions_asked(request, box.versions.select_related("by"), "number"),
            "present": box.version,
            "may_restore": self.has_change_permission(request, box),
        }
        return TemplateResponse(request, "admin/boxes/box/versions.html", context)

    def compare(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Two versions, word by word; the older one is the old one however they were chosen."""
        box = self.found(request, pk)
        numbers = sorted(number_in(request.GET, name) for name in ("old", "new"))
        rows = box.versions.select_related("by")
        old, new = (get_object_or_404(rows, number=number) for number in numbers)
        context = self.page(request, box, _("What changed in “%(name)s”")) | {
            "old": old,
            "new": new,
            "differences": compare(Words.from_json(old.content), Words.from_json(new.content)),
        }
        return TemplateResponse(request, "admin/boxes/box/compare.html", context)

    def restore_version(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """Bring a version back, unless somebody wrote another since the list was opened."""
        box = self.found(request, pk)
        version = get_object_or_404(box.versions.select_related("box"), number=number)
        try:
            restore(version, by=cast(User, request.user), base=number_in(request.POST, "base"))
        except Outdated:
            said = _("Somebody changed this box meanwhile. Look at the newest version first.")
            self.message_user(request, said, messages.ERROR)
        else:
            said = _("The box says again what it said in version %(number)s.") % {"number": number}
            self.message_user(request, said, messages.SUCCESS)
        return redirect("admin:boxes_box_versions", pk)
