"""What readers do with comments: send one, answer one, see what became of their own."""

import re
from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles import archives
from articles.models import Article
from comments import akismet, following, moderation, own, recommending
from comments import held as own_page
from comments.closing import why_closed
from comments.forms import ChangeForm, ReplyForm
from comments.models import Comment, CommentSettings, Follow
from comments.moderation import Refused
from comments.origin import origin_of
from comments.telling import told_before
from comments.threads import conversation_of, place_of, thread_of
from press.pages.forms import FIELD, is_ours, signed_field
from press.redirects.following import moves_with_its_page

FORM_TYPES = {"application/x-www-form-urlencoded", "multipart/form-data", ""}


@moves_with_its_page
def replies(request: HttpRequest, year: str, month: str, day: str, slug: str) -> HttpResponse:
    """The thread below an article, part by part; a POST is a new reply to it."""
    on = archives.day_or_404(year, month, day)
    if request.method == "POST":
        return _take(request, _article(on, slug))
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    article = Article.objects.addressable().for_reading().filter(date=on, slug=slug).first()
    if article is None:
        raise Http404(_("There is no article at this address."))
    if not article.is_published():
        return render(request, "410.html", {"article": article}, status=410)
    thread = thread_of(article, request.GET.get("order", ""), request.GET.get("after", ""))
    context = {"article": article, "thread": thread}
    return not_indexed(render(request, "comments/replies.html", context))


def _take(request: HttpRequest, article: Article | None) -> HttpResponse:
    """Take a reply: 303 to the page of its writer, or the form again with all its words."""
    if article is None:
        raise Http404(_("There is no article at this address."))
    form, parent = ReplyForm(request.POST), None
    try:
        expect_our_form(request)
        parent = _parent(request, article)
        if not form.is_valid():
            return _form_page(request, article, form, parent=parent, status=422)
        comment = _post(request, article, form, parent)
    except Refused as refusal:
        return _form_page(request, article, form, parent=parent, refusal=refusal)
    return HttpResponseRedirect(own_page.address_of(comment), status=303)


@require_safe
def permalink(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponseRedirect(place_of(public_or_404(pk)))


@require_safe
def conversation(request: HttpRequest, pk: int) -> HttpResponse:
    """One conversation with all its answers, part by part."""
    shown = Comment.objects.conversations().for_permalink()
    root = get_object_or_404(shown, pk=pk)
    if not root.article.is_published():
        raise Http404(_("This comment isn’t public."))
    article = Article.objects.for_reading().get(pk=root.article_id)
    thread = conversation_of(article, root, request.GET.get("after", ""))
    context = {"article": article, "thread": thread, "root": root}
    return not_indexed(render(request, "comments/conversation.html", context))


@require_POST
def recommend(request: HttpRequest, pk: int) -> HttpResponse:
    """Count a reader's recommendation, or take it back, and lead to the comment's place."""
    comment = public_or_404(pk)
    if not is_ours(request):
        raise PermissionDenied(_("A comment is recommended by the button below it."))
    try:
        recommending.recommend(comment, request.META)
    except recommending.CantRecommend as problem:
        raise PermissionDenied(str(problem)) from problem
    return HttpResponseRedirect(place_of(comment), status=303)


@require_safe
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """A page with the words of one comment and the form that answers it."""
    comment = public_or_404(pk)
    article = comment.article
    if closed := why_closed(article, CommentSettings.objects.current()):
        refusal = Refused(closed, 403)
        return _form_page(request, article, None, parent=comment, refusal=refusal)
    return _form_page(request, article, ReplyForm(), parent=comment)


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True)
def held(request: HttpRequest, token: str) -> HttpResponse:
    """What the writer of a comment sees, and may still change: the words, and what happens."""
    try:
        comment = own_page.comment_of(token)
    except own_page.Unknown:
        raise Http404(_("No comment has this link. Check that you copied all of it.")) from None
    except own_page.Expired:
        expired = render(request, "comments/held.html", {"comment": None}, status=410)
        return not_indexed(expired)
    if request.method != "POST":
        return _own_page(request, comment, ChangeForm(initial={"text": comment.text}))
    form = ChangeForm(request.POST)
    try:
        expect_our_form(request)
        if request.POST.get("do") != "remove" and not form.is_valid():
            return _own_page(request, comment, form, status=422)
        _change(request, comment, form)
    except Refused as refusal:
        return _own_page(request, comment, form, refusal.sentence, refusal.status)
    return HttpResponseRedirect(request.path, status=303)


