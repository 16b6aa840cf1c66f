"""What the gate found, as people read it: a sentence, how to mend it, and the way to the place."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.checks import Finding
from articles.models import Article


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding with its addresses at the desk."""

    finding: Finding
    place: str
    picture: str


def shown(article: Article, findings: list[Finding], form: str = "article") -> list[Shown]:
    """Give each finding the address of its place in the form: "article" or "changedarticle"."""
    start = reverse(f"admin:articles_{form}_change", args=[article.pk])
    return [Shown(each, _place(start, each), _picture(each)) for each in findings]


def _place(start: str, finding: Finding) -> str:
    query = f"?{urlencode({'block': finding.block})}" if finding.block is not None else ""
    return f"{start}{query}#id_{finding.field}"


def _picture(finding: Finding) -> str:
    if finding.picture is None:
        return ""
    return reverse("admin:images_image_change", args=[finding.picture])


class ReasonInSpite(forms.CharField):
    """Why something is published that the gate stopped."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=_("Why publish it in spite of this"),
            help_text=_("Stands in the history beside your name."),
            max_length=500,
            widget=forms.TextInput(attrs={"class": "vTextField"}),
            **options,
        )
