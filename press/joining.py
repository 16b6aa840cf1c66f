"""Merging at the desk: there is no way back, so what it concerns is shown before it is saved."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _


class JoiningAdmin(admin.ModelAdmin):
    """An admin page whose form has a field `merge`: rows that are to become part of this one."""

    # It extends "admin/merge.html": `original`, what it `becomes`, and `others` of `concerned`.
    merge_template: str

    def concerned(self, others: Any) -> list[tuple[Any, Any]]:
        """Each row that is to be merged, with what its merging concerns."""
        raise NotImplementedError

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST" and object_id and request.POST.get("sure") != "yes":
            asks = self._asks(request, object_id)
            if asks is not None:
                return asks
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _asks(self, request: HttpRequest, object_id: str) -> HttpResponse | None:
        row = self.get_object(request, unquote(object_id))
        if row is None or not self.has_change_permission(request, row):
            return None
        form = self.form(request.POST, instance=row)
        if not form.is_valid() or not form.cleaned_data["merge"]:
            return None  # Nothing to ask, or it is refused anyway.
        if request.headers.get("Accept") == "application/json":
            return JsonResponse({}, status=422)  # The script then sends it as browsers do.
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            # As it is saved, and as it will be: the form has put what is typed into the other one.
            "original": self.model._base_manager.get(pk=row.pk),
            "becomes": row,
            "title": _("Merge"),
            "others": self.concerned(form.cleaned_data["merge"]),
            "words": [
                (name, word)
                for name, words in request.POST.lists()
                for word in words
                if name != "csrfmiddlewaretoken"
            ],
        }
        return TemplateResponse(request, self.merge_template, context, status=422)
