"""Boxes at the desk: their list and form, where each stands, removed and brought back."""

from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.models import User
from articles.bodies import text_of
from boxes import keeping
from boxes.admin.form import BoxForm
from boxes.admin.versions import VersionPages
from boxes.comparing import headlines
from boxes.keeping import BoxInUse
from boxes.models import Box
from boxes.uses import uses_of
from press.desk import number_in
from press.lists import SearchesNewest

OFFERED = 10


class KeptFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "removed"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [("yes", _("Removed"))]

    def choices(self, changelist: Any) -> Any:
        first, *rest = super().choices(changelist)
        yield first | {"display": _("Kept")}
        yield from rest

    def queryset(self, request: HttpRequest, queryset: QuerySet[Box]) -> QuerySet[Box]:
        return queryset.filter(removed_at__isnull=self.value() != "yes")


@admin.register(Box)
class BoxAdmin(VersionPages, SearchesNewest):
    form = BoxForm
    # By its versions: `boxes.keeping`.
    merges = False
    list_display = ["title", "kind", "changed_at"]
    list_filter = [KeptFilter]
    list_per_page = 50
    search_fields = ["title"]
    readonly_fields = ["shown", "used"]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("for-editor/", view(self.for_editor), name="boxes_box_for_editor"),
            path("<int:pk>/remove/", view(self.remove), name="boxes_box_remove"),
            path(
                "<int:pk>/bring-back/",
                view(require_POST(self.bring_back)),
                name="boxes_box_bring_back",
            ),
            *self.version_urls(),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Box]:
        return super().get_queryset(request).defer("prepared")

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A removed one is only read, until it is brought back."""
        removed = isinstance(obj, Box) and obj.removed_at is not None
        return super().has_change_permission(request, obj) and not removed

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """None is deleted: whoever removes one can bring it back."""
        return False

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        if obj is None:
            return [(None, {"fields": ["title", "language", "body", "chosen"]})]
        if not self.has_change_permission(request, obj):
            return [(None, {"fields": ["title", "shown", "used"]})]
        return [(None, {"fields": ["title", "language", "body", "chosen", "base", "used"]})]

    def save_model(self, request: HttpRequest, obj: Box, form: Any, change: bool) -> None:
        by = cast(User, request.user)
        if change:
            keeping.change(obj, form.words, by=by, base=form.cleaned_data["base"])
        else:
            obj.pk = keeping.add(form.words, by=by).pk

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any
    ) -> HttpResponse:
        box = context.get("original")
        context["may_bring_back"] = super().has_change_permission(request, box)
        page = super().render_change_form(request, context, *args, **options)
        form = context["adminform"].form
        if form.is_bound:  # It comes again.
            page.status_code = 409 if form.outdated else 422
        return page

    def remove(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask first, and say where the box stands: as long as it stands anywhere, it stays."""
        box = self.found(request, pk)
        if not super().has_change_permission(request, box):
            raise PermissionDenied
        if request.method == "POST":
            try:
                keeping.remove(box, by=cast(User, request.user))
            except BoxInUse:
                pass  # The page says where.
            else:
                done = _("“%(box)s” is removed. It stands among the removed, and can come back.")
                self.message_user(request, done % {"box": box}, messages.SUCCESS)
                return redirect("admin:boxes_box_changelist")
        context = self.page(request, box, _("Remove “%(name)s”")) | {"uses": uses_of(box)}
        status = 409 if request.method == "POST" else 200
        return TemplateResponse(request, "admin/boxes/box/remove.html", context, status=status)

    def bring_back(self, request: HttpRequest, pk: int) -> HttpResponse:
        box = self.found(request, pk)
        keeping.bring_back(box, by=cast(User, request.user))
        self.message_user(request, _("“%(box)s” is back.") % {"box": box}, messages.SUCCESS)
        return redirect("admin:boxes_box_change", pk)

    def for_editor(self, request: HttpRequest) -> JsonResponse:
        """The newest boxes that somebody may mean by `q`: a number, or words of the title."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows: QuerySet[Box] = Box.objects.kept()
        wanted = request.GET.get("q", "").strip()[:120]
        if number := number_in({"q": wanted}, "q"):
            rows = rows.filter(pk=number)
        else:
            rows = self.get_search_results(request, rows, wanted)[0]
        found = [{"id": row.pk, "title": row.title} for row in rows.defer("prepared")[:OFFERED]]
        return JsonResponse({"boxes": found})

    @admin.display(description=gettext_lazy("kind"))
    def kind(self, box: Box) -> str:
        if not box.body:
            return _("Related articles")
        return _("Facts and articles") if box.articles else _("Facts")

    @admin.display(description=gettext_lazy("what it says"))
    def shown(self, box: Box) -> str:
        facts = {"text": text_of(box.prepared), "headlines": headlines(box.articles)}
        return render_to_string("admin/boxes/box/_shown.html", facts)

    @admin.display(description=gettext_lazy("used in"))
    def used(self, box: Box) -> str:
        uses = uses_of(box)
        if not uses:
            return _("nowhere")
        return render_to_string("admin/images/image/_uses.html", {"uses": uses})
