"""What every page of the desk shares: our history instead of Django's log, and careful saves."""

from collections.abc import Mapping
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import Model, QuerySet
from django.forms import ModelForm, model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from press import history
from press.choosing import ChoosingAdmin
from press.history.models import Entry
from press.lists import BoundedAdmin
from press.meeting import Meeting
from press.pages.keys import key_of, touch
from press.removing import RemovingAdmin
from press.sending import is_brought_back, sending

# So many versions stand on a page.
VERSIONS = 50


def number_in(data: Mapping[str, str], name: str, *, digits: int = 18) -> int:
    """Return the whole number that a browser has sent under `name`; 0 for none and for rubbish."""
    text = data.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else 0


def versions_asked(request: HttpRequest, rows: "QuerySet[Any]", key: str = "pk") -> dict[str, Any]:
    """Return what a list of versions shows, the newest first, by their growing `key`: fifty
    `versions` from that on which `before` names, and where the `older` ones begin."""
    if before := number_in(request.GET, "before"):
        rows = rows.filter(**{f"{key}__lt": before})
    found = list(rows[: VERSIONS + 1])
    older = getattr(found[VERSIONS - 1], key) if len(found) > VERSIONS else None
    return {"versions": found[:VERSIONS], "older": older}


class BroughtBack(ModelForm):
    """Words out of a browser's copy: shown, merged with what others saved since, and not saved
    before somebody has looked at them."""

    def is_valid(self) -> bool:
        super().is_valid()
        return False


class RecordedAdmin(RemovingAdmin, ChoosingAdmin, BoundedAdmin):
    """An admin page whose saves are entries of our history, instead of Django's own log.

    If somebody else saved a row while it was changed here, the form merges, and asks about what
    both changed. What a save replaces or removes of texts stands in its entry.
    """

    # A form that merges in a way of its own says no.
    merges = True

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **options)
        bases: list[type[ModelForm]] = [Meeting] if self.merges and obj is not None else []
        if is_brought_back(request):
            bases.insert(0, BroughtBack)
        return type(form.__name__, (*bases, form), {}) if bases else form

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any
    ) -> HttpResponse:
        """Let a script send the form, and keep a copy of it."""
        context |= sending(request, context["media"])
        return super().render_change_form(request, context, *args, **options)

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        row = super().get_object(request, object_id, from_field)
        if row is None or request.method != "POST" or not connection.in_atomic_block:
            return row
        # Two saves of one row take their turns, and the second reads what the first wrote.
        self.model._base_manager.select_for_update().filter(pk=row.pk).first()
        return super().get_object(request, object_id, from_field)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        self.settle(request, form, *formsets)

    def settle(self, request: HttpRequest, form: Any, *lines: Any) -> None:
        """Say what came in from others with this save, and keep what the person gave up."""
        met = [each for each in (form, *lines) if hasattr(each, "came_in")]
        if came_in := [name for each in met for name in each.came_in]:
            said = _("Merged with what was saved while you were writing: %(fields)s.")
            self.message_user(request, said % {"fields": ", ".join(came_in)})
        if given_up := {name: words for each in met for name, words in each.given_up.items()}:
            history.record(form.instance, "gave up words", by=request.user, detail=given_up)

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        message = super().construct_change_message(request, form, formsets, add)
        was = {name: form.initial.get(name) for name in form.changed_data}
        return [*message, {"was": _texts_of(was)}]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """No patterns in addresses: a broken one is a database error, a slow one its load."""
        if lookup.endswith(("__regex", "__iregex")):
            return False
        return super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> None:  # type: ignore[override]
        history.record(obj, "added", by=request.user)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> None:  # type: ignore[override]
        detail: dict[str, Any] = {"fields": _changed(message)}
        detail |= {deed: rows for deed in ("added", "deleted") if (rows := _below(message, deed))}
        was = [part["was"] for part in message if part.get("was")]
        if was:
            detail["was"] = was[0]
        history.record(obj, "changed", by=request.user, detail=detail)

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:  # type: ignore[override]
        for row in queryset:
            was = _texts_of(model_to_dict(row))
            history.record(row, "deleted", by=request.user, detail={"was": was})

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("History of “%(name)s”") % {"name": row},
            "original": row,
            "opts": self.opts,
            "entries": Entry.objects.about(row).with_actors()[:200],
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/object_history.html", context)


class KeyedAdmin(RecordedAdmin):
    """An admin page of plain facts that reader pages show: saving and deleting touch their keys."""

    def keys_of(self, row: Any) -> list[str]:
        return [key_of(row)]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        touch(self.keys_of(form.instance))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        touch(self.keys_of(obj))
        super().delete_model(request, obj)


class VerbAdmin(RecordedAdmin):
    """An admin page that saves by verbs, which write the history themselves."""

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> None:  # type: ignore[override]
        pass

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> None:  # type: ignore[override]
        pass

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:  # type: ignore[override]
        pass


def _texts_of(facts: Mapping[str, Any]) -> dict[str, str]:
    """The texts among these facts, which somebody has typed."""
    return {name: value for name, value in facts.items() if value and isinstance(value, str)}


def _below(message: Any, deed: str) -> list[str]:
    """Name the rows below the changed one that were added or deleted with it."""
    return [str(part[deed].get("object", "")) for part in message if part.get(deed)]


def _changed(message: Any) -> list[str]:
    """Return the names of the changed fields out of Django's structured change message."""
    return [
        str(field)
        for part in message
        if isinstance(part, dict)
        for field in part.get("changed", {}).get("fields", [])
    ]
