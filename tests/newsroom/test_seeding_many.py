"""Seeding very many: indexes and foreign keys stand aside meanwhile, and always come back."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from articles.models import Article
from comments.models import Comment
from newsroom.seeding import aside, copying
from newsroom.seeding.rows import TABLES
from press import clock

# By name: PostgreSQL tells the same condition in other words when it has read its own.
STRUCTURE = """
SELECT 'index', indexrelid::regclass::text FROM pg_index
WHERE indrelid = ANY(%(tables)s::regclass[])
UNION SELECT 'foreign key', conname FROM pg_constraint
WHERE conrelid = ANY(%(tables)s::regclass[])
UNION SELECT 'settings', relname || coalesce(reloptions::text, '') FROM pg_class
WHERE oid = ANY(%(tables)s::regclass[])
"""
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def structure() -> set[tuple[str, ...]]:
    """Every index, foreign key and setting of the tables that are seeded."""
    tables = [table.model._meta.db_table for table in TABLES]
    with connection.cursor() as cursor:
        cursor.execute(STRUCTURE, {"tables": tables})
        return set(cursor.fetchall())


@pytest.mark.django_db(transaction=True)
def test_two_writers_write_what_one_would_and_indexes_come_back(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(copying, "MANY", 40)
    before, said = structure(), list[str]()
    with clock.at(NOON):
        copying.seed(40, 80, tell=lambda *done: None, say=said.append, writers=2, batch=10)
    assert structure() == before
    assert len(said) == 1
    moments = list(Article.objects.order_by("pk").values_list("published_at", flat=True))
    assert len(moments) == 40
    assert moments == sorted(moments)
    assert Comment.objects.count() == 80


@pytest.mark.django_db(transaction=True)
def test_what_a_killed_run_left_out_is_there_after_the_next_migration():
    before = structure()
    aside.set_aside([table.model for table in TABLES])
    without = structure()
    assert len(before - without) > 50
    assert {kind for kind, *_ in before - without} == {"index", "foreign key", "settings"}

    call_command("migrate", verbosity=0, stdout=StringIO())

    assert structure() == before
