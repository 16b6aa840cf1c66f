"""Which page a request asks for."""

import pytest

from press.pages.asking import Asking

HOSTS = ["news.example", ".news.test"]
PROXY = ("HTTP_X_FORWARDED_PROTO", "https")


def asking(**facts) -> Asking:
    return Asking(
        **{"hosts": HOSTS, "parameters": ["after", "q"], "past": ["/desk/", "/seen/"]} | facts
    )


def request(path: str = "/", query: str = "", method: str = "GET", **more: str):
    return {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "HTTP_HOST": "news.example",
        "wsgi.url_scheme": "http",
    } | more


@pytest.mark.parametrize(
    ("query", "meaning"),
    [
        ("", ""),
        ("utm_source=letter&fbclid=x", ""),
        ("after=5&utm_source=letter", "after=5"),
        ("q=b&after=5", "after=5&q=b"),
        ("after=1&after=2", "after=2"),
        ("q=", "q="),
        ("q", "q="),
        ("q=a+b", "q=a+b"),
        ("q=a%20b", "q=a+b"),
        ("%71=x", "q=x"),
        ("&".join(f"a{number}=1" for number in range(101)), ""),
    ],
)
def test_a_query_has_one_spelling_and_says_only_what_means_something(query, meaning):
    assert asking().address_of(request("/world/", query)) == ("/world/", meaning)


def test_a_question_mark_in_a_path_is_no_query():
    ask = asking()

    assert ask.address_of(request("/a?q=1")) != ask.address_of(request("/a", "q=1"))


@pytest.mark.parametrize(
    "other",
    [
        request("/desk/articles/"),
        request("/seen/"),
        request(method="POST"),
        request(method="OPTIONS"),
        request(method="get"),
        request(HTTP_HOST="evil.example"),
        request(HTTP_HOST="news.example.evil.example"),
        request(HTTP_HOST="news.example@evil.example"),
        request(HTTP_HOST="news.example/evil"),
        request(HTTP_HOST=""),
        {key: value for key, value in request().items() if key != "HTTP_HOST"},
    ],
)
def test_what_is_no_page_of_ours_goes_on_to_others(other):
    assert asking().address_of(other) is None


@pytest.mark.parametrize("host", ["news.example", "NEWS.example:8000", "www.news.test"])
def test_all_hosts_of_ours_have_the_same_page(host):
    assert asking().address_of(request(HTTP_HOST=host)) == ("/", "")


def test_where_only_https_is_answered_anything_else_goes_on():
    direct, behind = asking(secure=True), asking(secure=True, proxy_header=PROXY)

    assert direct.address_of(request()) is None
    assert direct.address_of(request(HTTP_X_FORWARDED_PROTO="https")) is None
    assert direct.address_of(request(**{"wsgi.url_scheme": "https"}))
    assert behind.address_of(request(HTTP_X_FORWARDED_PROTO="http")) is None
    assert behind.address_of(request(HTTP_X_FORWARDED_PROTO="https"))
