"""The private PostgreSQL: one server for all commands, gone with the last, clean at the next."""

import os
import shutil
import signal
import stat
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import psycopg
import pytest

from newsroom import embedded_postgres

from .processes import PYTHON, ROOT, none_left, processes, started, until

# A command that joins for each line of its input and ends with it.
COMMAND = """
import sys
from pathlib import Path
from newsroom import embedded_postgres
for line in iter(sys.stdin.readline, ""):
    try:
        embedded_postgres.join(Path(sys.argv[1]), durable=sys.argv[2] == "durable")
        print("joined", flush=True)
    except embedded_postgres.EmbeddedPostgresError as problem:
        print(problem, flush=True)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "clone" / "var" / "postgres"
    with none_left(place):
        yield place


def command(
    folder: Path, mode: str = "quick", *options: str
) -> AbstractContextManager[subprocess.Popen[str]]:
    return started(
        [PYTHON, *options, "-c", COMMAND, str(folder), mode],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def join(process: subprocess.Popen[str]) -> str:
    assert process.stdin
    assert process.stdout
    process.stdin.write("join\n")
    process.stdin.flush()
    return process.stdout.readline().strip()


def ask(folder: Path, question: str) -> object:
    facts = embedded_postgres.settings(folder)
    facts["dbname"] = facts.pop("NAME")
    parameters = {name.lower(): value for name, value in facts.items()}
    with psycopg.connect(**parameters, autocommit=True) as connection:
        cursor = connection.execute(question)
        row = cursor.fetchone() if cursor.description else None
        return row and row[0]


def keepers(folder: Path) -> list[int]:
    return processes("newsroom.postgres_keeper", str(folder))


def server(folder: Path) -> int:
    return int((folder / "data" / "postmaster.pid").read_text().split()[0])


def test_two_commands_share_one_server_and_the_last_one_ends_it(folder: Path) -> None:
    with command(folder) as second:
        with command(folder) as first:
            assert join(first) == "joined"
            assert join(second) == "joined"
            assert len(keepers(folder)) == 1
        assert ask(folder, "SELECT 1") == 1
    until(lambda: not processes(str(folder)))


def test_commands_that_start_at_the_same_moment_start_one_server(folder: Path) -> None:
    with command(folder) as a, command(folder) as b, command(folder) as c:
        for process in (a, b, c):
            assert process.stdin
            process.stdin.write("join\n")
            process.stdin.flush()
        assert [p.stdout.readline() for p in (a, b, c) if p.stdout] == ["joined\n"] * 3
        assert len(keepers(folder)) == 1


def test_a_killed_command_leaves_no_server_and_loses_no_data(folder: Path) -> None:
    with command(folder, "durable") as process:
        join(process)
        ask(folder, "CREATE TABLE kept AS SELECT 7 AS number")
        os.kill(process.pid, signal.SIGKILL)
        until(lambda: not processes(str(folder)))
    with command(folder, "durable") as process:
        assert join(process) == "joined"
        assert ask(folder, "SELECT number FROM kept") == 7


def test_a_killed_keeper_takes_postgres_along_and_the_next_command_starts_anew(
    folder: Path,
) -> None:
    with command(folder) as process:
        join(process)
        os.kill(keepers(folder)[0], signal.SIGKILL)
        with command(folder) as other:
            assert join(other) == "joined"
            assert ask(folder, "SELECT 1") == 1
            assert len(keepers(folder)) == 1


def test_a_crashed_server_ends_its_keeper_and_the_same_command_can_join_again(
    folder: Path,
) -> None:
    with command(folder) as process:
        join(process)
        os.kill(server(folder), signal.SIGKILL)
        until(lambda: not keepers(folder))
        assert join(process) == "joined"
        assert ask(folder, "SELECT 1") == 1


def test_a_left_over_pid_of_a_living_stranger_is_no_obstacle(folder: Path) -> None:
    with command(folder) as process:
        join(process)
    until(lambda: not processes(str(folder)))
    (folder / "data" / "postmaster.pid").write_text(f"{os.getpid()}\n{folder / 'data'}\n1\n5432\n")
    with command(folder) as process:
        assert join(process) == "joined"


def test_a_half_made_data_folder_is_made_anew(folder: Path) -> None:
    half = folder / "data.half-made"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    with command(folder) as process:
        assert join(process) == "joined"
        assert not half.exists()


def test_a_folder_too_deep_for_a_socket_gets_a_short_private_one(folder: Path) -> None:
    deep = folder.joinpath(*["a-rather-long-name"] * 6)
    sockets = Path(embedded_postgres.settings(deep)["HOST"])
    assert len(os.fsencode(sockets)) < 70
    with command(deep) as process:
        assert join(process) == "joined"
        assert ask(deep, "SELECT 1") == 1
        assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
    until(lambda: not sockets.exists())


def test_a_clone_below_a_closed_folder_works_and_the_folder_stays_closed(folder: Path) -> None:
    closed = folder.parent
    closed.mkdir(parents=True)
    closed.chmod(0o700)
    with command(folder) as process:
        assert join(process) == "joined"
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


def test_only_commands_that_may_lose_data_run_without_fsync(folder: Path) -> None:
    with command(folder, "quick") as process, command(folder, "durable") as other:
        join(process)
        assert ask(folder, "SHOW fsync") == "off"
        assert "wait until the tests have ended" in join(other)
    until(lambda: not processes(str(folder)))
    with command(folder, "durable") as process:
        join(process)
        assert ask(folder, "SHOW fsync") == "on"


def test_the_server_is_deaf_to_the_network_and_to_other_users(folder: Path) -> None:
    with command(folder) as process:
        join(process)
        assert ask(folder, "SHOW listen_addresses") == ""
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_search_knows_quotation_marks_of_every_language_from_letters(folder: Path) -> None:
    with command(folder) as process:
        join(process)
        found = ask(folder, "SELECT to_tsvector('simple', '“Élan” – »Größe«')::text")
        assert found == "'größe':2 'élan':1"


def test_a_missing_package_is_told_in_one_sentence(folder: Path) -> None:
    with command(folder, "quick", "-S") as process:
        answer = join(process)
    assert answer.startswith("The private PostgreSQL is not installed")
    assert answer.endswith(".")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_another_user_is_refused_in_one_sentence(folder: Path) -> None:
    folder.mkdir(parents=True)
    shutil.chown(folder, 12345)
    with command(folder) as process:
        assert "belongs to another user" in join(process)
