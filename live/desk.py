"""Live coverage at the desk: pages that are written on with a telephone, by several people."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from articles import rights
from articles.models import Article
from articles.numbered import part_of
from articles.querysets import NOT_FOR_LISTS
from live import covering, posting
from live.forms import ChangeForm, PostForm, RunForm
from live.models import Post
from live.reading import Shown, new_posts, shown
from press.desk import number_in

MANY = 20
DEEDS = {"begin": covering.begin, "end": covering.end}
# In the address: the script follows the redirect, and then the browser does, who shall see it too.
DONE = {
    "posted": gettext_lazy("Posted: readers have it."),
    "changed": gettext_lazy("Changed: readers have it."),
}


def _article(request: HttpRequest, pk: int) -> Article:
    """The article, for whoever may post below it."""
    article = get_object_or_404(Article.objects.defer(*NOT_FOR_LISTS), pk=pk)
    rights.must(posting.may_post(request.user, article))
    return article


def coverage(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The form for a new post, and below it what was posted, newest first.

    With `show`, words that a browser kept come back in the form, and nothing is posted.
    """
    article = _article(request, pk)
    if "show" in request.POST:
        return _coverage(request, article, PostForm.holding(request.POST), RunForm(), status=200)
    form = PostForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            key = form.cleaned_data["key"]
            posting.post(article, form.words, by=request.user, key=key)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return _done(request, article, "posted")
    return _coverage(request, article, form, RunForm(), status=422 if form.is_bound else 200)


@require_safe
def newest(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest posts for the script that asks every few seconds; 204 if it shows these.

    `shown` names what it shows, as `_names` does: then no text is prepared and nothing is drawn.
    """
    article = _article(request, pk)
    posts = list(Post.objects.below(article)[:MANY])
    names = _names(posts)
    if article.is_live() and names == request.GET.get("shown"):
        return HttpResponse(status=204)
    told = {
        "live": article.is_live(),
        "posts": [_piece(request, row) for row in _rows(request, article, posts)],
        "words": [new_posts(number) for number in range(1, len(posts) + 1)],
        "otherwise": _("Posts of others changed or were removed."),
    }
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})


def _names(posts: list[Post]) -> str:
    return " ".join(f"{post.pk}.{post.version}" for post in posts)


def _piece(request: HttpRequest, row: tuple[Shown, bool]) -> dict[str, Any]:
    post, context = row[0].post, {"row": row[0], "may_change": row[1]}
    html = render_to_string("admin/live/_post.html", context, request)
    return {"id": post.pk, "version": post.version, "html": html}


def _rows(request: HttpRequest, article: Article, posts: list[Post]) -> list[tuple[Shown, bool]]:
    """The posts with their texts, and whether the person may change them."""
    for post in posts:
        post.article = article
    return [(row, posting.may_change(request.user, row.post)) for row in shown(posts, article)]


def run(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Begin or end the coverage, now or at a moment."""
    article = _article(request, pk)
    if request.method != "POST":
        return redirect("live_desk", pk)
    form, deed = RunForm(request.POST), DEEDS.get(request.POST.get("deed", ""))
    if form.is_valid() and deed is not None:
        try:
            deed(article, by=request.user, at=form.cleaned_data["at"])
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return redirect("live_desk", pk)
    return _coverage(request, article, PostForm(), form, status=422)


def change(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The form of a post; 409 with both wordings if somebody else changed it meanwhile."""
    post = _post(request, pk)
    if "show" in request.POST:
        return _change(request, post, ChangeForm.holding(request.POST), status=200)
    form = ChangeForm.showing(post, request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    theirs = None
    if form.is_valid():
        try:
            posting.edit(post, form.words, by=request.user, version=form.cleaned_data["version"])
        except posting.Outdated as refusal:
            theirs, status = _meet(form, post, refusal), 409
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return _done(request, post.article, "changed")
    return _change(request, post, form, theirs, status=status)


def _change(
    request: HttpRequest, post: Post, form: ChangeForm, theirs: Any = None, *, status: int
) -> HttpResponseBase:
    context = _context(request, post.article, _("Change a post")) | {
        "post": post,
        "form": form,
        "place": f"post {post.pk}",
        "theirs": theirs,
        "media": form.media,
    }
    return TemplateResponse(request, "admin/live/change.html", context, status=status)


def _meet(form: Any, post: Post, refusal: ValidationError) -> Any:
    """Let the next save follow the present wording, and return that to be shown."""
    form.add_error(None, refusal)
    present = Post.objects.select_related("image").get(pk=post.pk)
    form.data = form.data.copy()
    form.data["version"] = str(present.version)
    [row] = shown([present], post.article)
    return row


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a post from readers, as the person saw it."""
    said = _("Removed: readers don't see it any more. It can be brought back below.")
    return _pressed(request, pk, posting.remove, said)


@require_POST
def bring_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a removed post back to readers, as the person saw it."""
    said = _("It is back: readers see it where it stood.")
    return _pressed(request, pk, posting.bring_back, said)


def _pressed(request: HttpRequest, pk: int, verb: Callable[..., Post], said: str) -> HttpResponse:
    """Carry out a verb about the wording that was seen, and say how it went."""
    post = _post(request, pk)
    try:
        verb(post, by=request.user, version=number_in(request.POST, "version"))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, said)
    return redirect("live_desk", post.article_id)


def _done(request: HttpRequest, article: Article, deed: str) -> HttpResponse:
    said = {"done": deed}
    # A page whose form the browser sent itself: its copy of the words is of no use any more.
    if window := request.POST.get("window"):
        said["window"] = window
    return redirect(reverse("live_desk", args=[article.pk], query=said))


def _post(request: HttpRequest, pk: int) -> Post:
    rows = Post.objects.select_related("article", "image")
    post = get_object_or_404(rows.defer(*(f"article__{name}" for name in NOT_FOR_LISTS)), pk=pk)
    if not posting.may_change(request.user, post):
        raise PermissionDenied
    return post


def _coverage(
    request: HttpRequest, article: Article, form: PostForm, run_form: RunForm, *, status: int
) -> HttpResponseBase:
    page = part_of(Post.objects.below(article), request, MANY)
    removed = list(Post.objects.removed_from(article)[:MANY]) if page.is_first else []
    for post in removed:
        post.article = article
    context = _context(request, article, _("Live: “%(name)s”") % {"name": article}) | {
        "form": form,
        "place": f"live {article.pk}",
        "done": DONE.get(request.GET.get("done", "")),
        "run": run_form,
        "page": page,
        "rows": _rows(request, article, page.rows),
        "removed": [
            (row, posting.may_bring_back(request.user, row.post)) for row in shown(removed, article)
        ],
        "may_run": rights.may_publish(request.user, article),
        "media": form.media + run_form.media,
    }
    return TemplateResponse(request, "admin/live/coverage.html", context, status=status)


def _context(request: HttpRequest, article: Article, title: str) -> dict[str, Any]:
    return admin.site.each_context(request) | {
        "title": title,
        "article": article,
        "taken": request.POST.get("window") or request.GET.get("window", ""),
    }
