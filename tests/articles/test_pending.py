"""A change of a public article: readers read the old text until the moment, then the new one."""

from datetime import timedelta
from time import monotonic

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import pending, publishing, writing
from articles.content import Content
from articles.models import Article, PendingChange
from press import clock
from press.clock.models import Moment
from press.history.models import Entry
from press.pages.keys import gathering
from press.pages.memory import Memory
from press.pages.parts import kept_in
from tests.articles.facts import change as form_of
from tests.articles.facts import typed
from tests.factories import (
    make_article,
    make_author,
    make_contributor,
    make_editor,
    make_published_article,
    make_section,
)

pytestmark = pytest.mark.django_db


def prepared(article, by=None, **changes):
    content = Content.from_json(Content.of(article).as_json() | changes)
    pending.prepare(article, content, by=by or make_editor())
    return Article.objects.get(pk=article.pk)


def revised(article, **changes):
    content = Content.from_json(Content.of(article).as_json() | changes)
    return writing.revise(article, content, by=make_editor())


def desk(name, article, *more):
    return reverse(f"admin:articles_changedarticle_{name}", args=[article.pk, *more])


def read(client, article):
    return client.get(article.get_absolute_url()).content.decode()


def in_an_hour():
    return clock.now() + timedelta(hours=1)


def test_readers_read_the_old_text_until_the_change_is_published_as_one_step(client):
    editor = make_editor()
    article = make_published_article(headline="Old words", tags=["Ice"], by=editor)
    prepared(article, headline="New words", tags=["Ships"], bylines=[make_author("Zoe").pk])

    before = read(client, article)
    assert "Old words" in before
    assert "New words" not in before
    pending.publish_change(article, by=editor)

    after = read(client, article)
    assert "Old words" not in after
    assert all(words in after for words in ("New words", "Zoe", ">Ships<"))
    assert "New words" in client.get("/tags/ships/").content.decode()
    assert "New words" not in client.get("/tags/ice/").content.decode()
    assert not PendingChange.objects.exists()


def test_a_scheduled_change_is_public_in_the_second_of_its_moment_without_any_job(client):
    article = make_published_article(headline="Old words")
    at = in_an_hour()
    pending.publish_change(prepared(article, headline="New words"), by=make_editor(), at=at)

    with clock.at(at - timedelta(seconds=1)):
        assert "Old words" in read(client, article)
    with clock.at(at):
        assert "New words" in read(client, article)
        assert "New words" in client.get("/").content.decode()

    entry = Entry.objects.about(article).first()
    assert (entry.verb, entry.detail["public from"]) == ("published a change", at.isoformat())


def test_the_clock_knows_the_keys_of_both_texts(django_assert_num_queries):
    article = make_published_article(tags=["Ice"])
    other = make_published_article(tags=["Ships"], section=make_section("Culture").pk)
    change = {"tags": ["Ships"], "section": other.section_id}
    pending.publish_change(prepared(article, **change), by=make_editor(), at=in_an_hour())

    keys = Moment.objects.get(name=f"change of article {article.pk}").keys
    for row in (article, other):
        assert f"list:section:{row.section_id}" in keys
        assert f"list:tag:{row.tags.first().pk}" in keys
    pending.unschedule_change(article, by=make_editor())
    assert not Moment.objects.filter(name=f"change of article {article.pk}").exists()


def test_what_only_the_live_text_changed_meanwhile_stays(client):
    article = make_published_article(headline="Old words", standfirst="Old standfirst.")
    change = prepared(article, headline="New words")
    revised(article, standfirst="Corrected standfirst.")

    published = pending.publish_change(change, by=make_editor())

    assert (published.headline, published.standfirst) == ("New words", "Corrected standfirst.")


def test_where_both_changed_the_desk_warns_and_the_change_has_the_last_word(client):
    article = make_published_article(headline="Old words")
    prepared(article, headline="New words")
    revised(article, headline="Corrected words")
    client.force_login(make_editor())

    page = client.get(desk("change", article)).content.decode()
    assert "The live text changed since this change began" in page
    assert "Changed there and here: Headline." in page
    both = client.get(desk("compare", article)).content.decode()
    assert "[added:</span>Corrected " in both
    client.post(desk("take_in", article))
    assert "The live text changed" not in client.get(desk("change", article)).content.decode()

    published = pending.publish_change(article, by=make_editor())
    assert published.headline == "New words"


def test_an_editor_keeps_typed_words_for_later_and_goes_on_with_them(client):
    client.force_login(make_editor())
    article = make_published_article(headline="Old words")

    answer = client.post(form_of(article), typed(article, headline="New words", _prepare="x"))
    assert answer["Location"] == desk("change", article)
    page = client.get(answer["Location"])
    assert "New words" in page.content.decode()
    base = page.context["adminform"].form["base"].value()
    client.post(desk("change", article), typed(base=base, headline="Newer words"))

    article.refresh_from_db()
    assert article.headline == "Old words"
    assert article.pending_change.revision.content["headline"] == "Newer words"
    assert "Newer words" in client.get(desk("preview", article)).content.decode()
    article.refresh_from_db()
    assert article.headline == "Old words"
    assert "Open the change" in client.get(form_of(article)).content.decode()


