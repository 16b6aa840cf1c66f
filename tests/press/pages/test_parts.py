"""Parts of pages: made once for all pages, and as exact as the pages themselves."""

from collections.abc import Callable
from time import monotonic

import pytest
from django.template import engines

from press.pages.keys import gathering, note
from press.pages.memory import Memory
from press.pages.parts import kept, kept_in


@pytest.fixture
def memory():
    memory = Memory(1024 * 1024)
    memory.trusted_until = monotonic() + 60
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


def test_a_part_of_a_template_is_drawn_once_for_each_name(memory):
    template = engines["django"].from_string(
        '{% load parts %}{% part "box" number %}{{ word }}{% endpart %}'
    )
    with kept_in(memory):
        assert template.render({"number": 1, "word": "first"}) == "first"
        assert template.render({"number": 1, "word": "again"}) == "first"
        assert template.render({"number": 2, "word": "other"}) == "other"
