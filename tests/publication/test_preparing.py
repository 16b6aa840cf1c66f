"""What readers get out of a stored text: ids, footnotes, regions, a table of contents."""

import json

from publication.preparing import LONG_READ_WORDS, prepare
from publication.prose import clean


def html(text):
    """The prepared text with a mark for each figure and embed."""
    parts = prepare(clean(text))["parts"]
    return "".join(part if isinstance(part, str) else "¶" for part in parts)


def test_a_plain_text_stays_as_it_is():
    assert prepare("<p>One &amp; two&nbsp;three</p>") == {
        "parts": ["<p>One &amp; two&nbsp;three</p>"]
    }
    assert prepare("") == {"parts": []}


def test_headings_get_ids_of_their_words_in_any_script_and_none_twice():
    text = html(
        "<h2>Who gains?</h2><h3>Wer verliert</h3><h2>Who gains</h2><h2>ماذا بعد</h2><h2>!</h2>"
    )

    assert 'id="h-who-gains"' in text
    assert 'id="h-wer-verliert"' in text
    assert 'id="h-who-gains-2"' in text
    assert 'id="h-ماذا-بعد"' in text
    assert 'id="h-part"' in text


def test_an_empty_heading_is_left_out():
    assert html("<h2></h2><p>a</p><h3> </h3>") == "<p>a</p>"


def test_a_heading_keeps_its_id_when_another_part_of_the_text_changes():
    before, after = html("<h2>A</h2><h2>B</h2>"), html("<p>New.</p><h2>A</h2><p>x</p><h2>B</h2>")

    assert before in after.replace("<p>x</p>", "")


def test_footnotes_are_numbered_in_the_order_of_the_text():
    prepared = prepare(
        clean(
            '<p>One.<span class="note">First <em>note</em></span> Two.'
            '<span class="note">Second</span></p>'
        )
    )

    assert prepared["notes"] == ["First <em>note</em>", "Second"]
    [text] = prepared["parts"]
    assert '<a href="#note-1" id="note-1-call" aria-describedby="notes">1</a></sup> Two.' in text
    assert 'id="note-2-call"' in text


def test_a_footnote_in_a_heading_is_no_part_of_its_address_or_of_the_contents():
    words = "<p>" + "word " * LONG_READ_WORDS + "</p>"
    headings = "".join(f'<h2>Part {n}<span class="note">Note</span></h2>' for n in "abcd")
    prepared = prepare(clean(headings + words))

    assert prepared["contents"][0] == {"id": "h-part-a", "text": "Part a"}


def test_a_footnote_within_a_footnote_is_read_as_its_words():
    prepared = prepare('<p>a<span class="note">b <span class="note">c</span></span></p>')

    assert prepared["notes"] == ["b c"]


def test_a_table_scrolls_in_a_region_named_by_its_caption():
    text = html(
        "<table><caption>Ships</caption><tr><th>Year</th><th>Ships</th></tr>"
        "<tr><th>2023</th><td>79</td></tr></table>"
    )

    assert text.startswith(
        '<div class="table" tabindex="0" role="region" aria-labelledby="table-1">'
        '<table><caption id="table-1">Ships</caption>'
    )
    assert '<th scope="col">Year</th>' in text
    assert '<th scope="row">2023</th>' in text
    assert text.endswith("</table></div>")


def test_a_table_without_a_caption_is_named_by_the_heading_above_it():
    table = "<table><tr><td>1</td></tr></table>"

    assert 'aria-labelledby="h-sums"' in html(f"<h2>Sums</h2>{table}")
    assert "role" not in html(table)
    assert 'tabindex="0"' in html(table)


def test_a_fact_box_is_named_by_its_heading_which_is_not_in_the_contents():
    words = "<p>" + "word " * LONG_READ_WORDS + "</p>"
    box = '<aside class="fact"><h2>In short</h2><p>a</p></aside>'
    prepared = prepare(clean(box + "<h2>A</h2><h2>B</h2><h2>C</h2><h2>D</h2>" + words))

    assert '<aside class="fact" aria-labelledby="h-in-short">' in prepared["parts"][0]
    assert [heading["text"] for heading in prepared["contents"]] == ["A", "B", "C", "D"]


def test_only_a_long_text_with_many_headings_has_contents():
    headings = "<h2>A</h2><h2>B &amp; C</h2><h2>D</h2><h2>E</h2>"
    words = "<p>" + "word " * LONG_READ_WORDS + "</p>"

    assert "contents" in prepare(headings + words)
    assert prepare(headings + words)["contents"][1] == {"id": "h-b-c", "text": "B & C"}
    assert "contents" not in prepare(headings + "<p>word</p>")
    assert "contents" not in prepare("<h2>A</h2><h2>B</h2><h2>D</h2>" + words)


def test_figures_and_embeds_are_left_to_the_moment_of_reading():
    prepared = prepare(
        clean(
            '<p>a</p><figure data-image-id="7" data-size="wide"><figcaption>Our <em>own</em>'
            '<span class="note">n</span></figcaption></figure>'
            '<figure data-image-id="8"></figure>'
            '<div data-embed-url="https://youtu.be/a?b=1&amp;c=2">The film</div><p>b</p>'
        )
    )
    first, figure, plain, embed, last = prepared["parts"]

    assert (first, last) == ("<p>a</p>", "<p>b</p>")
    assert figure["image"] == 7
    assert figure["wide"] is True
    assert figure["caption"].startswith("Our <em>own</em><sup")
    assert plain == {"image": 8, "caption": "", "wide": False}
    assert embed == {"embed": "https://youtu.be/a?b=1&c=2", "words": "The film"}


def test_a_gallery_keeps_its_figures_together_and_nothing_else():
    prepared = prepare(
        clean(
            '<p>a</p><div class="gallery other"><figure data-image-id="7"></figure>image'
            '<figure data-image-id="8"><figcaption>Two</figcaption></figure></div>'
            '<div class="gallery"></div><div class="other"><p>b</p></div>'
        )
    )

    first, gallery, last = prepared["parts"]
    assert [(figure["image"], figure["caption"]) for figure in gallery["gallery"]] == [
        (7, ""),
        (8, "Two"),
    ]
    assert (first, last) == ("<p>a</p>", "<div>b</div>")


def test_a_figure_in_a_box_stays_within_it():
    text = html('<aside class="fact"><p>a</p><figure data-image-id="7"></figure></aside>')

    assert text == '<aside class="fact"><p>a</p>¶</aside>'


def test_a_prepared_text_is_plain_json_and_always_the_same():
    text = clean('<h2>A</h2><figure data-image-id="7"></figure><p>b<span class="note">c</span></p>')

    assert json.loads(json.dumps(prepare(text))) == prepare(text) == prepare(text)


def test_signs_in_titles_of_links_end_no_tag():
    text = clean('<p><a href="/a/" title="x > <h2> y">b</a></p>')

    assert prepare(text)["parts"] == [text]
