"""Two people save one article: nothing of either is lost, and only what both changed is asked."""

import pytest

from articles import writing
from articles.content import Content
from articles.merging import merge
from articles.models import Article, Revision
from articles.typed import content_from, words_from
from tests.articles.facts import change, enter, typed
from tests.factories import make_article, make_author, make_editor, make_section

pytestmark = pytest.mark.django_db


def saved_by_another(article, **fields):
    """Somebody else saves other words in between."""
    other = make_editor()
    content = Content(**(Content.of(article).as_json() | fields))
    writing.revise(article, content, by=other)
    return other


def as_opened(article, **fields):
    """What a browser sends of the form as it was opened, but for `fields`."""
    words = words_from(Content.of(article).as_json())
    sent = {name: values if len(values) != 1 else values[0] for name, values in words.items()}
    return sent | {"base": article.latest_revision_id} | fields


def test_what_only_one_of_two_changed_merges_by_itself(client):
    enter(client, make_editor())
    article = make_article(headline="Before", standfirst="Before.", tags=["Arctic"])
    sent = as_opened(article, headline="Mine")
    saved_by_another(article, standfirst="Theirs.", tags=["Arctic", "Deep sea"])

    page = client.post(change(article), sent, follow=True).content.decode()

    article.refresh_from_db()
    assert (article.headline, article.standfirst) == ("Mine", "Theirs.")
    assert sorted(article.tags.names()) == ["Arctic", "Deep sea"]
    assert "Merged with what was saved while you were writing: Standfirst, Tags." in page


def test_a_field_that_both_changed_is_refused_with_both_texts_and_the_rest_is_merged(client):
    enter(client, make_editor())
    article = make_article(headline="A deal", standfirst="Before.", body="<p>Before.</p>")
    sent = as_opened(article, headline="A fragile deal", body="<p>Mine.</p>")
    other = saved_by_another(article, headline="A bold deal", standfirst="Theirs.")

    response = client.post(change(article), sent)

    page = response.content.decode()
    assert f"{other.username} saved this article while you were writing" in page
    assert "<del>bold </del>" in page
    assert "<ins>fragile </ins>" in page
    form = response.context["adminform"].form
    assert [dispute.field for dispute in form.disputes] == ["headline"]
    assert form["standfirst"].value() == "Theirs."
    assert form["body"].value() == "<p>Mine.</p>"
    article.refresh_from_db()
    assert (article.headline, article.body) == ("A bold deal", "<p>Before.</p>")


@pytest.mark.parametrize(("choice", "headline"), [("mine", "My deal"), ("saved", "Their deal")])
def test_what_was_not_chosen_stays_as_a_version(client, choice, headline):
    editor = enter(client, make_editor())
    article = make_article(headline="A deal")
    sent = as_opened(article, headline="My deal")
    saved_by_another(article, headline="Their deal")
    refused = client.post(change(article), sent).context["adminform"].form
    sent |= {"base": refused["base"].value(), "choice-headline": choice}

    client.post(change(article), sent)

    article.refresh_from_db()
    assert article.headline == headline
    kept = {revision.content["headline"] for revision in Revision.objects.of(article)}
    assert kept == {"A deal", "My deal", "Their deal"}
    if choice == "saved":
        aside = Revision.objects.of(article).get(verb="set aside")
        assert (aside.by, aside.pk != article.latest_revision_id) == (editor, True)


def test_a_third_save_while_one_chooses_is_asked_for_again(client):
    enter(client, make_editor())
    article = make_article(headline="A deal")
    sent = as_opened(article, headline="My deal")
    saved_by_another(article, headline="Their deal")
    refused = client.post(change(article), sent).context["adminform"].form
    sent |= {"base": refused["base"].value(), "choice-headline": "mine"}
    saved_by_another(article, headline="A third deal")

    response = client.post(change(article), sent)

    assert [each.field for each in response.context["adminform"].form.disputes] == ["headline"]
    article.refresh_from_db()
    assert article.headline == "A third deal"


def test_an_older_form_doesnt_turn_a_changed_address_back(client):
    enter(client, make_editor())
    article = make_article()
    was = article.slug
    sent = as_opened(article, slug=was, slug_was=was, headline="Mine")
    client.post(change(article), as_opened(article, slug="moved", slug_was=was))

    client.post(change(article), sent)

    article.refresh_from_db()
    assert (article.slug, article.headline) == ("moved", "Mine")


def test_a_form_that_names_no_version_overwrites_nothing(client):
    enter(client, make_editor())
    article = make_article(headline="Saved")

    response = client.post(change(article), typed(article, base="", headline="Mine"))

    assert "headline" in [each.field for each in response.context["adminform"].form.disputes]
    assert Article.objects.get().headline == "Saved"


def test_words_of_the_form_and_content_are_each_others_twins():
    content = Content(
        headline="A", section=make_section().pk, tags=["Deep sea", "Arctic"], bylines=[3, 1]
    ).as_json()

    assert content_from(words_from(content)) | {"tags": content["tags"]} == content
    assert sorted(content_from(words_from(content))["tags"]) == ["Arctic", "Deep sea"]


def test_the_order_of_tags_and_the_ends_of_lines_are_no_change_and_that_of_bylines_is():
    author, other = make_author("Zoe").pk, make_author("Anna").pk
    base = {"tags": ["a", "b"], "standfirst": "1\n2", "bylines": [author, other]}
    mine = {"tags": ["B", "a"], "standfirst": "1\r\n2", "bylines": [other, author]}

    merged = merge(base, base | {"bylines": [author]}, mine)

    assert merged.disputed == ["bylines"]
    assert merged.theirs == []
