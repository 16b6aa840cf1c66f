"""Editors’ picks: above the thread, marked in it, bound to what was seen."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments import featuring, held, moderation
from comments.moderation import Outdated
from press.history.models import Entry
from press.pages.keys import gathering, key_of
from tests.comments.facts import make_comment, make_open_article
from tests.factories import make_author_login, make_moderator

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_open_article()


def page(client, address):
    return client.get(address).content.decode()


def picks_on(html):
    found = re.search(r'<section class="picks".*?</section>', html, re.DOTALL)
    return re.findall(r'href="/comments/(\d+)/"[^>]*>(.*?)</a>', found[0]) if found else []


def test_picks_stand_above_the_thread_the_newest_first_and_are_marked_in_it(client, article):
    made = [make_comment(article, text=f"*Number* {number} & more.") for number in range(5)]
    with CaptureQueriesContext(connection) as before:
        page(client, article.get_absolute_url())
    for comment in made[:4]:
        featuring.pick(comment, by=make_moderator(), seen=1)

    with CaptureQueriesContext(connection) as after, gathering() as keys:
        html = page(client, article.get_absolute_url())

    wanted = [(str(each.pk), f"Number {number} &amp; more.") for number, each in enumerate(made)]
    assert picks_on(html) == wanted[3:0:-1]
    assert html.count("<i>Editors’ pick</i>") == 4
    assert len(after) == len(before) + 1
    assert key_of(made[0]) in keys
    assert picks_on(page(client, f"{article.get_absolute_url()}comments/?order=newest"))

    moderation.reject(made[3], by=make_moderator(), seen=2)
    featuring.drop(made[2], by=make_moderator(), seen=2)
    assert [pk for pk, _text in picks_on(page(client, article.get_absolute_url()))] == [
        str(made[1].pk),
        str(made[0].pk),
    ]


def test_picking_is_bound_to_the_right_the_version_and_what_readers_see(client, article):
    comment, moderator = make_comment(article), make_moderator()
    with pytest.raises(PermissionDenied):
        featuring.pick(comment, by=make_author_login(), seen=1)
    with pytest.raises(Outdated):
        featuring.drop(comment, by=moderator, seen=1)

    featuring.pick(comment, by=moderator, seen=1, why="It knows the sound.")

    entry = Entry.objects.about(comment).first()
    assert (entry.verb, entry.by) == ("picked", moderator)
    assert entry.detail == {"version": 2, "why": "It knows the sound."}
    for seen in (1, 2):
        with pytest.raises(Outdated):
            featuring.pick(comment, by=moderator, seen=seen)
    waiting = make_comment(article, text="www.a.example www.b.example")
    with pytest.raises(Outdated):
        featuring.pick(waiting, by=moderator, seen=1)

    # What stands above a thread can't get other words.
    answer = client.post(
        held.address_of(comment),
        {"do": "change", "text": "Buy now.", "seen": 2},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert answer.status_code == 403


def test_a_moderator_picks_and_drops_by_the_buttons_of_a_card(client, article):
    comment = make_comment(article)
    client.force_login(make_moderator())
    queue = "/desk/comments/comment/?queue=approved"
    assert f'value="pick:{comment.pk}:1"' in page(client, queue)

    client.post(queue, {"decide": f"pick:{comment.pk}:1"})
    shown = page(client, queue)
    assert f'value="drop:{comment.pk}:2"' in shown
    assert "is an editors’ pick, and stands above the thread." in shown
    client.post(queue, {"decide": f"drop:{comment.pk}:2"})
    comment.refresh_from_db()
    assert comment.picked_at is None

    client.post(queue, {"decide": "undo"})
    comment.refresh_from_db()
    assert comment.picked_at is not None
