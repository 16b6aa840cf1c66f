"""Subscribers at the desk: read, and taken off the list by the verb."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsletters import subscribing
from newsletters.models import Subscriber
from press.desk import VerbAdmin


@admin.register(Subscriber)
class SubscriberAdmin(VerbAdmin):
    list_display = ["email", "state", "asked_at", "confirmed_at", "left_at"]
    list_filter = ["state"]
    search_fields = ["email"]
    fields = ["email", "language", "state", "asked_at", "confirmed_at", "left_at"]
    readonly_fields = ["email", "language", "state", "asked_at", "confirmed_at", "left_at"]
    actions = ["take_off"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Subscriber | None = None) -> bool:
        return False

    @admin.action(description=gettext_lazy("Take off the list"), permissions=["change"])
    def take_off(self, request: HttpRequest, subscribers: QuerySet[Subscriber]) -> None:
        """For people who write to the newspaper instead of following the link in their mail."""
        for subscriber in subscribers:
            subscribing.leave(subscriber, by=request.user)
            said = _("%(email)s is off the list.") % {"email": subscriber.email}
            self.message_user(request, said, messages.SUCCESS)
