"""Secret preview links at the desk: made, copied, revoked."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles import previews, rights
from articles.admin.pages import ArticlePages
from articles.models import PreviewLink

LASTS = [
    (1, gettext_lazy("1 day")),
    (3, gettext_lazy("3 days")),
    (7, gettext_lazy("1 week")),
    (14, gettext_lazy("2 weeks")),
    (30, gettext_lazy("30 days")),
]


class LinkForm(forms.Form):
    label = forms.CharField(
        label=gettext_lazy("For whom"),
        max_length=100,
        help_text=gettext_lazy("For us only: “Dr Vass, for her quotes”."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("Good for"), choices=LASTS, initial=3, coerce=int
    )


class LinkPages(ArticlePages):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/links/", view(self.links), name="articles_article_links"),
            path(
                "<int:pk>/links/<int:link>/revoke/",
                view(require_POST(self.revoke)),
                name="articles_article_revoke",
            ),
            *super().get_urls(),
        ]

    def links(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The links of an article, open and ended, and the form for another one."""
        article = self.readable(request, pk)
        rights.must(rights.may_see_versions(request.user, article))
        form = LinkForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            lasts = timedelta(days=form.cleaned_data["days"])
            try:
                previews.share(
                    article, by=request.user, label=form.cleaned_data["label"], lasts=lasts
                )
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                self.message_user(request, _("Copy the link below."), messages.SUCCESS)
                return redirect("admin:articles_article_links", pk)
        rows = PreviewLink.objects.filter(article=article).select_related("made_by")[:100]
        context = self.page(request, article, _("Preview links of “%(name)s”"))
        context |= {
            "form": form,
            "links": [
                (link, request.build_absolute_uri(previews.address_of(link))) for link in rows
            ],
        }
        status = 422 if form.is_bound else 200
        name = "admin/articles/article/links.html"
        return TemplateResponse(request, name, context, status=status)

    def revoke(self, request: HttpRequest, pk: int, link: int) -> HttpResponseBase:
        found = get_object_or_404(PreviewLink, article=pk, pk=link)
        previews.revoke(found, by=request.user)
        self.message_user(request, _("The link leads nowhere any more."), messages.SUCCESS)
        return redirect("admin:articles_article_links", pk)
