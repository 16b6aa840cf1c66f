"""Pages of the desk: each opens with at most 12 queries, however long the tables are."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.seeding import copying
from tests.factories import (
    make_administrator,
    make_article,
    make_author,
    make_author_login,
    make_published_article,
)
from tests.newsroom.desk_pages import asked_of, rows_of_others

pytestmark = pytest.mark.django_db


def counted(client, address):
    """The status of a page, how many queries it costs, and those that count a whole table."""
    with CaptureQueriesContext(connection) as asked:
        status = client.get(address).status_code
    counting = [query["sql"] for query in asked if query["sql"].startswith("SELECT COUNT(")]
    # Bounded ones count the rows of a query that ends at a thousand.
    return status, len(asked), [sql for sql in counting if "LIMIT" not in sql]


def test_every_page_of_the_desk_opens_with_few_queries_and_counts_no_table(client):
    copying.seed(12, 24, tell=lambda *done: None, say=print, writers=1, batch=25)
    rows = rows_of_others()
    person = make_administrator()
    person.groups.set(Group.objects.all())
    person.user_permissions.set(Permission.objects.all())
    client.force_login(person)
    own = make_article(by=person)
    addresses = {address(own) for shown, address in asked_of(rows) if "logout" not in shown}
    # Previews are pages of readers, which count their own.
    addresses -= {address for address in addresses if address.endswith("/preview/")}

    found = {address: counted(client, address) for address in sorted(addresses)}
    # What the first to ask paid for all who follow.
    dear = [address for address, (_, many, _) in found.items() if many > 12]
    found |= {address: counted(client, address) for address in dear}

    assert sum(status == 200 for status, _, _ in found.values()) > 120
    assert {page: said for page, said in found.items() if said[1] > 12 or said[2]} == {}


@pytest.mark.parametrize("page", ["change", "revisions", "links", "notes", "live"])
def test_whoever_is_only_named_above_an_article_pays_no_more_for_its_pages(client, page):
    person = make_author_login()
    author = make_author("Marit Lund", login=person)
    article = make_published_article(bylines=[author.pk])
    client.force_login(person)
    address = f"/desk/articles/article/{article.pk}/{page}/"
    assert client.get(address).status_code == 200

    with CaptureQueriesContext(connection) as asked:
        client.get(address)

    assert len(asked) <= 12
    whose = [query["sql"] for query in asked if 'FROM "articles_byline"' in query["sql"]]
    # Whether the person may answer below it, the query of the article tells itself.
    beside = [sql for sql in whose if not sql.startswith('SELECT "articles_article"."id"')]
    assert len(beside) <= 2, beside
