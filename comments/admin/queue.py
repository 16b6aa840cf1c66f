"""Comments at the desk: the queues, in which every button is a verb of `moderation`."""

import re
from collections.abc import Callable, Collection
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.html import format_html
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.admin.editing import edit_page
from comments.admin.figures import figures_page
from comments.admin.filter import filter_page
from comments.admin.log import log_page
from comments.admin.mails import mails_page
from comments.admin.standings import lift_page, note_page, standing_page
from comments.admin.waves import (
    WAVE_DECIDED,
    FurtherWaves,
    WaveFilter,
    decide_wave,
    lines_above,
    take_back_wave,
)
from comments.cards import BADGES, KEEP, UNDO, VERBS, Card, Order, Verb, cards_of, orders_in
from comments.models import Comment, QueueCount
from comments.models.wording import WHY_LENGTH
from comments.people import writer_of
from comments.queues import BY_NAME, IN_LINES, counted_in, in_words
from comments.rights import may_moderate, may_moderate_all, sections_of
from press import clock
from press.desk import VerbAdmin
from press.lists import SearchesNewest
from press.sending import sending

WAITING, ALL = Comment.Status.WAITING, "all"
DECIDED = "comments decided"
# Pages beside the queues; most are about one comment or its writer.
PAGES: list[tuple[str, Callable[..., HttpResponse], str]] = [
    ("filter/", filter_page, "filter"),
    ("log/", log_page, "log"),
    ("figures/", figures_page, "figures"),
    ("mails/", mails_page, "mails"),
    ("<int:pk>/edit/", edit_page, "edit"),
    ("<int:pk>/standing/", standing_page, "standing"),
    ("<int:pk>/note/", note_page, "note"),
    ("<int:pk>/lift/<int:standing>/", lift_page, "lift"),
]


class QueueFilter(admin.SimpleListFilter):
    """Which queue: what waits, unless another one is asked for."""

    title = gettext_lazy("queue")
    parameter_name = "queue"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*((name, queue.label) for name, queue in BY_NAME.items()), (ALL, _("All"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Comment]) -> QuerySet[Comment]:
        queue = BY_NAME.get(self.value() or WAITING)
        if queue is None:
            return queryset
        queryset = queryset.filter(**queue.facts)
        # What stands in a wave is one line above the queue, of which this is all.
        in_lines = queue.name in IN_LINES and WaveFilter.parameter_name not in request.GET
        return queryset.filter(wave=None) if in_lines else queryset


class RuleFilter(admin.SimpleListFilter):
    """Only what one rule spoke of."""

    title = gettext_lazy("held by rule")
    parameter_name = "rule"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(BADGES.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Comment]) -> QuerySet[Comment]:
        rule = self.value()
        return queryset.filter(verdicts__contains=[{"rule": rule}]) if rule else queryset


class PersonFilter(admin.SimpleListFilter):
    """Everything that the writer of one comment wrote: its key is the parameter."""

    title = gettext_lazy("person")
    parameter_name = "person"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("", "")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Comment]) -> QuerySet[Comment]:
        if not self.value():
            return queryset
        comment = person_in(request)
        return queryset.by_writer_of(comment) if comment else queryset.none()  # type: ignore[attr-defined]


def person_in(request: HttpRequest) -> Comment | None:
    """The comment by whose writer the address asks, or None."""
    pk = request.GET.get(PersonFilter.parameter_name, "")
    if not re.fullmatch(r"[0-9]{1,18}", pk, re.ASCII):
        return None
    theirs = Comment.objects.for_queue().in_sections(sections_of(request.user))
    return theirs.filter(pk=pk).first()


