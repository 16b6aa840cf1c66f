"""Replies as readers send them: through the form, by hand, and as rubbish."""

import re
from datetime import timedelta

import pytest

from articles import publishing
from comments import held
from comments.models import Comment
from press import clock
from press.pages.forms import FIELD, signed_field
from tests.comments.facts import make_comment, make_open_article, make_public_comment
from tests.factories import (
    make_editor,
    make_published_article,
)

pytestmark = pytest.mark.django_db

WORDS = "A question about the straits."


def typed(**fields):
    return {"text": WORDS, "name": "P. Okonjo", "email": ""} | fields


def send(client, article, data=None, *, site="same-origin", **options):
    """POST as a browser does from a page of ours."""
    headers = {"Sec-Fetch-Site": site} if site else {}
    return client.post(
        f"{article.get_absolute_url()}comments/",
        typed() if data is None else data,
        headers=headers,
        **options,
    )


def body(response):
    return response.content.decode()


def words_in_box(response):
    return re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", body(response), re.DOTALL)[1]


# The way it should go.


def test_a_reply_below_a_moderated_article_leads_to_the_writers_own_page(client):
    response = send(client, make_published_article(), typed(text="Well <b>done</b>."))

    comment = Comment.objects.get()
    assert (response.status_code, response["Location"]) == (303, held.address_of(comment))
    page = client.get(response["Location"])
    assert page["Cache-Control"] == "no-store"
    assert page["X-Robots-Tag"] == "noindex"
    assert "Waiting for a moderator." in body(page)
    assert "Comments here are read by a person first." in body(page)
    assert "Well &lt;b&gt;done&lt;/b&gt;." in body(page)
    assert comment.article.get_absolute_url() in body(page)


def test_a_reply_below_an_open_article_leads_to_the_writers_own_page_and_on_to_its_place(client):
    article = make_open_article()

    response = send(client, article)

    comment = Comment.objects.get()
    assert comment.status == "approved"
    assert response.status_code == 303
    assert response["Location"] == held.address_of(comment)
    page = body(client.get(response["Location"]))
    assert "Your reply is public." in page
    assert f'href="{comment.get_absolute_url()}"' in page


def test_what_was_written_is_stored_as_it_was_typed(client):
    text = "العاصفة 🌊\n\n" + "unbreakable" * 9

    send(client, make_open_article(), typed(text=text.replace("\n", "\r\n"), email="p@example.org"))

    comment = Comment.objects.get()
    assert (comment.text, comment.name, comment.email) == (text, "P. Okonjo", "p@example.org")


def test_an_answer_stands_below_what_it_answers(client):
    parent = make_public_comment(text="Two advisers.\n\nBoth silent.")
    page = client.get(f"/comments/{parent.pk}/reply/")
    assert "Reply to <bdi>Torsten Ahlgren</bdi>" in body(page)
    assert "<p>Both silent.</p>" in body(page)
    assert page["X-Robots-Tag"] == "noindex"

    send(client, parent.article, typed(parent=parent.pk))

    assert Comment.objects.get(text=WORDS).parent == parent


def test_no_page_sets_a_cookie_and_the_empty_form_is_the_same_for_all(client):
    parent = make_public_comment()
    address = f"/comments/{parent.pk}/reply/"

    first, second = client.get(address), client.get(address, headers={"Cookie": "a=b"})

    assert first.content == second.content
    assert FIELD not in body(first)
    assert not re.search(r'<input(?! type="hidden" name="parent")[^>]* value=', body(first))
    assert not client.cookies
    assert not send(client, parent.article).cookies


# What is missing or wrong: the same form, its words, one sentence for each field.


def test_an_empty_form_says_the_two_sentences_and_points_to_the_first(client):
    response = send(client, make_published_article(), typed(text="", name=""))

    page = body(response)
    assert response.status_code == 422
    assert 'role="alert"' in page
    assert "2 things below need a look" in page
    for name, sentence in (
        ("text", "Please enter your comment!"),
        ("name", "Please enter your name here"),
    ):
        assert re.search(rf'id="reply-{name}_error">\s*<p>{sentence}</p>', page)
        field = re.search(rf'<(?:input|textarea)[^>]* id="reply-{name}"[^>]*>', page)[0]
        assert 'aria-invalid="true"' in field
        assert f'reply-{name}_error"' in field
    assert page.count("autofocus") == 1
    assert "autofocus" in re.search(r"<textarea[^>]*>", page)[0]
    assert Comment.objects.count() == 0


