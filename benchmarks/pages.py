"""Finished pages against the limit: nginx with the same bytes as a file, and a bare callable.

All three stand side by side, two processes each, and are asked in turn, so that a busy machine is
busy for all. Processor time of all processes of a server is told too: it drifts least. Needs wrk
and nginx; says how to get them where they are missing.
"""

import gzip
import http.client
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from benchmarks.newspapers import Newspaper
from benchmarks.table import Rows

NEWSPAPER = Newspaper(articles=1_000, comments=20_000)
ROOT = Path(__file__).resolve().parents[1]
# The process group of the server at each port.
GROUPS: dict[int, int] = {}
ROUNDS, SECONDS, CONNECTIONS = 5, 4, 32
GZIP = "Accept-Encoding: gzip"
PORTS = {"pages": 8471, "bare": 8472, "bare gzip": 8473, "nginx": 8474}
# What stands around the rules of a site, whichever it is.
AROUND = """
daemon off; pid {folder}/nginx.pid; error_log stderr crit; worker_processes 2; {user}
events {{ worker_connections 512; }}
http {{
    access_log off; sendfile on; keepalive_requests 1000000;
    client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    include {folder}/site.conf;
}}
"""
FILES = "server {{ listen 127.0.0.1:{port}; root {root}; default_type text/html; gzip_static on; }}"


def run() -> Rows:
    """Measure, and return one row for each way of handing out the page, plain and compressed."""
    if lacking := missing():
        return lacking
    NEWSPAPER.prepare()
    with tempfile.TemporaryDirectory() as name, ExitStack() as running:
        folder = Path(name)
        running.enter_context(
            granian("newsroom.serving:application", PORTS["pages"], NEWSPAPER.environment())
        )
        path = an_article()
        plain, headers = page(path)
        coded, coded_headers = page(path, "gzip")
        running.enter_context(bare("bare", path, plain, headers, folder))
        running.enter_context(bare("bare gzip", path, coded, coded_headers, folder))
        running.enter_context(files_of_nginx(path, plain, folder))
        return [
            ["what", "requests/s", "of nginx", "of the bare callable", "CPU µs"],
            *compare("plain", path, bare_port=PORTS["bare"], size=len(plain)),
            *compare("gzip", path, bare_port=PORTS["bare gzip"], size=len(coded)),
        ]


def missing() -> Rows:
    """What stands in the place of a table where a program isn't installed; nothing else."""
    lacking = [program for program in ("wrk", "nginx") if not shutil.which(program)]
    if not lacking:
        return []
    return [[f"Not measured: install {' and '.join(lacking)} (`apt install wrk nginx`)."]]


def compare(form: str, path: str, *, bare_port: int, size: int) -> Rows:
    """Ask all three in turn, and give the medians with their ratios."""
    ports = {"nginx": PORTS["nginx"], "bare callable": bare_port, "finished page": PORTS["pages"]}
    found = medians(ports, path, [GZIP] if form == "gzip" else [])
    speeds = {what: speed for what, (speed, _) in found.items()}
    return [
        [
            f"{what}, {form}, {size:,} bytes",
            f"{speed:,.0f}",
            f"{speed / speeds['nginx']:.0%}",
            f"{speed / speeds['bare callable']:.0%}",
            f"{spent * 1e6:.1f}",
        ]
        for what, (speed, spent) in found.items()
    ]


def medians(ports: dict[str, int], path: str, headers: list[str]) -> dict[str, tuple[float, float]]:
    """Ask each port in turn; return the medians of what `rate` finds there."""
    found: dict[str, list[tuple[float, float]]] = {what: [] for what in ports}
    for _ in range(ROUNDS):
        for what, port in ports.items():
            found[what].append(rate(port, path, headers))
    return {
        what: (
            statistics.median(speed for speed, _ in rates),
            statistics.median(spent for _, spent in rates),
        )
        for what, rates in found.items()
    }


def rate(port: int, path: str, headers: list[str]) -> tuple[float, float]:
    """Return the requests a second that wrk reaches, and the processor seconds of each."""
    options = [option for header in headers for option in ("-H", header)]
    before = processor_seconds(GROUPS[port])
    number, speed = asked_by_wrk(SECONDS, *options, f"http://127.0.0.1:{port}{path}")
    return speed, (processor_seconds(GROUPS[port]) - before) / number


