"""One table for all that was done; histories, decisions and the audit log are views of it."""

import re
from typing import Any, Self

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

WORDS_AT_MOST = 8
PEOPLE_AT_MOST = 20


def _people_called(name: str) -> list[Any]:
    """The keys of those whom somebody may mean: a list, so that their entries come by its index."""
    is_so = models.Q(username=name)
    is_so |= models.Q(first_name__istartswith=name) | models.Q(last_name__istartswith=name)
    people = get_user_model()._default_manager.filter(is_so)
    return list(people.values_list("pk", flat=True)[:PEOPLE_AT_MOST])


class EntryQuerySet(models.QuerySet["Entry"]):
    def about(self, row: models.Model) -> Self:
        """Entries about one object, newest first."""
        kind = ContentType.objects.get_for_model(row)
        return self.filter(kind=kind, object_id=row.pk)

    def saying(self, words: str) -> Self:
        """Entries with all these words, or the beginnings of them; "@name" asks who did it, by a
        login or by the beginning of a first or last name."""
        names = re.findall(r"@(\S+)", words)
        asked = re.findall(r"\w+", re.sub(r"@\S+", " ", words))
        found = self.defer("words")
        for name in names[:3]:
            found = found.filter(by__in=_people_called(name))
        if asked:
            query = " & ".join(f"{word}:*" for word in asked[:WORDS_AT_MOST])
            found = found.filter(words=SearchQuery(query, config="simple", search_type="raw"))
        return found

    def with_actors(self) -> Self:
        return self.select_related("by").defer("words")


class Entry(models.Model):
    """One deed. A trigger of the database refuses to change or remove it."""

    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deeds",
        verbose_name=_("by"),
        help_text=_("Empty when the newspaper itself did it, or a reader."),
    )
    verb = models.CharField(_("verb"), max_length=40)
    kind = models.ForeignKey(ContentType, models.PROTECT, verbose_name=_("kind"))
    object_id = models.BigIntegerField(_("object"))
    label = models.CharField(_("called"), max_length=300)
    detail = models.JSONField(_("detail"), default=dict)

    # What the audit log is searched by: the words of the label, the verb and the detail.
    words = models.GeneratedField(
        expression=SearchVector("label", "verb", "detail", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("history entry")
        verbose_name_plural = _("history entries")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["kind", "object_id", "-at", "-id"], name="history_entry_about"),
            models.Index(fields=["-at", "-id"], name="history_entry_newest"),
            models.Index(fields=["by", "-at", "-id"], name="history_entry_by"),
            GinIndex("words", name="history_entry_words"),
            # What people did, among much more that readers did.
            models.Index(
                fields=["-at", "-id"],
                name="history_entry_by_people",
                condition=models.Q(by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.verb}"
