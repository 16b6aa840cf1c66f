"""Speaking below an article at the desk, under one's own login: readers see the newsroom's mark."""

import re
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles.admin.pages import also_ask
from articles.models import Article
from comments import answered, moderation
from comments.forms import ChangeForm
from comments.models import Comment
from comments.models.comment import NAME_LENGTH
from comments.moderation import Refused
from comments.rights import speaking, speaks_for_us
from press.sending import is_brought_back, sending

A_PAGE = 25

# The form of an article shows the way here to whoever may speak below it.
also_ask("may_answer", speaking)


def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """A form below a public comment; for moderators, and for the authors of its article."""
    parent = get_object_or_404(Comment.objects.public().for_permalink(), pk=pk)
    title = _("Answer %(name)s") % {"name": parent.name}
    return _speak(request, parent.article, parent, {"title": title, "comment": parent})


def replies(request: HttpRequest, pk: int) -> HttpResponse:
    """The public replies to an article, the newest first, and a form that begins a thread."""
    article = get_object_or_404(Article.objects.for_lines(), pk=pk)
    before = request.GET.get("before", "")
    newest = Comment.objects.newest_to_answer(
        article, int(before) if re.fullmatch(r"[0-9]{1,18}", before, re.ASCII) else None
    )
    shown = list(newest[: A_PAGE + 1])
    context = {
        "title": _("Replies to “%(article)s”") % {"article": article},
        "comments": shown[:A_PAGE],
        "mails": answered.is_author(request.user),
        "older": f"?before={shown[A_PAGE - 1].pk}" if len(shown) > A_PAGE else "",
    }
    return _speak(request, article, None, context)


def _speak(
    request: HttpRequest, article: Article, parent: Comment | None, context: dict[str, Any]
) -> HttpResponse:
    """Show a form below an article or a comment; a POST publishes what it holds, unless a browser
    has brought it back."""
    if not speaks_for_us(request.user, article):
        raise PermissionDenied
    form = ChangeForm(request.POST or None)
    refusal: Refused | None = None
    brought = is_brought_back(request)
    if request.method == "POST" and not brought and form.is_valid():
        try:
            given = _post(request, article, parent, form.cleaned_data["text"])
        except Refused as problem:
            refusal = problem
        else:
            messages.success(request, _("Your answer is public."))
            return HttpResponseRedirect(given.get_absolute_url())
    context |= {
        **admin.site.each_context(request),
        **sending(request),
        "article": article,
        "form": form,
        "refusal": refusal.sentence if refusal else "",
    }
    status = refusal.status if refusal else 422 if form.errors and not brought else 200
    return TemplateResponse(request, "admin/comments/answer.html", context, status=status)


def _post(request: HttpRequest, article: Article, parent: Comment | None, text: str) -> Comment:
    user = request.user
    name = (user.get_full_name() or user.get_username())[:NAME_LENGTH]  # type: ignore[union-attr]
    return moderation.post(article, name=name, text=text, parent=parent, by=user)
