"""Advertisements: in their place, in their time, said to be ones, and counted."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from adverts import booking, counting
from adverts.models import Advert, AdvertDay
from images.models import Image
from press import clock
from press.clock.models import Moment
from press.clock.sweep import sweep
from press.history.models import Entry
from tests.factories import (
    NOON,
    make_administrator,
    make_editor,
    make_published_article,
    make_section,
)

pytestmark = pytest.mark.django_db
BROWSER = {"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0"}


def make_picture(**facts):
    facts.setdefault("alt", "A ferry on a calm sea, and the words “From 29 a month”")
    facts.setdefault("file", f"images/{Image.objects.count()}.jpg")
    return Image.objects.create(width=1200, height=300, uploaded_at=NOON, **facts)


def make_advert(**facts):
    facts.setdefault("place", "article")
    facts.setdefault("advertiser", "Nordic Ferries")
    facts.setdefault("address", "https://ferries.example/?from=paper")
    facts.setdefault("picture", make_picture())
    return booking.book(Advert(**facts), by=make_administrator())


@pytest.mark.parametrize("place", ["front", "list", "article"])
def test_it_stands_in_its_place_only_and_says_what_it_is_and_who_paid(client, place):
    article = make_published_article()
    pages = {"front": "/", "list": make_section().get_absolute_url()}
    pages["article"] = article.get_absolute_url()

    advert = make_advert(place=place)

    for name, address in pages.items():
        page = client.get(address).content.decode()
        assert (f'href="/adverts/{advert.pk}/"' in page) == (name == place)
        assert ("Advertisement, paid for by Nordic Ferries" in page) == (name == place)
        assert ('rel="sponsored nofollow noopener"' in page) == (name == place)


def test_it_comes_and_goes_in_the_second_that_was_booked_and_the_clock_knows_both(client):
    with clock.at(NOON):
        page = make_published_article().get_absolute_url()
        begins, ends = NOON + timedelta(hours=1), NOON + timedelta(hours=2)
        advert = make_advert(begins_at=begins, ends_at=ends)
    second = timedelta(seconds=1)

    for moment, is_there in (
        (begins - second, False),
        (begins, True),
        (ends - second, True),
        (ends, False),
    ):
        with clock.at(moment):
            assert ("Nordic Ferries" in client.get(page).content.decode()) == is_there
    due = Moment.objects.acts().filter(act__startswith="adverts.").order_by("due_at")
    assert [(moment.act, moment.due_at) for moment in due] == [
        ("adverts.begin", begins),
        ("adverts.end", ends),
    ]
    with clock.at(ends + second):
        # Somebody changes it before the clock has told what it did: that is told all the same.
        advert.ends_at = None
        booking.book(advert, by=make_administrator())
        sweep()
    assert [moment.lateness for moment in due.all()] == [timedelta(hours=1) + second, second]


def test_several_in_one_place_share_the_pages_and_each_page_keeps_its_own(client):
    pages = [make_published_article().get_absolute_url() for _ in range(24)]
    for name in ("Harbour Bank", "Nordic Ferries"):
        make_advert(advertiser=name)

    shown = [client.get(page).content.decode() for page in pages]

    counts = [sum(name in page for page in shown) for name in ("Harbour Bank", "Nordic Ferries")]
    assert sum(counts) == len(pages)
    assert min(counts) > 0
    assert [client.get(page).content.decode() for page in pages] == shown


def test_following_leads_to_the_advertiser_and_is_counted_once_for_people_only(client):
    advert = make_advert()
    address = f"/adverts/{advert.pk}/"

    response = client.get(address, headers=BROWSER)
    client.get(address, headers={"user-agent": "Googlebot/2.1"})
    client.head(address, headers=BROWSER)

    assert (response.status_code, response["Location"]) == (302, advert.address)
    assert "no-store" in response["Cache-Control"]
    assert AdvertDay.objects.get(advert=advert).followed == 1
    assert client.get("/adverts/99999999/").status_code == 404
    assert client.post(address).status_code == 405


def test_views_are_counted_by_day_and_none_of_what_isnt_there():
    advert = make_advert()

    counting.count_seen([(advert.pk, b"1"), (advert.pk, b"2"), (2**62, b"1")], now=NOON)
    counting.count_seen([(advert.pk, b"1")], now=NOON + timedelta(days=1))

    days = AdvertDay.objects.of(advert)
    assert [(day.day.day, day.seen) for day in days] == [(24, 1), (23, 2)]


def test_ended_by_hand_it_is_gone_at_once_and_leads_on_uncounted(client):
    page = make_published_article().get_absolute_url()
    advert = make_advert(ends_at=clock.now() + timedelta(days=9))
    client.force_login(make_administrator())

    act = {"action": "end_all", "_selected_action": [advert.pk]}
    said = client.post("/desk/adverts/advert/", act, follow=True).content.decode()
    again = client.post("/desk/adverts/advert/", act, follow=True).content.decode()

    assert "ended." in said
    assert "It has ended already." in again
    client.logout()
    assert "Nordic Ferries" not in client.get(page).content.decode()
    assert client.get(f"/adverts/{advert.pk}/", headers=BROWSER).status_code == 302
    assert not AdvertDay.objects.exists()
    assert [entry.verb for entry in Entry.objects.about(advert)] == ["ended", "booked"]


def test_the_desk_books_changes_and_shows_what_was_counted(client):
    client.force_login(make_administrator())
    facts = {
        "place": "front",
        "advertiser": "Nordic Ferries",
        "picture": make_picture().pk,
        "address": "https://ferries.example/",
        "begins_at_0": "2026-11-01",
        "begins_at_1": "08:00",
    }

    client.post("/desk/adverts/advert/add/", facts)
    advert = Advert.objects.get()
    counting.count_seen([(advert.pk, b"1")], now=NOON)
    form = client.get(f"/desk/adverts/advert/{advert.pk}/change/").content.decode()

    assert "In all seen: 1, followed: 0." in form
    assert "Running" in client.get("/desk/adverts/advert/").content.decode()
    assert client.get(f"/desk/adverts/advert/{advert.pk}/delete/").status_code == 403


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("address", "javascript:alert(1)", "valid URL"),
        ("address", "ftp://ferries.example/", "valid URL"),
        ("ends_at_0", "2026-10-01", "Choose a later end."),
        ("picture", "", "required"),
        ("begins_at_0", "soon", "valid date"),
    ],
)
def test_rubbish_is_refused_with_a_sentence_and_stays_in_the_form(client, field, value, sentence):
    client.force_login(make_administrator())
    facts = {
        "place": "front",
        "advertiser": "Words stay",
        "picture": make_picture().pk,
        "address": "https://ferries.example/",
        "begins_at_0": "2026-11-01",
        "begins_at_1": "08:00",
        "ends_at_1": "08:00" if field.startswith("ends") else "",
    }

    page = client.post("/desk/adverts/advert/add/", facts | {field: value}).content.decode()

    assert sentence in page
    assert "Words stay" in page
    assert not Advert.objects.exists()


def test_a_picture_that_says_nothing_to_some_readers_isnt_taken(client):
    client.force_login(make_administrator())
    facts = {"place": "front", "advertiser": "X", "address": "https://x.example/"}
    facts |= {"begins_at_0": "2026-11-01", "begins_at_1": "08:00"}

    page = client.post("/desk/adverts/advert/add/", facts | {"picture": make_picture(alt="").pk})

    assert "This picture has no description." in page.content.decode()


def test_what_is_advertised_is_no_editors_matter(client):
    advert, editor = make_advert(), make_editor()
    client.force_login(editor)

    assert client.get("/desk/adverts/advert/").status_code == 403
    with pytest.raises(PermissionDenied):
        booking.end(advert, by=editor)
    with pytest.raises(PermissionDenied):
        booking.book(advert, by=editor)
