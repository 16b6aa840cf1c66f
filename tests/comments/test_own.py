"""What a writer does with a comment on the signed page: change it, remove it, for some minutes."""

from datetime import timedelta

import pytest

from comments import held, moderation
from comments.models import Comment
from comments.models.tally import Tally
from comments.moderation import Outdated
from press import clock
from press.history.models import Entry
from tests.comments.facts import make_comment, make_open_article, set_rules
from tests.factories import NOON, make_moderator, make_published_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_open_article(at=NOON - timedelta(days=1))


@pytest.fixture
def comment(article):
    with clock.at(NOON):
        return make_comment(article, text="Teh words.")


def send(client, comment, *, minutes=1, site="same-origin", **data):
    with clock.at(NOON + timedelta(minutes=minutes)):
        return client.post(
            held.address_of(comment),
            {"do": "change", "text": "The words.", "seen": "1"} | data,
            headers={"Sec-Fetch-Site": site},
        )


def look(client, comment, minutes=1):
    with clock.at(NOON + timedelta(minutes=minutes)):
        return client.get(held.address_of(comment)).content.decode()


def now(comment):
    return Comment.objects.get(pk=comment.pk)


def test_a_writer_changes_the_words_and_readers_see_that_they_were_changed(client, comment):
    assert "Save the change" in look(client, comment)

    response = send(client, comment)

    page = client.get(comment.article.get_absolute_url()).content.decode()
    assert (response.status_code, response["Location"]) == (303, held.address_of(comment))
    assert "The words." in page
    assert "· changed by its writer" in page
    assert (now(comment).status, now(comment).version) == ("approved", 2)
    assert Entry.objects.about(comment).first().verb == "changed by its writer"


def test_the_rules_read_the_new_words_and_the_count_follows(client, comment):
    set_rules(refused_words="idiot")

    refused = send(client, comment, text="Idiot.")
    send(client, comment, text="www.a.example www.b.example")

    assert refused.status_code == 422
    assert "“idiot”" in refused.content.decode()
    assert "Idiot.</textarea>" in refused.content.decode()
    assert now(comment).status == "waiting"
    assert Tally.objects.get().public == 0


def test_a_writer_removes_a_comment_and_its_place_stays_below_answers(client, comment, article):
    with clock.at(NOON):
        make_comment(article, text="An answer.", parent=comment)

    send(client, comment, do="remove", text="")

    page = client.get(article.get_absolute_url()).content.decode()
    assert "Removed by its writer" in page
    assert "Teh words." not in page
    assert "You removed your reply." in look(client, comment)
    assert Tally.objects.get().public == 1


def test_the_time_ends_after_as_many_minutes_as_the_newspaper_says(client, comment):
    set_rules(change_minutes=10)

    assert "Save the change" in look(client, comment, minutes=9)
    assert "Save the change" not in look(client, comment, minutes=10)
    assert send(client, comment, minutes=10).status_code == 403
    assert send(client, comment, minutes=10, do="remove").status_code == 403
    assert now(comment).text == "Teh words."


def test_what_somebody_decided_about_is_not_changed_any_more(client):
    with clock.at(NOON):
        comment = make_comment(make_published_article(at=NOON - timedelta(days=1)), text="Words.")
        moderation.approve(comment, by=make_moderator(), seen=1)

    assert "Save the change" not in look(client, comment)
    assert send(client, comment, seen="2").status_code == 403
    assert send(client, comment, seen="1").status_code == 409
    assert now(comment).text == "Words."


def test_a_moderator_who_saw_the_old_words_decides_nothing(client, comment):
    send(client, comment)

    with pytest.raises(Outdated):
        moderation.spam(comment, by=make_moderator(), seen=1)


@pytest.mark.parametrize(
    "wrong", [{"text": " "}, {"seen": "x"}, {"seen": ""}, {"text": "x" * 10_001}]
)
def test_rubbish_changes_nothing(client, comment, wrong):
    assert send(client, comment, **wrong).status_code in {409, 422}
    assert now(comment).version == 1


def test_a_form_on_another_site_changes_nothing(client, comment):
    assert send(client, comment, site="cross-site").status_code == 422
    assert now(comment).version == 1
