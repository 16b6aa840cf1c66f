"""The one field of subscribing."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SubscribeForm(forms.Form):
    email = forms.EmailField(
        label=_("Email address"),
        max_length=254,
        widget=forms.EmailInput(
            attrs={"class": "input", "autocomplete": "email", "placeholder": "you@example.org"}
        ),
        error_messages={
            "required": _("Please enter your email address."),
            "invalid": _("This is no email address. Please check it."),
        },
    )
    # Out of sight for people; programs fill it.
    website = forms.CharField(required=False)
