"""The editor at the desk: it loses nothing that an article may hold, and writes all of it."""

import pytest

from articles.models import Article
from publication.prose import clean
from tests.boxes.facts import make_box
from tests.factories import make_article
from tests.newsroom.processes import until

pytestmark = pytest.mark.browser
WHOLE = clean(
    '<p>First <strong>bold</strong> and <a href="https://example.org/a?b=1&c=2" title="A">a link'
    "</a><br>below.<sup>2</sup></p><h2>What it says</h2>"
    '<p>A claim.<span class="note">See <em>the</em> <a href="/x/">annex</a>.</span> More.</p>'
    '<aside class="pull"><p>We stay.</p></aside>'
    "<blockquote><p>They pass.</p><p>We stay.</p><footer>A boat owner, <em>26</em></footer>"
    "</blockquote><blockquote><p>No source.</p></blockquote>"
    '<aside class="fact"><h2>In short</h2><p>Thick.</p><ul><li><p>one</p></li></ul></aside>'
    '<figure data-image-id="7"></figure>'
    '<figure data-image-id="8" data-size="wide"><figcaption>Our <em>own</em> words</figcaption>'
    '</figure><div class="gallery"><figure data-image-id="7"></figure><figure data-image-id="8">'
    "<figcaption>Two</figcaption></figure></div><table><caption>Ships &amp; cargo"
    "</caption><thead><tr><th>Season</th><th>Ships</th>"
    '</tr></thead><tbody><tr><th>2023</th><td>79</td></tr><tr><td colspan="2">none</td></tr>'
    '<tr><th scope="rowgroup">2024</th><td></td></tr></tbody></table>'
    '<div data-embed-url="https://youtu.be/aBcDeFgHiJk?t=4&amp;x=1">The <em>film</em></div>'
    '<div data-embed-url="https://x.com/someone/status/1"></div><div data-article-id="7"></div>'
    '<div data-box-id="7"></div><hr>'
    '<ol start="3"><li><p>three</p></li></ol><p>Last.</p>'
)

# Inside its last footnote or behind it.
AT_THE_END_OF_THE_FIRST_PARAGRAPH = """(text) => {
    const { doc, selection } = text.editor.state;
    const end = doc.firstChild.nodeSize - 1;
    return selection.empty && selection.from <= end && selection.from >= end - 1;
}"""


def open_article(desk, article):
    desk.goto(f"/desk/articles/article/{article.pk}/change/")
    text = desk.locator(".form-row.field-body .ProseMirror[contenteditable=true]")
    text.wait_for()
    return text


def save(desk):
    with desk.expect_navigation():
        desk.locator("[name=_continue]").click()
    return Article.objects.latest("saved_at").body


def button(desk, words):
    return desk.locator(".form-row.field-body .prose-menubar").get_by_text(words, exact=True)


def answer(desk, **values):
    for name, value in values.items():
        desk.locator(f".prose-editor-dialog [name={name}]").fill(value)
    desk.locator(".prose-editor-dialog [type=submit]").click()


def test_an_article_that_is_opened_and_saved_stays_the_same_bytes(desk):
    article = make_article(body=WHOLE)
    text = open_article(desk, article)
    # One letter typed and taken back: the editor writes its text anew.
    assert text.locator(".news-node").count() == 9
    text.locator("p", has_text="Last.").click()
    desk.keyboard.press("End")
    desk.keyboard.type("x")
    assert "Last.x" in desk.locator("[name=body]").input_value()
    desk.keyboard.press("Backspace")
    assert save(desk) == WHOLE


def test_a_box_is_found_by_words_of_its_title_and_stands_in_the_text(desk):
    make_box("The fleet")
    box = make_box("The treaty")
    text = open_article(desk, make_article(body="<p>Before.</p>"))
    text.locator("p").first.click()

    button(desk, "Box").click()
    answer(desk, wanted="treaty")
    desk.locator(".prose-editor-dialog [name=box]").wait_for()
    answer(desk)

    text.get_by_text("Box: The treaty").wait_for()
    assert text.get_by_role("link", name="Change it everywhere").is_visible()
    assert save(desk) == f'<p>Before.</p><div data-box-id="{box.pk}"></div>'


def test_a_part_comes_after_the_pull_quote_of_the_cursor(desk):
    pull = '<aside class="pull"><p>We stay.</p></aside>'
    text = open_article(desk, make_article(body=f"{pull}<p>Last.</p>"))
    text.locator("aside p").click()

    button(desk, "Fact box").click()

    fact = '<aside class="fact"><h2>In short</h2><p></p></aside>'
    assert save(desk) == f"{pull}{fact}<p>Last.</p>"


def test_an_editor_inserts_each_part_by_the_menu(desk):
    article = make_article(body="<p>Before.</p>")
    text = open_article(desk, article)

    def is_there():
        desk.keyboard.press("Control+Home")
        desk.keyboard.press("End")
        return text.evaluate(AT_THE_END_OF_THE_FIRST_PARAGRAPH)

    def after_the_first_paragraph():
        # The editor hears late of cursors that move, and moves them back while it draws.
        until(is_there)
        desk.keyboard.press("Enter")

    text.locator("p").first.click()
    desk.keyboard.press("End")
    button(desk, "Footnote").click()
    desk.keyboard.type("Page 14.")
    after_the_first_paragraph()
    button(desk, "Pull quote").click()
    desk.keyboard.type("We stay.")
    after_the_first_paragraph()
    button(desk, "Fact box").click()
    desk.keyboard.type("The ice")
    after_the_first_paragraph()
    button(desk, "Embed").click()
    answer(desk, address="https://youtu.be/aBcDeFgHiJk")
    after_the_first_paragraph()
    desk.locator(".field-body .prose-menubar [data-name=table]").click()
    answer(desk, rows="2", cols="2")

    body = save(desk)
    for part in (
        '<span class="note">Page 14.</span>',
        '<aside class="pull"><p>We stay.</p></aside>',
        '<aside class="fact"><h2>The ice</h2>',
        '<div data-embed-url="https://youtu.be/aBcDeFgHiJk"></div>',
        "<tr><td></td><td></td></tr>",
    ):
        assert part in body
