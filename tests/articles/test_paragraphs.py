"""Two people change one text: only paragraphs that both changed are asked about."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from articles.models import Revision
from articles.paragraphs import Part, meet, parts_of, split, text_of
from tests.articles.facts import change, enter
from tests.articles.test_meeting import as_opened, saved_by_another
from tests.factories import make_article, make_editor

BASE = "<p>One is here.</p><p>Two is here.</p><ul><li>A</li><li>B</li></ul><p>Last.</p>"


def changed(**changes):
    text = BASE
    for old, new in changes.items():
        text = text.replace({"one": "One", "two": "Two", "b": "<li>B", "last": "Last"}[old], new)
    return text


def test_a_text_is_split_into_its_outermost_blocks_and_loses_nothing():
    text = (
        '<h2>A &amp; B</h2><aside class="fact"><p>Box<br>two</p></aside><hr>'
        '<figure data-image-id="3"></figure><p>&lt;End</p>'
    )

    assert "".join(split(text)) == text
    assert len(split(text)) == 5


def test_what_only_one_changed_in_one_text_merges_wherever_it_stands():
    saved = changed(one="Someone", b="<li>Bee") + "<p>Theirs at the end.</p>"
    mine = changed(two="Two, mine,").replace("<p>Last.</p>", "") + ""

    pieces = meet(BASE, saved, "<p>Mine first.</p>" + mine)

    assert parts_of(pieces) == []
    assert text_of(pieces) == (
        "<p>Mine first.</p><p>Someone is here.</p><p>Two, mine, is here.</p>"
        "<ul><li>A</li><li>Bee</li></ul><p>Theirs at the end.</p>"
    )


def test_only_the_paragraph_that_both_changed_is_in_question():
    pieces = meet(BASE, changed(one="1", two="2", last="End"), changed(two="II", b="<li>Bee"))

    assert parts_of(pieces) == [Part(["<p>2 is here.</p>"], ["<p>II is here.</p>"])]
    for choice, words in {"saved": "2", "mine": "II", "both": "2 is here.</p><p>II"}.items():
        text = text_of(pieces, lambda number, choice=choice: choice)
        assert text == changed(one="1", two=words, b="<li>Bee", last="End")


def test_a_paragraph_that_one_took_out_and_the_other_changed_is_in_question():
    pieces = meet(BASE, BASE.replace("<p>Two is here.</p>", ""), changed(two="II"))

    assert parts_of(pieces) == [Part([], ["<p>II is here.</p>"])]


blocks = some.lists(some.sampled_from("abcdefgh"), max_size=7).map(
    lambda signs: "".join(f"<p>{sign} word</p>" for sign in signs)
)


@given(blocks, blocks, blocks)
def test_no_block_that_somebody_wrote_is_missing_from_what_is_merged_or_asked(base, saved, mine):
    pieces = meet(base, saved, mine)
    both = text_of(pieces, lambda number: "both")

    for block in {*split(saved), *split(mine)} - set(split(base)):
        assert block in both
    assert text_of(meet(base, base, mine)) == mine
    assert text_of(meet(base, saved, base)) == saved


@pytest.mark.django_db
class TestAtTheDesk:
    @pytest.fixture
    def asked(self, client):
        """The question about one paragraph, and what a browser sends back."""
        self.editor = enter(client, make_editor())
        article = make_article(body=BASE)
        sent = as_opened(article, body=changed(two="II", b="<li>Bee"))
        saved_by_another(article, body=changed(one="1", two="2"))
        response = client.post(change(article), sent)
        form = response.context["adminform"].form
        back = {"base": form["base"].value(), "body": form["body"].value()}
        back |= {"shown": form.shown, "parts_of": form.parts_of}
        return article, response, as_opened(article) | back

    def test_the_rest_is_merged_in_the_form_and_the_paragraph_stands_side_by_side(self, asked):
        _, response, sent = asked

        form = response.context["adminform"].form
        assert [each.field for each in form.disputes] == ["body-0"]
        assert sent["body"] == changed(one="1", two="II", b="<li>Bee")
        page = response.content.decode()
        assert "place 1 of 1" in page
        assert 'name="choice-body-0" value="both"' in page

    @pytest.mark.parametrize(
        ("choice", "words"), [("saved", "2"), ("mine", "II"), ("both", "2 is here.</p><p>II")]
    )
    def test_a_choice_decides_its_paragraph_and_keeps_what_was_typed_since(
        self, client, asked, choice, words
    ):
        article, _, sent = asked
        typed_since = sent["body"].replace("Last.", "Typed since.")

        client.post(change(article), sent | {"body": typed_since, "choice-body-0": choice})

        article.refresh_from_db()
        assert article.body == changed(one="1", two=words, b="<li>Bee", last="Typed since")
        aside = Revision.objects.of(article).filter(verb="set aside")
        assert [row.content["body"] for row in aside] == [typed_since] * (choice != "mine")

    def test_rubbish_sent_back_with_a_choice_is_no_server_error(self, client, asked):
        article, _, sent = asked

        for rubbish in ({"parts_of": "x"}, {"parts_of": "9" * 30}, {"shown": "<p>\0"}):
            answer = client.post(change(article), sent | rubbish | {"choice-body-0": "x"})
            assert answer.status_code < 500
