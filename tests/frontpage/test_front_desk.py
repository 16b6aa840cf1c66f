"""The desk page on which the front page is arranged: it works as plain forms, and loses nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import pending, timing, writing
from articles.content import Content
from articles.models import Article, PendingChange
from frontpage.arranging import arrange
from frontpage.breaking import announce
from frontpage.composing import compose
from frontpage.models import Arrangement
from frontpage.places import Placed
from images.models import Image
from press import clock
from readership.models import Ranking
from tests.factories import (
    hours_ago,
    make_author,
    make_author_login,
    make_editor,
    make_published_article,
    make_section,
)

pytestmark = pytest.mark.django_db
DESK = reverse("admin:frontpage_arrangement_changelist")
PREVIEW = reverse("admin:frontpage_arrangement_preview")


@pytest.fixture
def editor(client):
    editor = make_editor()
    client.force_login(editor)
    return editor


@pytest.fixture
def articles():
    return [make_published_article(headline=f"Story {n}", at=hours_ago(n + 1)) for n in range(10)]


def sent(*rows, base=0, **further):
    """What a browser sends: rows of (article, place, number, from, until)."""
    data = {"base": base, "do": "save"} | further
    for number, row in enumerate(rows):
        article, place, position, start, end = [*row, "", ""][:5]
        facts = {"article": article.pk, "place": place, "position": position}
        facts |= {"starts_at": start, "ends_at": end}
        data |= {f"row-{number}-{name}": value for name, value in facts.items()}
    return data


def rows_of(answer):
    """The headlines on the page by place, in their order."""
    return {
        group["place"]: [row["article"].headline for row in group["rows"]]
        for group in answer.context["groups"]
        if group["rows"]
    }


def on_the_wall(moment):
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"


def test_an_editor_arranges_by_numbers(client, editor, articles):
    data = sent((articles[4], "seconds", 2), (articles[5], "seconds", 1), (articles[6], "lead", 1))
    answer = client.post(DESK, data, follow=True)

    front = compose()
    assert front.lead == articles[6]
    assert front.seconds[:2] == [articles[5], articles[4]]
    assert rows_of(answer) == {"lead": ["Story 6"], "seconds": ["Story 5", "Story 4"]}


def test_an_article_is_looked_for_and_put_without_losing_what_is_typed(client, editor, articles):
    typed = sent((articles[4], "lead", 1, "half past six"), do="find", find="Story 7")
    found = client.post(DESK, typed)
    assert [article for article, _state in found.context["found"]] == [articles[7]]
    assert 'value="half past six"' in found.content.decode()

    put = client.post(DESK, typed | {"do": f"put:{articles[7].pk}", "into": "seconds"})

    assert rows_of(put) == {"lead": ["Story 4"], "seconds": ["Story 7"]}
    assert not Arrangement.objects.exists()


@pytest.mark.parametrize("asked", ["{pk}", "/desk/articles/article/{pk}/change/", "{path}"])
def test_a_number_or_an_address_finds_the_article(client, editor, articles, asked):
    wanted = asked.format(pk=articles[9].pk, path=articles[9].get_absolute_url())
    answer = client.post(DESK, sent(do="find", find=wanted))

    assert [article for article, _state in answer.context["found"]] == [articles[9]]


def test_buttons_move_rows_up_and_down_and_take_them_out(client, editor, articles):
    rows = [(articles[n], "seconds", n) for n in (1, 2, 3)]

    def pressed(do):
        return rows_of(client.post(DESK, sent(*rows, do=do)))

    assert pressed("up:1") == {"seconds": ["Story 2", "Story 1", "Story 3"]}
    assert pressed("down:1") == {"seconds": ["Story 1", "Story 3", "Story 2"]}
    assert pressed("up:0") == {"seconds": ["Story 1", "Story 2", "Story 3"]}
    assert pressed("drop:1") == {"seconds": ["Story 1", "Story 3"]}
    assert pressed("nonsense:x") == {"seconds": ["Story 1", "Story 2", "Story 3"]}


@pytest.mark.parametrize("start", ["tomorrow", "9999-12-31T23:59", "0001-01-01T00:00"])
def test_a_moment_that_is_none_is_refused_with_all_that_was_typed(client, editor, articles, start):
    answer = client.post(DESK, sent((articles[4], "lead", 1, start)))

    assert answer.status_code == 422
    assert f'value="{start}"' in answer.content.decode()
    assert "nothing is saved yet" in answer.content.decode()


def test_what_cannot_stand_is_said_in_words(client, editor, articles):
    answer = client.post(DESK, sent((articles[4], "lead", 1), (articles[4], "seconds", 1)))

    assert answer.status_code == 422
    assert "two places at the same time" in answer.content.decode()


def test_a_save_over_a_newer_version_is_refused_with_both_shown(client, editor, articles):
    colleague = make_editor()
    arrange([Placed("lead", articles[8].pk)], by=colleague, base=0)

    answer = client.post(DESK, sent((articles[3], "lead", 1)))

    page = answer.content.decode()
    assert answer.status_code == 409
    assert str(colleague) in page
    [difference] = answer.context["differences"]
    assert [line.headline for line in difference.old] == ["Story 8"]
    assert [line.headline for line in difference.new] == ["Story 3"]
    assert rows_of(answer) == {"lead": ["Story 3"]}
    assert compose().lead == articles[8]

    client.post(DESK, sent((articles[3], "lead", 1), base=answer.context["base"]))
    assert compose().lead == articles[3]


def test_versions_are_listed_compared_and_brought_back(client, editor, articles):
    first = arrange([Placed("lead", articles[8].pk)], by=editor, base=0)
    arrange([Placed("lead", articles[7].pk)], by=editor, base=1)
    listed = client.get(reverse("admin:frontpage_arrangement_versions"))
    assert [version.number for version in listed.context["versions"]] == [2, 1]

    address = reverse("admin:frontpage_arrangement_compare")
    compared = client.get(address, {"old": 2, "new": 1}).content.decode()
    assert compared.index("Story 8") < compared.index("Story 7")

    back = reverse("admin:frontpage_arrangement_restore", args=[first.number])
    client.post(back, {"base": 1})
    assert compose().lead == articles[7]
    client.post(back, {"base": 2})
    assert compose().lead == articles[8]
    assert client.get(address, {"old": "x", "new": 10**30}).status_code == 404


def test_the_front_page_of_tomorrow_holds_all_that_is_scheduled(client, editor, articles):
    noon = clock.now().replace(second=0, microsecond=0) + timedelta(days=1)
    make_published_article(headline="Comes later", at=noon)
    timing.set_end(articles[3], by=editor, at=noon, reason="Its time is over.")
    announce("The strait is open", by=editor, ends_at=noon, base=0)
    arrange([Placed("lead", articles[9].pk, noon)], by=editor, base=0)

    now = client.get(PREVIEW).content.decode()
    then = client.get(PREVIEW, {"moment": on_the_wall(noon)}).content.decode()

    assert "Comes later" not in now
    assert "The strait is open" in now
    assert "Story 3" in now
    assert "Story 3" not in then
    assert "The strait is open" not in then
    assert then.index("Story 9") < then.index("Comes later")


def test_changes_that_fall_due_are_seen_as_they_will_be_and_cost_nothing(
    client, editor, django_assert_num_queries
):
    noon = clock.now().replace(second=0, microsecond=0) + timedelta(days=1)
    world, asia = make_section("World"), make_section("Asia", parent=make_section("World"))
    culture, others = make_section("Culture"), [make_author("Ada Obi"), make_author("Bo Li")]
    picture = Image.objects.create(file="quay.jpg", width=2400, height=1600, alt="A quay")
    rows = [
        make_published_article(headline=f"Story {n}", section=culture.pk, at=hours_ago(n + 1))
        for n in range(31)
    ]
    rankings = [Ranking(kind="week", position=n + 1, article=row) for n, row in enumerate(rows[:5])]
    Ranking.objects.bulk_create(rankings)
    arrange([Placed("seconds", rows[30].pk)], by=editor, base=0)
    address = {"moment": on_the_wall(noon)}
    client.get(PREVIEW, address)
    with django_assert_num_queries(12):
        client.get(PREVIEW, address)

    for n, row in enumerate(rows[:30]):
        further = {"section": asia.pk, "further_sections": [culture.pk]} if n % 3 else {}
        if n % 4 == 0:
            further |= {"lead_image": picture.pk, "bylines": [author.pk for author in others]}
        if n % 5 == 0:
            further |= {"label": "opinion", "section": world.pk}
        words = {"headline": f"Other words {n}", "standfirst": "Something new."}
        pending.prepare(row, replace(Content.of(row), **words, **further), by=editor)
        pending.publish_change(row, by=editor, at=noon - timedelta(hours=1))
    # What only the live text changed meanwhile stays.
    writing.revise(rows[1], replace(Content.of(rows[1]), kicker="Meanwhile"), by=editor)

    with django_assert_num_queries(12):
        told = client.get(PREVIEW, address).content.decode()

    # Nothing of it stays, and readers see just this when the moment has come.
    assert PendingChange.objects.count() == 30
    assert Article.objects.get(pk=rows[0].pk).headline == "Story 0"
    with clock.at(noon):
        seen = client.get("/").content.decode()
    assert pieces(seen) == pieces(told)
    assert "Meanwhile" in told


def pieces(page):
    """What stands between the head and the foot of a page."""
    return page[page.index("<main") : page.index("</main>")]


def test_what_is_typed_is_shown_and_not_saved(client, editor, articles):
    shown = client.post(PREVIEW, sent((articles[8], "lead", 1))).content.decode()

    assert shown.index("Story 8") < shown.index("Story 0")
    assert shown.count(f'href="{articles[8].get_absolute_url()}"') == 1
    assert not Arrangement.objects.exists()
    refused = client.post(
        PREVIEW, sent((articles[8], "lead", 1, "soon"), moment="1999-01-01T08:00")
    )
    assert refused.status_code == 422


def test_who_may_not_arrange_sees_nothing_of_it(client, articles):
    arrange([Placed("lead", articles[8].pk)], by=make_editor(), base=0)
    client.force_login(make_author_login())

    for address in (DESK, PREVIEW, reverse("admin:frontpage_arrangement_versions")):
        assert client.get(address).status_code == 403
    back = reverse("admin:frontpage_arrangement_restore", args=[1])
    assert client.post(back, {"base": 1}).status_code == 403


def test_the_page_costs_the_same_however_much_stands_on_it(
    client, editor, articles, django_assert_max_num_queries
):
    for name in ("World", "Culture", "Sport"):
        make_section(name)
    client.get(DESK)
    placed = [Placed("seconds", row.pk) for row in articles]
    arrange(placed, by=editor, base=0)

    with django_assert_max_num_queries(12):
        client.get(DESK)
    with django_assert_max_num_queries(12):
        client.post(DESK, sent(do="find", find="story"))
    with django_assert_max_num_queries(12):
        client.get(reverse("admin:frontpage_arrangement_versions"))
    tomorrow = on_the_wall(clock.now() + timedelta(days=1))
    with django_assert_max_num_queries(12):
        client.get(PREVIEW, {"moment": tomorrow})
