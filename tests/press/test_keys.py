"""Keys: gathered from what is loaded, announced exactly when the change is visible."""

import psycopg
import pytest
from django.db import connection, transaction

from articles import publishing
from articles.models import Article
from press.pages.keys import EVERYTHING, PAYLOAD_BYTES, gathering, touch
from tests.factories import make_article, make_editor, make_published_article, make_section


@pytest.fixture
def heard(transactional_db):
    """A second connection that listens; call it for the payloads heard so far."""
    facts = connection.get_connection_params()
    names = ("host", "port", "user", "password", "dbname")
    line = psycopg.connect(**{n: facts[n] for n in names if facts.get(n)}, autocommit=True)
    line.execute("LISTEN pages")
    yield lambda: [notice.payload for notice in line.notifies(timeout=0.2)]
    line.close()


@pytest.mark.django_db
def test_rows_and_lists_of_a_page_are_gathered():
    section = make_section()
    article = make_published_article(section=section.pk)

    with gathering() as keys:
        list(Article.objects.published().in_section(section).for_listing())

    assert {
        f"articles.article:{article.pk}",
        f"articles.section:{section.pk}",
        f"list:section:{section.pk}",
    } <= keys


@pytest.mark.django_db
def test_nothing_is_gathered_outside_of_a_page():
    with gathering() as keys:
        pass
    list(Article.objects.published().newest())

    assert keys == set()


def test_publishing_touches_the_article_and_every_list_it_enters(heard):
    article = make_article(tags=["otters"])
    heard()

    publishing.publish(article, by=make_editor())

    keys = set(" ".join(heard()).split())
    assert {
        f"articles.article:{article.pk}",
        "list:all",
        f"list:section:{article.section_id}",
        f"list:author:{article.bylines.get().author_id}",
        f"list:tag:{article.tags.get().pk}",
        f"list:date:{Article.objects.get().date:%Y-%m}",
    } <= keys


def test_a_change_that_is_rolled_back_touches_nothing(heard):
    with transaction.atomic():
        touch(["list:all"])
        transaction.set_rollback(True)

    assert heard() == []


def test_many_keys_become_several_notices_and_too_many_become_everything(heard):
    keys = [f"articles.article:{number:012}" for number in range(1_000)]
    with transaction.atomic():
        touch(keys)
    payloads = heard()

    assert sorted(" ".join(payloads).split()) == keys
    assert all(len(payload) <= PAYLOAD_BYTES for payload in payloads)
    with transaction.atomic():
        touch([*keys, "one:more"])
    assert heard() == [EVERYTHING]
