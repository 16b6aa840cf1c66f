"""The article form: what a writer types, in the order of work."""

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import admin
from django.db.models import TextChoices
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorFormField

from articles import publishing
from articles.admin.by_words import TypingForm
from articles.admin.meeting import MeetingForm
from articles.admin.names import Names
from articles.content import COLUMNS, Content
from articles.correcting import Amends
from articles.models import Article, Draft, Section
from articles.typed import initial_from
from press.choosing import CarefulSelectMultiple
from publication.addresses import is_slug
from publication.editor import EditorWidget
from publication.languages import of_articles
from publication.prose import EDITOR, clean
from tags.models import Tag


class InOrder(forms.ModelMultipleChoiceField):
    """Several rows in the order in which they were chosen."""

    def __init__(self, field: Any, **options: Any) -> None:
        # Django's own box with search; it asks for the rows of this relation of Article.
        widget = CarefulSelectMultiple(field, admin.site)
        rows = field.remote_field.model.objects.all()
        super().__init__(rows, widget=widget, required=False, **options)

    def clean(self, value: Any) -> Any:
        place = {str(pk): number for number, pk in enumerate(value or [])}
        return sorted(super().clean(value), key=lambda row: place[str(row.pk)])


class Weight(TextChoices):
    """What a change of a public article means to those who have read it."""

    MINOR = "minor", _("Minor: a comma, a typing error")
    SUBSTANTIAL = "substantial", _("Substantial: readers should know that it changed")
    CORRECTION = "correction", _("A correction: something was wrong")
    CLARIFICATION = "clarification", _("A clarification: something could be misunderstood")


# The fields by which an article finds its place.
PLACE: Any = [
    *("section", "further_sections", "tags", "label", "sponsor", "comments"),
    *("picked", "picked_typed"),
]
# The words of an article, and who wrote them; and its picture.
WORDS: Any = ["kicker", "headline", "standfirst", "bylines", "bylines_typed", "body"]
PICTURE: Any = ["lead_image"]
# Beside the text: where straight marks become those of the article's language.
QUOTING = {"kicker", "headline", "standfirst", "seo_title", "seo_description", "correction"}
AMENDING = {Weight.CORRECTION, Weight.CLARIFICATION}


