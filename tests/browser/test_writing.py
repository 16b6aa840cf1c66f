"""What helps writing, in a real browser: clean pastes, quotation marks, find and replace."""

from pathlib import Path

import pytest

from articles.models import Article, Snippet
from tests.browser.test_editor import button, open_article, save
from tests.factories import make_article, make_section

pytestmark = pytest.mark.browser
CLIPBOARD = Path(__file__).parent / "clipboard"
PASTE = """
(text, html) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData(html.startsWith("https:") ? "text/plain" : "text/html", html);
  const facts = { clipboardData, bubbles: true, cancelable: true };
  text.dispatchEvent(new ClipboardEvent("paste", facts));
}
"""


def pasted(desk, html):
    text = open_article(desk, make_article(body=""))
    text.click()
    text.evaluate(PASTE, html)
    return save(desk)


def test_a_paste_from_word_keeps_its_lists_headings_and_footnotes(desk):
    body = pasted(desk, (CLIPBOARD / "word.html").read_text())

    assert body == (
        "<h2>What the deal says</h2>"
        "<p>The ministers met <strong>before dawn</strong> and <em>agreed</em> on three points."
        '<span class="note">Annex, page 4.</span></p>'
        "<ul><li><p>Pilots for every ship</p><ul><li><p>also for the small ones</p></li></ul></li>"
        "<li><p>A fuel limit</p></li></ul>"
        "<ol><li><p>First the ports</p></li></ol>"
        "<p>It ends with new words.</p>"
    )


def test_a_paste_from_google_docs_is_bold_where_it_was_bold(desk):
    body = pasted(desk, (CLIPBOARD / "docs.html").read_text())

    assert body == (
        "<h2>What the deal says</h2>"
        "<p>The ministers met <strong>before dawn</strong> and <em>agreed</em> on "
        '<a href="https://example.org/points?id=3" rel="noopener">three points</a>, '
        "CO<sub>2</sub> among them.</p>"
        "<ul><li><p>Pilots for every ship</p></li><li><p>A fuel limit</p></li></ul>"
    )


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (
            "word-online.html",
            "<p>In this order:</p><ol><li><p><strong>First</strong> the ports</p>"
            "<ol><li><p>the small ones too</p></li></ol></li><li><p>Then the ships</p></li></ol>",
        ),
        (
            "docs-published.html",
            '<p>The ministers agreed.<span class="note">Annex, page 4.</span></p><hr>',
        ),
    ],
)
def test_a_paste_of_what_was_on_the_web_keeps_its_lists_and_notes_and_no_comments(desk, file, text):
    assert pasted(desk, (CLIPBOARD / file).read_text()) == text


def test_a_paste_from_a_web_page_leaves_its_furniture_behind(desk):
    body = pasted(desk, (CLIPBOARD / "page.html").read_text())

    assert body == (
        "<h2>What the deal says</h2>"
        "<p>The ministers met <strong>before dawn</strong> and <em>agreed</em> on "
        '<a href="https://example.org/points?id=3" rel="noopener">three points</a>.</p>'
        "<p>They left at noon.</p>"
        "<ul><li><p>Pilots for every ship</p></li><li><p>A fuel limit</p></li></ul>"
        "<p>Sign up to read on.</p>"
    )


@pytest.mark.parametrize(
    "address", ["https://youtu.be/aBcDeFgHi_k", "https://masto.example/@elin/112233445566"]
)
def test_an_address_that_is_pasted_alone_is_the_post_itself(desk, address):
    body = pasted(desk, address)

    # And a line to go on in, since nothing follows.
    assert body == f'<div data-embed-url="{address}"></div><p></p>'


@pytest.mark.parametrize(
    ("language", "typed", "written"),
    [
        ("en", 'She said "yes", it\'s so.', "She said “yes”, it’s so."),
        # The end of an inner quote is no apostrophe, in either place.
        ("de", "Er rief: \"'Wie geht's?'\" Geht's?", "Er rief: „‚Wie geht’s?‘“ Geht’s?"),
        ("it", "Dice \"l'arte 'pura'\".", "Dice «l’arte “pura”»."),
        ("ja", '彼は"はい"と', "彼は「はい」と"),
        ("fr", 'Il dit "oui".', "Il dit «\u202foui\u202f»."),
    ],
)
def test_quotation_marks_are_those_of_the_articles_language(desk, language, typed, written):
    text = open_article(desk, make_article(body="", language=language))
    text.click()
    desk.keyboard.type(typed)
    for name in ("kicker", "standfirst"):
        desk.locator(f"#id_{name}").fill("")
        desk.locator(f"#id_{name}").press_sequentially(typed)

    assert save(desk) == f"<p>{written}</p>"
    article = Article.objects.get()
    assert (article.kicker, article.standfirst) == (written, written)