@admin.register(Comment)
class CommentAdmin(SearchesNewest, VerbAdmin):
    list_display = ["name", "created_at"]
    list_display_links = None
    list_filter = [QueueFilter, RuleFilter, PersonFilter, WaveFilter, FurtherWaves]
    list_per_page = 25
    sortable_by = ()
    search_fields = ["name", "email", "site", "text"]
    actions = None
    change_list_template = "admin/comments/comment/change_list.html"
    readonly_fields = ["answered", "words", "reasons", "state"]
    fields = [
        *("article", "answered", "name", "email", "site", "by", "words", "state", "reasons"),
        *("created_at", "decided_at", "version"),
    ]

    class Media:
        js = [Script("js/moderation.js", type="module")]

    # Who may: nobody writes here, decisions need their own right.

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Comment | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Comment | None = None) -> bool:
        return False

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return may_moderate(request.user)

    def get_urls(self) -> list[Any]:
        pages = [
            path(address, self.admin_site.admin_view(page), name=f"comments_comment_{name}")
            for address, page, name in PAGES
        ]
        return [*pages, *super().get_urls()]

    # What is seen.

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comment]:
        """Whoever is limited to sections sees what stands below their articles."""
        return Comment.objects.for_queue().in_sections(sections_of(request.user))

    def get_ordering(self, request: HttpRequest) -> Any:
        """What waits longest comes first; of what is decided, the newest."""
        queue = BY_NAME.get(request.GET.get(QueueFilter.parameter_name, WAITING))
        return queue.order if queue else ["-created_at", "-pk"]

    @admin.display(description=gettext_lazy("answers"))
    def answered(self, comment: Comment) -> str:
        parent = comment.parent
        return f"{parent.name}: {parent.text}" if parent else ""

    @admin.display(description=gettext_lazy("words"))
    def words(self, comment: Comment) -> str:
        return comment.text

    @admin.display(description=gettext_lazy("status"))
    def state(self, comment: Comment) -> str:
        return comment.get_status_display()

    @admin.display(description=gettext_lazy("what the rules said"))
    def reasons(self, comment: Comment) -> str:
        return " ".join(reason for _badge, reason in Card(comment).reasons)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.method == "POST":
            return self._decide_all(request)
        response = super().changelist_view(request, extra_context)
        context = getattr(response, "context_data", None) or {}
        if "cl" in context:
            context |= self._queue(request, context["cl"])
        return response

    def _queue(self, request: HttpRequest, changes: ChangeList) -> dict[str, Any]:
        """What the template of the list shows beside Django's own context."""
        chosen = request.GET.get(QueueFilter.parameter_name, WAITING)
        oldest = _oldest(changes, request)
        person, sections = person_in(request), sections_of(request.user)
        is_limited = sections is not None
        numbers = QueueCount.objects.numbers() if sections is None else counted_in(sections)
        return {
            "title": _("Comments"),
            "cards": cards_of(changes.result_list, may_trust=not is_limited),
            "tabs": _tabs(str(chosen), numbers, sections),
            "sections": ", ".join(sections.values()) if sections is not None else None,
            "writer": writer_of(person) if person else None,
            "note_media": sending(request)["media"] if person else "",
            "verbs": _verbs(str(chosen)),
            "waited": timesince(oldest, clock.now()) if oldest else "",
            "rules": _rules(str(chosen), request.GET.get(RuleFilter.parameter_name, ""), sections),
            "undo": UNDO if {DECIDED, WAVE_DECIDED} & set(request.session.keys()) else None,
            "may_decide": self.has_moderate_permission(request),
            "former_page": _page_link(changes, changes.page_num - 1),
            "next_page": _page_link(changes, changes.page_num + 1),
            "may_decide_all": may_moderate_all(request.user),
            # A wave goes over the whole newspaper.
            **({} if is_limited else lines_above(str(chosen), request, numbers)),
        }

    # What is decided: one verb for each comment, and one sentence about how it went.

    def _decide_all(self, request: HttpRequest) -> HttpResponse:
        if not self.has_moderate_permission(request):
            raise PermissionDenied
        if pressed := request.POST.get("wave", ""):
            decide_wave(request, pressed)
            request.session.pop(DECIDED, None)
            return HttpResponseRedirect(request.get_full_path())
        decide = request.POST.get("decide", "")
        if decide == UNDO.name and WAVE_DECIDED in request.session:
            take_back_wave(request)
            return HttpResponseRedirect(request.get_full_path())
        if decide == UNDO.name:
            orders = orders_in(decide, request.session.pop(DECIDED, []))
        else:
            orders = orders_in(decide, request.POST.getlist("selected"))
        if not orders:
            sentence = _("Nothing was decided: tick comments first, then choose what to do.")
            self.message_user(request, sentence, messages.WARNING)
        comments = _comments_of(request, orders)
        why = request.POST.get("why", "").replace("\0", "")[:WHY_LENGTH]
        decided = [self._decide(request, order, comments.get(order.pk), why) for order in orders]
        if decide != UNDO.name:
            # What the next press of "Take back" means: each comment at the version made now.
            request.session.pop(WAVE_DECIDED, None)
            request.session[DECIDED] = [Card(comment).seen for comment in decided if comment]
        return HttpResponseRedirect(request.get_full_path())

    def _decide(
        self, request: HttpRequest, order: Order, comment: Comment | None, why: str
    ) -> Comment | None:
        if comment is None:
            sentence = _("A comment that you decided about doesn’t exist any more.")
            self.message_user(request, sentence, messages.WARNING)
            return None
        try:
            comment = order.verb.act(comment, by=request.user, seen=order.seen, why=why)
        except ValidationError as refusal:
            facts = {"name": comment.name, "sentence": " ".join(refusal.messages)}
            sentence = _("Nothing changed for the comment of %(name)s. %(sentence)s") % facts
            self.message_user(request, sentence, messages.WARNING)
            return None
        said = format_html("{}", order.verb.done % {"name": comment.name})
        if comment.is_public():
            link = format_html(' <a href="{}">{}</a>', comment.get_absolute_url(), _("Look at it."))
            said = format_html("{}{}", said, link)
        self.message_user(request, said, messages.SUCCESS)
        return comment


