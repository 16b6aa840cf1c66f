"""The newspaper at the desk: one row that is changed, never added, and its standing pages."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminFileWidget
from django.contrib.postgres.forms import SplitArrayField, SplitArrayWidget
from django.core.files.uploadedfile import UploadedFile
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorFormField

from press import clock
from press.counted import counted
from press.desk import KeyedAdmin
from press.pages.keys import key_of
from press.redirects import moving
from press.removing import gone
from press.rows import LinesInline
from publication.editor import EditorWidget
from publication.hosts import hosts_in
from publication.icons import square_of
from publication.logo import logo_of
from publication.models import MenuLine, Publication, SocialLink, StandingPage, TextFile
from publication.prose import EDITOR, clean
from publication.sharing import Network
from publication.text_files import FILES_KEY

SHARES_IN_SIGHT = 4


class MenuLineInline(LinesInline):
    model = MenuLine


class SocialLinkInline(LinesInline):
    model = SocialLink


class NumberedBoxes(SplitArrayWidget):
    """Each of the boxes says which it is."""

    def get_context(self, name: str, value: Any, attrs: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        for number, box in enumerate(context["widget"]["subwidgets"], start=1):
            box["attrs"]["aria-label"] = gettext("Share link %(number)d") % {"number": number}
        return context


class Networks(SplitArrayField):
    """Some networks in their order; what stood there at first is told by a hidden box for each."""

    hidden_widget = forms.MultipleHiddenInput

    def __init__(self, base_field: forms.Field, size: int, **options: Any) -> None:
        widget = NumberedBoxes(widget=base_field.widget, size=size)
        super().__init__(base_field, size, widget=widget, **options)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return [*filter(None, initial or [])] != [*filter(None, data or [])]


class LogoField(forms.FileField):
    """A picture that becomes a logo: our decoder says what is wrong with it, in our words."""

    widget = AdminFileWidget

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Its legend names the box that clears it as well: the file says its name itself."""
        return super().widget_attrs(widget) | {"aria-label": self.label}

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        return logo_of(file) if isinstance(file, UploadedFile) else file


class IconField(LogoField):
    """A picture that becomes the icon in all its sizes."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = forms.FileField.clean(self, data, initial)
        return square_of(file) if isinstance(file, UploadedFile) else file


class PublicationForm(forms.ModelForm):
    share_first = Networks(
        forms.ChoiceField(choices=[("", "–"), *Network.choices], required=False),
        SHARES_IN_SIGHT,
        required=False,
        label=_("Share links in sight"),
        help_text=_("Below the byline, in this order. All others stand behind “More”."),
    )

    class Meta:
        model = Publication
        fields = [
            *("name", "tagline", "logo", "dark_logo", "icon", "accent", "share_first"),
            *("language", "time_zone", "mastodon_servers"),
        ]
        field_classes = {"logo": LogoField, "dark_logo": LogoField, "icon": IconField}
        widgets = {
            "accent": forms.TextInput(
                attrs={"size": 8, "placeholder": "#a3161c", "data-accent": True}
            ),
            "mastodon_servers": forms.Textarea(attrs={"rows": 4, "dir": "ltr"}),
        }

    class Media:
        js = [Script("js/accent.js", type="module")]

    def clean_accent(self) -> str:
        return str(self.cleaned_data["accent"]).lower()

    def clean_mastodon_servers(self) -> str:
        return "\n".join(hosts_in(self.cleaned_data["mastodon_servers"]))

    def clean_share_first(self) -> list[str]:
        """Take each network once, in the order of its first mention."""
        return list(dict.fromkeys(filter(None, self.cleaned_data["share_first"])))


@admin.register(Publication)
class PublicationAdmin(KeyedAdmin):
    form = PublicationForm
    inlines = [MenuLineInline, SocialLinkInline]
    fieldsets = [
        (None, {"fields": ["name", "tagline"]}),
        (_("Face"), {"fields": ["logo", "dark_logo", "icon", "accent"]}),
        (_("Sharing"), {"fields": ["share_first"]}),
        (_("Language and time"), {"fields": ["language", "time_zone"]}),
        (_("Embeds"), {"fields": ["mastodon_servers"]}),
    ]
    list_display = ["name", "tagline", "language", "time_zone"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """There is one newspaper: its list is its form."""
        return redirect("admin:publication_publication_change", Publication.objects.current().pk)


class StandingPageForm(forms.ModelForm):
    body = ProseEditorFormField(
        required=False,
        config=EDITOR,
        preset="configurable",
        sanitize=clean,
        widget=EditorWidget,
    )

    class Meta:
        model = StandingPage
        fields = ["title", "slug", "body"]


@admin.register(StandingPage)
class StandingPageAdmin(KeyedAdmin):
    form = StandingPageForm
    list_display = ["title", "slug", "changed_at"]
    search_fields = ["title"]
    prepopulated_fields = {"slug": ["title"]}
    actions = None

    def save_model(self, request: HttpRequest, obj: StandingPage, form: Any, change: bool) -> None:
        obj.changed_at = clock.now()
        old = StandingPage.objects.filter(pk=obj.pk).first()
        obj.save()
        moving.free(obj.get_absolute_url())
        if old is not None:
            moving.move(old.get_absolute_url(), obj.get_absolute_url())

    def delete_model(self, request: HttpRequest, obj: StandingPage) -> None:
        super().delete_model(request, obj)
        moving.mark_gone(obj.get_absolute_url())

    def losses(self, row: StandingPage) -> list[str]:
        lost = [gone(row), gettext("Its text stays in the log.")]
        lines = counted(row.menuline_set.all())
        if lines["number"]:
            words = ngettext(
                "%(many)s line of the menus goes with it.",
                "%(many)s lines of the menus go with it.",
                lines["number"],
            )
            lost.append(words % lines)
        return lost

    def keys_of(self, row: StandingPage) -> list[str]:
        # Menus show the page's address, and every page shows the menus.
        return [key_of(row), key_of(Publication.objects.current())]


@admin.register(TextFile)
class TextFileAdmin(KeyedAdmin):
    """The four files: each is changed, none is added; one without words isn't there."""

    fields = ["text"]
    list_display = ["name", "get_absolute_url", "is_served", "expires_at"]
    actions = None

    def get_queryset(self, request: HttpRequest) -> Any:
        return TextFile.objects.all_there()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("address"))
    def get_absolute_url(self, row: TextFile) -> str:
        return row.get_absolute_url()

    @admin.display(description=_("served"), boolean=True)
    def is_served(self, row: TextFile) -> bool:
        return row.is_served

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any
    ) -> Any:
        """Say below the box what this file is for."""
        form: Any = super().get_form(request, obj, change, **options)
        if obj:
            form.base_fields["text"].help_text = PURPOSES[obj.name]
        return form

    def keys_of(self, row: TextFile) -> list[str]:
        return [key_of(row), FILES_KEY]


PURPOSES = {
    TextFile.Name.ROBOTS: _(
        "What robots shall leave alone. Empty: they may read all that readers see, and are told "
        "where the sitemaps are. Name the sitemaps too if you write one."
    ),
    TextFile.Name.SECURITY: _(
        "Where a weakness of this site can be reported (RFC 9116). It needs a line “Contact:” and "
        "a line “Expires:”, and is taken away at that moment: put it into your calendar."
    ),
    TextFile.Name.ADS: _(
        "Who may sell your advertising space, one seller a line. Empty: there is no such file."
    ),
    TextFile.Name.HUMANS: _("Who made this newspaper, in any form you like."),
}
