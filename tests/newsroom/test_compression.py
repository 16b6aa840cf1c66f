"""What is sent to readers is compressed by the finished pages; the desk's pages, which hold tokens,
are not."""

import pytest

pytestmark = pytest.mark.django_db


def test_the_pages_of_the_desk_stay_as_they_are(client):
    answer = client.get("/desk/login/", headers={"accept-encoding": "gzip"})

    assert "Content-Encoding" not in answer
