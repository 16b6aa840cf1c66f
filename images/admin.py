"""The library at the desk."""

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model, QuerySet
from django.forms.widgets import Script
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from images import uploading
from images.models import Image, ImageQuerySet
from images.renditions import address
from images.templatetags.images import picture
from press.decoding import MEDIA_TYPES, Master, decode
from press.desk import BoundedPaginator, RecordedAdmin, SearchesNewest


class UploadForm(forms.ModelForm):
    """A new picture. What its file decodes to is kept in `master` for the verb."""

    master: Master
    # Emptiness and the length of a name are no matter of this field: decoding says it better.
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(MEDIA_TYPES)}),
        help_text=_(
            "JPEG, PNG, WebP, AVIF or GIF. It is turned upright, and what the camera wrote into it "
            "(place, time, serial number) is dropped."
        ),
    )

    class Meta:
        model = Image
        fields = ["file", "alt", "decorative", "caption", "credit", "source"]
        widgets = {
            "alt": forms.Textarea(attrs={"rows": 2}),
            "caption": forms.Textarea(attrs={"rows": 3}),
        }

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        self.master = decode(file)
        return file


class DescribeForm(forms.ModelForm):
    """The words and the focal point of a picture. Its file stays what it is."""

    class Meta:
        model = Image
        fields = ["alt", "decorative", "caption", "credit", "source", "focal_x", "focal_y"]
        widgets = {
            "alt": forms.Textarea(attrs={"rows": 2}),
            "caption": forms.Textarea(attrs={"rows": 3}),
            "focal_x": forms.NumberInput(
                attrs={"min": 0, "max": 1, "step": "any", "data-focal-x": True}
            ),
            "focal_y": forms.NumberInput(
                attrs={"min": 0, "max": 1, "step": "any", "data-focal-y": True}
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Two people may describe one picture: what counts is what each has changed since the
        # form was opened, not how it differs from what the other has saved meanwhile.
        for field in self.fields.values():
            field.show_hidden_initial = True


class DescribedFilter(admin.SimpleListFilter):
    title = _("description")
    parameter_name = "description"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("missing", _("Missing"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "missing" and isinstance(queryset, ImageQuerySet):
            return queryset.undescribed()
        return queryset


def _actor(request: HttpRequest) -> User:
    return cast(User, request.user)  # The desk lets nobody in who hasn't logged in.


@admin.register(Image)
class ImageAdmin(SearchesNewest, RecordedAdmin):
    list_display = [
        "thumbnail",
        "alt",
        "caption",
        "credit",
        "extent",
        "uploaded_by",
        "uploaded_at",
    ]
    list_display_links = ["thumbnail", "alt"]
    list_filter = [DescribedFilter]
    list_select_related = ["uploaded_by"]
    list_per_page = 50
    show_full_result_count = False
    paginator = BoundedPaginator
    search_fields = ["alt", "caption", "credit", "original_name"]
    search_help_text = _(
        "Words of the description, the caption, the credit or the file name, in the newest 50,000."
    )
    readonly_fields = ["preview", "extent", "original_name", "uploaded_by", "uploaded_at"]

    class Media:
        css = {"all": ["css/focal-point.css"]}
        js = [Script("js/focal-point.js", type="module")]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """One's own pictures; those of others for whoever may also remove them."""
        if not super().has_change_permission(request, obj) or obj is None:
            return super().has_change_permission(request, obj)
        return obj.uploaded_by_id == request.user.pk or self.has_delete_permission(request, obj)

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        form = DescribeForm if change else UploadForm
        return super().get_form(request, obj, change, form=form, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        words = (_("In words"), {"fields": ["alt", "decorative", "caption"]})
        rights = (_("Rights"), {"fields": ["credit", "source"]})
        if obj is None:
            return [(None, {"fields": ["file"]}), words, rights]
        view = (None, {"fields": ["preview", ("focal_x", "focal_y")]})
        origin_fields = ["extent", "original_name", "uploaded_by", "uploaded_at"]
        origin = (_("Origin"), {"fields": origin_fields, "classes": ["collapse"]})
        return [view, words, rights, origin]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            facts = {name: form.cleaned_data[name] for name in form.changed_data}
            uploading.describe(obj, by=_actor(request), **facts)
            return
        facts = {name: form.cleaned_data[name] for name in form.fields if name != "file"}
        name = form.cleaned_data["file"].name
        image = uploading.store(form.master, by=_actor(request), original_name=name, **facts)
        obj.pk = image.pk
        obj.refresh_from_db()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        uploading.remove(obj, by=_actor(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for image in queryset:
            uploading.remove(image, by=_actor(request))

    # The verbs have written their own entries.

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any: ...

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any: ...

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any: ...

    @admin.display(description=_("picture"))
    def thumbnail(self, image: Image) -> str:
        if not image.renditions:
            return gettext("being made")
        narrowest = image.renditions["landscape"]["sizes"][0][0]
        return format_html(
            '<img src="{}-{}.webp" alt="{}" width="120" height="80" loading="lazy">',
            address(image, "landscape"),
            narrowest,
            str(image),
        )

    @admin.display(description=_("size"), ordering="width")
    def extent(self, image: Image) -> str:
        return f"{image.width}\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}{image.height}"

    @admin.display(description=_("picture"))
    def preview(self, image: Image) -> SafeString:
        shown = picture(image, "whole", "40rem", lazy=False)
        return format_html("<div data-focal-point>{}</div>", shown)
