"""The front page at the desk: one page on which editors arrange it."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from articles.models import Article
from articles.querysets import NOT_FOR_LISTS
from frontpage import arranging
from frontpage.admin.choosing import articles_for
from frontpage.admin.pages import number_in
from frontpage.admin.preview import PreviewPages
from frontpage.admin.typed import Typed
from frontpage.admin.versions import VersionPages
from frontpage.arranging import Outdated, arrange
from frontpage.comparing import differences
from frontpage.models import Arrangement
from frontpage.places import names_of_places, room_in


@admin.register(Arrangement)
class ArrangementAdmin(PreviewPages, VersionPages):
    """It has no form for one row and no list of Django's: the list is the page, the rows versions.

    Every button sends the whole page. Save saves; each of the others gives the page back with one
    thing done to what is typed.
    """

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("", view(self.changelist_view), name="frontpage_arrangement_changelist"),
            *self.version_urls(),
            *self.preview_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not arranging.may_arrange(request.user):
            raise PermissionDenied
        places = names_of_places()
        if request.method == "POST":
            typed = Typed.sent(request.POST, places)
            if request.POST.get("do") == "save":
                return self._save(request, typed)
            _change(typed, request.POST.get("do", ""), request.POST.get("into", ""))
            return self._page(request, typed, base=number_in(request.POST, "base"))
        present = Arrangement.objects.present()
        typed = Typed.of(present.placed if present else [], places)
        return self._page(request, typed, base=present.number if present else 0)

    def _save(self, request: HttpRequest, typed: Typed) -> HttpResponse:
        forms, base = typed.forms(), number_in(request.POST, "base")
        if not all(form.is_valid() for form in forms):
            return self._page(request, typed, base=base, refused=[], status=422)
        placed = [form.placed for form in forms]
        try:
            arrange(placed, by=request.user, base=base)
        except Outdated as refusal:
            present = Arrangement.objects.for_listing()[0]
            context: Any = {"newer": present, "differences": differences(present.placed, placed)}
            said: Any = {"base": present.number, "refused": refusal.messages, "status": 409}
            return self._page(request, typed, **said, **context)
        except ValidationError as refusal:
            return self._page(request, typed, base=base, refused=refusal.messages, status=422)
        self.message_user(request, _("The front page stands like this now."), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:frontpage_arrangement_changelist"))

    def _page(
        self,
        request: HttpRequest,
        typed: Typed,
        *,
        base: int,
        refused: list[str] | None = None,
        status: int = 200,
        **further: Any,
    ) -> HttpResponse:
        wanted = request.POST.get("find", "")
        language = request.publication.language  # type: ignore[attr-defined]
        context = self.admin_site.each_context(request) | {
            "title": _("Front page"),
            "opts": self.opts,
            "base": base,
            "groups": self._groups(typed),
            "found": [(row, self._state(row)) for row in articles_for(wanted, language=language)],
            "find": wanted,
            "into": request.POST.get("into", ""),
            "pressed": request.POST.get("do", "").partition(":")[0],
            "moment": request.POST.get("moment", ""),
            "places": typed.places,
            "refused": refused,
        }
        name = "admin/frontpage/arrangement/arrange.html"
        return TemplateResponse(request, name, context | further, status=status)

    def _groups(self, typed: Typed) -> list[dict[str, Any]]:
        """Each place with its name, how many readers see there, and its rows."""
        articles = Article.objects.select_related("section").defer(*NOT_FOR_LISTS)
        found = articles.in_bulk(typed.articles)
        groups = {
            place: {"place": place, "name": name, "room": room_in(place), "rows": []}
            for place, name in typed.places.items()
        }
        first = next(iter(groups))
        for form, row in zip(typed.forms(), typed.rows, strict=True):
            article = found.get(int(row["article"])) if row["article"].isdigit() else None
            shown = {"form": form, "article": article, "state": article and self._state(article)}
            shown["moved"] = row is typed.moved
            rows: Any = groups.get(row["place"], groups[first])["rows"]
            rows.append(shown)
        return list(groups.values())

    def _state(self, article: Article) -> str:
        """The badge that the list of articles shows."""
        return self.admin_site.get_model_admin(Article).state(article)  # type: ignore[attr-defined]


def _change(typed: Typed, do: str, into: str) -> None:
    """Do to the rows what a button says: "put:<article>", "up:<row>", "down:<row>", "drop:<row>";
    "find" only looks."""
    act, _colon, what = do.partition(":")
    if act == "put":
        typed.put(what, into)
    elif act in {"up", "down"}:
        typed.move(what, -1 if act == "up" else 1)
    elif act == "drop":
        typed.drop(what)
