"""`manage.py run`, as `make run` starts it: a whole newspaper that comes and goes as one."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from newsroom.demo.logins import LOGINS

from .processes import (
    PYTHON,
    ROOT,
    children_of,
    environment,
    free_port,
    is_one_sentence,
    none_left,
    processes,
    run,
    started,
    until,
)

DEMO = {"DEMO": "true", "SECRET_KEY": "run"}
ELSEWHERE = {**DEMO, "DATABASE_URL": "postgres://someone:secret@127.0.0.1:9/news"}
NOT_COPIED = shutil.ignore_patterns(
    "node_modules", ".git", ".venv", ".env", "var", "tests", "__pycache__", ".*_cache"
)


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A clone of its own, so that its database, its files and its processes are its own too."""
    folder = tmp_path_factory.mktemp("run") / "clone"
    shutil.copytree(ROOT, folder, ignore=NOT_COPIED)
    with none_left(folder):
        yield folder


class Newspaper:
    """A running `manage.py run` and what it has said so far."""

    def __init__(self, process: subprocess.Popen[str], said: Path, port: int) -> None:
        self.process = process
        self.said = said
        self.port = port

    def get(self, path: str) -> int:
        asking = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            asking.request("GET", path)
            return asking.getresponse().status
        except OSError:
            return 0
        finally:
            asking.close()

    def child(self, word: str) -> int:
        return children_of(self.process.pid, word)[0]


@contextmanager
def newspaper(clone: Path, **wishes: str) -> Iterator[Newspaper]:
    port = free_port()
    said = clone.parent / "said.txt"
    with (
        said.open("w") as file,
        started(
            [PYTHON, "manage.py", "run"],
            cwd=clone,
            env=environment(**DEMO, PORT=str(port), **wishes),
            stdout=file,
            stderr=file,
        ) as process,
    ):
        until(lambda: "Stop with Ctrl-C." in said.read_text() or process.poll() is not None, 300)
        assert process.poll() is None, said.read_text()
        yield Newspaper(process, said, port)
    until(lambda: not processes(str(clone)) and not processes(f"--port {port}"))


@pytest.fixture(scope="module")
def prepared(clone: Path) -> Path:
    """The clone after its first run."""
    with newspaper(clone) as first:
        first.process.send_signal(signal.SIGINT)
        assert first.process.wait(60) == 0
    return clone


def test_a_first_run_says_where_the_newspaper_is_and_who_may_sign_in(clone: Path) -> None:
    with newspaper(clone) as paper:
        said = paper.said.read_text()
        assert f"http://127.0.0.1:{paper.port}/" in said
        assert all(username in said and password in said for username, password, *_ in LOGINS)
        assert paper.get("/health/ready") == 200
        assert paper.get("/") == 200
        assert paper.get("/desk/login/") == 200


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_all_of_it_in_good_order(prepared: Path, how: signal.Signals) -> None:
    with newspaper(prepared) as paper:
        paper.process.send_signal(how)
        assert paper.process.wait(60) == 0
        assert paper.get("/health/live") == 0


def test_a_second_run_keeps_the_data_and_prepares_nothing(prepared: Path) -> None:
    stamp = prepared / "var" / "static.stamp"
    before = stamp.stat().st_mtime_ns
    with newspaper(prepared) as paper:
        assert "Preparing" not in paper.said.read_text()
    assert stamp.stat().st_mtime_ns == before


def test_a_changed_style_is_collected(prepared: Path) -> None:
    (prepared / "static" / "new.css").write_text("p { color: green }\n")
    with newspaper(prepared):
        assert (prepared / "var" / "static" / "new.css").exists()


def test_after_kill_9_nothing_is_left_and_the_next_start_is_clean(prepared: Path) -> None:
    with newspaper(prepared) as paper:
        os.kill(paper.process.pid, signal.SIGKILL)
    with newspaper(prepared) as paper:
        assert paper.get("/health/ready") == 200


@pytest.mark.parametrize("word", ["granian", "urgent,ordinary", "slow"])
def test_when_a_child_dies_all_ends_with_a_sentence(prepared: Path, word: str) -> None:
    with newspaper(prepared) as paper:
        os.kill(paper.child(word), signal.SIGKILL)
        assert paper.process.wait(60) == 1
        assert paper.said.read_text().splitlines()[-1].endswith("was stopped: start again.")
        until(lambda: paper.get("/health/live") == 0)


def test_when_the_private_server_dies_all_ends_with_a_sentence(prepared: Path) -> None:
    with newspaper(prepared) as paper:
        os.kill(processes("postgres_keeper", str(prepared))[0], signal.SIGKILL)
        assert paper.process.wait(60) == 1
        assert "The private PostgreSQL ended by itself" in paper.said.read_text()


def test_a_dead_web_worker_is_replaced(prepared: Path) -> None:
    with newspaper(prepared) as paper:
        granian = paper.child("granian")
        worker = children_of(granian, "granian")[0]
        os.kill(worker, signal.SIGKILL)
        until(lambda: len(set(children_of(granian, "granian")) - {worker}) == 2)
        until(lambda: paper.get("/health/ready") == 200)


def test_pictures_are_served_as_files(prepared: Path) -> None:
    media = prepared / "var" / "media"
    (media / "picture.txt").write_text("a picture")
    with newspaper(prepared) as paper:
        assert paper.get("/media/picture.txt") == 200
        assert paper.get("/media/../.env") in (400, 404)


def test_a_taken_port_is_told_in_one_sentence(clone: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        answer = run([PYTHON, "manage.py", "run"], clone, {**DEMO, "PORT": str(port)})
    assert answer.returncode == 1
    assert is_one_sentence(answer.stderr)
    assert f"PORT={port + 1} make run" in answer.stderr


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1"])
def test_a_port_that_is_none_is_told_in_one_sentence(clone: Path, port: str) -> None:
    answer = run([PYTHON, "manage.py", "run"], clone, {**DEMO, "PORT": port})
    assert answer.returncode == 1
    assert is_one_sentence(answer.stderr)


@pytest.mark.parametrize("command", ["run", "migrate"])
def test_an_unreachable_database_is_told_in_one_sentence(clone: Path, command: str) -> None:
    port = str(free_port())
    answer = run([PYTHON, "manage.py", command], clone, {**ELSEWHERE, "PORT": port})
    assert answer.returncode == 1
    assert is_one_sentence(answer.stderr)
    assert "check DATABASE_URL" in answer.stderr
    assert "secret" not in answer.stderr


@pytest.mark.parametrize("missing", ["SECRET_KEY", "DATABASE_URL", "ALLOWED_HOSTS"])
def test_production_refuses_to_start_without_what_it_needs(clone: Path, missing: str) -> None:
    complete = {**ELSEWHERE, "DEMO": "false", "ALLOWED_HOSTS": "news.example"}
    answer = run([PYTHON, "manage.py", "check"], clone, {**complete, missing: ""})
    assert answer.returncode == 1
    assert missing in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_given_database_is_used_and_no_other_started(prepared: Path, tmp_path: Path) -> None:
    with newspaper(prepared):
        given = f"postgres://newsroom@/newsroom?host={prepared / 'var' / 'postgres'}"
        other = tmp_path / "clone"
        shutil.copytree(ROOT, other, ignore=NOT_COPIED)
        answer = run(
            [PYTHON, "manage.py", "migrate", "--check"], other, {**DEMO, "DATABASE_URL": given}
        )
        assert answer.returncode == 0, answer.stderr
        assert not (other / "var" / "postgres").exists()
