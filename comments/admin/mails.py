"""The page at the desk on which moderators choose how often comments that wait are mailed."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments import moderation, watching
from comments.models import Comment, Watch


class WatchForm(forms.Form):
    every = forms.TypedChoiceField(
        label=gettext_lazy("Mail me about waiting comments"),
        choices=Watch.Every,
        coerce=int,
        widget=forms.RadioSelect,
    )


def mails_page(request: HttpRequest) -> HttpResponse:
    """Shows the present choice; a POST is the verb `watching.choose`."""
    if not moderation.may_moderate(request.user):
        raise PermissionDenied
    watch = Watch.objects.filter(moderator=request.user.pk).first()
    form = WatchForm(request.POST or None, initial={"every": watch.every if watch else 0})
    if request.method == "POST" and form.is_valid():
        watching.choose(request.user, form.cleaned_data["every"])
        messages.success(request, _("It holds from now on, for what comes in."))
        return HttpResponseRedirect(request.path)
    context = {
        **admin.site.each_context(request),
        "title": _("Mails about comments"),
        "opts": Comment._meta,
        "form": form,
    }
    page = "admin/comments/comment/mails.html"
    return TemplateResponse(request, page, context, status=422 if form.errors else 200)
