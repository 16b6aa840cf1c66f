"""What people may ask about their own comments, and what is forgotten by itself."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from comments import forgetting, own, privacy, reporting, standings
from comments.models import Comment, PersonNote, Receipt, Report, Wording
from comments.models.tally import Tally
from comments.origin import origin_of
from press import clock
from press.history.models import Entry
from press.mail import outbox
from press.mail.models import Message
from tests.comments.facts import make_comment, make_open_article, set_rules
from tests.factories import NOON, make_administrator, make_moderator

pytestmark = pytest.mark.django_db
ADDRESS = "p.okonjo@example.org"


@pytest.fixture
def article():
    return make_open_article()


@pytest.fixture
def comment(article):
    return make_comment(article, name="P. Okonjo", email=ADDRESS, text="My own words.")


@pytest.fixture
def answer(comment):
    return make_comment(comment.article, name="Bo", email="bo@example.org", parent=comment)


def mail(to):
    outbox.post(key=f"comments.test:{to}", recipient=to, subject="An answer", text="Words.")


def read(client, article):
    return client.get(article.get_absolute_url()).content.decode()


def test_anonymising_keeps_the_words_and_the_thread_and_nothing_of_the_person(
    client, comment, answer
):
    mail("P.Okonjo@Example.org")
    mail("bo@example.org")

    receipt = privacy.erase(f" {ADDRESS.upper()}", "anonymised", by=make_administrator())

    page = read(client, comment.article)
    assert "My own words." in page
    assert "Okonjo" not in page
    assert answer.text in page
    now = Comment.objects.get(pk=comment.pk)
    assert (now.name, now.email, now.network, now.verdicts) == ("Somebody", "", "", [])
    assert (receipt.comments, Tally.objects.get().public) == (1, 2)
    assert Message.objects.get().recipient == "bo@example.org"
    assert Comment.objects.get(pk=answer.pk).email == "bo@example.org"


def test_removing_takes_the_words_too_and_answers_stay_in_their_place(client, comment, answer):
    reporting.report(comment, {"REMOTE_ADDR": "192.0.2.1"}, reason="private")

    privacy.erase(ADDRESS, "removed", by=make_administrator())

    page = read(client, comment.article)
    assert "Removed by its writer" in page
    assert "My own words." not in page
    assert answer.text in page
    assert Tally.objects.get().public == 1
    assert not Report.objects.open().exists()


def test_a_receipt_and_the_history_name_nobody(comment):
    by = make_administrator()

    receipt = privacy.erase(ADDRESS, "removed", by=by)

    entry = Entry.objects.about(receipt).get()
    assert (entry.verb, entry.by, entry.detail) == ("removed", by, {"comments": 1})
    kept = str(Receipt.objects.values().get()) + str(list(Entry.objects.values()))
    assert "okonjo" not in kept.lower()
    assert list(privacy.was_asked(ADDRESS.title())) == [receipt]


def test_only_who_may_answers_for_people(comment):
    for ask in (privacy.export, lambda address, by: privacy.erase(address, "removed", by=by)):
        with pytest.raises(PermissionDenied):
            ask(ADDRESS, by=make_moderator())
    assert Comment.objects.get(pk=comment.pk).email == ADDRESS


def test_at_the_desk_one_looks_first_and_gets_a_copy_or_a_receipt(client, comment, answer):
    client.force_login(make_administrator())
    place = "/desk/comments/receipt/add/"
    assert client.post(place, {"address": ""}).status_code == 422

    looked = client.post(place, {"address": ADDRESS}).content.decode()
    copy = client.post(place, {"address": ADDRESS, "wish": "exported"})
    gone = client.post(place, {"address": ADDRESS, "wish": "removed"}, follow=True)

    assert "1 comment with the address" in looked
    assert "My own words." in looked
    assert [each["text"] for each in json.loads(copy.content)["comments"]] == ["My own words."]
    assert copy["Content-Disposition"].startswith("attachment")
    assert "we removed 1 comment with your name and address." in gone.content.decode()
    again = client.post(place, {"address": ADDRESS}).content.decode()
    assert "0 comments with the address" in again
    assert "Comments removed, with name and address" in again
    assert client.get("/desk/comments/receipt/").status_code == 200


def test_a_moderator_has_no_such_page(client, comment):
    client.force_login(make_moderator())

    assert client.get("/desk/comments/receipt/add/").status_code == 403


def test_where_comments_came_from_is_forgotten_after_the_days_that_the_newspaper_says(article):
    set_rules(network_days=3)
    for days in (4, 2):
        with clock.at(NOON - timedelta(days=days)):
            comment = make_comment(network=f"hash {days}")
            reporting.report(comment, {"REMOTE_ADDR": "192.0.2.1"}, reason="spam")

    with clock.at(NOON):
        assert forgetting.forget_networks() == 1

    assert list(Comment.objects.order_by("pk").values_list("network", flat=True)) == ["", "hash 2"]
    assert [bool(each.reader) for each in Report.objects.order_by("pk")] == [False, True]


def test_marks_notes_and_former_words_go_with_the_person_and_are_in_the_copy(article):
    moderator, administrator = make_moderator(), make_administrator()
    origin = origin_of({"REMOTE_ADDR": "192.0.2.7", "HTTP_USER_AGENT": "Firefox"})
    comment = make_comment(article, email=ADDRESS, text="First words.", origin=origin)
    own.change(comment, text="Second words.", seen=1)
    standings.note(comment, text="Writes under two names.", by=moderator)
    facts = {"kind": "held", "known_by": ["address"], "reason": "Two names", "ends_at": None}
    standings.give(comment, by=moderator, **facts)

    copy = privacy.export(ADDRESS, by=administrator).facts
    privacy.erase(ADDRESS, "removed", by=administrator)

    assert copy["comments"][0]["former words"] == ["First words."]
    assert copy["notes"][0]["text"] == "Writes under two names."
    assert copy["standings"][0]["reason"] == "Two names"
    now = Comment.objects.get(pk=comment.pk)
    assert (now.network_mark, now.browser_mark) == ("", "")
    assert not Wording.objects.exists()
    assert not PersonNote.objects.exists()
    assert make_comment(article, email=ADDRESS).status == "waiting"
