"""The plain files at fixed addresses: robots.txt and its kind, and the key for IndexNow."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publication.models import TextFile


@require_safe
def text_file(request: HttpRequest, name: str) -> HttpResponse:
    """A file as it was written at the desk; robots.txt is there without that too."""
    file = TextFile.objects.called(name)
    if file and file.is_served:
        return _plain(f"{file.text}\n")
    if name == TextFile.Name.ROBOTS:
        return _plain(render_to_string("publication/robots.txt", {"site": settings.SITE_URL}))
    raise Http404(_("There is no such file."))


@require_safe
def indexnow_key(request: HttpRequest, key: str) -> HttpResponse:
    """`/<key>.txt` proves to search engines that the key is ours."""
    if not key or key != settings.INDEXNOW_KEY:
        raise Http404(_("There is no such file."))
    return _plain(key)


def _plain(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
