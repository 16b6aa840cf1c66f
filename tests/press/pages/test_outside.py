"""Caches outside: what they get, and how they are told to forget; for real with Varnish."""

import http.server
import json
import shutil
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from articles import publishing
from press import clock
from press.clock import moments
from press.clock.sweep import sweep
from press.pages import outside, tasks
from press.pages.keys import touch
from tests.factories import make_editor, make_published_article
from tests.newsroom.processes import ROOT, address_of, free_port, started, until

from .servers import Server, servers

ADDRESS = "http://127.0.0.1:9/.purge"


def purges():
    jobs = ProcrastinateJob.objects.filter(task_name="press.pages.tasks.purge").order_by("id")
    return [job.args for job in jobs]


def test_without_an_address_nothing_is_told(settings):
    settings.PAGES_PURGE_URL = ""

    assert outside.headers_for(["list:all"]) == []


def test_a_page_goes_out_with_its_keys(settings):
    settings.PAGES_PURGE_URL = ADDRESS

    told = dict(outside.headers_for(["list:all", "article:1"]))

    assert told["Surrogate-Key"] == "everything article:1 list:all"
    assert told["Cache-Tag"] == "everything,article:1,list:all"
    assert told["CDN-Cache-Control"] == "public, max-age=86400"


def test_a_page_with_too_many_keys_for_a_header_is_not_kept_outside(settings):
    settings.PAGES_PURGE_URL = ADDRESS

    told = outside.headers_for([f"articles.article:{number}" for number in range(1000)])

    assert told == [("CDN-Cache-Control", "no-store")]


@pytest.mark.django_db(transaction=True)
def test_a_purge_is_ordered_with_the_change_or_not_at_all(settings):
    settings.PAGES_PURGE_URL = ADDRESS

    with transaction.atomic():
        touch(["list:all"])
        transaction.set_rollback(True)
    assert purges() == []
    touch(["list:all"])

    [now, later] = ProcrastinateJob.objects.filter(task_name="press.pages.tasks.purge")
    assert now.queue_name == later.queue_name == "urgent"
    assert now.args["keys"] == later.args["keys"] == ["list:all"]
    assert now.args["idempotency_key"] != later.args["idempotency_key"]


@pytest.mark.django_db
def test_what_the_clock_changed_is_purged_by_the_sweep_once(settings):
    settings.PAGES_PURGE_URL = ADDRESS
    moments.expect("curtain", clock.now(), ["list:all"])

    sweep()
    sweep()

    assert [purge["keys"] for purge in purges()] == [["list:all"], ["list:all"]]


@contextmanager
def far_side(status: int = 200):
    """A machine that takes purges, and what it was told."""
    told = []

    class Taking(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.append((self.headers, json.loads(body)))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *words):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Taking)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", told
    finally:
        server.shutdown()
        server.server_close()


def test_a_purge_names_its_keys_in_the_ways_that_caches_know(settings):
    with far_side() as (address, told):
        settings.PAGES_PURGE_URL = address
        settings.PAGES_PURGE_HEADER = "Authorization: Bearer secret"
        tasks.purge(["list:all", "article:1"], "key-1")

    [(headers, body)] = told
    assert body == {"tags": ["list:all", "article:1"]}
    assert headers["Surrogate-Key"] == "list:all article:1"
    assert headers["Idempotency-Key"] == "key-1"
    assert headers["Authorization"] == "Bearer secret"


def test_a_purge_that_is_refused_is_tried_again(settings):
    with far_side(503) as (address, _):
        settings.PAGES_PURGE_URL = address
        with pytest.raises(OSError, match="503"):
            tasks.purge(["list:all"], "key-1")

    assert tasks.purge.retry_strategy.max_attempts > 1_000


@contextmanager
def varnish(backend: int, folder: Path):
    """Varnish with the file in `deploy/`, in front of a server at the port `backend`."""
    port = free_port()
    rules = (ROOT / "deploy" / "varnish.vcl").read_text().replace('"8000"', f'"{backend}"')
    (folder / "site.vcl").write_text(rules)
    command = ["varnishd", "-j", "none", "-F", "-f", str(folder / "site.vcl"), "-n", str(folder)]
    command += ["-a", f"127.0.0.1:{port}", "-s", "malloc,32m"]
    with started(command) as process:
        front = Server(port, process)
        until(front.is_ready)
        yield front


@pytest.mark.skipif(not shutil.which("varnishd"), reason="Varnish isn't installed here.")
@pytest.mark.django_db(transaction=True)
def test_varnish_keeps_pages_and_forgets_them_by_key(settings, tmp_path_factory):
    database = address_of(connection.get_connection_params())
    article = make_published_article(headline="Ferry leaves")
    path = article.get_absolute_url()
    folder = tmp_path_factory.mktemp("varnish")
    with (
        servers(database, 1, PAGES_PURGE_URL=ADDRESS) as [server],
        varnish(server.port, folder) as v,
    ):
        first, second = v.ask(path, Accept_Encoding="gzip"), v.ask(path, Accept_Encoding="gzip")
        plain = v.ask(path)
        settings.PAGES_PURGE_URL = f"http://127.0.0.1:{v.port}/.purge"
        publishing.withdraw(article, by=make_editor(), reason="It had left before.")
        time.sleep(0.25)
        for order in purges():
            tasks.purge(**order)
        after = v.ask(path)
        desk, again = v.ask("/desk/login/"), v.ask("/desk/login/")

    assert first.status == second.status == 200
    assert "x-varnish" in second.headers
    assert len(second.headers["x-varnish"].split()) == 2, "not kept by Varnish"
    assert second.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert second.headers["cache-control"] == "no-cache"
    assert "surrogate-key" not in second.headers
    assert after.status == 410
    assert all(len(reply.headers["x-varnish"].split()) == 1 for reply in (desk, again))
