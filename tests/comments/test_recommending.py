"""Recommending: one a day and browser, taken back by the second press."""

from datetime import timedelta

import pytest

from comments import forgetting
from comments.models import Comment, Recommendation
from press import clock
from tests.comments.facts import make_comment, make_public_comment
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def recommend(client, comment, *, browser="A", address="192.0.2.1", site="same-origin"):
    return client.post(
        f"/comments/{comment.pk}/recommend/",
        headers={"Sec-Fetch-Site": site, "User-Agent": browser},
        REMOTE_ADDR=address,
    )


def number(comment):
    return Comment.objects.get(pk=comment.pk).recommended


def test_a_reader_recommends_once_and_takes_it_back_with_the_second_press(client):
    comment = make_public_comment()

    first = recommend(client, comment)
    given = number(comment)
    recommend(client, comment)

    place = f"{comment.article.get_absolute_url()}#c{comment.pk}"
    assert (first.status_code, first["Location"]) == (303, place)
    assert (given, number(comment)) == (1, 0)
    assert not client.cookies


def test_other_browsers_networks_and_days_count_anew(client):
    comment = make_public_comment()
    with clock.at(clock.now() + timedelta(days=1)):
        recommend(client, comment)
        recommend(client, comment, browser="B")
        recommend(client, comment, address="192.0.2.2")
    with clock.at(clock.now() + timedelta(days=2)):
        recommend(client, comment)

    assert number(comment) == 4


def test_a_program_that_changes_its_name_is_counted_five_times_at_most(client):
    comment = make_public_comment()

    answers = [recommend(client, comment, browser=f"B{n}").status_code for n in range(7)]

    assert answers == [303] * 5 + [403] * 2
    assert number(comment) == 5


def test_the_hashes_go_after_their_day_and_the_number_stays(client):
    with clock.at(NOON):
        comment = make_public_comment()
        recommend(client, comment)
    with clock.at(NOON + timedelta(hours=11)):
        forgetting.forget_networks()
        assert Recommendation.objects.get().day == NOON.date()
    with clock.at(NOON + timedelta(hours=13)):
        recommend(client, comment, browser="B")
        forgetting.forget_networks()

    assert Recommendation.objects.get().day == NOON.date() + timedelta(days=1)
    assert number(comment) == 2


def test_the_number_stands_below_the_comment(client):
    comment = make_public_comment()
    assert "<b></b>" in client.get(comment.article.get_absolute_url()).content.decode()

    recommend(client, comment)

    page = client.get(comment.article.get_absolute_url()).content.decode()
    assert f'action="/comments/{comment.pk}/recommend/"' in page
    assert "<b>1</b>" in page


def test_what_isnt_public_or_comes_from_elsewhere_is_not_counted(client):
    waiting, public = make_comment(), make_public_comment()

    assert recommend(client, waiting).status_code == 404
    assert recommend(client, public, site="cross-site").status_code == 403
    assert recommend(client, public, address="rubbish").status_code == 403
    assert client.get(f"/comments/{public.pk}/recommend/").status_code == 405
    assert (number(waiting), number(public)) == (0, 0)
