"""Removing at the desk: first it says what is lost and how much; what others need is refused."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, ProtectedError, QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

REMOVED_AT_MOST = 200


class RemovingAdmin(admin.ModelAdmin):
    """An admin page that asks in sentences of its own before it removes.

    Django's page would load and name every row that hangs on those to be removed.
    """

    def losses(self, row: Any) -> list[str]:
        """What readers and colleagues lose with `row`, a sentence each."""
        return []

    def refusals(self, row: Any) -> list[str]:
        """Why `row` can't be removed at present, a sentence each."""
        return []

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        rows = list(objs[: REMOVED_AT_MOST + 1])
        if len(rows) > REMOVED_AT_MOST:
            said = _("Choose at most %(count)s at a time; nothing was done.")
            return [], {}, set(), [said % {"count": REMOVED_AT_MOST}]
        may = self.has_delete_permission
        lacking = {self.opts.verbose_name for row in rows if not may(request, row)}
        refused = [format_html("{}: {}", row, said) for row in rows for said in self.refusals(row)]
        lost: list[Any] = []
        for row in rows:
            lost += [format_html("<strong>{}</strong>", row), self.losses(row)]
        return lost, {}, lacking, refused

    def remove_one(self, request: HttpRequest, row: Any) -> bool:
        """Remove one of several rows; whether it was still there. Raises what refuses it."""
        with transaction.atomic():
            still = self.model._base_manager.select_for_update().filter(pk=row.pk)
            if still.first() is None:
                return False
            self.log_deletions(request, self.model._base_manager.filter(pk=row.pk))
            self.delete_model(request, row)
        return True

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        try:
            return super().delete_view(request, object_id, extra_context)
        except ProtectedError:  # Somebody took it up after the page had asked.
            said = _("Something uses it since a moment ago, so it wasn't removed. Look again.")
            self.message_user(request, said, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())


@admin.action(permissions=["delete"], description=gettext_lazy("Remove …"))
def remove_selected(desk: Any, request: HttpRequest, rows: QuerySet[Any]) -> Any:
    """Ask, as Django's action does; then remove row by row, and say what became of each: somebody
    else may have removed one, or taken it up, since the page has asked."""
    _lost, _many, lacking, refused = desk.get_deleted_objects(rows, request)
    if not request.POST.get("post") or lacking or refused:
        return delete_selected(desk, request, rows)
    found = list(rows)
    removed = refusals = 0
    for row in found:
        name = str(row)
        try:
            removed += desk.remove_one(request, row)
        except (ProtectedError, ValidationError) as refusal:
            refusals += 1
            why = getattr(refusal, "messages", [_("Something uses it since a moment ago.")])
            desk.message_user(request, f"{name}: {' '.join(why)}", messages.ERROR)
    chosen = len(request.POST.getlist(ACTION_CHECKBOX_NAME))
    _say(desk, request, removed, chosen - refusals - removed)
    return None


def _say(desk: RemovingAdmin, request: HttpRequest, removed: int, already: int) -> None:
    if removed:
        said = ngettext("%(count)d is removed.", "%(count)d are removed.", removed)
        desk.message_user(request, said % {"count": removed}, messages.SUCCESS)
    if already > 0:
        said = ngettext(
            "%(count)d was removed by somebody else meanwhile.",
            "%(count)d were removed by somebody else meanwhile.",
            already,
        )
        desk.message_user(request, said % {"count": already}, messages.WARNING)


def gone(row: Model) -> str:
    """The sentence about the page of a row."""
    address = row.get_absolute_url()  # type: ignore[attr-defined]
    return _("Readers at %(address)s are told that the page is gone (410).") % {"address": address}
