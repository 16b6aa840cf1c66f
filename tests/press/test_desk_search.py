"""Searching and counting at the desk: bounded, however much there is."""

import pytest
from django.test import Client

from press import lists
from press.mail import outbox
from tests.factories import make_administrator

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_desk():
    client = Client()
    client.force_login(make_administrator())
    return client


def test_a_search_looks_through_the_newest_rows_only(at_desk, monkeypatch):
    for number in range(3):
        facts = {"recipient": f"reader{number}@example.org", "subject": "World", "text": "Hello"}
        outbox.post(key=f"mail {number}", **facts)
    monkeypatch.setattr(lists, "SEARCHED_AT_MOST", 2)

    page = at_desk.get("/desk/mail/message/?q=world")

    assert page.context["cl"].result_count == 2
    assert "Searches the newest 50,000." in page.content.decode()
    assert at_desk.get("/desk/mail/message/").context["cl"].result_count == 3


def test_counting_does_not_sort(at_desk, django_assert_max_num_queries):
    with django_assert_max_num_queries(30) as asked:
        at_desk.get("/desk/articles/article/?q=harbour")
    counts = [query["sql"] for query in asked.captured_queries if "COUNT(*) FROM (" in query["sql"]]
    assert counts
    assert all("ORDER BY" not in words for words in counts)
