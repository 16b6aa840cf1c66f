"""Every address of the desk, asked by every role: what opens is what the written table says.

The table is `desk_rights.txt`. An address that is new, or opens for others than before, fails here;
look at the difference, and when it is meant, write the table anew:

    WRITE_DESK_RIGHTS=1 .venv/bin/python -m pytest tests/newsroom/test_desk_rights.py
"""

import os
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client

from accounts.models import DeskSession
from articles.models import Article
from tests.factories import (
    make_administrator,
    make_article,
    make_author_login,
    make_contributor,
    make_editor,
    make_moderator,
    make_published_article,
)
from tests.newsroom.desk_pages import asked_of, rows_of_others

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).with_name("desk_rights.txt")
ROLES = {
    "contributor": make_contributor,
    "author": make_author_login,
    "editor": make_editor,
    "moderator": make_moderator,
    "administrator": make_administrator,
}
HEAD = (
    "# Which roles get an answer at which address of the desk: test_desk_rights.py, beside it.\n"
    "# <own> is an article of the person's own, a draft; <pk> a row of somebody else's.\n"
)


def opens(client, address):
    """Whether the person gets an answer there: a page, or that another method is wanted.

    Who is sent to the desk's first page or to the login got none; that page need not be made.
    """
    asked = address
    for _ in range(9):
        answer = client.get(asked)
        assert answer.status_code < 500, asked
        if answer.status_code not in {301, 302, 307, 308}:
            return answer.status_code not in {401, 403}
        asked = urljoin(asked, answer["Location"])
        reached = urlsplit(asked).path
        if reached != address and (reached == "/desk/" or reached.startswith("/desk/login/")):
            return False
    raise AssertionError(f"{address} leads on and on")


def test_every_address_of_the_desk_opens_for_the_roles_of_the_written_table():
    rows = rows_of_others()
    table = {}
    for role, make in {**ROLES, "nobody": None}.items():
        client, own = Client(), rows["articles/article"]
        if make is not None:
            person = make()
            client.force_login(person)
            if person.has_perm("articles.add_article"):
                own = make_article(by=person)
        for shown, address in dict(asked_of(rows)).items():
            if "logout" in shown:
                continue
            if opens(client, address(own)):
                table.setdefault(shown, []).append(role)
            else:
                table.setdefault(shown, [])
    lines = [f"{shown}  {' '.join(roles) or '-'}\n" for shown, roles in sorted(table.items())]
    written = HEAD + "".join(lines)
    if os.environ.get("WRITE_DESK_RIGHTS"):
        TABLE.write_text(written)

    assert written == TABLE.read_text()


def test_the_table_says_of_nobody_that_they_reach_more_than_the_way_in():
    for line in TABLE.read_text().splitlines():
        if line.endswith(" nobody"):
            assert line.startswith(("/desk/login", "/desk/jsi18n")), line


def test_a_verb_that_is_not_offered_is_refused_whoever_sends_it():
    article = make_published_article()
    draft = make_article()
    for make, verb, row in (
        (make_contributor, "withdraw", article),
        (make_author_login, "end", article),
        (make_author_login, "publish", draft),
        (make_moderator, "publish", draft),
        (make_contributor, "lift_embargo", draft),
    ):
        client = Client()
        client.force_login(make())
        facts = {"reason": "x", "at_0": "2099-01-01", "at_1": "08:00"}
        answer = client.post(f"/desk/articles/article/{row.pk}/verb/{verb}/", facts)
        assert answer.status_code == 403, (make, verb)
    assert Article.objects.get(pk=draft.pk).status == Article.Status.DRAFT
    assert DeskSession.objects.count() == 0
