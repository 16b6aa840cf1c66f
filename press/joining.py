"""Merging at the desk: there is no way back, so what it concerns is shown before it is saved."""

from copy import copy
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from press.choosing import keys_in

AT_ONCE = 50


class JoiningAdmin(admin.ModelAdmin):
    """An admin page whose form has a field `merge`: rows that are to become part of this one.

    They are chosen there, or in the list, which needs no script.
    """

    # It extends "admin/merge.html": `original`, what it `becomes`, and `others` of `concerned`.
    merge_template: str
    # The relation to what belongs to a row: of several, the one that has most takes in the others.
    belong: str
    actions = ["merge_all"]

    def concerned(self, others: Any) -> list[tuple[Any, Any]]:
        """Each row that is to be merged, with what its merging concerns."""
        raise NotImplementedError

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any
    ) -> Any:
        """Show the rows that were chosen in the list as those to be merged."""
        form = super().get_form(request, obj, change, **options)
        chosen = keys_in(request.GET.getlist("merge"))
        if obj is not None and chosen:
            others = self.model._base_manager.filter(pk__in=chosen).exclude(pk=obj.pk)
            # A copy for this request: the declared field is the process's own.
            merge = form.base_fields["merge"] = copy(form.base_fields["merge"])
            merge.initial = list(others.values_list("pk", flat=True))
        return form

    @admin.action(description=gettext_lazy("Merge into one …"), permissions=["change"])
    def merge_all(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse | None:
        """Lead to the form of the row to which most belongs, with the others to be merged."""
        numbered = rows.annotate(belonging=Count(self.belong))[: AT_ONCE + 1]
        chosen = sorted(numbered, key=lambda row: (-row.belonging, row.pk))
        if not 2 <= len(chosen) <= AT_ONCE:
            said = _("Choose two to fifty that shall become one.")
            self.message_user(request, said, messages.ERROR)
            return None
        address = reverse(
            f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[chosen[0].pk]
        )
        others = [("merge", row.pk) for row in chosen[1:]]
        return redirect(f"{address}?{urlencode(others)}")

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
