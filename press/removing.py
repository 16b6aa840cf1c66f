"""Removing at the desk: first it says what is lost and how much; what others need is refused."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Model, ProtectedError, QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.translation import gettext as _

# "1,000+" beyond it; a question must not cost more than its answer.
COUNTED_AT_MOST = 1_000
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

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        try:
            return super().delete_view(request, object_id, extra_context)
        except ProtectedError:  # Somebody took it up after the page had asked.
            said = _("Something uses it since a moment ago, so it wasn't removed. Look again.")
            self.message_user(request, said, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())


def counted(rows: QuerySet[Any]) -> dict[str, Any]:
    """Count rows as far as a sentence needs it: `number` for its grammar, `many` for its words."""
    number = rows.order_by()[: COUNTED_AT_MOST + 1].count()
    return {
        "number": number,
        "many": f"{COUNTED_AT_MOST:,}+" if number > COUNTED_AT_MOST else number,
    }


def gone(row: Model) -> str:
    """The sentence about the page of a row."""
    address = row.get_absolute_url()  # type: ignore[attr-defined]
    return _("Readers at %(address)s are told that the page is gone (410).") % {"address": address}
