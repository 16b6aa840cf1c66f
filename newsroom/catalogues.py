"""The catalogues of translations: what readers see, in every language of the newspaper.

`make messages` reads every string out of the code and the templates, brings `locale/<language>/`
up to date, compiles it, and names what waits for a translation. It needs Babel, a package for
developers, and no program beside it.

A catalogue holds what readers see, and only that; the desk speaks English besides what Django
itself translates. DESK says which files are the desk's. Models are the desk's as well, with their
names of fields, help and states; of them, SHOWN names the choices whose words readers meet.
"""

import ast
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
# No code of readers' pages lies in these.
NO_ROOMS = re.compile(r"^(\.|var/|tests/|locale/|static/|benchmarks/|deploy/)")
DESK = re.compile(
    r"(^|/)(admin|management|migrations|demo|seeding|formats)/"
    r"|(^|/)(admin|apps|desk|work|witness|roles|rights|cards)\.py$"
    r"|^(accounts|boxes|images|tags|wordpress|press/history|press/mail|press/redirects)/"
    r"|^newsroom/(kept|telling)\.py$"
    r"|^publication/(accent|addresses|icons|models|text_files)\.py$"
    r"|^press/(choosing|decoding|joining|lists|meeting|removing|rows|pages/receipts)\.py$"
    r"|^articles/(checks|correcting|drafts|gate|links|notes|pending|pictures|places|previews)\.py$"
    r"|^articles/(publishing|seats|sections|sorting|timing|writing)\.py$|^adverts/booking\.py$"
    r"|^live/(covering|forms|posting|uses)\.py$"
    r"|^comments/(decisions|editing|networks|people|privacy|queues|rehearsal|standings)\.py$"
    r"|^comments/(answered|beats|watching|waves)\.py$"
    r"|^series/(arranging|places)\.py$"
    r"|^frontpage/(arranging|breaking|comparing|places)\.py$"
    r"|^templates/(accounts|admin|allauth)/"
)
# Correction, Clarification; Opinion, Analysis, Sponsored: in the kicker; in which order replies
# stand; why one is reported.
SHOWN = {"Amendment", "Label", "Order", "Reason"}
MODELS = re.compile(r"(^|/)models(\.py$|/)")
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def languages() -> list[str]:
    """The languages that have a catalogue."""
    return sorted(path.name for path in LOCALE.iterdir() if (path / "LC_MESSAGES").is_dir())


def catalogue_of(language: str) -> Path:
    """Return the path of a language's `.po`; its `.mo` lies beside it."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def readers_strings() -> Catalog:
    """Return all strings that readers may see, with the files they stand in."""
    found = Catalog(charset="utf-8", fuzzy=False)
    for path in _sources():
        name = str(path.relative_to(ROOT))
        for _line, message, comments, context in extract(
            "python", io.BytesIO(_code_of(path)), keywords=KEYWORDS, comment_tags=("Translators:",)
        ):
            found.add(message, locations=[(name, 0)], auto_comments=comments, context=context)
    return found


def _sources() -> Iterator[Path]:
    paths = [*ROOT.rglob("*.py"), *(ROOT / "templates").rglob("*.*")]
    for path in sorted(paths):
        name = str(path.relative_to(ROOT))
        if path.is_file() and not NO_ROOMS.search(name) and not DESK.search(name):
            yield path


def _code_of(path: Path) -> bytes:
    """Return what calls gettext: a module, shown choices of models, a template as such calls."""
    text = path.read_text()
    if path.suffix != ".py":
        # Every other sign of a template is an X by now, and its indentation means nothing.
        lines = templatize(text, origin=str(path)).splitlines()
        return "\n".join(line.strip() for line in lines).encode()
    if MODELS.search(str(path.relative_to(ROOT))):
        classes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ClassDef)]
        text = "\n".join(ast.unparse(node) for node in classes if node.name in SHOWN)
    return text.encode()


def read(language: str) -> Catalog:
    """Return the catalogue of a language as it is kept; a new language begins with an empty one."""
    path = catalogue_of(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


def untranslated(catalogue: Catalog) -> list[Message]:
    """The messages that have no words yet, or not all their plurals."""
    return [
        message
        for message in catalogue
        if message.id and (message.fuzzy or not all(_forms(message.string)))
    ]


def _forms(words: Any) -> list[str]:
    return list(words) if isinstance(words, tuple | list) else [words or ""]


def compiled(catalogue: Catalog) -> bytes:
    """Return the bytes of a `.mo`."""
    mo = io.BytesIO()
    write_mo(mo, catalogue)
    return mo.getvalue()


def update(language: str, strings: Catalog) -> list[Message]:
    """Bring a catalogue up to date with `strings`, compile it, and return what lacks words."""
    catalogue, path = read(language), catalogue_of(language)
    catalogue.update(strings, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=100, sort_by_file=True, include_lineno=False)
    path.with_suffix(".mo").write_bytes(compiled(catalogue))
    return untranslated(catalogue)


def main() -> int:
    """Bring every catalogue up to date; answer 1 as long as something waits for words."""
    settings.configure()  # `templatize` asks for the encoding of files.
    django.setup()
    strings, waits = readers_strings(), 0
    for language in sorted({*languages(), *sys.argv[1:]}):
        missing = update(language, strings)
        for message in missing:
            print(f"{language}: {message.id!r}")
        waits += len(missing)
    print(f"{len(strings)} strings, {waits} translations missing.")
    return 1 if waits else 0


if __name__ == "__main__":
    sys.exit(main())
