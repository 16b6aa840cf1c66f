"""Versions of an article: their list, what changed between two, and the way back."""

import pytest
from django.urls import reverse

from articles import differences, writing
from articles.comparing import compare
from articles.content import Content
from articles.models import Author
from press.history.models import Entry
from tests.factories import (
    make_article,
    make_author,
    make_contributor,
    make_editor,
    make_moderator,
    make_published_article,
)

pytestmark = pytest.mark.django_db


def revised(article, by, **changes):
    content = Content.from_json(Content.of(article).as_json() | changes)
    return writing.revise(article, content, by=by)


def address(article, name="revisions", *more):
    return reverse(f"admin:articles_article_{name}", args=[article.pk, *more])


def said(line):
    signs = {"same": "", "ins": "+", "del": "-"}
    return [signs[piece.kind] + piece.text.strip() for piece in line.pieces]


def test_words_are_compared_one_by_one():
    line = differences.words("The deal holds.", "The fragile deal broke.")

    assert said(line) == ["The", "+fragile", "deal", "-holds.", "+broke."]


def test_a_changed_paragraph_is_told_from_a_new_one_before_it():
    runs = differences.blocks(
        "<p>One.</p><p>Ministers met before dawn in Oslo.</p>",
        "<p>One.</p><p>Entirely new words.</p><p>Ministers met after dawn in Oslo.</p>",
    )

    lines = [said(line) for run in runs for line in run.lines]
    assert lines == [
        ["One."],
        ["+Entirely new words."],
        ["Ministers met", "-before", "+after", "dawn in Oslo."],
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<p><a href="/a/">x</a></p>', '<p><a href="/b/">x</a></p>'),
        ("<p>word</p>", "<p><strong>word</strong></p>"),
        ("<p>word</p>", "<h2>word</h2>"),
        ('<figure data-image-id="7"></figure>', '<figure data-image-id="8"></figure>'),
        ('<p>a<span class="note">b</span></p>', "<p>ab</p>"),
    ],
)
def test_no_change_of_a_text_stays_unseen(old, new):
    assert any(line.changed for run in differences.blocks(old, new) for line in run.lines)


def test_an_item_of_a_list_is_one_line_however_it_is_written():
    typed = "<ul><li><p>A fuel limit</p></li><li><p>Pilots</p></li></ul>"
    [run] = differences.blocks("<ul><li>A fuel limit</li><li>Ships</li></ul>", typed)

    lines = [said(line) for line in run.lines]
    assert lines == [["• · A fuel limit"], ["• ·", "-Ships", "+Pilots"]]


def test_what_is_far_from_a_change_is_folded_away():
    same = "".join(f"<p>Paragraph {number}.</p>" for number in range(10))

    runs = differences.blocks(same + "<p>Here it ends.</p>", same + "<p>Here it stops.</p>")

    assert [(run.folded, len(run.lines)) for run in runs] == [(True, 9), (False, 2)]


def test_lists_of_names_are_compared_by_what_they_are_called():
    article = make_article(bylines=[make_author("Anna").pk], tags=["Ice"])
    new = Content.of(article).as_json() | {"bylines": [make_author("Zoe").pk], "tags": ["Ships"]}

    found = {each.label: each.runs[0].lines for each in compare(Content.of(article).as_json(), new)}

    assert [said(line) for line in found["Bylines"]] == [["-Anna"], ["+Zoe"]]
    assert [said(line) for line in found["Tags"]] == [["-Ice"], ["+Ships"]]


def test_the_list_says_who_saved_when_and_by_which_verb(client):
    editor = make_editor()
    article = revised(make_article(by=editor), editor, headline="New words")
    client.force_login(editor)

    page = client.get(address(article)).content.decode()

    assert page.count(f"<td>{editor}</td>") == 2
    assert "created" in page
    assert "revised" in page


