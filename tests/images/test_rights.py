"""When the right to show a picture ends: the gate, the list, and one mail by the clock."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.urls import reverse

from articles import gate
from articles.checks import findings_of
from articles.content import Content
from images import uploading
from images.models import RIGHTS_WARNING, Image, today
from press import clock
from press.clock.models import Moment
from press.clock.sweep import sweep
from press.history.models import Entry
from press.mail.models import Message
from tests.factories import make_article, make_editor
from tests.images.pictures import draw, encode, upload_of

pytestmark = pytest.mark.django_db
LIST = "/desk/images/image/"


def days(number):
    return today() + timedelta(days=number)


@pytest.fixture
def editor():
    editor = make_editor()
    editor.email = "elin@example.org"
    editor.save()
    return editor


@pytest.fixture
def image(editor):
    return uploading.upload(upload_of(encode(draw(1300, 870))), by=editor, alt="A quay.")


def until(image, day):
    return uploading.describe(image, by=None, rights="Once.", rights_until=day)


def found(image):
    article = make_article(body=f'<figure data-image-id="{image.pk}"></figure>')
    codes = [finding.code for finding in findings_of(article, Content.of(article))]
    return "rights end" in codes


def test_the_gate_stops_a_picture_past_its_day_or_near_it(image):
    assert not found(image)
    assert not found(until(image, days(8)))
    assert found(until(image, days(6)))
    assert found(until(image, days(-1)))


def test_a_week_before_whoever_uploaded_it_is_mailed_once(image):
    until(image, days(20))
    make_article(headline="On the quay", lead_image=image.pk)
    sweep()
    assert not Message.objects.exists()

    with clock.at(clock.now() + timedelta(days=20) - RIGHTS_WARNING + timedelta(hours=24)):
        sweep()
        sweep()

    [mail] = Message.objects.all()
    assert mail.recipient == "elin@example.org"
    assert "A quay." in mail.subject
    assert "On the quay" in mail.text
    moment = Moment.objects.get(act="images.rights_end")
    assert moment.lateness is not None


def test_a_moved_end_is_told_anew_and_one_without_end_is_not(image):
    make_article(lead_image=image.pk)
    until(image, days(3))
    sweep()
    until(image, days(4))
    sweep()
    assert Message.objects.count() == 2

    until(image, None)
    assert not Moment.objects.filter(act="images.rights_end").waiting().exists()


def test_what_nothing_shows_is_mailed_to_nobody(image):
    until(image, days(3))
    sweep()
    assert not Message.objects.exists()


def test_the_list_finds_the_pictures_whose_rights_end_soon(client, editor, image):
    until(image, days(29))
    until(uploading.upload(upload_of(), by=editor), days(60))
    client.force_login(editor)

    page = client.get(LIST, {"rights": "soon"})

    assert list(page.context["cl"].result_list) == [image]


def test_whoever_chooses_a_picture_is_warned_before(client, editor, image):
    client.force_login(editor)
    for day, said in (
        (days(60), ""),
        (days(29), "May be shown until"),
        (days(0), "May be shown until"),
        (days(-1), "Its rights ended on"),
    ):
        until(image, day)
        [told] = client.get("/desk/images/image/named/", {"pk": image.pk}).json()["pictures"]
        assert told["rights"].startswith(said)
        assert bool(told["rights"]) == bool(said)
        assert told["rights"] in client.get("/desk/images/image/choose/").content.decode()


def test_the_history_keeps_days_as_words(image):
    until(image, days(3))
    entry = Entry.objects.about(image).filter(verb="described")[0]
    assert entry.detail["after"]["rights_until"] == days(3).isoformat()


def test_an_upload_takes_what_the_file_says_and_the_form_did_not(editor):
    said = (
        b'<x:x xmlns:x="y"><r:D xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        b'xmlns:d="http://purl.org/dc/elements/1.1/"><d:description><r:li>Nets.</r:li>'
        b"</d:description><d:creator><r:li>Elin Vass</r:li></d:creator></r:D></x:x>"
    )
    file = upload_of(encode(draw(), xmp=said))

    image = uploading.upload(file, by=editor, credit="The Meridian")

    assert (image.caption, image.credit) == ("Nets.", "The Meridian")


def at_noon(number):
    return datetime.combine(days(number), time(12), UTC)


def test_the_gate_asks_about_the_moment_of_the_schedule_not_about_today(client, editor, image):
    until(image, days(30))
    article = make_article(standfirst="So.", lead_image=image.pk)
    client.force_login(editor)
    Image.objects.update(credit="Elin Vass")
    ask = reverse("admin:articles_article_verb", args=[article.pk, "schedule"])

    assert client.get(ask).context["findings"] == []
    typed = {"at_0": days(25).isoformat(), "at_1": "12:00"}
    refused = client.post(ask, typed)

    assert refused.status_code == 422
    assert [each.finding.code for each in refused.context["findings"]] == ["rights end"]
    assert days(25).isoformat() in refused.content.decode()
    client.post(ask, typed | {"in_spite": "They gave us longer."})
    article.refresh_from_db()
    assert article.is_scheduled()
    assert Entry.objects.about(article).filter(verb="overruled the gate").exists()


def test_a_scheduled_article_is_asked_only_about_what_a_new_moment_brings(editor, image):
    until(image, days(30))
    bare = make_article(lead_image=image.pk)
    gate.publish(bare, by=editor, at=at_noon(5), in_spite="It has no credit.")

    gate.reschedule(bare, by=editor, at=at_noon(6))
    with pytest.raises(gate.Stopped) as stopped:
        gate.reschedule(bare, by=editor, at=at_noon(25))

    assert [finding.code for finding in stopped.value.findings] == ["rights end"]
    assert gate.reschedule(bare, by=editor, at=at_noon(25), in_spite="So.").is_scheduled()
