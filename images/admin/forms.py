"""What the desk asks of a picture: a file and words, or words and a focal point."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from images.models import Image
from press.decoding import MEDIA_TYPES, Master, decode


class UploadForm(forms.ModelForm):
    """A new picture. What its file decodes to is kept in `master` for the verb."""

    master: Master
    # Emptiness and the length of a name are no matter of this field: decoding says it better.
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(MEDIA_TYPES)}),
        help_text=_(
            "JPEG, PNG, WebP, AVIF or GIF. It is turned upright, and what the camera wrote into it "
            "(place, time, serial number) is dropped. Of a moving picture the first frame is kept."
        ),
    )

    class Meta:
        model = Image
        fields = [
            *("file", "alt", "decorative", "caption", "credit", "source"),
            *("rights", "rights_until"),
        ]
        widgets = {
            "alt": forms.Textarea(attrs={"rows": 2}),
            "caption": forms.Textarea(attrs={"rows": 3}),
        }

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        self.master = decode(file)
        return file


class DescribeForm(forms.ModelForm):
    """The words and the focal point of a picture. Its file stays what it is."""

    class Meta:
        model = Image
        fields = [
            *("alt", "decorative", "caption", "credit", "source", "rights", "rights_until"),
            "taken_on",
            *("focal_x", "focal_y"),
        ]
        widgets = {
            "alt": forms.Textarea(attrs={"rows": 2}),
            "caption": forms.Textarea(attrs={"rows": 3}),
            "focal_x": forms.NumberInput(
                attrs={"min": 0, "max": 1, "step": "any", "data-focal-x": True}
            ),
            "focal_y": forms.NumberInput(
                attrs={"min": 0, "max": 1, "step": "any", "data-focal-y": True}
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Two people may describe one picture: what counts is what each has changed since the
        # form was opened, not how it differs from what the other has saved meanwhile.
        for field in self.fields.values():
            field.show_hidden_initial = True


class PutForm(UploadForm):
    """A new picture for a text, which shall not stand there undescribed."""

    class Meta(UploadForm.Meta):
        fields = ["file", "alt", "decorative", "caption", "credit"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("alt") and not cleaned.get("decorative"):
            self.add_error("alt", _("Describe it in one sentence, or mark it as decorative."))
        return cleaned


class ReplaceForm(UploadForm):
    """A file alone: the words are those of the picture that it replaces."""

    class Meta(UploadForm.Meta):
        fields = ["file"]
