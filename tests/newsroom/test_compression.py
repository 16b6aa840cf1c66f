"""What is sent to readers is compressed; the desk's pages, which hold tokens, are not."""

import gzip

import pytest

from tests.factories import make_published_article

pytestmark = pytest.mark.django_db


def test_readers_get_the_same_compressed_bytes_each_time(client):
    make_published_article()
    first, second = (client.get("/", headers={"accept-encoding": "gzip"}) for _ in range(2))

    assert first["Content-Encoding"] == "gzip"
    assert first["Vary"] == "Accept-Encoding"
    assert first.content == second.content
    assert gzip.decompress(first.content) == client.get("/").content


def test_the_pages_of_the_desk_stay_as_they_are(client):
    answer = client.get("/desk/login/", headers={"accept-encoding": "gzip"})

    assert "Content-Encoding" not in answer
