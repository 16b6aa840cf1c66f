"""Pages of the desk: each opens with at most 12 queries, however long the tables are."""

from dataclasses import replace

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import pending, writing
from articles.content import Content
from articles.models import Snippet
from boxes import keeping
from comments import privacy
from frontpage import arranging
from frontpage.models import Placed
from newsroom.seeding import copying
from press import clock
from press.redirects.models import Missing, Rule
from tests.boxes.facts import make_box
from tests.factories import (
    make_administrator,
    make_article,
    make_author,
    make_author_login,
    make_editor,
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


def forms_that_need_more():
    """Addresses of forms that show what `rows_of_others` has none of: a pending change, versions,
    rules, what is known of a commenter, one's own second factors."""
    editor = make_editor()
    names = [make_author(name).pk for name in ("Ada Berg", "Bo Dahl", "Cy Engel")]
    article = make_published_article(by=editor, bylines=names, tags=["Ice", "Ships", "Trade"])
    words = Content.of(article)
    old = article.latest_revision_id
    article = writing.revise(article, replace(words, body="<p>New.</p>"), by=editor)
    pending.prepare(article, replace(words, headline="Prepared", tags=["Oil"]), by=editor)
    pair = f"?old={old}&new={article.latest_revision_id}"
    one = f"/desk/articles/article/{article.pk}"
    yield from (f"{one}/revisions/{pair}", f"{one}/revisions/compare/{pair}")
    yield from (f"{one}/revisions/{old}/", f"{one}/revisions/{old}/restore/")
    yield f"{one}/correction/{old}/{article.latest_revision_id}/"
    for page in ("change", "compare", "history", "verb/publish", "verb/schedule", "verb/discard"):
        yield f"/desk/articles/changedarticle/{article.pk}/{page}/"
    now = clock.now()
    rows = [
        Snippet.objects.create(name="x", body="<p>x</p>"),
        Rule.objects.create(old_pattern="/old/*/", new_pattern="/new/*/"),
        Missing.objects.create(path="/x/", first_at=now, last_at=now),
        privacy.export("anna@example.org", by=make_administrator()).receipt,
    ]
    for row in rows:
        yield f"/desk/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"
    box = make_box()
    keeping.change(box, keeping.Words("Another", body="<p>x</p>", articles=[]), by=editor, base=1)
    yield f"/desk/boxes/box/{box.pk}/compare/?old=1&new=2"
    for base in (0, 1):
        placed = [Placed("lead", make_published_article(by=editor).pk)]
        arranging.arrange(placed, by=editor, base=base)
    yield "/desk/frontpage/arrangement/compare/?old=1&new=2"


def test_forms_that_need_rows_of_their_own_open_with_few_queries_too(client):
    person = make_administrator()
    person.groups.set(Group.objects.all())
    person.user_permissions.set(Permission.objects.all())
    make_author("Dora Falk", login=person)
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    client.force_login(person)
    client.post("/desk/me/confirm/", {"password": "secret"})
    own = ("", "codes/", "codes/generate/", "keys/add/", "app/deactivate/", "replies/")
    addresses = [*forms_that_need_more(), *(f"/desk/me/{page}" for page in own)]

    found = {address: counted(client, address) for address in addresses * 2}

    assert {page: said for page, said in found.items() if said[0] != 200} == {}
    assert {page: many for page, (_, many, _) in found.items() if many > 12} == {}
    # What somebody's own login has is few rows.
    counting = {page: sql for page, (_, _, sql) in found.items() if sql}
    assert {page: sql for page, sql in counting.items() if not page.startswith("/desk/me/")} == {}
