"""The vocabulary of texts: what stays, what goes, and that nothing changes the second time."""

from html import escape

import pytest

from publication.prose import clean, plain_text

WHOLE = (
    '<h2>What it says</h2><p>A claim.<span class="note">See <em>the</em> annex.</span></p>'
    '<aside class="pull"><p>We stay.</p></aside>'
    "<blockquote><p>They pass.</p><footer>A boat owner</footer></blockquote>"
    '<aside class="fact"><h2>In short</h2><p>Thick as honey.</p></aside>'
    '<figure data-image-id="7" data-size="wide"><figcaption>Our words</figcaption></figure>'
    "<table><caption>Ships</caption><thead><tr><th>Season</th><th>Ships</th></tr></thead>"
    '<tbody><tr><th scope="rowgroup">2023</th><td rowspan="2">79</td></tr></tbody></table>'
    '<div data-embed-url="https://youtu.be/aBcDeFgHiJk?t=4&amp;x=1">The film</div>'
)


def test_every_part_of_the_vocabulary_is_kept_as_it_is():
    assert clean(WHOLE) == WHOLE


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("<p>One</p>\n\n  <p>two</p>\n", "<p>One</p><p>two</p>"),
        ("<p>one <em>two</em> <strong>three</strong></p>",) * 2,
        (
            "<table><tr><th><p>A</p></th></tr><tr><td><p>1</p></td></tr></table>",
            "<table><thead><tr><th>A</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>",
        ),
        ("<table><tbody><tr><th>A</th></tr></tbody></table>",) * 2,
        ("<table><tbody><tr><td><p>1</p><p>2</p></td></tr></tbody></table>",) * 2,
        (
            "<table><caption>A <em>b</em></caption><tbody><tr><td>1</td></tr></tbody></table>",
            "<table><caption>A b</caption><tbody><tr><td>1</td></tr></tbody></table>",
        ),
        (
            '<figure data-image-id="7"><figcaption></figcaption></figure>',
            '<figure data-image-id="7"></figure>',
        ),
        ("<blockquote><p>a</p><footer></footer></blockquote>", "<blockquote><p>a</p></blockquote>"),
        (
            '<div data-embed-url="https://example.org/a"><p>Words</p></div>',
            '<div data-embed-url="https://example.org/a">Words</div>',
        ),
    ],
)
def test_a_text_has_one_spelling(typed, stored):
    assert clean(typed) == stored
    assert clean(stored) == stored


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "http://example.org/",
        "//example.org/a",
        "\\\\example.org/a",
        "https:example.org",
        "https:///example.org/",
        "https://user@example.org/",
        "https://user:password@example.org/",
        "https://example.org:8443/",
        "https://example.org:443/",
        "https://localhost/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://example.org\\@evil.example/",
        "https://example.org/ a",
        "https://example.org/\n",
        " https://example.org/",
        "https://example.org/<b>",
        "https://exämple.org/",
        "https://example.org/" + "a" * 500,
        "",
    ],
)
def test_an_embed_of_anything_but_a_plain_https_address_loses_its_address(address):
    text = clean(f'<div data-embed-url="{escape(address)}">Words</div>')

    assert text == "<div>Words</div>"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ('<figure data-image-id="x7"></figure>', "<figure></figure>"),
        ('<figure data-image-id="-7"></figure>', "<figure></figure>"),
        ('<figure data-image-id="07"></figure>', "<figure></figure>"),
        ('<figure data-image-id="٧"></figure>', "<figure></figure>"),
        (
            '<figure data-image-id="7" data-size="huge"></figure>',
            '<figure data-image-id="7"></figure>',
        ),
        ('<aside class="pull admin">a</aside>', '<aside class="pull">a</aside>'),
        ('<aside class="head__label">a</aside>', "<aside>a</aside>"),
        ('<span class="visually-hidden">a</span>', "<span>a</span>"),
        ('<p class="pull">a</p>', "<p>a</p>"),
        ('<div class="embed" onclick="x()">a</div>', "<div>a</div>"),
        (
            '<table style="x" onload="x"><tr><td colspan="9999">a</td></tr></table>',
            "<table><tbody><tr><td>a</td></tr></tbody></table>",
        ),
        ('<th scope="evil">a</th>', "a"),
        ('<iframe src="https://example.org/"></iframe>a', "a"),
        ('<img src="x" onerror="x()">a', "a"),
        ("<script>x()</script>a", "a"),
        ('<p id="replies">a</p>', "<p>a</p>"),
        ('<a href="//evil.example/">a</a>', '<a rel="noopener">a</a>'),
        ("<svg><script>x()</script></svg>a", "a"),
    ],
)
def test_what_is_not_in_the_vocabulary_goes(typed, stored):
    assert clean(typed) == stored
    assert clean(stored) == stored


def test_search_reads_captions_tables_and_footnotes_in_their_places():
    assert plain_text(WHOLE) == (
        "What it says A claim. See the annex. We stay. They pass. A boat owner In short "
        "Thick as honey. Our words Ships Season Ships 2023 79 The film"
    )
