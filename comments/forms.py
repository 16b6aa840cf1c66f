"""The form "Leave a reply". It carries no token and no name: its bytes are the same for all."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator, URLValidator
from django.utils.translation import gettext_lazy as _

from comments.models.comment import NAME_LENGTH, SITE_LENGTH, TEXT_LENGTH
from comments.models.report import REPORT_LENGTH, Report

# Signs that count as letters and symbols, and show nothing: Hangul fillers, an empty Braille cell.
INVISIBLE = frozenset("\u115f\u1160\u2800\u3164\uffa0")

NO_SITE = _(
    "This is no address of a website, or a very long one. Correct it, or leave the field empty."
)


def is_blank(words: str) -> bool:
    """Whether a reader would see nothing: only spaces, marks, zero-width and control signs."""
    return not any(
        unicodedata.category(sign)[0] in "LNPS" and sign not in INVISIBLE for sign in words
    )


class WordsField(forms.CharField):
    """Words that must be seen, in lines that end as everywhere else but in forms.

    It gives the browser no `maxlength`, which would cut pasted words without saying so.
    """

    def __init__(self, *, longest: int, too_long: Any, empty: Any, **options: Any) -> None:
        super().__init__(
            error_messages={"required": empty},
            validators=[MaxLengthValidator(longest, too_long)],
            **options,
        )

    def to_python(self, value: Any) -> str:
        words = (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")
        # A NUL byte stays, so that its own validator can speak of it.
        return "" if is_blank(words) and "\0" not in words else words


def text_field() -> WordsField:
    return WordsField(
        label=_("Comment"),
        longest=TEXT_LENGTH,
        empty=_("Please enter your comment!"),
        too_long=_(
            "Your comment has %(show_value)d characters; %(limit_value)d fit. Please shorten it."
        ),
        help_text=_(
            "An empty line begins a paragraph, *so* is emphasis, > at the start of a line a quote, "
            "`so` code; an address with https:// becomes a link."
        ),
        widget=forms.Textarea(
            attrs={"class": "input", "rows": 6, "dir": "auto", "aria-required": "true"}
        ),
    )


class SiteField(forms.URLField):
    """An address on the web: Django's own takes FTP too."""

    default_validators = [URLValidator(schemes=["http", "https"])]


class ChangeForm(forms.Form):
    """Other words for a comment that its writer may still change."""

    use_required_attribute = False

    text = text_field()

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, auto_id="reply-%s", label_suffix="", **options)


class ReplyForm(forms.Form):
    """What a reader writes. `topic` is a trap: people don't see it, programs fill it in."""

    use_required_attribute = False

    text = text_field()
    name = WordsField(
        label=_("Name"),
        longest=NAME_LENGTH,
        empty=_("Please enter your name here"),
        too_long=_(
            "Your name has %(show_value)d characters; %(limit_value)d fit. Please shorten it."
        ),
        widget=forms.TextInput(
            attrs={"class": "input", "autocomplete": "name", "aria-required": "true"}
        ),
    )
    email = forms.EmailField(
        label=_("Email"),
        required=False,
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "email"}),
        error_messages={
            "invalid": _("This is no email address. Correct it, or leave the field empty.")
        },
    )
    site = SiteField(
        label=_("Website"),
        required=False,
        max_length=SITE_LENGTH,
        assume_scheme="https",
        # Text, so that browsers without scripts too let through what lacks its https://.
        widget=forms.TextInput(
            attrs={"class": "input", "autocomplete": "url", "inputmode": "url", "dir": "ltr"}
        ),
        error_messages={"invalid": NO_SITE, "max_length": NO_SITE},
    )
    answers = forms.BooleanField(label=_("Mail me when somebody answers"), required=False)
    topic = forms.Field(  # Whatever stands there, even rubbish: it is never stored.
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    # What a browser keeps of an address that was proven in it.
    proof = forms.Field(required=False, widget=forms.HiddenInput)
    # Seconds, written by the script before it is sent.
    took = forms.Field(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="reply-%s", label_suffix="")

    def clean_site(self) -> str:
        """The database knows small letters only, where a telephone begins with a capital one."""
        scheme, colon, rest = self.cleaned_data["site"].partition(":")
        return f"{scheme.lower()}{colon}{rest}"

    def clean(self) -> dict[str, Any]:
        """Who wants answers says where to."""
        cleaned = super().clean() or {}
        if cleaned.get("answers") and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", _("Enter your address, so that we can mail you the answers."))
        return cleaned

    @property
    def seconds(self) -> int | None:
        """How long the words were in the form; None when the browser doesn't say."""
        took = str(self.cleaned_data["took"] or "")
        return int(took) if re.fullmatch(r"[0-9]{1,9}", took, re.ASCII) else None

    def focus_first_error(self) -> None:
        """Let the browser begin at the first field that is wrong."""
        for name in self.fields:
            if name in self.errors:
                self.fields[name].widget.attrs["autofocus"] = True
                return


class ReportForm(forms.Form):
    """What is wrong with a comment: one of some reasons, and a reader's own words."""

    use_required_attribute = False

    reason = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=Report.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose what is wrong with it."),
            "invalid_choice": _("Please choose what is wrong with it."),
        },
    )
    text = WordsField(
        label=_("In your words"),
        required=False,
        longest=REPORT_LENGTH,
        empty=_("Please say in a few words what is wrong."),
        too_long=_(
            "Your report has %(show_value)d characters; %(limit_value)d fit. Please shorten it."
        ),
        widget=forms.Textarea(attrs={"class": "input", "rows": 3}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="report-%s", label_suffix="")

    def clean(self) -> dict[str, Any]:
        """Something else than the reasons that we offer has to be named."""
        cleaned = super().clean() or {}
        if cleaned.get("reason") == Report.Reason.OTHER and not cleaned.get("text"):
            self.add_error("text", self.fields["text"].error_messages["required"])
        return cleaned
