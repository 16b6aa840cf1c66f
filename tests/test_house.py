"""The house: what holds everywhere, wherever somebody builds."""

import json
import re
from pathlib import Path

import django
import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import models

from newsroom.roles import ROLES
from tests.conftest import ALONE

ROOT = Path(__file__).resolve().parent.parent
ROOMS = [
    *("accounts", "adverts", "articles", "boxes", "clock", "comments", "frontpage", "history"),
    "images",
    *("live", "mail"),
    *("newsletters", "publication", "readership", "redirects", "series", "tags"),
]
# Pages for machines of the desk have Django's own inline pieces, by nonce.
READER_TEMPLATES = [
    path
    for path in (ROOT / "templates").rglob("*.html")
    if path.relative_to(ROOT / "templates").parts[0] != "admin"
]


def test_the_version_of_django_is_the_one_we_build_for():
    assert django.VERSION[:2] == (6, 1)


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_the_roles_come_with_the_migrations_and_hold_what_the_table_says():
    for role, names in ROLES.items():
        held = Group.objects.get(name=role).permissions.select_related("content_type")
        assert {f"{row.content_type.app_label}.{row.codename}" for row in held} == names


def test_every_model_says_what_it_is():
    silent = [
        model._meta.label
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
        if model.__str__ is models.Model.__str__ and not model._meta.auto_created
    ]

    assert silent == []


@pytest.mark.parametrize("lock", ["run.txt", "dev.txt"])
def test_locks_hold_hashes_and_no_host(lock):
    text = (ROOT / "locks" / lock).read_text()

    assert "--hash=sha256:" in text
    assert not re.search(r"https?://|index-url|find-links", text)


def test_the_lock_of_the_checkers_holds_hashes_and_no_host():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    packages = [facts for name, facts in lock["packages"].items() if name]

    assert packages
    assert all(facts.get("integrity", "").startswith("sha512-") for facts in packages)
    assert not re.search(r"://|\"resolved\"", json.dumps(lock))


@pytest.mark.parametrize("path", READER_TEMPLATES, ids=lambda path: path.name)
def test_reader_pages_have_nothing_inline_and_nothing_unescaped(path):
    text = path.read_text()

    assert "|safe" not in text
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


def test_what_starts_servers_or_waits_for_processes_runs_alone():
    begins = re.compile(r"(?s)(processes|servers|serving) import.*\b(until|servers|serving)\(")
    lone = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "tests").rglob("test_*.py")
        if begins.search(path.read_text())
    ]

    assert lone
    assert [path for path in lone if not path.startswith(ALONE)] == []
