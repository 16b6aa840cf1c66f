"""Many pictures at once. With a script (`static/js/desk-many.js`) each file is sent by itself and
its line appears when it is done; without one all go together, and the page comes back with them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from js_asset import ImportMap, Media

from accounts.models import User
from images import uploading
from images.models import Image
from press.decoding import MEDIA_TYPES, decode
from press.desk import RecordedAdmin

SCRIPTS = Media(
    importmap=ImportMap({"desk/server": "js/desk-server.js"}),
    js=[Script("js/desk-many.js", type="module")],
)


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; whether each is a picture is said of each by itself."""

    widget = FilesInput(attrs={"accept": ",".join(MEDIA_TYPES)})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        if not data:
            raise ValidationError(self.error_messages["required"])
        return list(data)


class ManyForm(forms.ModelForm):
    pictures = FilesField(
        label=gettext_lazy("Files"),
        help_text=gettext_lazy(
            "JPEG, PNG, WebP, AVIF or GIF: choose as many as you like, or drop them on the button. "
            "Of a moving picture the first frame is kept."
        ),
    )

    class Meta:
        model = Image
        fields = ["credit", "source", "rights", "rights_until"]
        widgets = {"rights_until": forms.DateInput({"type": "date"})}


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one file: a picture, or a sentence that says why not."""

    name: str
    image: Image | None = None
    refused: str = ""


def store_each(files: list[UploadedFile], *, by: User, **facts: Any) -> Iterator[Result]:
    """Upload each file with the same facts; one that is refused doesn't stop the others."""
    for file in files:
        name = file.name or ""
        try:
            image = uploading.store(decode(file), by=by, original_name=name, **facts)
            yield Result(name, image)
        except ValidationError as refusal:
            yield Result(name, refused=" ".join(refusal.messages))


class ManyPages(RecordedAdmin):
    def get_urls(self) -> list[URLPattern]:
        many = self.admin_site.admin_view(self.many)
        return [path("many/", many, name="images_image_many"), *super().get_urls()]

    def many(self, request: HttpRequest) -> HttpResponseBase:
        """Ask for files and whom to credit for all of them; answer with a line for each."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = ManyForm(*sent)
        results: list[Result] = []
        if form.is_valid():
            facts = {name: form.cleaned_data[name] for name in form.Meta.fields}
            by = cast(User, request.user)
            results = list(store_each(form.cleaned_data["pictures"], by=by, **facts))
        if "application/json" in request.headers.get("Accept", ""):
            return _lines(form, results)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Upload several pictures"),
            "opts": self.opts,
            "media": SCRIPTS,
            "form": form,
            "results": results,
            "done": sum(result.image is not None for result in results),
        }
        status = 422 if form.errors else 200
        name = "admin/images/image/many.html"
        return TemplateResponse(request, name, context, status=status)


def _lines(form: ManyForm, results: list[Result]) -> HttpResponse:
    """The same as HTML of lines, for the script that shows them; the form's refusals are words."""
    if form.errors:
        words = [str(error) for errors in form.errors.values() for error in errors]
        return JsonResponse({"refused": " ".join(words)}, status=422)
    lines = [
        render_to_string("admin/images/image/_result.html", {"result": result})
        for result in results
    ]
    return JsonResponse({"lines": lines})