def test_a_contributor_prepares_a_change_of_their_own_and_an_editor_publishes_it(client):
    contributor = make_contributor()
    article = publishing.publish(make_article(by=contributor), by=make_editor())
    client.force_login(contributor)

    assert "Prepare a change" in client.get(form_of(article)).content.decode()
    client.post(desk("begin", article))
    base = PendingChange.objects.get().revision_id
    page = client.get(desk("change", article)).content.decode()
    assert 'value="publish"' not in page
    client.post(desk("change", article), typed(base=base, headline="Better", _verb="submit"))
    assert PendingChange.objects.get().state == "in_review"

    client.force_login(make_editor())
    client.post(desk("verb", article, "publish"))
    article.refresh_from_db()
    assert article.headline == "Better"


def test_who_may_not_publish_takes_a_scheduled_change_off_the_clock_by_changing_it():
    contributor = make_contributor()
    article = publishing.publish(make_article(by=contributor), by=make_editor())
    pending.publish_change(prepared(article), by=make_editor(), at=in_an_hour())

    prepared(article, by=contributor, headline="Unseen words")

    change = PendingChange.objects.get()
    assert (change.state, change.at) == ("prepared", None)


def test_a_second_save_of_an_older_change_asks_about_what_both_changed(client):
    client.force_login(make_editor())
    article = make_published_article()
    prepared(article, headline="First change")
    base = PendingChange.objects.get().revision_id
    prepared(article, headline="Of another")

    response = client.post(desk("change", article), typed(base=base, headline="Mine"))

    page = response.content.decode()
    assert "You both changed what stands here side by side" in page
    assert "Mine" in page
    assert "Of another" in page
    assert PendingChange.objects.get().revision.content["headline"] == "Of another"


def test_scheduling_in_the_past_is_refused_with_a_sentence(client):
    client.force_login(make_editor())
    article = prepared(make_published_article())

    response = client.post(
        desk("verb", article, "schedule"), {"at_0": "2020-01-01", "at_1": "06:00"}
    )

    assert response.status_code == 422
    assert "This moment is past" in response.content.decode()


def test_a_discarded_change_stays_among_the_versions(client):
    client.force_login(make_editor())
    article = prepared(make_published_article(), headline="Given up")

    client.post(desk("verb", article, "discard"))

    assert not PendingChange.objects.exists()
    assert article.revisions.filter(content__headline="Given up").exists()


def test_a_change_that_comes_due_while_the_article_is_withdrawn_is_kept_back(client):
    editor = make_editor()
    article = make_published_article()
    at = in_an_hour()
    pending.publish_change(prepared(article, headline="New words"), by=editor, at=at)
    publishing.withdraw(article, by=editor, reason="It was wrong.")

    with clock.at(at):
        pending.settle()

    assert PendingChange.objects.get().state == "prepared"
    assert Entry.objects.about(article).first().verb == "kept a change back"


def test_what_was_removed_meanwhile_holds_up_no_change(client):
    article = make_published_article()
    author = make_author("Zoe")
    at = in_an_hour()
    change = prepared(article, headline="New words", bylines=[author.pk])
    pending.publish_change(change, by=make_editor(), at=at)
    author.delete()

    with clock.at(at):
        assert "New words" in read(client, article)


def test_a_process_that_hears_the_database_asks_once_whether_a_change_is_due(
    django_assert_num_queries,
):
    memory = Memory(1024 * 1024)
    memory.trusted_until = monotonic() + 3_600
    with kept_in(memory), gathering() as keys:
        pending.settle()
        with django_assert_num_queries(0):
            pending.settle()
        memory.forget([pending.CHANGES_KEY])
        with django_assert_num_queries(1):
            pending.settle()

    # The page that is made around it doesn't fall with it.
    assert keys == set()


def test_scheduling_a_change_lets_every_process_ask_anew():
    change, editor = prepared(make_published_article()), make_editor()

    with CaptureQueriesContext(connection) as queries:
        pending.publish_change(change, by=editor, at=in_an_hour())

    told = [row["sql"] for row in queries.captured_queries if "pg_notify" in row["sql"]]
    assert any(pending.CHANGES_KEY in sql for sql in told)


@pytest.mark.parametrize("name", ["preview", "compare", "change"])
def test_a_change_of_another_is_no_business_of_a_contributor(client, name):
    article = prepared(make_published_article())
    client.force_login(make_contributor())

    assert client.get(desk(name, article)).status_code in {302, 403, 404}


def test_the_list_of_changes_costs_the_same_for_2_and_for_20(client, django_assert_max_num_queries):
    client.force_login(make_editor())
    client.get("/desk/")
    counts = []
    for number in (2, 18):
        for _ in range(number):
            prepared(make_published_article())
        with django_assert_max_num_queries(12) as queries:
            assert client.get("/desk/articles/changedarticle/").status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]
