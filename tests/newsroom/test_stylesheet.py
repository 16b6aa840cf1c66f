"""The one stylesheet that readers load."""

import re

import pytest
from django.contrib.staticfiles.finders import find
from django.core.management import call_command

from newsroom import stylesheet

FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "newsroom.stylesheet.StylesheetFinder",
]


@pytest.fixture(autouse=True)
def finders(settings, tmp_path, monkeypatch):
    settings.STATICFILES_FINDERS = FINDERS
    settings.STATIC_ROOT = tmp_path / "static"
    monkeypatch.setattr(stylesheet, "JOINED", tmp_path / "joined")


def test_it_holds_the_numbered_files_in_their_order():
    with open(find("css/paper.css"), encoding="utf-8") as file:
        text = file.read()

    assert text.startswith("@layer reset, tokens, base, layout, components, utilities;")
    opened = re.findall(r"^@layer (\w+) {", text, re.MULTILINE)
    assert list(dict.fromkeys(opened)) == [
        "reset",
        "tokens",
        "base",
        "layout",
        "components",
        "utilities",
    ]


def test_it_is_written_anew_only_when_a_part_has_changed(tmp_path, monkeypatch):
    parts = tmp_path / "parts"
    parts.mkdir()
    (parts / "1-reset.css").write_text("a {}\n")
    (parts / "desk.css").write_text("desk {}\n")
    monkeypatch.setattr(stylesheet, "PARTS", parts)
    first = stylesheet.join().stat()

    assert stylesheet.join().stat().st_mtime_ns == first.st_mtime_ns

    (parts / "2-tokens.css").write_text("b {}\n")

    assert stylesheet.join().read_text() == "a {}\nb {}\n"


def test_collected_it_has_a_hashed_name_and_so_have_its_fonts(settings):
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    call_command("collectstatic", verbosity=0, interactive=False)

    [collected] = settings.STATIC_ROOT.glob("css/paper.????????????.css")
    fonts = re.findall(r'url\("?(\.\./fonts/[^")]+)', collected.read_text())
    assert len(fonts) == 2
    assert all((collected.parent / font).exists() for font in fonts)
    assert collected.with_name(collected.name + ".br").exists()
