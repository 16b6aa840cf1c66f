"""What `make` does on a fresh clone: it finds a Python, makes an environment and a .env."""

import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from .processes import PYTHON, ROOT, is_one_sentence, run

TOOLS = ("sh", "dirname", "cksum", "cat", "rm", "mv", "id", "make")
# What a shim of pyenv does for a version that isn't installed.
BROKEN = "#!/bin/sh\necho 'command not found' >&2\nexit 127\n"
OLD = '#!/bin/sh\ncase "$2" in *print*) echo 3.9 ;; *) exit 1 ;; esac\n'
WITHOUT_VENV = '#!/bin/sh\ncase "$2" in *print*) echo 3.12 ;; *ensurepip*) exit 1 ;; esac\n'
GOOD = f'#!/bin/sh\nexec "{PYTHON}" "$@"\n'
NPM = '#!/bin/sh\n/bin/mkdir -p node_modules\necho "npm was asked to $*" >&2\n'
NOT_THERE = "./nothing-1.0-py3-none-any.whl --hash=sha256:" + "0" * 64 + "\n"


class Clone:
    """A folder with our Makefile and bin/, empty locks, and a PATH of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "clone"
        self.path = folder / "path"
        shutil.copytree(ROOT / "bin", self.folder / "bin")
        for name in ("Makefile", "package.json", "package-lock.json", ".npmrc"):
            shutil.copy(ROOT / name, self.folder)
        (self.folder / "locks").mkdir()
        self.lock("")
        self.path.mkdir()
        for tool in TOOLS:
            found = shutil.which(tool)
            assert found, tool
            (self.path / tool).symlink_to(found)

    def lock(self, text: str) -> None:
        for name in ("run", "dev"):
            (self.folder / "locks" / f"{name}.txt").write_text(text)

    def give(self, name: str, script: str) -> None:
        (self.path / name).unlink(missing_ok=True)  # Never write through a link to the real one.
        (self.path / name).write_text(script)
        (self.path / name).chmod(0o755)

    def setup(self, kind: str = "run", **wishes: str) -> subprocess.CompletedProcess[str]:
        return run(["bin/setup", kind], self.folder, {"PATH": str(self.path), **wishes})


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return Clone(tmp_path)


def test_a_python_that_is_too_old_is_refused_in_one_sentence(clone: Clone) -> None:
    clone.give("python3", OLD)
    answer = clone.setup()
    assert answer.returncode == 1
    assert is_one_sentence(answer.stderr)
    assert "only Python 3.9 is here" in answer.stderr


def test_no_python_at_all_is_told_in_one_sentence(clone: Clone) -> None:
    answer = clone.setup()
    assert answer.returncode == 1
    assert is_one_sentence(answer.stderr)


def test_a_python_without_venv_and_pip_is_told_in_one_sentence(clone: Clone) -> None:
    clone.give("python3.12", WITHOUT_VENV)
    answer = clone.setup()
    assert answer.returncode == 1
    assert is_one_sentence(answer.stderr)
    assert "without venv and pip" in answer.stderr


def test_make_run_stops_at_the_sentence(clone: Clone) -> None:
    clone.give("python3", OLD)
    answer = run(["make", "run"], clone.folder, {"PATH": str(clone.path)})
    assert answer.returncode != 0
    assert answer.stderr.startswith("Python 3.12 or newer is needed")
    assert not (clone.folder / ".venv").exists()


def test_a_shim_that_fails_and_an_old_python_are_passed_over(clone: Clone) -> None:
    clone.give("python3.13", BROKEN)
    clone.give("python3.14", OLD)
    clone.give("python3.12", GOOD)
    answer = clone.setup()
    assert answer.returncode == 0, answer.stderr
    assert (clone.folder / ".venv" / "installed").exists()


def test_a_second_time_nothing_is_installed_and_nothing_said(clone: Clone) -> None:
    clone.give("python3", GOOD)
    assert "Installing" in clone.setup("dev").stderr
    assert clone.setup("dev").stderr == ""
    assert clone.setup("run").stderr == ""  # What tests need is more than running needs.


def test_an_install_that_failed_is_told_and_redone(clone: Clone) -> None:
    clone.give("python3", GOOD)
    clone.lock(NOT_THERE)
    failed = clone.setup()
    assert failed.returncode == 1
    assert "nothing-1.0-py3-none-any.whl" in failed.stderr
    assert "could not be installed: see above" in failed.stderr
    clone.lock("")
    assert "Installing" in clone.setup().stderr
    assert clone.setup().stderr == ""


def test_a_changed_lock_is_installed(clone: Clone) -> None:
    clone.give("python3", GOOD)
    clone.setup()
    clone.lock("# changed\n")
    assert "Installing" in clone.setup().stderr


def test_an_environment_that_was_left_half_made_is_made_anew(clone: Clone) -> None:
    clone.give("python3", GOOD)
    (clone.folder / ".venv" / "bin").mkdir(parents=True)
    (clone.folder / ".venv" / "installed").write_text("run\n")
    assert clone.setup().returncode == 0
    assert (clone.folder / ".venv" / "bin" / "python").exists()


def test_a_private_env_file_is_written_once(clone: Clone) -> None:
    clone.give("python3", GOOD)
    clone.setup()
    file = clone.folder / ".env"
    written = file.read_text()
    demo, secret = written.splitlines()
    assert demo == "DEMO=true"
    assert len(secret.removeprefix("SECRET_KEY=")) == 50
    assert secret.removeprefix("SECRET_KEY=").isalnum()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    clone.setup()
    assert file.read_text() == written


def test_who_brings_a_secret_gets_no_demo_settings(clone: Clone) -> None:
    clone.give("python3", GOOD)
    clone.setup(SECRET_KEY="brought")
    assert not (clone.folder / ".env").exists()


def test_root_gets_what_the_browser_tests_need(clone: Clone) -> None:
    clone.give("python3", GOOD)
    clone.give("id", "#!/bin/sh\necho 0\n")
    clone.give("node", "#!/bin/sh\n")
    clone.give("apt-get", '#!/bin/sh\necho "asked to $*"\n')
    clone.give("npm", NPM)
    answer = clone.setup("browser")
    assert answer.returncode == 0
    for package in ("chromium", "default-jre-headless"):
        assert f"asked to install -qq -y --no-install-recommends {package}" in answer.stderr


def test_others_are_told_which_browser_to_install(clone: Clone) -> None:
    clone.give("python3", GOOD)
    clone.give("id", "#!/bin/sh\necho 1000\n")
    answer = clone.setup("browser")
    assert answer.returncode == 1
    assert answer.stderr.splitlines()[-1].startswith("The browser tests need Chromium: install it")


def test_what_is_there_is_enough_and_the_checkers_are_installed_once(clone: Clone) -> None:
    clone.give("python3", GOOD)
    for name in ("chromium", "java", "node"):
        clone.give(name, "#!/bin/sh\n")
    clone.give("npm", NPM)
    first, second = clone.setup("browser"), clone.setup("browser")
    assert (first.returncode, second.returncode) == (0, 0)
    assert "npm was asked to ci" in first.stderr
    assert second.stderr == ""


def test_a_node_that_is_too_old_is_refused_in_a_sentence(clone: Clone) -> None:
    clone.give("python3", GOOD)
    for name in ("chromium", "java", "npm"):
        clone.give(name, "#!/bin/sh\n")
    clone.give("node", '#!/bin/sh\n[ "$1" = --version ] && echo v16.1.0 || exit 1\n')
    answer = clone.setup("browser")
    assert answer.returncode == 1
    assert answer.stderr.splitlines()[-1].startswith("Node 18.20 or newer is needed, and only v16")
