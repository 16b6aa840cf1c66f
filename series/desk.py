"""Beside an article at the desk: in which series it is, and which part of it."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import rights
from articles.models import Article
from articles.querysets import NOT_FOR_LISTS
from series import arranging
from series.models import MOST_PARTS, Part, Series

# The newest; into an older one an article is put on the page of that series.
CHOSEN_FROM = 200


class PlaceForm(forms.Form):
    series: forms.ModelChoiceField = forms.ModelChoiceField(
        Series.objects.none(),
        label=gettext_lazy("Series"),
        required=False,
        empty_label=gettext_lazy("None"),
    )
    number = forms.IntegerField(
        label=gettext_lazy("Part"),
        required=False,
        min_value=1,
        max_value=MOST_PARTS,
        help_text=gettext_lazy(
            "Its place among all parts, those that aren’t public yet included. Empty: the last one."
        ),
    )

    def __init__(self, part: Part | None, data: Any = None) -> None:
        initial = {"series": part.series_id, "number": part.position} if part else {}
        super().__init__(data, initial=initial)
        newest = Series.objects.order_by("-pk").values_list("pk", flat=True)[:CHOSEN_FROM]
        pks = [*newest, *([part.series_id] if part else [])]
        chosen: Any = self.fields["series"]
        chosen.queryset = Series.objects.filter(pk__in=pks)


def place(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Choose the series of an article and its place there, or none."""
    article = get_object_or_404(Article.objects.defer(*NOT_FOR_LISTS), pk=pk)
    rights.must(rights.may_edit(request.user, article))
    part = Part.objects.filter(article=article).select_related("series").first()
    form = PlaceForm(part, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            _place(article, request, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return redirect("admin:articles_article_change", article.pk)
    context = admin.site.each_context(request) | {
        "title": _("Series of “%(name)s”") % {"name": article},
        "original": article,
        "opts": Article._meta,
        "form": form,
        "part": part,
        "may_arrange": arranging.may_arrange(request.user),
    }
    name = "admin/series/place.html"
    return TemplateResponse(request, name, context, status=422 if form.is_bound else 200)


def _place(
    article: Article, request: HttpRequest, series: Series | None, number: int | None
) -> None:
    if series is None:
        arranging.take_out(article, by=request.user)
        messages.success(request, _("The article is in no series."))
        return
    part = arranging.place(article, by=request.user, series=series, number=number)
    said = _("The article is part %(number)s of “%(series)s”.")
    messages.success(request, said % {"number": part.position, "series": series})
