"""Sections: a tree of two levels, ordered, in the menu or not."""

from functools import lru_cache
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from press.pages.keys import Keyed, note
from publication.addresses import SlugField


class SectionQuerySet(models.QuerySet["Section"]):
    def in_order(self) -> Self:
        """Every section, parents before their children, in the newspaper's order."""
        note("list:sections")
        return self.order_by(F("parent__position").asc(nulls_first=True), "position", "name")

    def tree(self) -> list["Section"]:
        """Return the top-level sections in order, each with its `children`, by one query."""
        top: dict[int, Section] = {}
        for section in self.in_order():
            section.children = []
            if section.parent_id is None:
                top[section.pk] = section
            elif section.parent_id in top:
                section.parent = top[section.parent_id]
                section.parent.children.append(section)
        return list(top.values())

    def choices(self) -> list[tuple[int, str]]:
        """Return number and name of each section as forms offer them: parents, then children."""
        return [
            (each.pk, f"{each.parent.name} › {each.name}" if each.parent else each.name)
            for top in self.tree()
            for each in (top, *top.children)
        ]


class Section(Keyed):
    name = models.CharField(_("name"), max_length=60)
    slug = SlugField(_("address"))
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="subsections",
        limit_choices_to={"parent__isnull": True},
        verbose_name=_("part of"),
    )
    description = models.TextField(_("description"), blank=True)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Smaller numbers stand first in menus.")
    )
    in_menu = models.BooleanField(_("in the menu"), default=True)

    # Set by tree().
    children: list["Section"]

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["slug"],
                condition=Q(parent__isnull=True),
                name="section_one_address",
                violation_error_message=_("Another section has this address."),
            ),
            models.UniqueConstraint(
                fields=["parent", "slug"],
                name="subsection_one_address",
                violation_error_message=_("Another part of this section has this address."),
            ),
            models.CheckConstraint(
                name="section_not_in_itself",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                violation_error_message=_("A section can't be part of itself."),
            ),
            models.CheckConstraint(name="section_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return _page_of(self.parent.slug if self.parent else "", self.slug)


@lru_cache(1_000)
def _page_of(parent: str, slug: str) -> str:
    if parent:
        return reverse("articles:subsection", args=[parent, slug])
    return reverse("first_word", args=[slug])
