"""Receipts at the desk: read by those who publish, written by nobody."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from press.lists import BoundedAdmin
from press.pages.models import Receipt

BADGES = {"waiting": "held", "live": "live", "missed": "bad"}


@admin.register(Receipt)
class ReceiptAdmin(BoundedAdmin):
    list_display = ["asked_at", "label", "verb", "by", "result"]
    list_filter = ["state"]
    list_select_related = ["by"]
    list_per_page = 50
    fields = ["asked_at", "label", "verb", "by", "done_at", "rounds"]
    change_form_template = "admin/pages/receipt/change_form.html"

    @admin.display(description=_("result"))
    def result(self, receipt: Receipt) -> str:
        style = BADGES[receipt.state]
        return format_html('<span class="badge badge--{}">{}</span>', style, receipt.sentence)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        part = path("<int:pk>/part/", view(self.part), name="pages_receipt_part")
        return [part, *super().get_urls()]

    def part(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The receipt alone, for the script of an article's form."""
        receipt = get_object_or_404(Receipt, pk=pk)
        if not self.has_view_permission(request, receipt):
            raise PermissionDenied
        return render(request, "admin/pages/receipt/_receipt.html", {"receipt": receipt})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
