"""Reports: one a reader and comment, before a moderator, closed by the next decision."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from comments import held, moderation, reporting, undoing
from comments.models import Comment, Report
from comments.moderation import Outdated
from press import clock
from press.history.models import Entry
from tests.comments.facts import make_open_article, make_public_comment
from tests.factories import make_author_login, make_moderator

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment():
    return make_public_comment(make_open_article(), name="Bo", text="Words that hurt.")


def environ(browser="A", address="192.0.2.1"):
    return {"REMOTE_ADDR": address, "HTTP_USER_AGENT": browser}


def report(comment, **reader):
    return reporting.report(comment, environ(**reader), reason="insult")


def test_a_reader_reports_a_comment_once(comment):
    first, again, other = report(comment), report(comment), report(comment, browser="B")

    assert again == first != other
    assert Report.objects.open().count() == 2
    entries = Entry.objects.about(comment).filter(verb="reported")
    assert [entry.detail for entry in entries] == [{"reason": "insult"}] * 2


def test_one_network_reports_a_bounded_number_within_an_hour(comment):
    for number in range(reporting.IN_AN_HOUR_AT_MOST):
        report(comment, browser=str(number))

    with pytest.raises(reporting.CantReport):
        report(comment, browser="one more")
    report(comment, browser="one more", address="192.0.2.2")
    with clock.at(clock.now() + timedelta(hours=1)):
        report(comment, browser="one more")


def test_who_cant_be_told_from_others_cant_report(comment):
    with pytest.raises(reporting.CantReport):
        report(comment, address="")


@pytest.mark.parametrize("decide", [moderation.reject, moderation.spam, reporting.keep])
def test_a_decision_closes_the_reports_and_later_ones_are_open(comment, decide):
    report(comment)

    decide(comment, by=make_moderator(), seen=comment.version)

    assert Report.objects.get().closed_at is not None
    report(comment, browser="B")
    assert Report.objects.open().count() == 1


@pytest.mark.parametrize("decide", [moderation.reject, reporting.keep])
def test_a_decision_that_is_taken_back_opens_its_reports_again(client, comment, decide):
    told, moderator = report(comment), make_moderator()
    decided = decide(comment, by=moderator, seen=comment.version)

    undoing.take_back(decided, by=moderator, seen=decided.version)

    comment.refresh_from_db()
    assert (comment.status, comment.reported_at) == ("approved", told.created_at)
    assert Report.objects.open().get() == told
    page = client.get(reporting.address_of(told)).content.decode()
    assert "A moderator will look at it." in page


def test_keeping_is_bound_to_what_was_seen_and_to_an_open_report(comment):
    report(comment)
    with pytest.raises(PermissionDenied):
        reporting.keep(comment, by=make_author_login(), seen=comment.version)
    kept = reporting.keep(comment, by=make_moderator(), seen=comment.version)

    assert (kept.status, kept.version) == ("approved", 2)
    assert Entry.objects.about(comment).first().verb == "kept"
    for seen in (1, 2):
        with pytest.raises(Outdated):
            reporting.keep(comment, by=make_moderator(), seen=seen)
    assert Comment.objects.get().version == 2


def test_a_comment_that_its_writer_removed_leaves_nothing_to_decide(client, comment):
    report(comment)

    client.post(
        held.address_of(comment),
        {"do": "remove", "seen": comment.version},
        headers={"Sec-Fetch-Site": "same-origin"},
    )

    assert not Report.objects.open().exists()


# Through the form.


def send(client, comment, *, site="same-origin", **fields):
    return client.post(f"/comments/{comment.pk}/report/", fields, headers={"Sec-Fetch-Site": site})


def test_a_reader_reports_by_the_form_and_reads_what_happens(client, comment):
    page = client.get(comment.article.get_absolute_url()).content.decode()
    assert f'href="/comments/{comment.pk}/report/"' in page

    response = send(client, comment, reason="hate", text="Read the second line.")

    report = Report.objects.get()
    assert (report.reason, report.text, report.closed_at) == ("hate", "Read the second line.", None)
    assert response.status_code == 303
    after = client.get(response["Location"])
    assert "A moderator will look at it." in after.content.decode()
    assert "no-store" in after["Cache-Control"]
    assert not client.cookies


@pytest.mark.parametrize(
    ("decide", "sentence"),
    [
        (moderation.reject, "Readers don’t see this comment any more."),
        (reporting.keep, "decided that the comment stays."),
    ],
)
def test_who_reported_reads_what_was_decided(client, comment, decide, sentence):
    address = send(client, comment, reason="hate", text="The second line.")["Location"]

    decide(comment, by=make_moderator(), seen=comment.version)

    page = client.get(address).content.decode()
    assert sentence in page
    assert "The second line." in page
    assert (comment.article.headline in page) == (decide is reporting.keep)


def test_the_page_of_a_report_is_found_by_its_signed_address_only_and_half_a_year(client, comment):
    address = send(client, comment, reason="hate")["Location"]

    assert client.get(f"/comments/reported/{Report.objects.get().pk}:x/").status_code == 404
    with clock.at(clock.now() + timedelta(days=181)):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Please choose what is wrong with it."),
        ({"reason": "envy"}, "Please choose what is wrong with it."),
        ({"reason": "other", "text": "\u200b"}, "Please say in a few words what is wrong."),
        ({"reason": "hate", "text": "x" * 1001}, "1000 fit. Please shorten it."),
        ({"reason": "hate", "text": "\0"}, "Null characters are not allowed."),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(client, comment, fields, sentence):
    response = send(client, comment, **fields)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert f">\r\n{fields.get('text', '')}" in response.content.decode().replace("\n", "\r\n")
    assert not Report.objects.exists()


def test_a_form_on_another_site_reports_nothing(client, comment):
    response = send(client, comment, site="cross-site", reason="hate")

    assert response.status_code == 422
    assert not Report.objects.exists()


def test_what_readers_dont_see_cant_be_reported(client, comment):
    moderation.bin(comment, by=make_moderator(), seen=1)

    assert send(client, comment, reason="hate").status_code == 404
