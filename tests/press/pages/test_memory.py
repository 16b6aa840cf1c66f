"""What a process keeps, and what it forgets."""

from time import monotonic

import pytest

from press.pages.keys import EVERYTHING
from press.pages.memory import CHANGES_REMEMBERED, Memory
from press.pages.page import Page

FERRY, OTTERS = ("/ferry/", ""), ("/otters/", "")
MEGABYTE = 1024 * 1024


def page(*keys: str, size: int = 100) -> Page:
    return Page("200 OK", [], b"x" * size, keys=keys)


@pytest.fixture
def memory() -> Memory:
    hearing = Memory(MEGABYTE)
    hearing.trusted_until = monotonic() + 3_600
    return hearing


def test_a_page_is_fresh_until_one_of_its_keys_is_touched(memory):
    memory.keep(FERRY, page("article:1", "list:all"), memory.since())
    memory.keep(OTTERS, page("article:2"), memory.since())

    memory.forget(["article:9", "list:all"])

    assert memory.fresh(FERRY) is None
    assert memory.copy(FERRY) is None
    assert memory.fresh(OTTERS)


def test_everything_is_forgotten_at_once(memory):
    memory.keep(FERRY, page("article:1"), memory.since())

    memory.forget([EVERYTHING])

    assert len(memory) == memory.size == 0


@pytest.mark.parametrize("key", ["article:1", EVERYTHING])
def test_a_page_whose_fact_changed_while_it_was_made_is_not_kept(memory, key):
    since = memory.since()
    memory.forget([key])

    assert not memory.keep(FERRY, page("article:1"), since)

    assert memory.copy(FERRY) is None


def test_a_change_before_the_making_or_of_something_else_does_no_harm(memory):
    memory.forget(["article:1"])
    since = memory.since()
    memory.forget(["article:2"])

    assert memory.keep(FERRY, page("article:1"), since)


def test_a_page_that_took_longer_than_changes_are_remembered_is_not_kept(memory):
    since = memory.since()
    for number in range(CHANGES_REMEMBERED + 1):
        memory.forget([f"article:{number + 10}"])

    assert not memory.keep(FERRY, page("article:1"), since)


def test_the_least_recently_used_leave_when_it_gets_full(memory):
    many = [(f"/{number}/", "") for number in range(20)]
    memory.keep(FERRY, page(), memory.since())

    for address in many:
        memory.fresh(FERRY)
        memory.keep(address, page(f"key:{address}", size=100_000), memory.since())

    assert memory.fresh(FERRY)
    assert memory.fresh(many[-1])
    assert memory.fresh(many[0]) is None
    assert memory.size <= MEGABYTE


def test_pages_with_a_query_drive_out_only_their_like(memory):
    memory.keep(FERRY, page(), memory.since())

    for number in range(100):
        memory.keep(("/ferry/", f"after={number}"), page(size=50_000), memory.since())

    assert memory.fresh(FERRY)
    assert memory.size < MEGABYTE / 4


def test_a_page_larger_than_its_room_is_not_kept(memory):
    assert not memory.keep(FERRY, page(size=2 * MEGABYTE), memory.since())
    assert len(memory) == memory.size == 0


def test_another_form_is_reckoned_with(memory):
    kept = page(size=100_000)
    memory.keep(FERRY, kept, memory.since())
    before = memory.size

    kept.form("gzip")
    memory.weigh(FERRY)

    assert memory.size > before
    memory.forget([EVERYTHING])
    memory.keep(FERRY, kept, memory.since())
    memory.keep(FERRY, page(size=1), memory.since())
    assert memory.size < 10_000


def test_nothing_is_fresh_when_trust_has_ended_and_copies_stay(memory):
    memory.keep(FERRY, page("article:1"), memory.since())

    memory.trusted_until = monotonic()

    assert memory.fresh(FERRY) is None
    assert memory.copy(FERRY)


def test_what_was_kept_before_a_new_epoch_is_never_fresh_again(memory):
    memory.keep(FERRY, page(), memory.since())
    since = memory.since()

    memory.begin_epoch()

    assert memory.fresh(FERRY) is None
    assert not memory.keep(OTTERS, page(), since)
    assert memory.copy(FERRY)
    assert memory.copy(OTTERS)
    assert memory.keep(FERRY, page(), memory.since())


def test_what_the_clock_outdates_stays_as_a_copy(memory):
    memory.keep(FERRY, page("list:today"), memory.since())
    since = memory.since()

    memory.outdate(["list:today"])

    assert memory.fresh(FERRY) is None
    assert memory.copy(FERRY)
    assert not memory.keep(FERRY, page("list:today"), since)
