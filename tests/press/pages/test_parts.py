"""Parts of pages: made once for all pages, and as exact as the pages themselves."""

from collections.abc import Callable
from time import monotonic

import pytest
from django.template import engines

from press.pages.keys import gathering, key_of, note
from press.pages.memory import Memory
from press.pages.parts import kept, kept_at_least_for_one_page, kept_in
from publication.models import Publication
from tests.factories import make_section

FOOTER = ("part components/_footer.html  en", "")


@pytest.fixture
def memory():
    memory = Memory(1024 * 1024)
    memory.trusted_until = monotonic() + 3_600
    memory.begin_epoch()
    return memory


def counted(*keys: str) -> tuple[Callable[[], int], list[int]]:
    """A maker that notes keys, and how often it was asked."""
    made: list[int] = []

    def make() -> int:
        note(*keys)
        made.append(len(made))
        return made[-1]

    return make, made


def test_a_part_is_made_once_for_all_pages_of_a_process(memory):
    make, made = counted("list:sections")
    for _ in range(3):
        with kept_in(memory):
            assert kept("menu", make) == 0
    assert made == [0]


def test_each_page_that_shows_a_part_has_its_keys(memory):
    make, _ = counted("list:sections")
    for _ in range(2):
        with kept_in(memory), gathering() as keys:
            kept("menu", make)
        assert keys == {"list:sections"}


def test_a_touched_key_drops_the_part(memory):
    make, _ = counted("list:sections")
    with kept_in(memory):
        kept("menu", make)
        memory.forget(["list:sections"])
        assert kept("menu", make) == 1


def test_a_change_while_it_is_made_keeps_nobody_from_seeing_the_new_state(memory):
    make, _ = counted("list:sections")

    def make_slowly() -> int:
        value = make()
        memory.forget(["list:sections"])
        return value

    with kept_in(memory):
        kept("menu", make_slowly)
        assert kept("menu", make) == 1


def test_what_the_clock_changes_is_made_anew(memory):
    make, _ = counted("list:today")
    with kept_in(memory):
        kept("date", make)
        memory.outdate(["list:today"])
        assert kept("date", make) == 1


def test_a_process_that_hears_nothing_trusts_no_part(memory):
    make, _ = counted("list:sections")
    with kept_in(memory):
        kept("menu", make)
        memory.trusted_until = 0.0
        assert kept("menu", make) == 1


def test_outside_of_a_page_nothing_is_kept():
    make, made = counted()
    assert [kept("menu", make), kept("menu", make)] == [0, 1]
    assert len(made) == 2


def test_within_one_page_nothing_is_made_twice_even_without_a_layer():
    make, made = counted()
    for _ in range(2):
        with kept_at_least_for_one_page():
            assert kept("menu", make) == kept("menu", make)
    assert made == [0, 1]


@pytest.mark.django_db
def test_a_part_of_a_template_is_drawn_once_for_each_fact(memory, django_assert_num_queries):
    world = make_section("World")
    template = engines["django"].from_string(
        '{% load parts %}{% part "components/_masthead.html" current=current %}'
    )
    with kept_in(memory):
        first = template.render({"current": world.pk})
        with django_assert_num_queries(0):
            assert template.render({"current": world.pk}) == first
        assert template.render({"current": 0}) != first


@pytest.mark.django_db
def test_a_part_has_the_keys_of_all_that_it_shows_though_the_page_has_loaded_it(memory):
    section, publication = make_section("World"), Publication.objects.current()
    template = engines["django"].from_string(
        "{% load newspaper parts %}{% sections as all %}{% newspaper as all %}"
        '{% part "components/_footer.html" %}'
    )
    with kept_in(memory):
        template.render({})
        for row in (section, publication):
            assert memory.fresh(FOOTER)
            memory.forget([key_of(row)])
            assert memory.fresh(FOOTER) is None
            template.render({})


def test_a_row_is_refused_as_a_fact_of_a_part():
    template = engines["django"].from_string('{% load parts %}{% part "any.html" row=row %}')
    with pytest.raises(TypeError, match="must load row by itself"):
        template.render({"row": Publication()})
