"""Advertisements at the desk: booked, changed and ended by the verbs, with what was counted."""

from typing import Any, cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from adverts import booking
from adverts.models import Advert, AdvertDay
from images.admin.fields import PictureFields
from press import clock
from press.desk import VerbAdmin

DAYS_SHOWN = 31


@admin.register(Advert)
class AdvertAdmin(PictureFields, VerbAdmin):
    fields = ["place", "advertiser", "picture", "address", ("begins_at", "ends_at"), "counts"]
    readonly_fields = ["counts"]
    autocomplete_fields = ["picture"]
    list_display = ["advertiser", "place", "state", "begins_at", "ends_at", "seen", "followed"]
    list_filter = ["place"]
    list_per_page = 50
    search_fields = ["advertiser"]
    actions = ["end_all"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Advert]:
        return Advert.objects.counted()

    def has_delete_permission(self, request: HttpRequest, obj: Advert | None = None) -> bool:
        """None is deleted: what was shown, and paid for, stays on record."""
        return False

    def save_model(self, request: HttpRequest, obj: Advert, form: Any, change: bool) -> None:
        booking.book(obj, by=cast(User, request.user))

    @admin.action(description=gettext_lazy("End now"), permissions=["change"])
    def end_all(self, request: HttpRequest, adverts: QuerySet[Advert]) -> None:
        for advert in adverts:
            try:
                booking.end(advert, by=cast(User, request.user))
            except booking.NotNow as refusal:
                self.message_user(request, f"{advert}: {refusal}", messages.ERROR)
            else:
                self.message_user(request, _("%(advert)s: ended.") % {"advert": advert})

    @admin.display(description=gettext_lazy("state"))
    def state(self, advert: Advert) -> SafeString:
        if advert.is_running():
            mark, word = "live", _("Running")
        elif advert.begins_at > clock.now():
            mark, word = "held", _("Comes")
        else:
            mark, word = "draft", _("Ended")
        return format_html('<span class="badge badge--{}">{}</span>', mark, word)

    @admin.display(description=gettext_lazy("seen"))
    def seen(self, advert: Any) -> int:
        return int(advert.seen)

    @admin.display(description=gettext_lazy("followed"))
    def followed(self, advert: Any) -> int:
        return int(advert.followed)

    @admin.display(description=gettext_lazy("counted"))
    def counts(self, advert: Advert) -> str:
        """The last days as a table, and the whole above them."""
        days = AdvertDay.objects.of(advert)[:DAYS_SHOWN] if advert.pk else []
        return render_to_string("admin/adverts/_counts.html", {"advert": advert, "days": days})
