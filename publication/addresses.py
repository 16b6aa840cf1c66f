"""Words in addresses: slugs in any script, and the first words that sections and pages share."""

import re
import unicodedata
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

SLUG_LENGTH = 100
# What stands at the top of the site map already; /<yyyy>/ takes every number.
RESERVED = frozenset(
    {
        *("tags", "authors", "series", "corrections", "search", "popular", "comments"),
        *("newsletters", "preview", "seen", "api", "media", "static", "styles"),
        *("health", "desk", "missing"),
        *("feed", "category", "author", "tag", "page", "wp-admin", "wp-content", "wp-json"),
    }
)


@lru_cache
def place(name: str) -> str:
    """Return the address of a page that there is once, by its name in the site map."""
    return reverse(name)


@lru_cache(10_000)
def _belongs(sign: str) -> bool:
    # Letters, their marks (Hindi vowels, Arabic points) and digits of every script.
    return unicodedata.category(sign)[0] in "LMN"


def slug_of(text: str) -> str:
    """Return the slug of a headline or name: lower case, hyphens between words, any script.

    At most 100 characters, cut between words where that can be. Empty when no letter and no
    digit is left, as for a headline of emoji.
    """
    text = unicodedata.normalize("NFC", text).lower().replace("’", "").replace("'", "")
    words = "".join(sign if _belongs(sign) else " " for sign in text).split()
    slug = "-".join(words)
    if len(slug) > SLUG_LENGTH:
        cut = slug[: SLUG_LENGTH + 1]
        slug = cut.rpartition("-")[0] or slug[:SLUG_LENGTH]
    return slug


def is_slug(text: str) -> bool:
    """Whether `text` can stand between two slashes of an address of ours."""
    return bool(text) and len(text) <= SLUG_LENGTH and all(_belongs(c) or c == "-" for c in text)


def normalised(slug: str) -> str:
    """Return a slug of an address in the one form in which we store it (Unicode's NFC)."""
    return unicodedata.normalize("NFC", slug)


def validate_slug(slug: str) -> None:
    """Raise ValidationError with a sentence unless `slug` is letters, digits and hyphens."""
    if not is_slug(slug) or slug != unicodedata.normalize("NFC", slug).lower():
        raise ValidationError(
            _("An address is made of small letters, digits and hyphens, as in “arctic-lanes”.")
        )


class SlugField(models.CharField):
    """A slug of any script, checked by `validate_slug`."""

    default_validators = [validate_slug]

    def __init__(self, *args: object, **options: object) -> None:
        options.setdefault("max_length", SLUG_LENGTH)
        super().__init__(*args, **options)  # type: ignore[arg-type]


class SlugConverter:
    """`<slug:…>` in the site map, for slugs of every script."""

    regex = r"[^/.]+"

    def to_python(self, value: str) -> str:
        slug = normalised(value)
        if not is_slug(slug):
            raise ValueError(value)
        return slug

    def to_url(self, value: str) -> str:
        return value


def validate_first_word(word: str) -> None:
    """Raise ValidationError with a sentence if `word` can't be the first word of an address."""
    if word in RESERVED:
        raise ValidationError(
            _("The address “%(word)s” is needed by the site itself. Choose another word."),
            params={"word": word},
        )
    if re.fullmatch(r"\d+", word):
        raise ValidationError(
            _("An address of digits only would look like a year. Add a letter to “%(word)s”."),
            params={"word": word},
        )


class FirstWord(models.Model):
    """A taken first word: sections and standing pages share one namespace, held by this key."""

    word = models.CharField(max_length=SLUG_LENGTH, primary_key=True)
    owner = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint("owner", name="first_word_one_each")]

    def __str__(self) -> str:
        return self.word

    @classmethod
    def check_free(cls, word: str, owner: str) -> None:
        """Raise ValidationError if another owner has the word."""
        validate_first_word(word)
        if cls.objects.filter(word=word).exclude(owner=owner).exists():
            raise ValidationError(
                _("The address “%(word)s” is taken by another section or page. Choose another."),
                params={"word": word},
            )

    @classmethod
    def claim(cls, word: str, owner: str) -> None:
        """Let `owner` ("section 3") have `word` and no other, within the present transaction.

        Raises ValidationError if somebody else has it.
        """
        cls.check_free(word, owner)
        cls.release(owner)
        cls.objects.create(word=word, owner=owner)

    @classmethod
    def release(cls, owner: str) -> None:
        cls.objects.filter(owner=owner).delete()
