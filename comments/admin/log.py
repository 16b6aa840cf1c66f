"""The log of decisions at the desk: who decided what, when, why, and on which version."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from comments import decisions
from comments.decisions import A_PAGE, VERBS, Wish
from comments.models import Comment
from comments.rights import may_moderate, sections_of

DATE = {"type": "date"}


class LogForm(forms.Form):
    by = forms.ModelChoiceField(
        label=gettext_lazy("Who"),
        queryset=User.objects.filter(is_staff=True).order_by("username"),
        required=False,
        empty_label=gettext_lazy("everybody"),
    )
    verb = forms.ChoiceField(
        label=gettext_lazy("What"),
        choices=[("", gettext_lazy("everything")), *VERBS.items()],
        required=False,
    )
    since = forms.DateField(
        label=gettext_lazy("From"), required=False, widget=forms.DateInput(attrs=DATE)
    )
    until = forms.DateField(
        label=gettext_lazy("To"), required=False, widget=forms.DateInput(attrs=DATE)
    )
    words = forms.CharField(
        label=gettext_lazy("Words of the reason or the headline"), required=False, max_length=100
    )
    before = forms.IntegerField(
        required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput
    )


def log_page(request: HttpRequest) -> HttpResponse:
    """Shows a page of the log; what is looked for stands in the address."""
    if not may_moderate(request.user):
        raise PermissionDenied
    form = LogForm(request.GET)
    sections = sections_of(request.user)
    found = decisions.entries(_wish(form), sections) if form.is_valid() else []
    context = {
        **admin.site.each_context(request),
        "title": _("Log of decisions"),
        "opts": Comment._meta,
        "form": form,
        "entries": [(entry, VERBS.get(entry.verb, entry.verb)) for entry in found[:A_PAGE]],
        "next": _next(request, found) if len(found) > A_PAGE else "",
    }
    return TemplateResponse(request, "admin/comments/comment/log.html", context)


def _wish(form: LogForm) -> Wish:
    facts: dict[str, Any] = form.cleaned_data
    return Wish(**(facts | {"by": facts["by"].pk if facts["by"] else None}))


def _next(request: HttpRequest, found: list[Any]) -> str:
    asked = {name: value for name, value in request.GET.items() if name != "before"}
    return "?" + urlencode(asked | {"before": found[A_PAGE - 1].pk})