def _comments_of(request: HttpRequest, orders: list[Order]) -> dict[int, Comment]:
    """The comments that orders are about; one of another's sections, and none is carried out."""
    comments = Comment.objects.for_queue().in_bulk([order.pk for order in orders])
    if not all(may_moderate(request.user, comment.article) for comment in comments.values()):
        raise PermissionDenied
    return comments


def _oldest(changes: ChangeList, request: HttpRequest) -> Any:
    """Since when the oldest has waited: it opens the queue, which then needn't be asked again."""
    is_plain = not set(request.GET) - {QueueFilter.parameter_name}
    if is_plain and request.GET.get(QueueFilter.parameter_name, WAITING) == WAITING:
        for first in changes.result_list[:1]:
            return first.created_at
    return Comment.objects.in_queue_of(sections_of(request.user)).oldest_waiting()


def _verbs(chosen: str) -> list[Verb]:
    """What can be done with all that is ticked in a queue."""
    status = BY_NAME[chosen].facts.get("status") if chosen in BY_NAME else None
    fitting = [verb for verb in VERBS if verb.leads_to != status]
    return [KEEP, *fitting] if chosen == "reported" else fitting


def _tabs(
    chosen: str, numbers: dict[str, int], sections: Collection[int] | None
) -> list[tuple[str, Any, str, bool]]:
    """Each queue: the query of its address, its name, how many are in it, whether it is shown."""
    tabs: list[tuple[str, Any, str, bool]] = [
        (f"?queue={name}", queue.label, in_words(numbers.get(name, 0), sections), name == chosen)
        for name, queue in BY_NAME.items()
    ]
    return [*tabs, (f"?queue={ALL}", _("All"), "", chosen == ALL)]


def _rules(
    chosen: str, rule: str, sections: Collection[int] | None
) -> list[tuple[str, Any, int, bool]]:
    """The rules that hold what waits: query, name, number, whether it is shown."""
    if chosen not in {WAITING, "held"}:
        return []
    held = Comment.objects.held_by(sections)
    return [
        (
            f"?{urlencode({'queue': chosen, 'rule': name})}",
            BADGES.get(name, name),
            many,
            name == rule,
        )
        for name, many in held
    ]


def _page_link(changes: ChangeList, number: int) -> str:
    if not 1 <= number <= changes.paginator.num_pages:
        return ""
    return changes.get_query_string({PAGE_VAR: number})
