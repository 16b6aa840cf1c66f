"""Two saves of one article meet: a form that merges, and asks only about what both changed.

Of the text it asks paragraph by paragraph. The page that asks sends back the text as it stood then
(`shown`) and the revision from which both began (`parts_of`), so that the choices find their place
whatever is typed meanwhile.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from articles import differences, drafts, paragraphs
from articles.comparing import Difference, compare, label_of
from articles.content import Content
from articles.merging import Json, Merge, merge
from articles.models import Article, Revision
from articles.typed import FIELDS, words_from
from articles.writing import Outdated
from press.desk import number_in
from publication.prose import clean

CHOICE = "choice-"


@dataclass(frozen=True, slots=True)
class Paragraphs(Difference):
    """A place in the text that both changed; both sides can stay, one after the other."""

    both: ClassVar[bool] = True


class MeetingForm(forms.ModelForm):
    """Begins from the revision `base` and from the address `slug_was`.

    After `clean`, `content` and `slug` are what is to be saved on top of the revision `latest`,
    `came_in` names what only others changed, and `lost` holds what the person gave up.
    """

    base = forms.IntegerField(required=False, widget=forms.HiddenInput)
    slug_was = forms.CharField(required=False, widget=forms.HiddenInput)
    content: Content
    slug: str
    latest: int | None
    came_in: list[str]
    lost: Json | None = None
    disputes: list[Difference]
    newer: Revision | None = None
    # What the page sends back that asks about paragraphs.
    shown: str = ""
    parts_of: int | None = None

    def meet(self, content: Content) -> None:
        """Merge what was typed with what was saved since, or refuse what both changed."""
        # Locked until this request's transaction ends, so that what is read here stays true.
        row = Article.objects.select_for_update().get(pk=self.instance.pk)
        newest, saved = self.saved_side(row)
        saved, self.latest = {**saved, "slug": row.slug}, newest.pk if newest else None
        before = Revision.objects.of(row).filter(pk=self.cleaned_data.get("base") or 0).first()
        slug_was = self.cleaned_data.get("slug_was") or row.slug
        base = before.content | {"slug": slug_was} if before else None
        if before is not None and before.pk == self.latest:
            base = saved  # Nobody saved: what merging tags and the like changed isn't in dispute.
        mine = content.cleaned().as_json() | {"slug": self.cleaned_data.get("slug") or row.slug}
        merged = merge(base, saved, self._chosen(mine, base or saved))
        self.came_in, self.slug = merged.theirs, merged.content.pop("slug")
        self.content = Content(**merged.content)
        if merged.disputed:
            self._ask(row, newest, saved, merged)

    def saved_side(self, row: Article) -> tuple[Revision | None, Json]:
        """Return what stands saved: the newest revision, and its content."""
        return row.latest_revision, Content.of(row).as_json()

    def _chosen(self, mine: Json, saved: Json) -> dict[str, Any]:
        """Put the saved words where the person chose them, and keep the others to be set aside."""
        given_up = [
            name for name in mine if self.data.get(CHOICE + name) == "saved" and name in saved
        ]
        chosen = {**mine, **{name: saved[name] for name in given_up}}
        chosen["body"] = self._chosen_paragraphs(chosen["body"], saved["body"])
        if any(mine[name] != chosen[name] for name in mine):
            self.lost = {name: mine[name] for name in mine if name != "slug"}
        return chosen

    def _chosen_paragraphs(self, body: str, saved: str) -> str:
        """Decide the paragraphs of the text as it was shown; what was typed since stays."""
        shown = clean(self.data.get("shown", ""))
        rows = Revision.objects.of(self.instance).filter(pk=number_in(self.data, "parts_of"))
        base = rows.values_list("content__body", flat=True).first()
        if not shown or base is None:
            return body
        asked = paragraphs.meet(base, saved, shown)
        decided = paragraphs.text_of(
            asked, lambda number: self.data.get(f"{CHOICE}body-{number}", "mine")
        )
        return paragraphs.text_of(paragraphs.meet(shown, decided, body))

    def _ask(self, row: Article, newest: Revision | None, saved: Json, merged: Merge) -> None:
        """Refuse, with both texts side by side; the next save follows the newer revision."""
        self.newer = newest
        mine = merged.content | {"slug": self.slug}
        if merged.pieces:
            self.shown, self.parts_of = mine["body"], self.cleaned_data.get("base")
        names = [name for name in merged.disputed if name != "body" or not merged.pieces]
        self.disputes = side_by_side(names, saved, mine) + _places(merged)
        data: Any = self.data
        self.data = data = data.copy()
        for name, words in words_from(mine).items():
            data.setlist(self.add_prefix(name), words)
        data[self.add_prefix("slug")] = self.slug
        data[self.add_prefix("slug_was")] = row.slug
        data[self.add_prefix("base")] = str(self.latest)
        self.add_error(None, Outdated(self._sentence(), code="outdated"))

    def _sentence(self) -> str:
        return _(
            "%(name)s saved this article while you were writing. You both changed what stands "
            "here side by side: choose, and save again. Nothing is lost, whatever you choose."
        ) % {"name": (self.newer and self.newer.by) or _("The newspaper")}

    def said_of_merge(self) -> str:
        """Say what came in from others with this save, or nothing."""
        names = [str(self.fields[FIELDS.get(name, name)].label) for name in self.came_in]
        if not names:
            return ""
        return _("Merged with what was saved while you were writing: %(fields)s.") % {
            "fields": ", ".join(names)
        }


def _places(merged: Merge) -> list[Difference]:
    """The places of the text that both changed, each a question of its own."""
    parts = paragraphs.parts_of(merged.pieces)
    return [
        Paragraphs(
            f"body-{number}",
            _("%(field)s, place %(number)s of %(all)s")
            % {"field": label_of("body"), "number": number + 1, "all": len(parts)},
            differences.blocks(part.chosen("saved"), part.chosen("mine")),
        )
        for number, part in enumerate(parts)
    ]


def settle(request: HttpRequest, form: MeetingForm) -> None:
    """After the save: keep as a version what the person gave up, and say what came in."""
    if form.lost:
        drafts.keep_version(form.instance, form.lost, by=request.user, base=form.latest)
    if merged := form.said_of_merge():
        messages.info(request, merged)


def side_by_side(names: list[str], saved: Json, mine: Json) -> list[Difference]:
    """Compare the named fields of two contents; pictures are part of their fields here."""
    one, other = ({name: content.get(name) for name in names} for content in (saved, mine))
    return [each for each in compare(one, other) if each.field != "pictures"]
