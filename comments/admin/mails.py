"""The pages at the desk on which people choose how often they hear of comments by mail."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from comments import answered, watching
from comments.models import Comment, ReplyWatch, Watch
from comments.models.watch import Wish
from comments.rights import may_moderate


class WishForm(forms.Form):
    every = forms.TypedChoiceField(choices=Wish.Every, coerce=int, widget=forms.RadioSelect)

    def __init__(self, data: Any, label: str, wish: Wish | None) -> None:
        super().__init__(data, initial={"every": wish.every if wish else Wish.Every.NEVER})
        self.fields["every"].label = label


def mails_page(request: HttpRequest) -> HttpResponse:
    """Shows a moderator's present choice; a POST is the verb `watching.choose`."""
    if not may_moderate(request.user):
        raise PermissionDenied
    watch = Watch.objects.filter(moderator=request.user.pk).first()
    form = WishForm(request.POST or None, _("Mail me about waiting comments"), watch)
    if request.method == "POST" and form.is_valid():
        watching.choose(request.user, form.cleaned_data["every"])
        return _kept(request)
    return _page(request, form, about="waiting")


def mails_about_replies(request: HttpRequest) -> HttpResponse:
    """The same for authors, about replies to their articles; a POST is `answered.choose`."""
    if not answered.is_author(request.user):
        raise PermissionDenied(_("Only who is the author of articles hears of their replies."))
    watch = ReplyWatch.objects.filter(writer=request.user.pk).first()
    form = WishForm(request.POST or None, _("Mail me about replies to my articles"), watch)
    if request.method == "POST" and form.is_valid():
        answered.choose(request.user, form.cleaned_data["every"])
        return _kept(request)
    return _page(request, form, about="replies")


def _kept(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("It holds from now on, for what comes in."))
    return HttpResponseRedirect(request.path)


def _page(request: HttpRequest, form: WishForm, *, about: str) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": _("Mails about comments") if about == "waiting" else _("Mails about replies"),
        "opts": Comment._meta,
        "form": form,
        "about": about,
    }
    page = "admin/comments/comment/mails.html"
    return TemplateResponse(request, page, context, status=422 if form.errors else 200)