def test_a_hundred_versions_cost_no_more_than_three(client, django_assert_max_num_queries):
    editor = make_editor()
    article = make_article(by=editor)
    client.force_login(editor)
    client.get(address(article))  # The first page of a newspaper makes its row.
    counts = []
    for number in (2, 97):
        for turn in range(number):
            revised(article, editor, headline=f"Words {turn}")
        with django_assert_max_num_queries(12) as queries:
            page = client.get(address(article)).content.decode()
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert not any(
        '"articles_revision"."content"' in row["sql"] for row in queries.captured_queries
    )
    assert page.count('name="old"') == 50
    assert "Older versions" in page


def test_two_versions_are_compared_whichever_was_chosen_as_the_old_one(client):
    editor = make_editor()
    article = make_article(by=editor, headline="The deal holds")
    first = article.latest_revision_id
    article = revised(article, editor, headline="The deal broke")
    client.force_login(editor)

    for old, new in ((first, article.latest_revision_id), (article.latest_revision_id, first)):
        page = client.get(address(article, "compare"), {"old": old, "new": new}).content.decode()
        assert "[removed:</span>holds<" in page
        assert "[added:</span>broke<" in page


def test_an_older_version_is_restored_as_a_new_one(client):
    editor = make_editor()
    article = make_published_article(by=editor, headline="First words", tags=["Ice"])
    first = article.latest_revision
    article = revised(article, editor, headline="Second words", tags=[])
    client.force_login(editor)
    restore = address(article, "restore", first.pk)

    assert "[added:</span>First " in client.get(restore).content.decode()
    client.post(restore, {"base": article.latest_revision_id})

    article.refresh_from_db()
    assert (article.headline, list(article.tags.names())) == ("First words", ["Ice"])
    assert article.revisions.count() == 3
    entry = Entry.objects.about(article).first()
    assert (entry.verb, entry.detail["version"], entry.by) == (
        "restored a version",
        first.pk,
        editor,
    )
    assert "First words" in client.get(article.get_absolute_url()).content.decode()


def test_restoring_leaves_out_what_was_removed_meanwhile_and_says_so(client):
    editor = make_editor()
    article = make_article(by=editor, bylines=[make_author("Anna").pk])
    first = article.latest_revision
    article = revised(article, editor, bylines=[])
    Author.objects.get(name="Anna").delete()
    client.force_login(editor)

    page = client.get(address(article, "restore", first.pk)).content.decode()
    assert "no longer there" in page
    article = writing.restore_revision(article, first, by=editor)

    assert not article.bylines.exists()


def test_restoring_over_a_version_that_nobody_saw_is_refused_with_a_sentence(client):
    editor = make_editor()
    article = make_article(by=editor)
    first = article.latest_revision
    seen = revised(article, editor, headline="Second").latest_revision_id
    revised(article, editor, headline="Third")
    client.force_login(editor)

    response = client.post(address(article, "restore", first.pk), {"base": seen})

    assert response.status_code == 409
    assert "saved this article while you were writing" in response.content.decode()
    article.refresh_from_db()
    assert article.headline == "Third"


@pytest.mark.parametrize("base", ["", "x", "-1", "9" * 30, "9" * 5000])
def test_rubbish_for_the_version_that_was_seen_is_refused_and_nothing_is_restored(client, base):
    editor = make_editor()
    article = make_article(by=editor)
    first = article.latest_revision
    revised(article, editor, headline="Second")
    client.force_login(editor)

    response = client.post(address(article, "restore", first.pk), {"base": base})

    assert response.status_code == 409
    article.refresh_from_db()
    assert article.headline == "Second"


@pytest.mark.parametrize("make", [make_contributor, make_moderator])
def test_what_an_article_said_before_is_not_for_everybody(client, make):
    article = make_published_article()
    client.force_login(make())

    for page in (
        address(article),
        address(article, "revision", article.latest_revision_id),
        address(article, "compare") + f"?old={article.latest_revision_id}",
    ):
        assert client.get(page).status_code == 403


@pytest.mark.parametrize("query", ["?old=x&new=y", "?old=" + "9" * 40, ""])
def test_rubbish_in_the_address_of_a_comparison_is_not_found(client, query):
    client.force_login(make_editor())
    article = make_article()

    assert client.get(address(article, "compare") + query).status_code == 404
