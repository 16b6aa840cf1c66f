"""The window of the desk in which a picture is found in the library, or put into it.

The browser's half is `static/js/desk-picture-dialog.js`. It has no words of its own.
"""

import re
from typing import Any, cast

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import User
from images import uploading
from images.admin.forms import PutForm
from images.models import RIGHTS_END_SOON, Image
from images.renditions import thumbnail_address
from press import clock
from press.decoding import MEDIA_TYPES
from press.desk import RecordedAdmin

SHOWN = 24
NAMED_AT_ONCE = 100


class ChoosingPages(RecordedAdmin):
    def get_urls(self) -> list[URLPattern]:
        named = self.admin_site.admin_view(self.named)
        return [
            path("choose/", self.choose, name="images_image_choose"),
            path("named/", named, name="images_image_named"),
            *super().get_urls(),
        ]

    def choose(self, request: HttpRequest) -> HttpResponseBase:
        """The newest pictures with the words `q`, and a form for another one; POST puts it.

        401 instead of a redirect lets the script say that the login has ended.
        """
        if not self.admin_site.has_permission(request):
            return HttpResponse(status=401)
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._put(request)
        answer = self._window(request, PutForm(auto_id="picture_%s"))
        add_never_cache_headers(answer)
        return answer

    def _put(self, request: HttpRequest) -> HttpResponseBase:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = PutForm(request.POST, request.FILES, auto_id="picture_%s")
        if not form.is_valid():
            return self._window(request, form, status=422)
        image = store_from(form, by=cast(User, request.user))
        return JsonResponse(said_of(image), status=201)

    def _window(self, request: HttpRequest, form: PutForm, status: int = 200) -> HttpResponse:
        words = request.GET.get("q", "").strip()[:200]
        found = list(Image.objects.with_words(words)[: SHOWN + 1])
        context = {
            "q": words,
            "pictures": [said_of(image) for image in found[:SHOWN]],
            "more": len(found) > SHOWN,
            "form": form if self.has_add_permission(request) else None,
            "limit": settings.IMAGES_MAX_MB,
            "types": " ".join(MEDIA_TYPES),
        }
        return TemplateResponse(request, "admin/images/image/choose.html", context, status=status)

    def named(self, request: HttpRequest) -> JsonResponse:
        """What the editor shows of the pictures with the numbers `pk`."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        wanted = request.GET.getlist("pk")[:NAMED_AT_ONCE]
        keys = [key for key in wanted if re.fullmatch(r"[0-9]{1,18}", key, re.ASCII)]
        found = Image.objects.in_bulk(keys)
        return JsonResponse({"pictures": [said_of(image) for image in found.values()]})


def store_from(form: Any, *, by: User) -> Image:
    """Store the picture of a valid UploadForm, with those of its words that it asks for."""
    facts = {name: form.cleaned_data[name] for name in form.fields if name != "file"}
    name = form.cleaned_data["file"].name
    return uploading.store(form.master, by=by, original_name=name, **facts)


def said_of(image: Image) -> dict[str, Any]:
    """Return what a list of pictures at the desk says of one; no thumbnail before the job."""
    return {
        "id": image.pk,
        "name": str(image),
        "credit": image.credit,
        "extent": f"{image.width}\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}{image.height}",
        "thumbnail": thumbnail_address(image) if image.renditions else "",
        "described": bool(image.alt or image.decorative),
        "rights": rights_said(image),
        "page": reverse("admin:images_image_change", args=[image.pk]),
    }


def rights_said(image: Image) -> str:
    """Warn before a picture is used that may be shown no more, or not much longer."""
    day = localdate(clock.now())  # The desk's zone is the newsroom's: no query for each picture.
    if image.rights_until is None or not image.rights_end_by(day + RIGHTS_END_SOON):
        return ""
    over = image.rights_end_by(day)
    said = _("Its rights ended on %(day)s") if over else _("May be shown until %(day)s only")
    return said % {"day": date_format(image.rights_until, "SHORT_DATE_FORMAT")}