class ArticleForm(TypingForm, MeetingForm):
    bylines = InOrder(
        Article._meta.get_field("authors"),
        label=_("Bylines"),
        help_text=_("In the order in which they are chosen."),
    )
    picked = InOrder(
        Article._meta.get_field("picks"),
        label=_("Related articles"),
        help_text=_("They stand before those that are found by tags and section."),
    )
    body = ProseEditorFormField(
        label=_("Text"),
        required=False,
        config=EDITOR,
        preset="configurable",
        sanitize=clean,
        widget=EditorWidget,
    )
    tags = Names(label=_("Tags"), help_text=_("Separated by commas. A new word becomes a new tag."))
    language = forms.ChoiceField(
        label=_("Language"),
        choices=of_articles,
        help_text=_("Of the text. Browsers read it aloud, part its words and search it by this."),
    )
    weight = forms.ChoiceField(
        label=_("What it means to readers"),
        choices=Weight.choices,
        initial=Weight.MINOR,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("A minor change moves no date. The others show the time under “Updated”."),
    )
    correction = forms.CharField(
        label=_("What readers are told"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=_(
            "For a correction or a clarification: what was wrong, and what is right. It stands "
            "below the article and at /corrections/, and readers can compare both texts."
        ),
    )

    # Which window this is, whose words it took up, and of which new article: `articles/drafts.py`.
    window = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)
    follows = forms.UUIDField(required=False, widget=forms.HiddenInput)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    taken_up: Draft | None = None

    class Meta:
        model = Article
        fields = [
            *(name for name in COLUMNS if name != "body"),
            "body",
            "slug",
            "lead_image",
            "section",
            "further_sections",
        ]
        # A field of its own, above: read with the other relations, by one query.
        exclude = ["tags"]
        widgets = {
            "headline": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField headline"}),
            "standfirst": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
            "further_sections": forms.CheckboxSelectMultiple,
            "seo_description": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in QUOTING & self.fields.keys():
            self.fields[name].widget.attrs["data-quotes"] = True
        article = self.instance
        # Asked before what was typed touches the row: a wrong slug has no address.
        self.public_address = article.get_absolute_url() if article.is_published() else ""
        if not article.pk:
            self.initial["language"] = get_language()
            self.initial["key"] = uuid4()
        else:
            self.initial.update(self.saved_words(article))
        if self.taken_up is not None:
            self._take_up(self.taken_up)
        if {"section", "further_sections"} <= self.fields.keys():
            self._list_sections()

    def _list_sections(self) -> None:
        """Ask once for the sections that two fields offer, in the newspaper's order."""
        section: Any = self.fields["section"]
        further: Any = self.fields["further_sections"]
        further.choices = Section.objects.choices()
        section.choices = [("", section.empty_label), *further.choices]

    def saved_words(self, article: Article) -> dict[str, Any]:
        """What the form begins from, beside the columns of the row."""
        content = Content.of(article)
        return {
            "base": article.latest_revision_id,
            "slug_was": article.slug,
            "tags": [Tag(name=name) for name in content.tags],
            "bylines": content.bylines,
            "picked": content.picked_related,
        }

    def _take_up(self, draft: Draft) -> None:
        """Show the words of a draft, as if they had just been typed."""
        follows = {"base": draft.base_id, "follows": draft.window, "key": draft.key}
        self.initial.update(initial_from(draft.words) | follows)

    def clean_headline(self) -> str:
        return " ".join(self.cleaned_data["headline"].split())

    @property
    def substantial(self) -> bool:
        return self.cleaned_data["weight"] not in {"", Weight.MINOR}

    @property
    def amends(self) -> Amends | None:
        """The correction that the change declares."""
        kind = self.cleaned_data["weight"]
        return Amends(kind, self.cleaned_data["correction"]) if kind in AMENDING else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("weight") in AMENDING:
            self._expect_a_correction(cleaned)
        if cleaned.get("label") == Article.Label.SPONSORED and not cleaned.get("sponsor"):
            self.add_error("sponsor", _("Say who paid for it, or choose another label."))
        if self.instance.pk:
            self._refuse_taken_address(cleaned.get("slug"))
            # With a field to mend nothing is saved, so nothing meets yet.
            if not self.errors:
                self.meet(content_of(self))
        return cleaned

    def _expect_a_correction(self, cleaned: dict[str, Any]) -> None:
        # No field to show the error at: an article without readers isn't asked.
        if not self.public_address:
            self.add_error(None, _("Only a public article can be corrected."))
        elif self.instance.latest_revision_id is None:
            self.add_error(
                "weight", _("The first version of this article isn't kept. Save it once before.")
            )
        elif not cleaned.get("correction", "").strip():
            self.add_error(
                "correction", _("Say what was wrong and what is right: readers read it.")
            )

    def _refuse_taken_address(self, slug: str | None) -> None:
        # What is no slug at all is refused by the field's own rule, a little later.
        if slug and is_slug(slug) and slug != self.initial["slug"]:
            try:
                publishing.expect_free(self.instance, slug)
            except forms.ValidationError as error:
                self.add_error("slug", error)


def content_of(form: ArticleForm) -> Content:
    """Return the Content that a valid form spells."""
    cleaned = form.cleaned_data
    image = cleaned["lead_image"]
    return Content(
        **{name: cleaned[name] for name in COLUMNS},
        section=cleaned["section"].pk,
        lead_image=image.pk if image else None,
        further_sections=[section.pk for section in cleaned["further_sections"]],
        tags=sorted(cleaned["tags"]),
        bylines=[author.pk for author in cleaned["bylines"]],
        picked_related=[article.pk for article in cleaned["picked"]],
    )