def asked_by_wrk(seconds: int, *options: str) -> tuple[int, float]:
    """Let wrk ask for so many seconds; return how many answers came, and how many a second.

    `options` are those of wrk beside the time and the connections, the address among them.
    """
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", *options]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    if "Non-2xx" in said or "Socket errors" in said:
        raise SystemExit(f"The measurement is worth nothing, since there were errors:\n{said}")
    number, speed = re.search(r"(\d+) requests in", said), re.search(r"Requests/sec: +(\S+)", said)
    assert number is not None
    assert speed is not None
    return int(number[1]), float(speed[1])


def processor_seconds(group: int) -> float:
    """Return what all processes of a group have used, by the kernel's count."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[2]) == group:
                ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def an_article() -> str:
    """The address of the longest of the newest articles that the front page leads to."""
    body, _ = page("/")
    paths = set(re.findall(r'href="(/\d{4}/\d\d/\d\d/[^"/]+/)"', body.decode()))
    return max(sorted(paths), key=lambda path: len(page(path)[0]))


def page(path: str, coding: str = "identity") -> tuple[bytes, list[tuple[str, str]]]:
    """Ask the newspaper for a page; return its bytes and what it says with them."""
    line = http.client.HTTPConnection("127.0.0.1", PORTS["pages"], timeout=20)
    line.request("GET", path, headers={"Accept-Encoding": coding})
    answer = line.getresponse()
    own = [pair for pair in answer.getheaders() if pair[0] not in {"server", "date"}]
    return answer.read(), own


@contextmanager
def bare(
    name: str, path: str, body: bytes, headers: list[tuple[str, str]], folder: Path
) -> Iterator[None]:
    place = folder / name.replace(" ", "-")
    place.with_suffix(".body").write_bytes(body)
    place.with_suffix(".headers").write_text("\n".join(": ".join(pair) for pair in headers))
    facts = {
        "BARE_PATH": path,
        "BARE_BODY": str(place.with_suffix(".body")),
        "BARE_HEADERS": str(place.with_suffix(".headers")),
    }
    with granian("benchmarks.bare:application", PORTS[name], facts):
        yield


@contextmanager
def granian(application: str, port: int, facts: dict[str, str]) -> Iterator[None]:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--http", "1", "--no-ws"]
    command += ["--workers", "2", "--blocking-threads", "64", "--backpressure", "512"]
    command += ["--port", str(port), "--log-level", "error", application]
    with process(command, port, {"SITE_URL": "http://127.0.0.1:8000", **facts}):
        yield


@contextmanager
def files_of_nginx(path: str, body: bytes, folder: Path) -> Iterator[None]:
    """Run nginx with a page as a file, plain and compressed."""
    place = folder / "site" / path.strip("/")
    place.mkdir(parents=True)
    (place / "index.html").write_bytes(body)
    (place / "index.html.gz").write_bytes(gzip.compress(body, 9))
    port = PORTS["nginx"]
    with nginx(FILES.format(port=port, root=folder / "site"), port, folder):
        yield


@contextmanager
def nginx(rules: str, port: int, folder: Path) -> Iterator[None]:
    """Run nginx with the rules of a site at `port`, its own files in `folder`."""
    (folder / "site.conf").write_text(rules)
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=user))
    command = ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]
    with process(command, port, {}):
        yield


@contextmanager
def process(command: list[str], port: int, facts: dict[str, str]) -> Iterator[None]:
    """Run a server until the end of the block, from when it answers."""
    running = subprocess.Popen(  # noqa: S603
        command, cwd=ROOT, env=os.environ | facts, start_new_session=True
    )
    GROUPS[port] = running.pid
    try:
        deadline = time.monotonic() + 60
        while not answers(port):
            if running.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"{' '.join(command)} did not start.")
            time.sleep(0.1)
        yield
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait(20)


def answers(port: int) -> bool:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", "/health/ready")
        line.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    else:
        return True
    finally:
        line.close()
