"""Redirects at the desk: exact ones, rules, tables in and out, and addresses not found."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from press import history
from press.desk import RecordedAdmin
from press.redirects import moving, rules, tables
from press.redirects.models import Missing, Redirect, Rule


class RedirectForm(forms.ModelForm):
    """One old path; a loop or a chain is refused in words."""

    class Meta:
        model = Redirect
        fields = ["old_path", "new_path"]

    def clean_old_path(self) -> str:
        return moving.tidied(self.cleaned_data["old_path"])

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if not self.errors:
            old = facts.get("old_path", self.instance.old_path)
            moving.check(old, moving.target(facts["new_path"]))
        return facts

    def validate_constraints(self) -> None:
        """`check` has asked for them: nobody reads the same sentence twice."""


class TableForm(forms.Form):
    """A file; when somebody has seen what it does, its words, as they were read from it."""

    table = forms.FileField(
        label=gettext_lazy("Table as CSV"),
        required=False,
        help_text=gettext_lazy(
            "Two columns: the old path and the new one; an empty new path means gone. "
            "A line whose old path is known changes that redirect: you are told which, first."
        ),
    )
    seen = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if not facts.get("table") and not facts.get("seen"):
            self.add_error("table", _("Choose a file."))
        return facts

    def data_of_table(self) -> bytes:
        if seen := self.cleaned_data["seen"]:
            return str(seen).encode()
        return bytes(self.cleaned_data["table"].read(tables.BYTES_AT_MOST + 1))


@admin.register(Redirect)
class RedirectAdmin(RecordedAdmin):
    form = RedirectForm
    change_list_template = "admin/redirects/redirect/change_list.html"
    list_display = ["old_path", "leads_to", "hits", "last_hit_at", "made_at"]
    search_fields = ["old_path", "new_path"]
    readonly_fields = ["hits", "last_hit_at", "made_at"]
    ordering = ["-hits", "old_path"]

    def get_readonly_fields(self, request: HttpRequest, obj: Redirect | None = None) -> list[str]:
        return ["old_path", *self.readonly_fields] if obj else []

    def save_model(self, request: HttpRequest, obj: Redirect, form: Any, change: bool) -> None:
        row = moving.lead(obj.old_path, obj.new_path)
        obj.pk, obj.made_at, obj._state.adding = row.pk, row.made_at, False

    def losses(self, row: Redirect) -> list[str]:
        return [_nothing_there(row.hits)]

    @admin.display(description=gettext_lazy("leads to"), ordering="new_path")
    def leads_to(self, row: Redirect) -> str:
        return row.new_path or _("gone (410)")

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("table/", view(self.table_out), name="redirects_redirect_table"),
            path("table/in/", view(self.table_in), name="redirects_redirect_table_in"),
            *super().get_urls(),
        ]

    def table_out(self, request: HttpRequest) -> StreamingHttpResponse:
        """All redirects as a file."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = Redirect.objects.order_by("old_path").iterator(2_000)
        answer = StreamingHttpResponse(tables.written(rows), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="redirects.csv"'
        return answer

    def table_in(self, request: HttpRequest) -> HttpResponse:
        """Take redirects out of a file: all of them, or none and a sentence for each bad line.

        First it says how many are new, and which would change: where those led is lost with it.
        """
        if not self.has_add_permission(request):
            raise PermissionDenied
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form, plan, seen = TableForm(*sent), None, ""
        if form.is_valid():
            table = form.data_of_table()
            try:
                plan = tables.planned(table)
            except ValidationError as error:
                form.add_error("table", error)
            else:
                if form.cleaned_data["seen"]:
                    self._take(request, table, plan)
                    return HttpResponseRedirect(reverse("admin:redirects_redirect_changelist"))
                seen = table.decode("utf-8-sig").replace("\0", "")
        context = {
            **self.admin_site.each_context(request),
            **{"title": _("Redirects out of a table"), "opts": self.opts, "form": form},
            **{"plan": plan, "seen": seen},
        }
        status = 422 if form.errors else 200
        return TemplateResponse(
            request, "admin/redirects/redirect/table_in.html", context, status=status
        )

    def _take(self, request: HttpRequest, table: bytes, plan: tables.Plan) -> None:
        was = {old: before for old, before, _after in plan.changed}
        rows = tables.take(table)
        for row in rows:
            detail = {"was": {"new_path": was[row.old_path]}} if row.old_path in was else {}
            history.record(row, "added by a table", by=request.user, detail=detail)
        said = ngettext(
            "%(count)d redirect is in effect.", "%(count)d redirects are in effect.", len(rows)
        )
        self.message_user(request, said % {"count": len(rows)}, messages.SUCCESS)


class RuleForm(forms.ModelForm):
    class Meta:
        model = Rule
        fields = ["old_pattern", "new_pattern", "position"]

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if not self.errors:
            try:
                rules.check(self.instance)
            except ValidationError as error:
                self.add_error(None, error)


@admin.register(Rule)
class RuleAdmin(RecordedAdmin):
    form = RuleForm
    list_display = ["old_pattern", "new_pattern", "position", "hits", "last_hit_at"]
    readonly_fields = ["hits", "last_hit_at"]

    def losses(self, row: Rule) -> list[str]:
        return [_nothing_there(row.hits)]

    def get_readonly_fields(self, request: HttpRequest, obj: Rule | None = None) -> list[str]:
        return ["hits", "last_hit_at"] if obj else []


@admin.register(Missing)
class MissingAdmin(RecordedAdmin):
    """What readers looked for in vain: one click from a redirect."""

    list_display = ["path", "hits", "first_at", "last_at", "lead_on"]
    list_display_links = None
    search_fields = ["path"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Missing | None = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("redirect"))
    def lead_on(self, row: Missing) -> SafeString:
        address = reverse("admin:redirects_redirect_add")
        query = urlencode({"old_path": row.path})
        return format_html('<a href="{}?{}">{}</a>', address, query, _("Lead on"))

    def losses(self, row: Missing) -> list[str]:
        return [_("Its count begins anew with the next reader.")]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Missing]:
        return super().get_queryset(request).order_by("-hits", "-last_at")


def _nothing_there(hits: int) -> str:
    words = ngettext(
        "Readers who come this way find nothing (404) from then on; %(count)s came until now.",
        "Readers who come this way find nothing (404) from then on; %(count)s came until now.",
        hits,
    )
    return words % {"count": hits}
