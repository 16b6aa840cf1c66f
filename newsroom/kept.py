"""A form of the desk that can't be taken as it came: its words come back, ready to be sent again.

That is so when the login has ended, or when somebody has logged in anew since the form was opened.
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure as plain_refusal

from newsroom.middleware import is_desk

# Never shown and never sent back.
ASK_FOR_SECRETS = ("/desk/login/", "/desk/me/")
SECRET = ("password", "code")


def login_ended(request: HttpRequest) -> HttpResponse | None:
    """401 with the words that were sent, and the way to log in beside them; None if none were."""
    if not _words(request):
        return None
    title = _("Your login has ended")
    said = _("Nothing is lost: what you typed stands below. Log in, then send it again here.")
    return _words_again(request, title, said, status=401)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form of another site; one of our own comes again with the present token."""
    ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    if not ours or not is_desk(request) or not _words(request):
        return plain_refusal(request, reason)
    title = _("Send it once more")
    said = _(
        "Somebody has logged in here since this form was opened, so it wasn't taken. Nothing is "
        "lost: what you typed stands below."
    )
    return _words_again(request, title, said, status=403)


def _words_again(request: HttpRequest, title: str, said: str, *, status: int) -> HttpResponse:
    words = _words(request)
    context: dict[str, Any] = admin.site.each_context(request) | {
        "title": title,
        "said": said,
        "words": words,
        "readable": [(name, word) for name, word in words if _is_typed(name, word)],
        "again": request.get_full_path(),
        "has_files": bool(request.FILES),
        "logged_in": request.user.is_authenticated,
    }
    answer = TemplateResponse(request, "admin/kept.html", context, status=status)
    answer["Cache-Control"] = "no-store"
    return answer.render()


def _words(request: HttpRequest) -> list[tuple[str, str]]:
    """What was sent, in its order; nothing of a form that asks for secrets."""
    if request.path_info.startswith(ASK_FOR_SECRETS):
        return []
    sent = [(name, str(word)) for name, words in request.POST.lists() for word in words]
    if any(secret in name for name, _word in sent for secret in SECRET):
        return []
    return [(name, word) for name, word in sent if name != "csrfmiddlewaretoken"]


def _is_typed(name: str, word: str) -> bool:
    return bool(word.strip()) and not name.startswith(("_", "initial-")) and not word.isdigit()
