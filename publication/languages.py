"""Languages: those the newspaper appears in, those an article may be in, and how they run."""

from functools import lru_cache

from django.conf.locale import LANG_INFO
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

# The newspaper speaks what has a catalogue in `locale/`, and English.
LANGUAGES = {"en": _("English"), "de": _("German"), "fr": _("French"), "ar": _("Arabic")}


def of_articles() -> list[tuple[str, str]]:
    """Return codes and names of the languages an article may be in: the newspaper's own first.

    Each is named in itself, so that whoever writes it finds it.
    """
    names = {code: info["name_local"] for code, info in LANG_INFO.items() if len(code) == 2}
    others = sorted(set(names) - set(LANGUAGES), key=lambda code: names[code].casefold())
    return [(code, names[code]) for code in [*LANGUAGES, *others]]


@lru_cache(maxsize=256)
def direction(language: str) -> str:
    """Return how a language is written: "rtl" from right to left, else "ltr"."""
    try:
        return "rtl" if get_language_info(language)["bidi"] else "ltr"
    except KeyError:
        return "ltr"
