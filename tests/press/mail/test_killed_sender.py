"""A worker that is killed while it sends: nothing is sent twice, and a person sees it."""

import os
import signal
import subprocess
import threading
from datetime import timedelta
from urllib.parse import quote, urlencode

import psycopg
import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from newsroom import tasks
from press import clock
from press.mail import outbox, sending
from press.mail.models import Message
from tests.newsroom.processes import PYTHON, ROOT, environment

from .letters import jobs_of, mailers, order
from .smtp_server import ScriptedServer

pytestmark = pytest.mark.django_db(transaction=True)
State = Message.State


@pytest.fixture(autouse=True)
def empty_queue(transactional_db):
    """The tables of the queue aren't Django's, so its flush between tests leaves them filled."""
    yield
    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE procrastinate_jobs, procrastinate_workers, procrastinate_periodic_defers, "
            "procrastinate_events RESTART IDENTITY"
        )


def worker(smtp_port):
    """A real worker of its own process, on the database of this test."""
    facts = connection.get_connection_params()
    place = urlencode({"host": facts["host"], "port": facts.get("port") or 5432})
    database = f"postgres://{quote(facts['user'])}@/{facts['dbname']}?{place}"
    wishes = {"DEMO": "true", "SECRET_KEY": "tests", "DATABASE_URL": database}
    wishes |= {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(smtp_port)}
    command = [PYTHON, "manage.py", "procrastinate", "worker", "--queues", "ordinary"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    env = environment(**wishes)
    return subprocess.Popen(command, cwd=ROOT, env=env, start_new_session=True, **quiet)


def work():
    """Do in this process, as a worker does, what waits now."""
    with app.replace_connector(app.connector.get_worker_connector()):
        app.run_worker(
            wait=False,
            listen_notify=False,
            install_signal_handlers=False,
            queues=["ordinary", "urgent"],
        )


def revive():
    async_to_sync(tasks.revive_stalled_jobs.func)(0)


def let_hearts_stop():
    """Make every worker look as if it had been silent for a minute."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 minute'"
        )


def kill_between_claim_and_answer(message):
    """Start a worker, kill it when the whole text was said, and return how often that was."""
    never = threading.Event()
    with ScriptedServer(TEXT=never) as server:
        process = worker(server.port)
        try:
            assert server.heard_text.wait(30)
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        never.set()
    message.refresh_from_db()
    return len(server.texts)


def test_a_worker_killed_before_the_answer_leaves_the_mail_unknown_and_nothing_goes_twice(settings):
    message = order()

    assert kill_between_claim_and_answer(message) == 1
    assert message.state == State.SENDING
    assert jobs_of(message).get().status == "doing"

    with ScriptedServer() as server:
        settings.MAILERS = mailers(server.port)
        let_hearts_stop()
        revive()
        assert jobs_of(message).get().status == "todo"
        work()
        with clock.at(message.claimed_at + timedelta(minutes=16)):
            sending.give_up_lost()
        work()

    message.refresh_from_db()
    assert message.state == State.UNKNOWN
    assert jobs_of(message).get().status == "succeeded"
    assert not server.texts


def test_what_a_killed_worker_left_is_sent_when_a_person_says_so(settings):
    message = order()
    kill_between_claim_and_answer(message)
    with clock.at(message.claimed_at + timedelta(minutes=16)):
        sending.give_up_lost()

    outbox.resend(message)
    with ScriptedServer() as server:
        settings.MAILERS = mailers(server.port)
        work()

    message.refresh_from_db()
    assert message.state == State.SENT
    assert len(server.taken) == 1


def test_inside_a_worker_the_next_attempt_commits_or_goes_with_its_row(settings, monkeypatch):
    message = order()
    seen = []

    def look(job, **arguments):
        """Look from another connection, before the transaction of the worker has ended."""
        outbox_defer(job, **arguments)
        with psycopg.connect(**connection.get_connection_params()) as other:
            found = other.execute(
                "SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' AND task_name = %s",
                [outbox.SEND],
            )
            seen.append(found.fetchone()[0])

    outbox_defer = outbox.defer
    monkeypatch.setattr(sending, "defer", look)
    with ScriptedServer(RCPT="451 greylisted") as server:
        settings.MAILERS = mailers(server.port)
        work()

    message.refresh_from_db()
    assert (message.state, seen) == (State.WAITING, [0])
    assert jobs_of(message).filter(status="todo", scheduled_at=message.due_at).count() == 1


def job(**facts):
    """A job that a worker without a heart is doing."""
    columns = {"queue_name": "ordinary", "task_name": "readership.tasks.rank", "status": "doing"}
    columns |= {"args": "{}", "priority": 0, "attempts": 0} | facts
    names, marks = ", ".join(columns), ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO procrastinate_jobs ({names}) VALUES ({marks}) RETURNING id",
            list(columns.values()),
        )
        return ProcrastinateJob.objects.get(pk=cursor.fetchone()[0])


def status_of(row):
    return ProcrastinateJob.objects.get(pk=row.pk).status


def test_a_periodic_job_left_behind_gives_way_to_the_next_one_that_waits():
    left = job(queueing_lock="readership.rank")
    waiting = job(queueing_lock="readership.rank", status="todo")

    revive()

    assert (status_of(left), status_of(waiting)) == ("aborted", "todo")


def test_a_job_that_ends_its_worker_each_time_is_given_up_and_the_others_are_revived():
    deadly = job(attempts=tasks.REVIVALS_AT_MOST)
    other = job()

    revive()

    assert (status_of(deadly), status_of(other)) == ("failed", "todo")


def test_old_jobs_are_forgotten_and_failed_ones_are_kept():
    done, failed, fresh = job(), job(), job()
    with connection.cursor() as cursor:
        for row, status in ((done, "succeeded"), (failed, "failed"), (fresh, "succeeded")):
            cursor.execute(
                "UPDATE procrastinate_jobs SET status = %s WHERE id = %s", [status, row.pk]
            )
        cursor.execute(
            "UPDATE procrastinate_events SET at = at - interval '73 hours' WHERE job_id != %s",
            [fresh.pk],
        )

    async_to_sync(tasks.forget_old_jobs.func)(0)

    kept = set(ProcrastinateJob.objects.values_list("pk", flat=True))
    assert kept == {failed.pk, fresh.pk}
