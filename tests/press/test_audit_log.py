"""The audit log: everything that was done, found by words, by whom, and when, at any length."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import publishing
from press import history
from press.history.models import Entry
from tests.factories import make_contributor, make_editor, make_published_article

pytestmark = pytest.mark.django_db
LOG = "/desk/history/entry/"


def test_the_log_is_found_by_words_of_label_verb_and_reason_and_by_who_did_it(client):
    editor, other = make_editor(), make_editor()
    editor.first_name, editor.last_name = "Ruth", "Ambersley"
    editor.save()
    article = make_published_article(by=other, headline="Otters return to the harbour")
    publishing.withdraw(article, by=editor, reason="The count was mistaken.")
    client.force_login(editor)

    def verbs(words):
        page = client.get(LOG, {"q": words})
        return [entry.verb for entry in page.context["cl"].result_list]

    assert verbs("otters harb") == ["withdrawn", "published", "created"]
    assert verbs("withdr") == verbs("mistaken count") == ["withdrawn"]
    assert verbs(f"otters @{editor.username}") == ["withdrawn"]
    assert verbs("otters @ruth @Ambers") == ["withdrawn"]
    assert verbs("otters @Bersley") == verbs("badgers") == []
    assert verbs("':* & | ! (") == verbs("") or verbs("':* & | ! (") == []


def test_the_log_is_for_editors_and_administrators(client):
    client.force_login(make_contributor())

    assert client.get(LOG).status_code == 403


def test_the_log_costs_the_same_at_any_length_and_sorts_and_counts_no_table(client):
    editor = make_editor()
    client.force_login(editor)
    for _ in range(60):
        history.record(editor, "looked", by=editor)
    client.get(LOG)

    kind = Entry.objects.earliest("pk").kind_id
    for query in ({}, {"q": "looked"}, {"when": "7"}, {"q": "@nobody"}, {"kind": kind}):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LOG, query).status_code == 200
        assert len(queries) <= 12
        counts = [row["sql"] for row in queries.captured_queries if "COUNT(" in row["sql"]]
        assert all("LIMIT 1001" in sql for sql in counts)


def test_an_entry_can_be_neither_changed_nor_removed_at_the_desk(client):
    editor = make_editor()
    client.force_login(editor)
    history.record(editor, "looked", by=editor)
    entry = Entry.objects.get()

    assert client.post(f"{LOG}{entry.pk}/change/", {"verb": "x"}).status_code == 403
    assert client.get(f"{LOG}{entry.pk}/delete/").status_code == 403
