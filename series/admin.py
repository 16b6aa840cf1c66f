"""Series at the desk: described, their parts put in order, merged and removed, by the verbs."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Model, QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from js_asset import ImportMap, Media, Script

from articles.models import Article
from articles.querysets import NOT_FOR_LISTS
from images.admin.fields import PictureFields
from press.choosing import CarefulSelectMultiple
from press.desk import VerbAdmin
from press.joining import JoiningAdmin
from press.rows import NamedInline
from series import arranging
from series.models import MOST_PARTS, Part, Series


class SeriesForm(forms.ModelForm):
    merge: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        Series.objects.all(),
        label=gettext_lazy("Merge into this series"),
        required=False,
        help_text=gettext_lazy(
            "Their parts follow behind the last one here, and their addresses lead here. There is "
            "no way back."
        ),
        widget=CarefulSelectMultiple(Part._meta.get_field("series"), admin.site),
    )

    class Meta:
        model = Series
        fields = ["headline", "slug", "standfirst", "picture"]
        widgets = {"standfirst": forms.Textarea(attrs={"rows": 3})}

    def clean_merge(self) -> list[Series]:
        others = list(self.cleaned_data["merge"])
        if self.instance in others:
            raise forms.ValidationError(
                _("A series can't be merged into itself. Take it out there.")
            )
        parts = Part.objects.filter(series__in=[self.instance.pk, *others]).count()
        if others and parts > MOST_PARTS:
            raise forms.ValidationError(
                _("Together they would have %(parts)s parts; a series has at most %(most)s."),
                params={"parts": parts, "most": MOST_PARTS},
            )
        return others


class Named(forms.TextInput):
    """The article of a part that stands already: its headline, which leads to its form."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        address = reverse("admin:articles_article_change", args=[value.pk])
        state = admin.site.get_model_admin(Article).state(value)  # type: ignore[attr-defined]
        return format_html('<a href="{}">{}</a> {}', address, value, state)


class Stays(forms.Field):
    """A field without a question: so no row of the form asks the database for its article."""

    widget = Named

    def clean(self, value: Any) -> Any:
        return value


class PartForm(forms.ModelForm):
    place = forms.IntegerField(
        label=gettext_lazy("Place"),
        required=False,
        min_value=1,
        max_value=9_999,
        widget=forms.NumberInput(
            attrs={
                "aria-label": gettext_lazy("Place"),
                "data-place": True,
                "data-up": gettext_lazy("Up"),
                "data-down": gettext_lazy("Down"),
            }
        ),
    )

    class Meta:
        model = Part
        fields = ["article"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            self.initial["place"] = self.instance.position
            self.initial["article"] = self.instance.article
            self.fields["article"] = Stays(label=self.fields["article"].label, disabled=True)

    def has_changed(self) -> bool:
        """A new row without an article is none, whatever number the script wrote into it."""
        return bool(self.instance.pk) or "article" in self.changed_data

    def validate_unique(self) -> None:
        if not self.instance.pk:
            super().validate_unique()


class PartFormSet(BaseInlineFormSet):
    def ordered(self) -> list[int]:
        """The numbers of the articles as they were put in order, those without a number last."""
        kept = [form for form in self.forms if self._is_kept(form)]
        kept.sort(key=lambda form: form.cleaned_data["place"] or float("inf"))
        return [form.cleaned_data["article"].pk for form in kept]

    def taken_out(self) -> list[int]:
        ticked = [form for form in self.initial_forms if form.cleaned_data.get("DELETE")]
        return [form.cleaned_data["article"].pk for form in ticked]

    def _is_kept(self, form: forms.ModelForm) -> bool:
        return bool(form.cleaned_data.get("article")) and not form.cleaned_data.get("DELETE")


class Parts(NamedInline):
    """Its rights are those of the series."""

    model = Part
    form = PartForm
    formset = PartFormSet
    fields = ["place", "article"]
    autocomplete_fields = ["article"]
    max_num = MOST_PARTS
    verbose_name_plural = gettext_lazy("parts, in the order in which readers find them")

    @property
    def media(self) -> Any:
        ordering = ImportMap({"desk/ordering": "js/desk-ordering.js"})
        script = Script("js/desk-parts.js", type="module")
        css = {"all": ["css/desk-series.css"]}
        return super().media + Media(importmap=ordering, css=css, js=[script])

    def get_queryset(self, request: HttpRequest) -> QuerySet[Part]:
        rows = super().get_queryset(request).select_related("article")
        return rows.defer(*(f"article__{name}" for name in NOT_FOR_LISTS))

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return arranging.may_arrange(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return arranging.may_arrange(request.user)

    has_delete_permission = has_change_permission

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm("series.view_series")


@admin.register(Series)
class SeriesAdmin(JoiningAdmin, PictureFields, VerbAdmin):
    form = SeriesForm
    merge_template = "admin/series/merge.html"
    belong = "parts"
    inlines = [Parts]
    autocomplete_fields = ["picture"]
    list_display = ["headline", "slug", "parts"]
    search_fields = ["headline"]
    ordering = ["-pk"]
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Series]:
        return super().get_queryset(request).annotate(many=Count("parts"))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        facts = (None, {"fields": ["headline", "slug", "standfirst", "picture"]})
        merge = (_("Other series that belong here"), {"fields": ["merge"]})
        return [facts] if obj is None else [facts, merge]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj else {"slug": ["headline"]}

    @admin.display(description=gettext_lazy("parts"))
    def parts(self, series: Any) -> str:
        said = ngettext("%(number)s part", "%(number)s parts", series.many)
        return said % {"number": series.many}

    def concerned(self, others: Any) -> list[tuple[Series, list[str]]]:
        return [(each, _headlines(each)) for each in others]

    def save_model(self, request: HttpRequest, obj: Series, form: Any, change: bool) -> None:
        if form.changed_data or not change:
            arranging.describe(obj, by=request.user)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        [parts] = formsets
        parts.new_objects, parts.changed_objects, parts.deleted_objects = [], [], []
        arranging.order(
            form.instance, by=request.user, articles=parts.ordered(), out=parts.taken_out()
        )
        self.settle(request, form)
        for other in form.cleaned_data.get("merge", []):
            arranging.merge(form.instance, [other], by=request.user)
            said = _("“%(old)s” is part of “%(new)s” now; its address leads here.")
            self.message_user(request, said % {"old": other, "new": form.instance})

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What is asked before removing: no article goes with a series."""
        rows = Part.objects.filter(series__in=[each.pk for each in objs]).select_related("article")
        stay = [_("“%(name)s” stays, and is in no series then.") % {"name": row} for row in rows]
        refused = set() if self.has_delete_permission(request) else {_("series")}
        told = [str(each) for each in objs]
        return [*told, *([stay] if stay else [])], {_("series"): len(told)}, refused, []

    def delete_model(self, request: HttpRequest, obj: Series) -> None:
        arranging.remove(obj, by=request.user)


def _headlines(series: Series) -> list[str]:
    rows = Part.objects.filter(series=series).order_by("position", "pk")
    return list(rows.values_list("article__headline", flat=True))
