"""What holds for all tests, and which of them need the machine for themselves."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db.backends.postgresql.operations import DatabaseOperations

from tests.emptying import delete_rows

# They drive a browser, start and kill processes, or measure moments: `make test` runs all others
# side by side before, and these one after the other.
ALONE = (
    "tests/api/test_described.py",
    "tests/browser/",
    "tests/comments/test_killed_processes.py",
    "tests/newsroom/test_database_away.py",
    "tests/newsroom/test_embedded_postgres.py",
    "tests/newsroom/test_run.py",
    "tests/press/mail/test_killed_sender.py",
    "tests/press/pages/test_attacks.py",
    "tests/press/pages/test_exactness.py",
    "tests/press/pages/test_faults.py",
    "tests/press/pages/test_files.py",
    "tests/press/pages/test_makers.py",
    "tests/press/pages/test_outside.py",
    "tests/press/pages/test_receipts.py",
    "tests/press/pages/test_servers.py",
    "tests/readership/test_counting.py",
)


@pytest.hookimpl(tryfirst=True)  # Before pytest chooses by mark.
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.nodeid.startswith(ALONE):
            item.add_marker("alone")


@pytest.fixture(scope="session", autouse=True)
def quick_emptying() -> Iterator[None]:
    """Tests that commit leave an empty database in a tenth of the time."""
    with pytest.MonkeyPatch.context() as patch:
        if settings.EMBEDDED_POSTGRES:
            patch.setattr(DatabaseOperations, "sql_flush", delete_rows)
        yield
