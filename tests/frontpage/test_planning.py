"""The front page: what it shows with no stories, with one, and with thousands."""

from dataclasses import replace
from itertools import pairwise

import pytest
from django.template.loader import render_to_string

from articles.models import Article, Section
from frontpage.composing import compose
from frontpage.planning import Story, plan
from publication.models import Publication
from tests.factories import hours_ago, make_author, make_published_article, make_section


def stories(number, *, first=1, section=0, picture=False, label="news"):
    """Planned stories, the newest with the lowest number."""
    return [Story(pk, label, section, picture) for pk in range(first, first + number)]


def shown(front):
    """The numbers of all stories on a front page, from top to bottom."""
    top = [front.lead, *front.lead_lines, *front.beside, *front.seconds]
    rows = [story for row in front.rows for each in row.departments for story in each.stories]
    return [story.pk for story in [*top, *rows] if story]


def sections(*lists):
    return [(Section(pk=n, name=f"Section {n}"), rows) for n, rows in enumerate(lists, start=1)]


def test_with_no_story_nothing_is_planned():
    assert plan([], []).lead is None


def test_with_few_stories_all_of_them_stand_at_the_top():
    for number in range(1, 8):
        newest = stories(number)
        front = plan(newest, sections(newest))

        assert sorted(shown(front)) == [story.pk for story in newest]
        assert front.rows == []


def test_the_newest_story_leads_but_one_of_three_with_a_picture_goes_before_it():
    plain = stories(9)
    pictured = [replace(story, picture=story.pk in {3, 4}) for story in plain]

    assert plan(plain, []).lead.pk == 1
    assert plan(pictured, []).lead.pk == 3


def test_opinion_and_what_was_paid_for_never_lead():
    newest = [
        *stories(1, label="opinion"),
        *stories(1, first=2, label="sponsored"),
        *stories(8, first=3),
    ]

    assert plan(newest, []).lead.pk == 3


def test_no_story_stands_twice_even_in_two_sections():
    newest = stories(60, picture=True)
    front = plan(newest, sections(newest[:30], newest[10:40], newest[20:50], newest[30:60]))

    assert len(shown(front)) == len(set(shown(front)))


def test_departments_alternate_in_density():
    lists = [stories(30, first=100 * n, picture=True) for n in range(1, 10)]
    front = plan([row for rows in lists for row in rows], sections(*lists))
    kinds = [row.kind for row in front.rows]

    assert kinds[:4] == ["dense", "text", "pictures", "pair"]
    assert all(one != next for one, next in pairwise(kinds))
    assert [len(row.departments) for row in front.rows][:4] == [1, 1, 1, 2]


def test_small_departments_join_in_a_pair_and_empty_ones_are_not_drawn():
    news = stories(24)
    front = plan(news, sections(stories(2, first=100), [], stories(1, first=200)))

    [row] = front.rows
    assert row.kind == "pair"
    assert [each.section.pk for each in row.departments] == [1, 3]


def test_without_pictures_no_department_asks_for_them():
    lists = [stories(30, first=100 * n) for n in range(1, 5)]
    front = plan([row for rows in lists for row in rows], sections(*lists))

    assert {row.kind for row in front.rows} <= {"text", "pair"}


def test_voices_stand_in_one_band_under_the_section_that_holds_them():
    news, voices = stories(20), stories(6, first=50, label="opinion")
    front = plan(news + voices, sections(news, voices))

    [band] = [row for row in front.rows if row.kind == "opinion"]
    assert [story.pk for story in band.departments[0].stories] == [50, 51, 52, 53]
    assert band.departments[0].section.name == "Section 2"
    assert [row.departments[0].section.name for row in front.rows].count("Section 2") == 1


def test_the_columns_of_a_dense_department_have_nearly_the_same_length():
    news = stories(40, picture=True)
    front = plan(news, sections(news[20:32]))

    one, other = front.rows[0].departments[0].columns
    assert len(one) - len(other) in {0, 1}


def render(front):
    return render_to_string(
        "frontpage/front_page.html", {"front": front, "publication": Publication.objects.current()}
    )


@pytest.mark.django_db
def test_an_empty_newspaper_says_so_and_leads_editors_to_the_desk():
    page = render(compose())

    assert "Nothing has been published yet" in page
    assert 'href="/desk/"' in page


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3, 24])
def test_every_number_of_stories_is_drawn(number):
    world, sport = make_section("World"), make_section("Sport")
    for n in range(number):
        make_published_article(
            headline=f"Story {n}.",
            section=[world, sport][n % 2].pk,
            bylines=[make_author().pk],
            at=hours_ago(n + 1),
        )

    page = render(compose())

    assert "Story 0." in page
    for article in Article.objects.all():
        assert page.count(f'href="{article.get_absolute_url()}"') <= 1


@pytest.mark.django_db
def test_the_front_page_costs_four_queries_however_many_stories(django_assert_num_queries):
    section = make_section("World")
    for n in range(10):
        make_published_article(section=section.pk, at=hours_ago(n + 1))

    with django_assert_num_queries(4):
        compose()


def by_hand(*pks, **facts):
    return [Story(pk, placed=True, **facts) for pk in pks]


def test_what_is_placed_stands_there_and_the_rest_fills_itself_without_it():
    newest = stories(60, picture=True)
    lists = sections(newest[:30], newest[20:50])
    placed = {
        "lead": by_hand(40),
        "seconds": by_hand(2, 50),
        "opinion": by_hand(5),
        "section:2": by_hand(7, 1),
    }
    front = plan(newest, lists, placed)

    assert front.lead.pk == 40
    assert [story.pk for story in front.seconds][:2] == [2, 50]
    assert len(front.seconds) == 4
    blocks = {row.kind: row for row in front.rows}
    assert [story.pk for story in blocks["opinion"].departments[0].stories] == [5]
    second = next(
        d for row in front.rows for d in row.departments if d.section and d.section.pk == 2
    )
    assert [story.pk for story in second.stories][:2] == [7, 1]
    assert len(shown(front)) == len(set(shown(front)))


def test_a_newspaper_of_three_stories_shows_all_in_the_order_of_its_editors():
    front = plan(stories(3), sections(stories(3)), {"lead": by_hand(3), "section:1": by_hand(2)})

    assert shown(front) == [3, 2, 1]


def test_where_every_story_has_another_place_the_first_of_them_leads():
    newest = stories(8)
    front = plan(newest, sections(newest), {"section:1": by_hand(*range(1, 9))})

    assert front.lead.pk == 1
    assert len(shown(front)) == len(set(shown(front)))


def test_a_placed_story_without_a_picture_keeps_its_place_among_pictures():
    lists = sections(*(stories(30, first=100 * n, picture=True) for n in range(1, 5)))
    newest = [story for _section, rows in lists for story in rows]
    placed = {f"section:{n}": by_hand(100 * n + 20) for n in range(1, 5)}
    front = plan(newest, lists, placed)

    departments = [d for row in front.rows for d in row.departments]
    assert [d.stories[0].pk for d in departments] == [120, 220, 320, 420]


def test_what_was_placed_in_a_section_that_has_gone_fills_itself():
    front = plan(stories(9), sections(stories(9)), {"section:99": by_hand(1)})

    assert front.lead.pk == 1
