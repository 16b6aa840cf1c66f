"""Answering a reader at the desk, under one's own login: readers see that the newsroom speaks."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from comments import moderation
from comments.forms import ChangeForm
from comments.models import Comment
from comments.models.comment import NAME_LENGTH
from comments.moderation import Refused


def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """A form below a public comment; for moderators, and for the authors of its article."""
    parent = get_object_or_404(Comment.objects.public().for_permalink(), pk=pk)
    if not moderation.speaks_for_us(request.user, parent.article):
        raise PermissionDenied
    form = ChangeForm(request.POST or None)
    refusal: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            given = _post(request, parent, form.cleaned_data["text"])
        except Refused as problem:
            refusal = problem
        else:
            messages.success(request, _("Your answer is public."))
            return HttpResponseRedirect(given.get_absolute_url())
    context = {
        **admin.site.each_context(request),
        "title": _("Answer %(name)s") % {"name": parent.name},
        "comment": parent,
        "form": form,
        "refusal": refusal.sentence if refusal else "",
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return TemplateResponse(request, "admin/comments/answer.html", context, status=status)


def _post(request: HttpRequest, parent: Comment, text: str) -> Comment:
    user = request.user
    name = (user.get_full_name() or user.get_username())[:NAME_LENGTH]  # type: ignore[union-attr]
    return moderation.post(parent.article, name=name, text=text, parent=parent, by=user)
