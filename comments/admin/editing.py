"""The page at the desk on which a moderator changes a comment's words, and sees all former ones."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments import editing
from comments.forms import text_field
from comments.models import Comment
from comments.models.wording import WHY_LENGTH
from comments.rights import may_moderate
from press.sending import is_brought_back, sending


class EditForm(forms.Form):
    text = text_field()
    drop_site = forms.BooleanField(
        label=gettext_lazy("Take the website away, to which the name leads"), required=False
    )
    why = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=WHY_LENGTH,
        help_text=gettext_lazy("For colleagues; readers see only that the newsroom changed it."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    seen = forms.IntegerField(min_value=1, max_value=999_999_999, widget=forms.HiddenInput)

    def __init__(self, data: Any, comment: Comment) -> None:
        super().__init__(data, initial={"text": comment.text, "seen": comment.version})
        if not comment.site:
            del self.fields["drop_site"]


def edit_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows the words and their former ones; a POST is the verb `editing.edit`."""
    if not may_moderate(request.user):
        raise PermissionDenied
    comment = get_object_or_404(Comment.objects.for_queue(), pk=pk)
    if not may_moderate(request.user, comment.article):
        raise PermissionDenied
    form = EditForm(request.POST or None, comment)
    is_sent = request.method == "POST" and not is_brought_back(request)
    if is_sent and form.is_valid() and _edited(request, comment, form):
        return HttpResponseRedirect(request.path)
    context = {
        **admin.site.each_context(request),
        **sending(request),
        "title": _("Words of a comment"),
        "opts": Comment._meta,
        "comment": comment,
        "form": form,
        "changes": editing.changes_of(Comment.objects.get(pk=pk)),
    }
    status = 422 if is_sent else 200
    page = "admin/comments/comment/edit.html"
    return TemplateResponse(request, page, context, status=status)


def _edited(request: HttpRequest, comment: Comment, form: EditForm) -> bool:
    facts: dict[str, Any] = form.cleaned_data
    try:
        editing.edit(comment, by=request.user, **facts)
    except ValidationError as problem:
        form.add_error(None, problem)
        return False
    messages.success(request, _("The words are changed, and the former ones kept."))
    return True
