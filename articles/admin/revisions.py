"""Versions at the desk: their list, two of them compared, one of them read or restored."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from articles import rights, writing
from articles.admin.correction import may_declare
from articles.admin.pages import ArticlePages
from articles.bodies import text_of
from articles.comparing import compare
from articles.content import Content
from articles.models import Article, Revision
from press.desk import number_in, versions_asked
from publication.preparing import prepare


class RevisionPages(ArticlePages):
    def get_urls(self) -> list[URLPattern]:
        view, start = self.admin_site.admin_view, "<int:pk>/revisions/"
        return [
            path(start, view(self.revisions), name="articles_article_revisions"),
            path(f"{start}compare/", view(self.compare), name="articles_article_compare"),
            path(f"{start}<int:revision>/", view(self.revision), name="articles_article_revision"),
            path(
                f"{start}<int:revision>/restore/",
                view(self.restore_revision),
                name="articles_article_restore",
            ),
            *super().get_urls(),
        ]

    def _versioned(self, request: HttpRequest, pk: int) -> Article:
        article = self.readable(request, pk)
        rights.must(rights.may_see_versions(request.user, article))
        return article

    def revisions(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Who saved what and when, newest first."""
        article = self._versioned(request, pk)
        rows = Revision.objects.of(article).for_listing()
        context = self.page(request, article, _("Versions of “%(name)s”"))
        context |= {
            **versions_asked(request, rows),
            "may_edit": rights.may_edit(request.user, article),
        }
        return TemplateResponse(request, "admin/articles/article/revisions.html", context)

    def compare(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Two versions, word by word; the older one is the old one however they were chosen."""
        article = self._versioned(request, pk)
        wanted = {number_in(request.GET, "old"), number_in(request.GET, "new")} - {0}
        chosen = list(Revision.objects.of(article).filter(pk__in=wanted).order_by("pk"))
        if not chosen:
            raise Http404
        old, new = chosen[0], chosen[-1]
        context = self.page(request, article, _("What changed in “%(name)s”"))
        context |= {
            "old": old,
            "new": new,
            "differences": compare(old.content, new.content),
            "may_edit": rights.may_edit(request.user, article),
            "may_declare": may_declare(request.user, article, old, new),
        }
        return TemplateResponse(request, "admin/articles/article/compare.html", context)

    def revision(self, request: HttpRequest, pk: int, revision: int) -> HttpResponseBase:
        article = self._versioned(request, pk)
        found = get_object_or_404(Revision.objects.of(article), pk=revision)
        context = self.page(request, article, _("Version of “%(name)s”"))
        context |= {"revision": found, "text": text_of(prepare(found.content["body"]))}
        context["may_edit"] = rights.may_edit(request.user, article)
        return TemplateResponse(request, "admin/articles/article/revision.html", context)

    def restore_revision(self, request: HttpRequest, pk: int, revision: int) -> HttpResponseBase:
        """Show what would change, and make an older version the present one."""
        article = self._versioned(request, pk)
        rights.must(rights.may_edit(request.user, article))
        found = get_object_or_404(Revision.objects.of(article), pk=revision)
        refusal: list[str] = []
        if request.method == "POST":
            try:
                base = number_in(request.POST, "base")
                writing.restore_revision(article, found, by=request.user, base=base)
            except ValidationError as error:
                refusal = error.messages
            else:
                done = _("The version is restored. The one before it is kept among the versions.")
                self.message_user(request, done, messages.SUCCESS)
                return redirect("admin:articles_article_change", pk)
        context = self.page(request, article, _("Restore a version of “%(name)s”"))
        context |= _loss(article, found) | {"revision": found, "refusal": refusal}
        name, status = "admin/articles/article/restore.html", 409 if refusal else 200
        return TemplateResponse(request, name, context, status=status)


def _loss(article: Article, revision: Revision) -> dict[str, Any]:
    """What would change, and what can't come back because it was removed meanwhile."""
    kept = Content.from_json(revision.content)
    content, gone = kept.still_there(section=article.section_id)
    present = Content.of(article).as_json()
    lost = compare(revision.content, content.as_json()) if gone else []
    missing = [each for each in lost if each.field in gone]
    return {"differences": compare(present, content.as_json()), "missing": missing}
