"""The outbox at the desk: what was sent, what was not and why. Read by those who may."""

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from press import history
from press.desk import VerbAdmin
from press.lists import SearchesNewest
from press.mail import outbox
from press.mail.models import Message


@admin.register(Message)
class MessageAdmin(SearchesNewest, VerbAdmin):
    list_display = ["subject", "recipient", "state", "queued_at", "attempts", "last_error"]
    list_filter = ["state", "urgent"]
    search_fields = ["recipient", "subject"]
    date_hierarchy = "queued_at"
    actions = ["send_again"]
    fields = (
        *("state", "last_error", "recipient", "subject", "text", "headers", "key", "urgent"),
        *("queued_at", "attempts", "claimed_at", "due_at", "sent_at"),
    )
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_resend_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("mail.change_message")

    @admin.action(permissions=["resend"], description=_("Send again"))
    def send_again(self, request: HttpRequest, queryset: QuerySet[Message]) -> None:
        """Send again those that failed or aren't known; each is one verb with one entry."""
        again = 0
        for message in queryset:
            try:
                with transaction.atomic():
                    outbox.resend(message)
                    history.record(message, "sent again", by=request.user)
            except outbox.CantSendAgain as problem:
                self.message_user(request, str(problem), messages.WARNING)
            else:
                again += 1
        if again:
            words = ngettext("%(n)d mail is sent again.", "%(n)d mails are sent again.", again)
            self.message_user(request, words % {"n": again}, messages.SUCCESS)
