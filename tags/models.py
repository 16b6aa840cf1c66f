"""A tag that articles share."""

from functools import lru_cache

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase

from press.pages.keys import Keyed
from publication.addresses import SlugField, slug_of


class Tag(Keyed, TagBase):  # type: ignore[django-manager-missing]
    # taggit's own slug field knows letters only, not the marks that many scripts write with them.
    slug = SlugField(_("address"), unique=True)
    description = models.TextField(
        _("description"), blank=True, help_text=_("Stands under the tag's name on its page.")
    )

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="tag_name_any_case",
                violation_error_message=_("There is a tag with this name already."),
            ),
            models.CheckConstraint(name="tag_has_a_name", condition=~Q(name="")),
        ]

    def slugify(self, tag: str, i: int | None = None) -> str:
        slug = slug_of(tag) or "tag"
        return slug if i is None else f"{slug[:90]}-{i}"

    def get_absolute_url(self) -> str:
        return _page_of(self.slug)


@lru_cache(1_000)
def _page_of(slug: str) -> str:
    return reverse("articles:tag", args=[slug])


class FormerName(models.Model):
    """A name that a tag had, or that was merged into it: who types it means that tag."""

    # Folded, so that one look finds it in whatever case.
    name = models.CharField(max_length=100, primary_key=True)
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="former_names")

    def __str__(self) -> str:
        return self.name


def present_names(names: list[str]) -> list[str]:
    """Return the names that these tags have now, each once, by one query."""
    folded = [name.casefold() for name in names]
    former = FormerName.objects.select_related("tag").filter(name__in=folded) if names else []
    present = {row.name: row.tag.name for row in former}
    found = [present.get(name.casefold(), name) for name in names]
    return list({name.casefold(): name for name in found}.values())
