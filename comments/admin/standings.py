"""People at the desk: banning, holding, trusting, notes, and the list of all such decisions."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from comments import standings
from comments.models import Comment, Standing
from comments.models.standing import NOTE_LENGTH, REASON_LENGTH
from comments.people import Writer, writer_of
from comments.rights import may_moderate_all
from press import clock
from press.desk import VerbAdmin
from press.sending import is_brought_back, sending

FOR_GOOD = "0"
DAYS = [
    ("1", gettext_lazy("a day")),
    ("7", gettext_lazy("a week")),
    ("30", gettext_lazy("30 days")),
    ("90", gettext_lazy("90 days")),
    (FOR_GOOD, gettext_lazy("for good (an email address only)")),
]


class StandingForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("What"), choices=Standing.Kind, widget=forms.RadioSelect
    )
    known_by = forms.MultipleChoiceField(
        label=gettext_lazy("Known by"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "A network may be a whole school or office; the browser in its network is narrower."
        ),
    )
    days = forms.ChoiceField(label=gettext_lazy("For"), choices=DAYS, initial="7")
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=REASON_LENGTH,
        help_text=gettext_lazy("For colleagues; the person reads only that, and until when."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    def __init__(self, data: Any, writer: Writer) -> None:
        super().__init__(data)
        self.fields["known_by"].choices = writer.known_by  # type: ignore[attr-defined]

    def ends_at(self) -> datetime | None:
        days = int(self.cleaned_data["days"])
        return clock.now() + timedelta(days=days) if days else None


def standing_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks what shall hold for who wrote a comment; a POST is the verb `standings.give`."""
    comment = _comment_or_404(request, pk)
    writer = writer_of(comment)
    form = StandingForm(request.POST or None, writer)
    is_sent = request.method == "POST" and not is_brought_back(request)
    if is_sent and form.is_valid() and _given(request, comment, form):
        return HttpResponseRedirect(person_address(comment))
    context = _about(request, comment, form) | {
        "title": _("Ban, hold or trust"),
        "writer": writer,
    }
    page = "admin/comments/comment/standing.html"
    return TemplateResponse(request, page, context, status=422 if is_sent else 200)


def _about(request: HttpRequest, comment: Comment, form: forms.Form) -> dict[str, Any]:
    """The context of a page with a form about the writer of a comment."""
    return {
        **admin.site.each_context(request),
        **sending(request),
        "opts": Comment._meta,
        "comment": comment,
        "form": form,
        "back": person_address(comment),
    }


def _given(request: HttpRequest, comment: Comment, form: StandingForm) -> bool:
    facts = form.cleaned_data
    try:
        standings.give(
            comment,
            kind=facts["kind"],
            known_by=facts["known_by"],
            reason=facts["reason"],
            ends_at=form.ends_at(),
            by=request.user,
        )
    except ValidationError as problem:
        form.add_error(None, " ".join(problem.messages))
        return False
    messages.success(request, _("It holds from now on; it can be lifted at any time."))
    return True


class NoteForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("A note for colleagues"),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


def note_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a note about who wrote a comment, and return to their page."""
    comment = _comment_or_404(request, pk)
    form = NoteForm(request.POST or None)
    is_sent = request.method == "POST" and not is_brought_back(request)
    if is_sent and form.is_valid():
        try:
            standings.note(comment, text=form.cleaned_data["text"], by=request.user)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            return HttpResponseRedirect(person_address(comment))
    context = _about(request, comment, form) | {"title": _("A note for colleagues")}
    page = "admin/comments/comment/note.html"
    return TemplateResponse(request, page, context, status=422 if is_sent else 200)


@require_POST
def lift_page(request: HttpRequest, pk: int, standing: int) -> HttpResponse:
    """Lift one decision about a person, and return to their page."""
    comment = _comment_or_404(request, pk)
    _lift(request, get_object_or_404(Standing, pk=standing))
    return HttpResponseRedirect(person_address(comment))


def person_address(comment: Comment) -> str:
    """The address of everything that the comment's writer wrote."""
    return f"{reverse('admin:comments_comment_changelist')}?queue=all&person={comment.pk}"


def _comment_or_404(request: HttpRequest, pk: int) -> Comment:
    if not may_moderate_all(request.user):
        raise PermissionDenied
    return get_object_or_404(Comment.objects.for_queue(), pk=pk)


def _lift(request: HttpRequest, standing: Standing) -> None:
    try:
        standings.lift(standing, by=request.user)
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
    else:
        messages.success(request, _("“%(what)s” is lifted.") % {"what": standing})


@admin.register(Standing)
class StandingAdmin(VerbAdmin):
    """All that was ever decided about people; made from a comment, lifted here or there."""

    list_display = ["kind", "known_by", "reason", "given_by", "given_at", "ends_at", "lifted_at"]
    list_display_links = None
    list_filter = ["kind", "known_by", ("lifted_at", admin.EmptyFieldListFilter)]
    search_fields = ["reason"]
    list_select_related = ["given_by", "because_of"]
    actions = ["lift_selected"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return may_moderate_all(request.user)

    @admin.action(permissions=["moderate"], description=gettext_lazy("Lift selected"))
    def lift_selected(self, request: HttpRequest, queryset: QuerySet[Standing]) -> None:
        for standing in queryset:
            _lift(request, standing)