def test_a_missing_name_keeps_the_words_and_the_headline_leads_back(client):
    article = make_published_article(headline="A <deal> & more")

    response = send(client, article, typed(name="", text="5 < 6 & 7"))

    page = body(response)
    assert words_in_box(response) == "5 &lt; 6 &amp; 7"
    assert f'<a href="{article.get_absolute_url()}">A &lt;deal&gt; &amp; more</a>' in page
    assert "One thing below needs a look; your words are still here." in page
    assert "autofocus" in re.search(r'<input[^>]* id="reply-name"[^>]*>', page)[0]


BLANK = ["", "   ", "\r\n\t", "\u200b\u200b", "\u00a0\ufeff\u2060", "\u3164", "\u2800"]


@pytest.mark.parametrize("nothing", BLANK)
def test_words_that_nobody_can_see_are_no_words(client, nothing):
    response = send(client, make_published_article(), typed(text=nothing, name=nothing))

    assert response.status_code == 422
    assert "Please enter your comment!" in body(response)
    assert "Please enter your name here" in body(response)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"text": "a\0b"}, "Null characters are not allowed."),
        ({"name": "a\0b"}, "Null characters are not allowed."),
        ({"name": "\0"}, "Null characters are not allowed."),
        ({"email": "a\0@example.org"}, "Null characters are not allowed."),
        ({"text": "x" * 200_000}, "Your comment has 200000 characters; 10000 fit."),
        ({"name": "x" * 81}, "Your name has 81 characters; 80 fit."),
        ({"email": "not an address"}, "This is no email address."),
        ({"email": "x" * 400 + "@example.org"}, "Ensure this value has at most 320 characters"),
        ({"parent": "abc"}, "The comment that you answer doesn’t exist."),
        ({"parent": "-1"}, "The comment that you answer doesn’t exist."),
        ({"parent": "9" * 40}, "The comment that you answer doesn’t exist."),
        ({"parent": "\0"}, "The comment that you answer doesn’t exist."),
        ({"parent": "٣"}, "The comment that you answer doesn’t exist."),
    ],
)
def test_rubbish_gets_its_sentence_and_the_words_stay_in_the_box(client, wrong, sentence):
    response = send(client, make_open_article(), typed(**wrong))

    assert response.status_code == 422
    assert sentence in body(response)
    assert words_in_box(response) == wrong.get("text", WORDS)
    assert Comment.objects.count() == 0


def test_ten_thousand_characters_fit_however_their_lines_end(client):
    text = ("x" * 99 + "\n") * 99 + "x" * 100

    send(client, make_open_article(), typed(text=text.replace("\n", "\r\n")))

    assert Comment.objects.get().text == text
    assert len(text) == 10_000


def test_a_parent_elsewhere_or_not_public_is_refused_and_the_next_press_sends_without_it(client):
    article = make_open_article()
    elsewhere, waiting = make_public_comment(), make_comment(article, text="www.a.example www.b.c")

    for parent, words in ((elsewhere, "below another article"), (waiting, "isn’t public any more")):
        response = send(client, article, typed(parent=parent.pk))
        assert response.status_code == 422
        assert words in body(response)
        assert words_in_box(response) == WORDS
        assert 'name="parent"' not in body(response)


def test_a_post_without_a_body_says_what_is_missing(client):
    response = send(client, make_published_article(), {}, content_type="")
    without = client.generic("POST", f"{make_published_article().get_absolute_url()}comments/")

    assert response.status_code == without.status_code == 422
    assert "Please enter your comment!" in body(response)


def test_another_kind_of_body_is_refused_with_a_sentence(client):
    response = send(
        client, make_published_article(), '{"text": "x"}', content_type="application/json"
    )

    assert response.status_code == 415
    assert "This wasn’t sent by the form." in body(response)


