"""The plain files that programs look for at fixed addresses, and the rules for what they say."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from press import clock
from press.clock import moments
from press.pages.keys import Keyed, key_of, note

# Which files have words at all: a file that had none may get some.
FILES_KEY = "list:text-files"
LONGEST = 50_000
_ADS = re.compile(
    r"[^\s,]+\.[^\s,]+\s*,\s*[^\s,][^,]*,\s*(?:DIRECT|RESELLER)\s*(?:,\s*[^\s,]+\s*)?",
    re.IGNORECASE,
)
_ADS_VARIABLE = re.compile(
    r"(?:CONTACT|SUBDOMAIN|OWNERDOMAIN|MANAGERDOMAIN|INVENTORYPARTNERDOMAIN)=\S.*", re.IGNORECASE
)
_FIELD = re.compile(r"(?P<name>[A-Za-z][A-Za-z-]*)\s*:\s*(?P<value>.*)")
_CONTACT = re.compile(r"(?:https://|mailto:|tel:)\S+")


class TextFileQuerySet(models.QuerySet["TextFile"]):
    def called(self, name: str) -> "TextFile | None":
        """The file of that name; None where nobody has written it."""
        note(FILES_KEY)
        return self.filter(name=name).first()

    def all_there(self) -> Self:
        """All of them in their order, made where they are missing: for the desk."""
        for name in TextFile.Name.values:
            self.get_or_create(name=name)
        return self.order_by("pk")


class TextFile(Keyed):
    class Name(models.TextChoices):
        ROBOTS = "robots.txt"
        SECURITY = "security.txt"
        ADS = "ads.txt"
        HUMANS = "humans.txt"

    name = models.CharField(_("file"), max_length=20, choices=Name, unique=True, editable=False)
    text = models.TextField(_("words"), max_length=LONGEST, blank=True)
    expires_at = models.DateTimeField(_("expires"), null=True, editable=False)

    objects = TextFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("text file")
        verbose_name_plural = _("text files")
        constraints = [
            models.CheckConstraint(
                name="text_file_is_known",
                condition=Q(name__in=["robots.txt", "security.txt", "ads.txt", "humans.txt"]),
            ),
            models.CheckConstraint(
                name="text_file_only_security_expires",
                condition=Q(name="security.txt") | Q(expires_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return "/.well-known/security.txt" if self.name == self.Name.SECURITY else f"/{self.name}"

    @property
    def is_served(self) -> bool:
        """Whether it says something, and is not too old to be believed."""
        return bool(self.text) and (self.expires_at is None or self.expires_at > clock.now())

    def clean(self) -> None:
        """Raise ValidationError that names the line which programs would not understand."""
        self.text = "\n".join(line.rstrip() for line in self.text.strip().splitlines())
        if self.text:
            CHECKS[self.name](list(_lines(self.text)))

    @transaction.atomic
    def save(self, *args: Any, **options: Any) -> None:
        is_security = self.name == self.Name.SECURITY
        self.expires_at = _expiry(list(_lines(self.text))) if is_security else None
        super().save(*args, **options)
        if self.expires_at and self.expires_at > clock.now():
            moments.expect(self.name, self.expires_at, [key_of(self)])
        else:
            moments.cancel(self.name)


type Line = tuple[int, str]


def _lines(text: str) -> Iterator[Line]:
    """The lines that say something, with their numbers: no comments, none that are empty."""
    for number, line in enumerate(text.splitlines(), 1):
        said = line.partition("#")[0].strip()
        if said:
            yield number, said


def _refuse(number: int, line: str, sentence: Any) -> None:
    raise ValidationError(
        {"text": ValidationError(sentence, params={"number": number, "line": line[:80]})}
    )


def _check_robots(lines: list[Line]) -> None:
    for number, line in lines:
        if not _FIELD.fullmatch(line):
            _refuse(
                number,
                line,
                _("Line %(number)s, “%(line)s”, is no rule: write it as in “Disallow: /drafts/”."),
            )


def _check_ads(lines: list[Line]) -> None:
    for number, line in lines:
        if not (_ADS.fullmatch(line) or _ADS_VARIABLE.fullmatch(line)):
            _refuse(
                number,
                line,
                _(
                    "Line %(number)s, “%(line)s”, names no seller: write it as in "
                    "“ads.example, pub-1234, DIRECT”."
                ),
            )


def _check_security(lines: list[Line]) -> None:
    """The rules of RFC 9116 that programs depend on."""
    _check_robots(lines)
    contacts = _values(lines, "contact")
    if not contacts or not all(_CONTACT.fullmatch(value) for value in contacts):
        raise ValidationError(
            {
                "text": _(
                    "Say where a weakness can be reported, in a line as "
                    "“Contact: mailto:security@news.example” or with an address of https://."
                )
            }
        )
    expires_at = _expiry(lines)
    if len(_values(lines, "expires")) != 1 or expires_at is None or expires_at <= clock.now():
        raise ValidationError(
            {
                "text": _(
                    "Say in one line until when this holds, at a moment in the future, as in "
                    "“Expires: 2027-06-30T12:00:00Z”; within a year is usual."
                )
            }
        )


def _values(lines: list[Line], name: str) -> list[str]:
    fields = (_FIELD.fullmatch(line) for _number, line in lines)
    return [field["value"].strip() for field in fields if field and field["name"].lower() == name]


def _expiry(lines: list[Line]) -> datetime | None:
    """Return the moment of the line Expires; None if there is none, or none with a zone."""
    for value in _values(lines, "expires"):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return None
        return moment if moment.tzinfo else None
    return None


CHECKS: dict[str, Callable[[list[Line]], None]] = {
    TextFile.Name.ROBOTS: _check_robots,
    TextFile.Name.SECURITY: _check_security,
    TextFile.Name.ADS: _check_ads,
    TextFile.Name.HUMANS: lambda lines: None,
}
