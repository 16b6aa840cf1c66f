"""The library at the desk."""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.forms.widgets import Script
from django.http import HttpRequest
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from images import uploading
from images.admin.choosing import ChoosingPages, store_from
from images.admin.filters import DaysFilter, DescribedFilter, RightsFilter, SizeFilter
from images.admin.forms import DescribeForm, UploadForm
from images.admin.many import ManyPages
from images.admin.replacing import ReplacingPages
from images.models import RIGHTS_END_SOON, Image, ImageQuerySet
from images.renditions import thumbnail_address
from images.templatetags.images import picture
from images.uploading import PictureInUse
from images.uses import uses_of
from press import clock


def _actor(request: HttpRequest) -> User:
    return cast(User, request.user)  # The desk lets nobody in who hasn't logged in.


@admin.register(Image)
class ImageAdmin(ManyPages, ChoosingPages, ReplacingPages):
    list_display = [
        "thumbnail",
        "words",
        "credit",
        "extent",
        "shown_until",
        "uploaded_by",
        "uploaded_at",
    ]
    list_display_links = ["thumbnail", "words"]
    list_filter = [DescribedFilter, SizeFilter, RightsFilter, DaysFilter, "uploaded_at"]
    # By what has an index: ordering by words or sizes would sort the table.
    sortable_by = ["uploaded_at"]
    list_select_related = ["uploaded_by"]
    list_per_page = 50
    search_fields = ["alt", "caption", "credit", "original_name"]
    search_help_text = _(
        "Beginnings of words of the description, the caption, the credit or the file name."
    )
    readonly_fields = [
        "preview",
        "crops",
        "used",
        "extent",
        "original_name",
        "uploaded_by",
        "uploaded_at",
    ]

    class Media:
        css = {"all": ["css/focal-point.css"]}
        js = [Script("js/focal-point.js", type="module")]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """One's own pictures; those of others for whoever may also remove them."""
        if not super().has_change_permission(request, obj) or obj is None:
            return super().has_change_permission(request, obj)
        return obj.uploaded_by_id == request.user.pk or self.has_delete_permission(request, obj)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        assert isinstance(queryset, ImageQuerySet)
        return queryset.with_words(search_term[:200]), False

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        form = DescribeForm if change else UploadForm
        return super().get_form(request, obj, change, form=form, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        words = (_("In words"), {"fields": ["alt", "decorative", "caption"]})
        rights = (_("Rights"), {"fields": ["credit", "source", "rights", "rights_until"]})
        if obj is None:
            return [(None, {"fields": ["file"]}), words, rights]
        view = (None, {"fields": ["preview", ("focal_x", "focal_y"), "crops", "used"]})
        origin_fields = ["taken_on", "extent", "original_name", "uploaded_by", "uploaded_at"]
        origin = (_("Origin"), {"fields": origin_fields, "classes": ["collapse"]})
        return [view, words, rights, origin]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            facts = {name: form.cleaned_data[name] for name in form.changed_data}
            uploading.describe(obj, by=_actor(request), **facts)
            return
        image = store_from(form, by=_actor(request))
        obj.pk = image.pk
        obj.refresh_from_db()

    @admin.display(description=_("used in"))
    def used(self, image: Image) -> str:
        uses = uses_of(image)
        if not uses:
            return gettext("nowhere")
        return render_to_string("admin/images/image/_uses.html", {"uses": uses})

    @admin.display(description=_("what each place shows"))
    def crops(self, image: Image) -> SafeString:
        """The cuts around the focal point; with a script they follow its moves."""
        return render_to_string("admin/images/image/_crops.html", {"image": image})

    def refusals(self, row: Image) -> list[str]:
        """A picture that is used stays, whatever uses it."""
        return [
            format_html('{}: <a href="{}">{}</a>', use.what, use.page, use.name)
            for use in uses_of(row)
        ]

    def losses(self, row: Image) -> list[str]:
        return [gettext("The file and all its sizes are removed; nothing brings them back.")]

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        try:
            return super().delete_view(request, object_id, extra_context)
        except PictureInUse as refusal:  # Somebody took it up after the page had asked.
            self.message_user(request, refusal.message, messages.ERROR)
            return redirect("admin:images_image_change", object_id)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        uploading.remove(obj, by=_actor(request))

    # The verbs have written their own entries.

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any: ...

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any: ...

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any: ...

    @admin.display(description=_("picture"))
    def thumbnail(self, image: Image) -> str:
        if not image.renditions:
            return gettext("being made")
        return format_html(
            '<img src="{}" alt="{}" width="96" height="64" loading="lazy">',
            thumbnail_address(image),
            str(image),
        )

    @admin.display(description=_("description"))
    def words(self, image: Image) -> SafeString:
        """What it shows, and its caption below."""
        return format_html("{}<small>{}</small>", image.alt or "–", image.caption)

    @admin.display(description=_("until"), empty_value="")
    def shown_until(self, image: Image) -> str | None:
        if image.rights_until is None:
            return None
        day = localdate(clock.now())  # The desk's zone is the newsroom's: no query for each row.
        style = "bad" if image.rights_end_by(day) else "held"
        said = date_format(image.rights_until, "SHORT_DATE_FORMAT")
        if image.rights_until > day + RIGHTS_END_SOON:
            return said
        return format_html('<span class="badge badge--{}">{}</span>', style, said)

    @admin.display(description=_("size"))
    def extent(self, image: Image) -> str:
        return f"{image.width}\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}{image.height}"

    @admin.display(description=_("picture"))
    def preview(self, image: Image) -> SafeString:
        shown = picture(image, "whole", "40rem", lazy=False)
        return format_html("<div data-focal-point>{}</div>", shown)
