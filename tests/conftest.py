"""What holds for all tests."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db.backends.postgresql.operations import DatabaseOperations

from tests.emptying import delete_rows


@pytest.fixture(scope="session", autouse=True)
def quick_emptying() -> Iterator[None]:
    """Tests that commit leave an empty database in a tenth of the time."""
    with pytest.MonkeyPatch.context() as patch:
        if settings.EMBEDDED_POSTGRES:
            patch.setattr(DatabaseOperations, "sql_flush", delete_rows)
        yield
