"""Reader forms: which POST is ours, as well as a browser can tell."""

import pytest
from django.test import RequestFactory

from press.pages.forms import FIELD, is_ours, signed_field


def sent(data=None, **headers):
    return RequestFactory().post("/x/", data or {}, headers=headers)


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, False),
        ({"Origin": "http://testserver"}, True),
        ({"Origin": "https://testserver"}, False),
        ({"Origin": "http://evil.example"}, False),
        ({"Origin": "http://["}, False),
        ({"Origin": "null"}, False),
        ({}, False),
    ],
)
def test_the_browser_says_where_a_post_comes_from(headers, ours):
    assert is_ours(sent(**headers)) is ours


def test_a_browser_that_says_nothing_is_believed_by_the_signed_field():
    assert is_ours(sent({FIELD: signed_field()}))
    assert not is_ours(sent({FIELD: "forged"}))
