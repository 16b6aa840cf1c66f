"""The clock at the desk: what is due, what was done, and how late."""

from datetime import timedelta

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from press import clock
from press.clock.models import Moment
from press.lists import BoundedAdmin


class DoneFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [("coming", _("Coming")), ("overdue", _("Overdue")), ("done", _("Done"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Moment]) -> QuerySet[Moment]:
        if self.value() == "coming":
            return queryset.filter(done_at__isnull=True, due_at__gt=clock.now())
        if self.value() == "overdue":
            return queryset.filter(done_at__isnull=True, due_at__lte=clock.now())
        return queryset.filter(done_at__isnull=False) if self.value() else queryset


@admin.register(Moment)
class MomentAdmin(BoundedAdmin):
    list_display = ["due_at", "what", "label", "state"]
    list_display_links = ["due_at"]
    list_filter = [DoneFilter]
    list_per_page = 50
    fields = ["due_at", "what", "label", "done_at", "state", "last_error"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Moment]:
        return Moment.objects.acts()

    @admin.display(description=gettext_lazy("act"))
    def what(self, moment: Moment) -> str:
        return moment.what

    @admin.display(description=gettext_lazy("state"))
    def state(self, moment: Moment) -> str:
        """Done, with how late; or waiting; or in red what should be done by now."""
        badge = '<span class="badge badge--{}">{}</span>'
        if moment.lateness is not None:
            return format_html(
                badge, "live", _("Done, %(late)s") % {"late": spoken(moment.lateness)}
            )
        if moment.due_at is not None and moment.due_at > clock.now():
            return format_html(badge, "held", _("Waits"))
        return format_html(badge, "bad", moment.last_error or _("Overdue"))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def spoken(late: timedelta) -> str:
    """Return a lateness as people say it."""
    seconds = round(late.total_seconds())
    if seconds < 120:
        return ngettext("%(n)d second late", "%(n)d seconds late", seconds) % {"n": seconds}
    minutes = seconds // 60
    return ngettext("%(n)d minute late", "%(n)d minutes late", minutes) % {"n": minutes}
