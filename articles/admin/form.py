"""The article form: what a writer types, in the order of work."""

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import admin
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorFormField
from taggit.forms import TagField, TagWidget

from articles import publishing
from articles.admin.meeting import MeetingForm
from articles.content import COLUMNS, Content
from articles.models import Article, Draft
from articles.typed import initial_from
from press.desk import CarefulSelectMultiple
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


class ArticleForm(MeetingForm):
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
    tags = TagField(
        label=_("Tags"),
        required=False,
        widget=TagWidget(attrs={"class": "vTextField"}),
        help_text=_("Separated by commas. A new word becomes a new tag."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=of_articles,
        help_text=_("Of the text. Browsers read it aloud, part its words and search it by this."),
    )
    substantial = forms.BooleanField(
        label=_("Readers should know about this change"),
        required=False,
        help_text=_("Shows the time under “Updated”. Leave it empty for a comma."),
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
            "tags",
        ]
        widgets = {
            "headline": forms.Textarea(
                attrs={"rows": 2, "class": "vLargeTextField headline", "data-quotes": True}
            ),
            "standfirst": forms.Textarea(
                attrs={"rows": 3, "class": "vLargeTextField", "data-quotes": True}
            ),
            "further_sections": forms.CheckboxSelectMultiple,
            "seo_description": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        article = self.instance
        # Asked before what was typed touches the row: a wrong slug has no address.
        self.public_address = article.get_absolute_url() if article.is_published() else ""
        if not article.pk:
            self.initial["language"] = get_language()
            self.initial["key"] = uuid4()
        else:
            self.initial["base"] = article.latest_revision_id
            self.initial["slug_was"] = article.slug
            self.initial["tags"] = article.tags.order_by("name")
            content = Content.of(article)
            self.initial["bylines"] = content.bylines
            self.initial["picked"] = content.picked_related
        if self.taken_up is not None:
            self._take_up(self.taken_up)

    def _take_up(self, draft: Draft) -> None:
        """Show the words of a draft, as if they had just been typed."""
        follows = {"base": draft.base_id, "follows": draft.window, "key": draft.key}
        self.initial.update(initial_from(draft.words) | follows)

    def clean_headline(self) -> str:
        return " ".join(self.cleaned_data["headline"].split())

    def clean_tags(self) -> list[str]:
        names = self.cleaned_data["tags"]
        longest = Tag._meta.get_field("name").max_length or 0
        if any(len(name) > longest for name in names):
            raise forms.ValidationError(
                _("A tag has at most %(count)s letters. Did you forget a comma?"),
                params={"count": longest},
            )
        if any("\0" in name for name in names):
            raise forms.ValidationError(_("A tag holds a sign that can't be stored. Type it anew."))
        return names

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk:
            self._refuse_taken_address(cleaned.get("slug"))
            # With a field to mend nothing is saved, so nothing meets yet.
            if not self.errors:
                self.meet(content_of(self))
        return cleaned

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