def test_a_broken_multipart_body_is_a_bad_request(client):
    response = send(client, make_published_article(), b"x", content_type="multipart/form-data")

    assert response.status_code == 400


def test_opening_the_address_of_the_form_shows_the_thread_and_the_form(client):
    comment = make_public_comment(text="Already here.")
    response = client.get(f"{comment.article.get_absolute_url()}comments/")

    assert response.status_code == 200
    assert response["X-Robots-Tag"] == "noindex"
    assert "Already here." in body(response)
    assert "<textarea" in body(response)


def test_a_thread_is_read_or_answered_and_nothing_else(client):
    response = client.put(f"{make_published_article().get_absolute_url()}comments/")

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, POST")


# Where it comes from.


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_a_form_on_another_site_gets_ours_with_its_words(client, site):
    response = send(client, make_open_article(), site=site)

    assert response.status_code == 422
    assert "Press the button once more." in body(response)
    assert words_in_box(response) == WORDS
    assert Comment.objects.count() == 0


def test_a_browser_that_says_nothing_gets_a_signed_field_with_which_the_next_press_works(client):
    article = make_open_article()
    first = send(client, article, site="")
    assert first.status_code == 422
    signed = re.search(rf'name="{FIELD}" value="([^"]+)"', body(first))[1]

    second = send(client, article, typed(**{FIELD: signed}), site="")

    assert second.status_code == 303
    assert Comment.objects.get().text == WORDS


def test_a_forged_signed_field_is_not_believed(client):
    response = send(client, make_open_article(), typed(**{FIELD: signed_field() + "x"}), site="")

    assert response.status_code == 422
    assert Comment.objects.count() == 0


# What is refused.


def test_a_flood_is_refused_with_its_status_and_the_words_stay(client):
    article = make_open_article()
    send(client, article, typed(text="First."))

    response = send(client, article)

    assert response.status_code == 429
    assert "You sent a comment a moment ago." in body(response)
    assert words_in_box(response) == WORDS
    assert Comment.objects.count() == 1


def test_a_double_click_is_told_that_the_comment_is_here_already(client):
    article = make_published_article()
    send(client, article)

    response = send(client, article)

    assert response.status_code == 409
    assert "We have this comment already" in body(response)
    assert Comment.objects.count() == 1


def test_closed_comments_take_nothing_and_keep_the_words(client):
    article = make_published_article(comments="closed")

    response = send(client, article)

    assert response.status_code == 403
    assert "Comments below this article are closed." in body(response)
    assert words_in_box(response) == WORDS


def test_an_article_withdrawn_meanwhile_keeps_the_words_and_hides_its_headline(client):
    article = make_published_article(headline="Slander")
    publishing.withdraw(article, by=make_editor(), reason="It was wrong.")

    response = send(client, article)

    assert response.status_code == 410
    assert words_in_box(response) == WORDS
    assert "Slander" not in body(response)


def test_an_article_moved_meanwhile_takes_the_words_at_its_new_address(client):
    article = make_open_article(headline="Old words")
    publishing.change_slug(article, by=make_editor(), slug="العاصفة")

    response = send(client, article)
    assert response.status_code == 308
    client.post(response["Location"], typed(), headers={"Sec-Fetch-Site": "same-origin"})

    assert Comment.objects.get().text == WORDS


@pytest.mark.parametrize("path", ["/2026/11/23/nothing/comments/", "/2026/13/40/x/comments/"])
def test_an_article_that_never_was_has_no_comments(client, path):
    response = client.post(path, typed(), headers={"Sec-Fetch-Site": "same-origin"})

    assert response.status_code == 404


def test_a_scheduled_article_gives_nothing_away(client):
    article = make_open_article(at=clock.now() + timedelta(days=1))

    assert send(client, article).status_code == 404


@pytest.mark.parametrize("trap", ["ships", " ", "\0"])
def test_the_trap_is_held_as_spam_and_the_writer_is_told_why(client, trap):
    response = send(client, make_open_article(), typed(topic=trap))

    assert Comment.objects.get().status == "spam"
    page = body(client.get(response["Location"]))
    assert "Your reply was taken for spam." in page
    assert "A field was filled in that people don’t see" in page