def _change(request: HttpRequest, comment: Comment, form: ChangeForm) -> None:
    seen = request.POST.get("seen", "")
    version = int(seen) if re.fullmatch(r"[0-9]{1,9}", seen) else 0
    if request.POST.get("do") == "remove":
        own.remove(comment, seen=version)
    else:
        text = form.cleaned_data["text"]
        words = {"name": comment.name, "email": comment.email, "site": comment.site, "text": text}
        is_answer = comment.parent_id is not None
        asked = akismet.ask(comment.article, origin_of(request.META), is_answer=is_answer, **words)
        own.change(comment, text=text, seen=version, asked=asked)


def _own_page(
    request: HttpRequest,
    comment: Comment,
    form: ChangeForm,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "comment": comment,
        "until": own.changeable_until(comment, CommentSettings.objects.current()),
        "form": form,
        "follow": Follow.objects.filter(comment=comment).first(),
        "refusal": refusal,
        "signed": (FIELD, signed_field()) if form.is_bound else None,
    }
    return not_indexed(render(request, "comments/held.html", context, status=status))


def not_indexed(response: HttpResponse) -> HttpResponse:
    """Tell search engines that the page is none of theirs, and return it."""
    response["X-Robots-Tag"] = "noindex"
    return response


def _article(on: date, slug: str) -> Article | None:
    return Article.objects.addressable().for_lines().filter(date=on, slug=slug).first()


def public_or_404(pk: int) -> Comment:
    """Return the comment if readers see it, with its article; raises Http404 otherwise."""
    comment = get_object_or_404(Comment.objects.public().for_permalink(), pk=pk)
    if not comment.is_public():
        raise Http404(_("This comment isn’t public."))
    return comment


def expect_our_form(request: HttpRequest) -> None:
    """Raise Refused unless this is a form, sent from a page of ours."""
    if request.content_type not in FORM_TYPES:
        raise Refused(_("This wasn’t sent by the form. Write your reply here."), 415)
    if not is_ours(request):
        raise Refused(
            _("We can’t tell whether you sent this from our own page. Press the button once more."),
            422,
        )


def _parent(request: HttpRequest, article: Article) -> Comment | None:
    """Return the comment that is answered; raises Refused when there is no such one to answer."""
    pk = request.POST.get("parent", "")
    if not pk:
        return None
    parent = None
    if re.fullmatch(r"[0-9]{1,18}", pk):
        parent = Comment.objects.for_permalink().filter(pk=pk).first()
    if parent is None:
        raise Refused(
            _(
                "The comment that you answer doesn’t exist. "
                "Sent again, your words become a reply to the article."
            ),
            422,
        )
    moderation.expect_answerable(article, parent)
    return parent


def _post(
    request: HttpRequest, article: Article, form: ReplyForm, parent: Comment | None
) -> Comment:
    words = {name: form.cleaned_data[name] for name in ("name", "email", "site", "text")}
    origin = origin_of(request.META)
    trapped = form.cleaned_data["topic"]
    is_answer = parent is not None
    return moderation.post(
        article,
        **words,
        trap=form.cleaned_data["topic"] or "",
        took=form.seconds,
        is_proven=following.is_proven(form.cleaned_data["email"], str(form.cleaned_data["proof"])),
        wants_answers=form.cleaned_data["answers"],
        parent=parent,
        origin=origin,
        asked=None if trapped else akismet.ask(article, origin, is_answer=is_answer, **words),
    )


def _form_page(
    request: HttpRequest,
    article: Article,
    form: ReplyForm | None,
    *,
    parent: Comment | None = None,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    """The form on a page of its own: a refusal gives its sentence and its status."""
    if form is not None:
        form.focus_first_error()
    context = {
        "article": article,
        "parent": parent,
        "form": form,
        "refusal": refusal.sentence if refusal else "",
        "told": told_before(article, CommentSettings.objects.current()),
        "signed": (FIELD, signed_field()) if form is not None and form.is_bound else None,
    }
    status = refusal.status if refusal else status
    response = render(request, "comments/reply.html", context, status=status)
    return not_indexed(response)
