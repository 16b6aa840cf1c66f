"""A finished page: its forms and their tags."""

from press.pages.codings import decode
from press.pages.page import Page, matching

HEADERS = [("Content-Type", "text/html"), ("Content-Length", "999"), ("Vary", "Accept")]
BODY = b"<p>The ferry leaves at dawn.</p>" * 100


def page(body: bytes = BODY, **facts) -> Page:
    return Page("200 OK", HEADERS, body, **facts)


def test_each_form_says_its_own_length_coding_and_tag():
    made = page()

    plain, coded = (dict(made.form(coding).headers) for coding in ("identity", "gzip"))

    assert plain["Content-Length"] == str(len(BODY))
    assert "Content-Encoding" not in plain
    assert coded["Content-Length"] == str(len(made.form("gzip").body))
    assert coded["Content-Encoding"] == "gzip"
    assert plain["ETag"] != coded["ETag"]
    assert coded["Vary"] == "Accept-Encoding"


def test_the_same_bytes_made_again_keep_their_tag():
    assert page().form("br").tags == page(keys=["list:all"]).form("br").tags
    assert page().mark != page(BODY + b" ").mark


def test_any_form_can_be_made_from_the_one_that_is_kept():
    made = page()
    made.keep_only("zstd")

    assert list(made.forms) == ["zstd"]
    assert decode(made.form("gzip").body, "gzip") == BODY
    assert made.form("identity").body == BODY


def test_who_has_the_quick_form_need_not_load_the_smallest():
    made = page()
    quick = made.form("br")

    made.polish()

    smallest = made.form("br")
    assert decode(smallest.body, "br") == BODY
    assert smallest.tags[0] != quick.tags[0]
    assert matching(smallest, quick.tags[0]) == quick.tags[0]


def test_a_tag_matches_among_others_weakly_and_by_a_star_but_not_of_another_coding():
    made = page()
    form, tag = made.form("gzip"), made.form("gzip").tags[0]

    assert matching(form, f'"other", W/{tag}') == tag
    assert matching(form, "*") == tag
    assert not matching(form, made.form("br").tags[0])
    assert not matching(form, tag.strip('"'))