def test_words_are_found_and_replaced_and_one_undo_takes_all_back(desk):
    body = "<p>The <strong>har</strong>bour and the harbour.</p><p>Isn’t it a Harbour?</p>"
    text = open_article(desk, make_article(body=body))
    assert desk.locator("[data-count]").inner_text().startswith("10 words")
    desk.keyboard.press("Alt+Shift+F")
    desk.locator("[data-wanted]").fill("harbour")
    desk.locator("[data-instead]").fill("port")
    desk.locator("[data-wanted]").press("Enter")
    assert desk.locator("[data-said]").inner_text() == "3 found"

    desk.locator("[data-replace-all]").click()
    assert desk.locator("[data-said]").inner_text() == "3 replaced"
    assert " ".join(text.inner_text().split()) == "The port and the port. Isn’t it a port?"
    # A keyboard has straight marks only.
    desk.locator("[data-wanted]").fill("isn't")
    desk.locator("[data-wanted]").press("Enter")
    assert desk.locator("[data-said]").inner_text() == "1 found"
    text.locator("p").first.click()
    desk.keyboard.press("Control+z")
    assert save(desk) == body


def test_a_question_mark_lists_the_shortcuts_outside_of_fields_only(desk):
    text = open_article(desk, make_article(body=""))
    text.click()
    desk.keyboard.type("Why?")
    assert not desk.locator("[data-shortcuts]").is_visible()
    desk.locator("#content h1, #content h2").first.click()
    desk.evaluate("document.activeElement.blur()")
    desk.keyboard.press("?")
    assert desk.locator("[data-shortcuts]").is_visible()
    desk.locator("[data-close]").click()
    with desk.expect_navigation():
        desk.keyboard.press("Control+s")

    assert Article.objects.get().body == "<p>Why?</p>"


def test_the_preview_beside_the_form_follows_what_is_typed(desk):
    article = make_article(headline="Saved words")
    open_article(desk, article)
    desk.locator("[data-preview] summary").click()
    frame = desk.frame_locator("[data-preview] iframe")
    frame.get_by_text("Saved words").first.wait_for()
    desk.locator("#id_headline").fill("Typed words")
    frame.get_by_text("Typed words").first.wait_for()

    article.refresh_from_db()
    assert article.headline == "Saved words"


def test_a_new_article_is_previewed_before_it_is_saved(desk):
    section = make_section()
    desk.goto("/desk/articles/article/add/")
    desk.locator("[data-preview] summary").click()
    frame = desk.frame_locator("[data-preview] iframe")
    frame.get_by_text("Headline").first.wait_for()
    desk.locator("#id_headline").fill("First words")
    desk.locator("#id_section").select_option(str(section.pk))
    frame.get_by_role("heading", name="First words").wait_for()

    assert not Article.objects.exists()


def test_the_way_to_a_finding_leads_to_its_paragraph(desk):
    article = make_article(body="".join(f"<p>Paragraph {number}.</p>" for number in range(60)))
    desk.goto(f"/desk/articles/article/{article.pk}/change/?block=55#id_body")
    found = desk.locator(".form-row.field-body .ProseMirror > p", has_text="Paragraph 55.")
    found.wait_for()
    desk.wait_for_function("getSelection().toString().includes('Paragraph 55')")

    assert found.evaluate("place => place.getBoundingClientRect().top") < 900

    desk.goto("about:blank")
    desk.goto(f"/desk/articles/article/{article.pk}/change/#id_standfirst")
    desk.wait_for_function("scrollY && document.activeElement.id === 'id_standfirst'")
    label = desk.locator("label[for=id_standfirst]")
    assert label.evaluate("label => label.getBoundingClientRect().top") > 0


def test_a_snippet_is_put_where_the_cursor_is(desk):
    Snippet.objects.create(name="About the lake", body="<p>It is <strong>deep</strong>.</p>")
    text = open_article(desk, make_article(body="<p>First.</p>"))
    text.click()
    desk.keyboard.press("Control+End")
    desk.keyboard.press("Enter")
    button(desk, "Snippet").click()
    desk.locator(".prose-editor-dialog [type=submit]").click()
    text.get_by_text("deep").wait_for()

    assert save(desk).startswith("<p>First.</p><p>It is <strong>deep</strong>.</p>")
