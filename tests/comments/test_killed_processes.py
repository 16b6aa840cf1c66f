"""Web processes and workers killed under load: what was answered with "received" is there.

Real processes on the database of this test. They are killed when so many comments have come in,
so that others are always on their way.
"""

import http.client
import os
import signal
import subprocess
import threading
from collections import Counter
from urllib.parse import quote, urlencode

import pytest
from django.db import connection

from comments.models import Comment
from comments.models.tally import Tally
from press.history.models import Entry
from tests.comments.facts import make_open_article
from tests.newsroom.processes import PYTHON, ROOT, environment, until
from tests.press.pages.servers import address_of, servers

pytestmark = pytest.mark.django_db(transaction=True)
READERS = 8
KILL_AFTER = (40, 80)


class Crowd:
    """Readers who send one comment after the other, to whichever server still lives."""

    def __init__(self, path, ports):
        self.path, self.ports = path, ports
        self.received, self.cut_off, self.refused = [], [], 0
        self._readers = [
            threading.Thread(target=self._write, args=[number]) for number in range(READERS)
        ]

    def __enter__(self):
        self._over = threading.Event()
        for reader in self._readers:
            reader.start()
        return self

    def __exit__(self, *_exception):
        self._over.set()
        for reader in self._readers:
            reader.join()

    def _write(self, number):
        written = 0
        while not self._over.is_set():
            ports = tuple(self.ports)
            written += 1
            text = f"Reader {number}, comment {written}."
            sender = f"10.{number}.{written // 256}.{written % 256}"
            try:
                answer = self._send(ports[written % len(ports)], text, sender)
            except (OSError, http.client.HTTPException):
                self.cut_off.append(text)
            else:
                self.refused += answer.status != 303
                self.received.append(text)

    def _send(self, port, text, sender):
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
        form = urlencode({"text": text, "name": "P. Okonjo"})
        headers = {"Sec-Fetch-Site": "same-origin", "X-Forwarded-For": sender}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            line.request("POST", quote(self.path), form, headers)
            return line.getresponse()
        finally:
            line.close()


def start_worker(database):
    wishes = {"DEMO": "true", "SECRET_KEY": "tests", "DATABASE_URL": database}
    command = [PYTHON, "manage.py", "procrastinate", "worker"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(
        command, cwd=ROOT, env=environment(**wishes), start_new_session=True, **quiet
    )


def kill(process):
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_what_was_answered_with_received_is_in_the_database_once(transactional_db):
    article = make_open_article()
    database = address_of(connection.get_connection_params())
    with servers(database, len(KILL_AFTER) + 1, WEB_THREADS="8", PROXY_HOPS="1") as started:
        living = {server.port: server.process for server in started}
        crowd = Crowd(f"{article.get_absolute_url()}comments/", list(living))
        with crowd:
            for many in KILL_AFTER:
                worker = start_worker(database)
                until(lambda many=many: len(crowd.received) >= many, 60)
                alone = len(crowd.cut_off)
                kill(living[crowd.ports[0]])
                kill(worker)
                until(lambda alone=alone: len(crowd.cut_off) > alone)
                del crowd.ports[0]

    stored = Counter(Comment.objects.values_list("text", flat=True))
    assert (len(crowd.received) >= KILL_AFTER[-1], crowd.refused) == (True, 0)
    assert set(crowd.received) <= set(stored)
    assert set(stored.values()) == {1}
    # Nor is anything half written: each has its entry, and is counted if the rules let it pass.
    assert Entry.objects.filter(verb="posted").count() == len(stored)
    assert Tally.objects.get().public == Comment.objects.filter(status="approved").count() > 0
