"""Every address of the desk, asked by every role: what opens is what the written table says.

The table is `desk_rights.txt`. An address that is new, or opens for others than before, fails here;
look at the difference, and when it is meant, write the table anew:

    WRITE_DESK_RIGHTS=1 .venv/bin/python -m pytest tests/newsroom/test_desk_rights.py
"""

import os
import re
from pathlib import Path

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import DeskSession
from articles.models import Article, EmbedCard
from comments.models import CommentSettings
from images.models import Image
from newsletters.models import Subscriber
from press import clock
from press.clock.models import Moment
from press.mail import outbox
from press.pages.models import Receipt
from press.redirects import moving
from publication.models import Publication, StandingPage, TextFile
from tags.models import Tag
from tests.adverts.test_adverts import make_advert
from tests.articles.facts import make_correction
from tests.boxes.facts import make_box
from tests.comments.facts import make_public_comment
from tests.factories import (
    make_administrator,
    make_article,
    make_author_login,
    make_contributor,
    make_editor,
    make_moderator,
    make_published_article,
)
from tests.live.facts import make_live_article, make_post
from tests.series.facts import make_series

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
# Of what has no row here; of no row that another test left or made either.
NOBODYS = 10**9
# What stands in an address for what is no primary key.
WORDS = {"url": "x", "name": "schedule", "content_type_id": "1", "uidb64": "MQ", "token": "x-x"}


def patterns(parts=None, before=""):
    """Each address below `/desk/` with its pattern, as Django resolves it."""
    for part in get_resolver().url_patterns if parts is None else parts:
        route = before + re.sub(r"^\^|\$$|\\Z", "", str(part.pattern))
        if isinstance(part, URLResolver):
            yield from patterns(part.url_patterns, route)
        elif isinstance(part, URLPattern) and route.startswith("desk/"):
            yield f"/{route}", part


def rows_of_others():
    """A row of each model of the desk, by the beginning of its address."""
    article = make_published_article()
    publication = Publication.objects.current()
    comment = make_public_comment(article)
    now = clock.now()
    moving.move("/old/", "/new/")
    rows = {
        "articles/article": article,
        "articles/section": article.section,
        "articles/author": article.bylines.get().author,
        "images/image": Image.objects.create(file="1.jpg", width=9, height=9, uploaded_at=now),
        "publication/publication": publication,
        "publication/standingpage": StandingPage.objects.create(
            title="About", slug="about", body="", changed_at=now
        ),
        "publication/textfile": TextFile.objects.all_there()[0],
        "comments/comment": comment,
        "adverts/advert": make_advert(),
        "boxes/box": make_box(),
        "comments/commentsettings": CommentSettings.objects.current(),
        "answer/<int:pk>": comment,
        "articles/correction": make_correction(),
        "live/<int:pk>": make_post(make_live_article()),
        "newsletters/subscriber": Subscriber.objects.create(email="a@b.example", asked_at=now),
        "clock/moment": Moment.objects.create(name="x", act="x.publish", due_at=now, keys=[]),
        "pages/receipt": Receipt.objects.of(f"articles.article:{article.pk}").get(),
        "mail/message": outbox.post(key="x", recipient="a@b.example", subject="x", text="x"),
        "accounts/user": make_contributor(),
        "tags/tag": Tag.objects.create(name="otters"),
        "series/series": make_series(),
        "articles/embedcard": EmbedCard.objects.create(
            address="https://mastodon.social/@x/1", author="x", text="x"
        ),
    }
    for model in admin.site._registry:
        kind = f"{model._meta.app_label}/{model._meta.model_name}"
        found = rows.get(kind) or model._default_manager.first()
        if found is not None:
            rows[kind] = found
    return rows


def filled(route, pk):
    """The address of a route, its gaps filled."""
    route = re.sub(r"<(?:\w+:)?(\w+)>", lambda gap: WORDS.get(gap[1], str(pk)), route)
    return re.sub(r"\(\?P<\w+>[^)]*\)", "x", route)


def opens(client, address):
    """Whether the person gets an answer there: a page, or that another method is wanted."""
    answer = client.get(address, follow=True)
    assert answer.status_code < 500, address
    reached = answer.request["PATH_INFO"]
    if reached != address and (reached == "/desk/" or reached.startswith("/desk/login/")):
        return False
    return answer.status_code not in {401, 403}


def asked_of(rows):
    """Addresses to ask, with how the table writes them."""
    for route, _ in patterns():
        kind = "/".join(route.split("/")[2:4])
        if "<" not in route:
            yield route, lambda own, route=route: route
        elif kind == "articles/article":
            for mark, choose in (
                ("<pk>", lambda own: rows["articles/article"].pk),
                ("<own>", lambda own: own.pk),
            ):
                shown = re.sub(r"<(?:\w+:)?(?:pk|object_id)>", mark, route)
                yield shown, lambda own, route=route, choose=choose: filled(route, choose(own))
        else:
            pk = rows[kind].pk if kind in rows else NOBODYS
            yield route, lambda own, route=route, pk=pk: filled(route, pk)


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
