"""Tags at the desk: renamed, described and merged on one screen."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, IntegerField, OuterRef
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from taggit.models import Tag as PlainTag

from articles import tagging
from articles.models import TaggedArticle
from press.choosing import CarefulSelectMultiple
from press.counted import COUNTED_AT_MOST, counted, worded
from press.desk import VerbAdmin
from press.joining import JoiningAdmin
from press.removing import gone
from tags.models import Tag


class TagForm(forms.ModelForm):
    merge: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        Tag.objects.all(),
        label=gettext_lazy("Merge into this tag"),
        required=False,
        help_text=gettext_lazy(
            "Their articles get this tag, their addresses lead here, and whoever types one of "
            "these words gets this tag. There is no way back."
        ),
        widget=CarefulSelectMultiple(TaggedArticle._meta.get_field("tag"), admin.site),
    )

    class Meta:
        model = Tag
        fields = ["name", "slug", "description"]
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}

    def clean_merge(self) -> list[Tag]:
        tags = list(self.cleaned_data["merge"])
        if self.instance in tags:
            raise forms.ValidationError(_("A tag can't be merged into itself. Take it out."))
        return tags


# The library's own pages: its merging asks for no right.
admin.site.unregister(PlainTag)


@admin.register(Tag)
class TagAdmin(JoiningAdmin, VerbAdmin):
    form = TagForm
    merge_template = "admin/tags/merge.html"
    belong = "taggings"
    list_display = ["name", "slug", "description"]
    search_fields = ["name"]
    ordering = ["name"]
    list_per_page = 50

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        facts = (None, {"fields": ["name", "slug", "description"]})
        merge = (_("Other words for the same"), {"fields": ["merge"]})
        return [facts] if obj is None else [facts, merge]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj else {"slug": ["name"]}

    def save_model(self, request: HttpRequest, obj: Tag, form: Any, change: bool) -> None:
        if not change:
            tagging.begin(obj, by=request.user)
            return
        facts = {name: form.cleaned_data[name] for name in ("name", "slug", "description")}
        merge = form.cleaned_data.get("merge", [])
        tagging.tidy(obj, by=request.user, merge=merge, **facts)
        for other in merge:
            said = _("“%(old)s” is part of “%(new)s” now; its address leads here.")
            self.message_user(request, said % {"old": other.name, "new": obj.name})

    def concerned(self, others: list[Tag]) -> list[tuple[Tag, dict[str, Any]]]:
        """Each tag with how many articles have it; beyond a thousand none is counted."""
        taggings: Any = TaggedArticle.objects.filter(tag=OuterRef("pk"))
        some = ArraySubquery(taggings.values("pk")[: COUNTED_AT_MOST + 1])
        many = Func(some, function="cardinality", output_field=IntegerField())
        found = Tag.objects.filter(pk__in=[tag.pk for tag in others]).annotate(many=many)
        return [(tag, worded(tag.many)) for tag in found.order_by("name")]

    def losses(self, row: Tag) -> list[str]:
        taggings: Any = TaggedArticle.objects
        many = counted(taggings.filter(tag=row))
        lost = ngettext(
            "%(many)s article loses it, and can't get it back together.",
            "%(many)s articles lose it, and can't get it back together.",
            many["number"],
        )
        return [lost % many, gone(row), _("To give them another tag, merge it into that one.")]

    def delete_model(self, request: HttpRequest, obj: Tag) -> None:
        tagging.remove(obj, by=request.user)
