"""One maker for each page, and nobody waits where nothing moves."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from press.pages import makers as rules
from press.pages.makers import Busy, Makers


class Kitchen:
    """Pages as a dictionary; making one waits until `ready` is set."""

    def __init__(self, **bounds: int) -> None:
        self.makers = Makers(**{"seats": 2, "chairs": 4} | bounds)
        self.pages: dict[str, str] = {}
        self.made: list[str] = []
        self.begun = threading.Semaphore(0)
        self.ready = threading.Event()

    def ask(self, address: str, *, keep: bool = True, shared: bool = True) -> str:
        def make() -> tuple[str, bool]:
            self.begun.release()
            assert self.ready.wait(10)
            self.made.append(address)
            if keep:
                self.pages[address] = address
            return address, shared

        return self.makers.page(address, lambda: self.pages.get(address), make)


@pytest.fixture
def readers():
    with ThreadPoolExecutor(40) as pool:
        yield pool


def test_one_makes_the_page_and_all_others_get_it(readers):
    kitchen = Kitchen(chairs=40)

    asked = [readers.submit(kitchen.ask, "/") for _ in range(40)]
    kitchen.begun.acquire()
    kitchen.ready.set()

    assert [one.result(10) for one in asked] == ["/"] * 40
    assert kitchen.made == ["/"]


def test_an_answer_for_one_reader_goes_to_nobody_else(readers):
    kitchen = Kitchen(chairs=40)

    asked = [readers.submit(kitchen.ask, "/", keep=False, shared=False) for _ in range(5)]
    kitchen.ready.set()

    assert all(one.result(10) for one in asked)
    assert len(kitchen.made) == 5


def test_a_page_that_changed_meanwhile_is_made_again_for_those_who_waited(readers):
    kitchen = Kitchen()
    first = readers.submit(kitchen.ask, "/", keep=False)
    kitchen.begun.acquire()
    second = readers.submit(kitchen.ask, "/")

    kitchen.ready.set()

    assert first.result(10) == second.result(10) == "/"
    assert len(kitchen.made) == 2


def test_after_an_error_the_next_one_makes_the_page(readers):
    kitchen = Kitchen()

    def fail():
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011
        kitchen.makers.page("/", lambda: None, fail)

    kitchen.ready.set()
    assert kitchen.ask("/") == "/"


def test_no_more_make_pages_than_there_are_seats(readers):
    kitchen = Kitchen(seats=2, chairs=10)

    asked = [readers.submit(kitchen.ask, f"/{number}/") for number in range(6)]
    kitchen.begun.acquire()
    kitchen.begun.acquire()

    assert not kitchen.begun.acquire(timeout=0.2)
    kitchen.ready.set()
    assert len([one.result(10) for one in asked]) == 6


def test_who_finds_no_chair_leaves_when_nothing_moves_and_who_sits_stays(readers):
    kitchen = Kitchen(seats=1, chairs=2)
    asked = [readers.submit(kitchen.ask, "/slow/")]
    kitchen.begun.acquire()
    seated = [readers.submit(kitchen.ask, "/slow/") for _ in range(2)]
    time.sleep(rules.STANDING_SECONDS)

    began = time.monotonic()
    with pytest.raises(Busy):
        kitchen.ask("/slow/")

    assert time.monotonic() - began < rules.STANDING_SECONDS / 2
    kitchen.ready.set()
    assert [one.result(10) for one in asked + seated] == ["/slow/"] * 3


def test_nobody_waits_longer_than_the_limit(readers, monkeypatch):
    monkeypatch.setattr(rules, "WAIT_SECONDS", 0.3)
    kitchen = Kitchen(seats=1)
    first = readers.submit(kitchen.ask, "/slow/")
    kitchen.begun.acquire()

    with pytest.raises(Busy):
        kitchen.ask("/other/")

    kitchen.ready.set()
    assert first.result(10)
