"""The one field of subscribing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from newsletters import addresses


class SubscribeForm(forms.Form):
    email = forms.EmailField(
        label=_("Email address"),
        max_length=addresses.LONGEST,
        widget=forms.EmailInput(
            attrs={"class": "input", "autocomplete": "email", "placeholder": "you@example.org"}
        ),
        error_messages={
            "required": _("Please enter your email address."),
            "invalid": addresses.WRONG,
        },
    )
    # Out of sight for people; programs fill it.
    website = forms.CharField(required=False)

    def clean_email(self) -> str:
        """Return the address in its one form; the field has the sentence if there is none."""
        return addresses.normal(self.cleaned_data["email"])

    def focus(self) -> None:
        """Let the browser begin at the field, because it is wrong."""
        self.fields["email"].widget.attrs["autofocus"] = True
