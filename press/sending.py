"""A form of the desk that a script sends without leaving its page, and of which its browser keeps
a copy: `static/js/desk-sending.js`. Its template includes `admin/_sending.html`.
"""

from typing import Any

from django.contrib import messages
from django.forms.widgets import Media, Script
from django.http import HttpRequest, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from js_asset import ImportMap
from js_asset import Media as ScriptMedia

# Sent with words that a browser has kept: they are shown, and nothing is saved.
BRING = "_bring"


def is_brought_back(request: HttpRequest) -> bool:
    """Whether these words come out of a browser's copy, for somebody to look at first."""
    return BRING in request.POST


def sending(request: HttpRequest, media: Media | None = None) -> dict[str, Any]:
    """What a page needs for such a form: by which names its scripts ask for each other, whether
    the form holds words that aren't saved, and the window whose words they are."""
    if is_brought_back(request):
        said = _("Your words are back in the form below, and not saved yet.")
        messages.warning(request, said)
    names = ("copies", "keeping", "server")
    scripts = ImportMap({f"desk/{name}": f"js/desk-{name}.js" for name in names})
    script: Any = Script("js/desk-sending.js", type="module")
    return {
        "media": (media or Media()) + ScriptMedia(importmap=scripts, js=[script]),
        "again": request.method == "POST",
        "follows": request.POST.get("_window", ""),
    }


def told_to_scripts(request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
    """Tell a script that sends a form where to go on; what comes again it sends as browsers do."""
    if request.method != "POST" or request.headers.get("Accept") != "application/json":
        return answer
    if isinstance(answer, HttpResponseRedirect):
        return JsonResponse({"go": answer.url})
    if isinstance(answer, TemplateResponse) and answer.status_code == 200:
        return JsonResponse({}, status=422)
    return answer
