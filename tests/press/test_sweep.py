"""The sweep: what is due is announced once, in order, however late; and the clock on the wall."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from press import clock
from press.clock import moments
from press.clock.local import NoSuchTime, TwiceThatNight, moment_of
from press.clock.models import Moment
from press.clock.signals import moment_came
from press.clock.sweep import forget_old, last_beat, sweep
from tests.factories import NOON

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def told():
    """The names of the moments that the sweep told of, in order; "broken" can't be told."""
    names = []

    def hear(moment, **signal):
        if moment.name == "broken":
            raise RuntimeError("no room for it")
        names.append(moment.name)

    moment_came.connect(hear)
    yield names
    moment_came.disconnect(hear)


@pytest.mark.django_db
def test_after_an_outage_everything_is_announced_once_in_the_order_in_which_it_was_due(told):
    with clock.at(NOON):
        moments.expect("third", NOON + timedelta(hours=3), [], act="x.publish")
        moments.expect("first", NOON + timedelta(hours=1), [], act="x.publish")
        moments.expect("later", NOON + timedelta(hours=9), [], act="x.publish")
        moments.expect("second", NOON + timedelta(hours=2), [], act="x.publish")

    with clock.at(NOON + timedelta(hours=4)):
        assert sweep() == 3
        assert sweep() == 0

    assert [name for name in told if name != "midnight"] == ["first", "second", "third"]
    assert Moment.objects.get(name="first").lateness == timedelta(hours=3)
    assert Moment.objects.get(name="later").lateness is None


@pytest.mark.django_db
def test_what_fails_keeps_its_place_and_holds_nobody_up(told):
    with clock.at(NOON):
        moments.expect("broken", NOON + timedelta(hours=1), [])
        moments.expect("whole", NOON + timedelta(hours=2), [])

    with clock.at(NOON + timedelta(hours=3)):
        sweep()
        broken = Moment.objects.get(name="broken")
        assert "no room for it" in broken.last_error
        assert broken.done_at is None
        assert "whole" in told
        broken.name = "mended"
        broken.save()
        sweep()

    assert told[-1] == "mended"
    assert Moment.objects.get(name="mended").last_error == ""


@pytest.mark.django_db
def test_a_moment_that_was_done_stays_and_its_name_can_wait_again():
    with clock.at(NOON):
        moments.expect("curtain", NOON, ["a"])
        sweep()
        moments.expect("curtain", NOON + timedelta(days=1), ["b"])
        moments.cancel("curtain")
    assert Moment.objects.get(name="curtain").keys == ["a"]

    with clock.at(NOON + timedelta(days=89)):
        assert forget_old() == 0
    with clock.at(NOON + timedelta(days=91)):
        assert forget_old() == 1


@pytest.mark.django_db
def test_each_midnight_is_told_of_once(told):
    with clock.at(NOON):
        moments.expect_each_midnight("curtain", "Europe/Berlin", ["today"])
        sweep()
    with clock.at(datetime(2026, 11, 23, 22, 59, 59, tzinfo=UTC)):
        sweep()
    assert "curtain" not in told
    with clock.at(datetime(2026, 11, 23, 23, 0, tzinfo=UTC)):
        sweep()
        sweep()
    assert told.count("curtain") == 1


@pytest.mark.django_db
def test_every_sweep_is_a_beat():
    assert last_beat() is None
    with clock.at(NOON):
        sweep()
    assert last_beat() == NOON


def test_a_time_on_the_wall_is_a_moment_in_the_zone():
    assert moment_of(datetime(2026, 7, 1, 8), BERLIN) == datetime(2026, 7, 1, 6, tzinfo=UTC)
    assert moment_of(datetime(2026, 12, 1, 8), BERLIN) == datetime(2026, 12, 1, 7, tzinfo=UTC)
    kathmandu = ZoneInfo("Asia/Kathmandu")
    assert moment_of(datetime(2026, 7, 1, 8), kathmandu).minute == 15


def test_the_hour_that_spring_leaves_out_is_refused():
    with pytest.raises(NoSuchTime):
        moment_of(datetime(2026, 3, 29, 2, 30), BERLIN)
    assert moment_of(datetime(2026, 3, 29, 3, 0), BERLIN).hour == 1
    assert moment_of(datetime(2026, 3, 29, 1, 59), BERLIN).hour == 0


def test_the_hour_that_autumn_brings_twice_is_asked_for():
    wall = datetime(2026, 10, 25, 2, 30)
    with pytest.raises(TwiceThatNight):
        moment_of(wall, BERLIN)
    assert moment_of(wall, BERLIN, second=False) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert moment_of(wall, BERLIN, second=True) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
