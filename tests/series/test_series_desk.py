"""Series at the desk: one form for the series and its parts, one beside each article."""

import pytest
from lxml import html

from press.history.models import Entry
from series.models import Part, Series
from tests.factories import make_administrator, make_article, make_author_login, make_editor
from tests.series.facts import make_parts, make_series

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(make_editor())
    return client


def typed(series, *rows, **facts):
    """What the form sends: each row an article with its number, and whether it is ticked."""
    parts = list(series.parts.all()) if series else []
    sent = {"headline": "The long thaw", "slug": "the-long-thaw", "standfirst": "", "picture": ""}
    sent |= {"parts-TOTAL_FORMS": len(rows), "parts-INITIAL_FORMS": len(parts)} | facts
    for at, (article, place, *ticked) in enumerate(rows):
        sent |= {f"parts-{at}-article": article.pk, f"parts-{at}-place": place}
        sent |= {f"parts-{at}-id": parts[at].pk} if at < len(parts) else {}
        sent |= {f"parts-{at}-DELETE": "on"} if ticked else {}
        sent |= {f"parts-{at}-series": series.pk} if series else {}
    return sent


def headlines(series):
    return [str(part) for part in series.parts.all()]


def test_numbers_put_the_parts_in_order_without_a_script(desk):
    one, two, three = make_parts(3)
    series = make_series(one, two)

    answer = desk.post(
        f"/desk/series/series/{series.pk}/change/",
        typed(series, (one, 9), (two, 2, "ticked"), (three, 1)),
    )

    assert answer.status_code == 302
    assert headlines(series) == ["Part 3", "Part 1"]
    assert [row.verb for row in Entry.objects.about(series)][:1] == ["arranged"]


def test_a_new_series_gets_its_parts_at_once(desk):
    one, two = make_parts(2)

    answer = desk.post("/desk/series/series/add/", typed(None, (one, ""), (two, "")))

    assert answer.status_code == 302
    assert headlines(Series.objects.get()) == ["Part 1", "Part 2"]


def test_an_article_of_another_series_is_refused_with_a_sentence(desk):
    one, two = make_parts(2)
    make_series(one, headline="Another")
    series = make_series(two)

    answer = desk.post(
        f"/desk/series/series/{series.pk}/change/", typed(series, (two, 1), (one, 2))
    )

    assert "Take it out there first." in answer.content.decode()
    assert headlines(series) == ["Part 2"]


def test_removing_asks_and_says_that_the_articles_stay(desk):
    series = make_series(*make_parts(1))
    address = f"/desk/series/series/{series.pk}/delete/"

    asked = desk.get(address).content.decode()
    desk.post(address, {"post": "yes"})

    assert "“Part 1” stays, and is in no series then." in asked
    assert not Series.objects.exists()


def test_merging_at_the_desk_first_says_what_it_concerns(desk):
    one, two = make_parts(2)
    series, other = make_series(one), make_series(two, headline="Other")
    address = f"/desk/series/series/{series.pk}/change/"

    asked = desk.post(address, typed(series, (one, 1), headline="Thaw", merge=other.pk))

    page = asked.content.decode()
    assert asked.status_code == 422
    assert all(words in page for words in ("Part 2", "/series/other/", "/series/the-long-thaw/"))
    assert "Its headline goes." in page
    assert headlines(series) == ["Part 1"]
    form = html.fromstring(page).xpath("//form[.//input[@name='sure']]")[0]
    assert desk.post(address, dict(form.form_values())).status_code == 302
    series.refresh_from_db()
    assert series.headline == "Thaw"
    assert headlines(series) == ["Part 1", "Part 2"]


def test_series_chosen_in_the_list_are_proposed_to_be_merged_into_the_longest(desk):
    long = make_series(*make_parts(2))
    short = make_series(headline="Short")
    chosen = {"action": "merge_all", "_selected_action": [short.pk, long.pk]}

    form = desk.post("/desk/series/series/", chosen, follow=True)
    alone = desk.post("/desk/series/series/", chosen | {"_selected_action": [long.pk]}, follow=True)

    assert form.request["PATH_INFO"] == f"/desk/series/series/{long.pk}/change/"
    assert f'<option value="{short.pk}" selected' in form.content.decode()
    assert "Choose two to fifty" in alone.content.decode()


def test_an_article_chooses_its_series_and_its_place(desk):
    one, draft = *make_parts(1), make_article()
    series = make_series(one)
    address = f"/desk/articles/article/{draft.pk}/series/"

    assert address in desk.get(f"/desk/articles/article/{draft.pk}/change/").content.decode()
    assert "The long thaw" in desk.get(address).content.decode()
    desk.post(address, {"series": series.pk, "number": 1})
    assert Part.objects.get(article=draft).position == 1
    assert desk.post(address, {"series": series.pk, "number": 0}).status_code == 422
    desk.post(address, {"series": ""})
    assert not Part.objects.filter(article=draft).exists()


def test_only_who_may_edit_an_article_places_it(client):
    client.force_login(make_author_login())
    address = f"/desk/articles/article/{make_article().pk}/series/"

    assert client.get(address).status_code == 403
    assert client.get("/desk/series/series/").status_code == 403


def test_the_desk_asks_little_however_many_parts(client, django_assert_max_num_queries):
    client.force_login(make_administrator())
    series = make_series(*make_parts(6))

    with django_assert_max_num_queries(12):
        client.get(f"/desk/series/series/{series.pk}/change/")
    with django_assert_max_num_queries(12):
        client.get("/desk/series/series/")
