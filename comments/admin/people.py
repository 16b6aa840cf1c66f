"""What people ask about their own comments, at the desk: a copy, or to be forgotten."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from comments import privacy
from comments.models import Receipt
from press.desk import VerbAdmin
from publication.models import Publication

Wish = Receipt.Wish
BUTTONS = [
    (Wish.EXPORTED, gettext_lazy("Download a copy")),
    (Wish.ANONYMISED, gettext_lazy("Remove name and address, keep the words")),
    (Wish.REMOVED, gettext_lazy("Remove the comments too")),
]
SHOWN = 20


class AddressForm(forms.Form):
    address = forms.CharField(
        label=gettext_lazy("Email address"),
        max_length=254,
        help_text=gettext_lazy(
            "The address that the person wrote under. Make sure first that it is theirs: "
            "answer only to this address."
        ),
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"}),
    )


@admin.register(Receipt)
class ReceiptAdmin(VerbAdmin):
    list_display = ["__str__", "wish", "comments", "at", "by"]
    list_select_related = ["by"]
    list_filter = ["wish"]
    ordering = ["-pk"]
    fields = ["wish", "comments", "at", "by", "letter"]
    readonly_fields = ["letter"]
    actions = None

    def has_change_permission(self, request: HttpRequest, obj: Receipt | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Receipt | None = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("words for the person"))
    def letter(self, receipt: Receipt) -> str:
        sentences = {
            Wish.EXPORTED: ngettext(
                "we sent you a copy of what we hold with your address: %(many)d comment.",
                "we sent you a copy of what we hold with your address: %(many)d comments.",
                receipt.comments,
            ),
            Wish.ANONYMISED: ngettext(
                "we removed your name and address from %(many)d comment; its words stay.",
                "we removed your name and address from %(many)d comments; their words stay.",
                receipt.comments,
            ),
            Wish.REMOVED: ngettext(
                "we removed %(many)d comment with your name and address.",
                "we removed %(many)d comments with your name and address.",
                receipt.comments,
            ),
        }
        return _("%(newspaper)s, %(date)s: %(sentence)s Receipt number %(number)d.") % {
            "newspaper": Publication.objects.current().name,
            "date": date_format(localtime(receipt.at), "DATE_FORMAT"),
            "sentence": sentences[Wish(receipt.wish)] % {"many": receipt.comments},
            "number": receipt.pk,
        }

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Look what there is for an address, and only then do something about it."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = AddressForm(request.POST or None)
        if request.method != "POST" or not form.is_valid():
            return self._page(request, form)
        address, wish = form.cleaned_data["address"], request.POST.get("wish")
        if wish == Wish.EXPORTED:
            return _download(privacy.export(address, by=request.user))
        if wish in Wish.values:
            receipt = privacy.erase(address, str(wish), by=request.user)
            self.message_user(request, receipt.get_wish_display(), messages.SUCCESS)
            place = reverse("admin:comments_receipt_change", args=[receipt.pk])
            return HttpResponseRedirect(place)
        return self._page(request, form, address)

    def _page(self, request: HttpRequest, form: AddressForm, address: str = "") -> HttpResponse:
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "title": _("What a person asks about their own comments"),
            "opts": self.opts,
            "form": form,
            "address": address,
        }
        if address:
            found: QuerySet[Any] = privacy.of(address)
            context |= {
                "many": found.count(),
                "newest": found.select_related("article").reverse()[:SHOWN],
                "asked": privacy.was_asked(address)[:SHOWN],
                "buttons": BUTTONS,
            }
        template = "admin/comments/receipt/add.html"
        return TemplateResponse(request, template, context, status=422 if form.errors else 200)


def _download(export: privacy.Export) -> HttpResponse:
    pretty = {"indent": 2, "ensure_ascii": False}
    response = JsonResponse(export.facts, json_dumps_params=pretty)
    name = f"comments-{export.receipt.pk}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
