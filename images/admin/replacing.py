"""Another file in the place of a picture's present one, after a look at where that is used."""

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from accounts.models import User
from images import uploading
from images.admin.forms import ReplaceForm
from images.uses import uses_of
from press.desk import RecordedAdmin


class ReplacingPages(RecordedAdmin):
    def get_urls(self) -> list[URLPattern]:
        replace = self.admin_site.admin_view(self.replace)
        return [
            path("<int:pk>/replace/", replace, name="images_image_replace"),
            *super().get_urls(),
        ]

    def replace(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        image = self.get_object(request, str(pk))
        if image is None:
            raise Http404
        if not self.has_change_permission(request, image):
            raise PermissionDenied
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = ReplaceForm(*sent)
        if form.is_valid():
            name = form.cleaned_data["file"].name
            by = cast(User, request.user)
            uploading.replace(image, form.master, by=by, original_name=name)
            self.message_user(request, _("Every page that shows it has the new picture."))
            return redirect("admin:images_image_change", pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Replace “%(name)s” everywhere") % {"name": image},
            "opts": self.opts,
            "original": image,
            "form": form,
            "uses": uses_of(image),
        }
        status = 422 if form.is_bound else 200
        name = "admin/images/image/replace.html"
        return TemplateResponse(request, name, context, status=status)
