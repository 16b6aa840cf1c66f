"""The desk of publishing, as people use it: forms, buttons, lists and addresses."""

from datetime import timedelta

import pytest

from articles import publishing, writing
from articles.content import Content
from articles.models import Article
from press import clock
from press.history.models import Entry
from tests.articles.facts import ADD, LIST, change, enter, typed
from tests.factories import (
    make_administrator,
    make_article,
    make_author,
    make_author_login,
    make_contributor,
    make_editor,
    make_moderator,
    make_published_article,
    make_section,
)

pytestmark = pytest.mark.django_db


def test_a_contributor_writes_and_submits_in_one_step(client):
    enter(client, make_contributor())

    response = client.post(ADD, typed(_verb="submit"), follow=True)

    article = Article.objects.get()
    assert "waits for an editor" in response.content.decode()
    assert article.status == "in_review"
    assert list(article.tags.names()) == ["Arctic", "Shipping"]
    assert [row.author.name for row in article.bylines.all()] == ["Ingrid Solheim"]


def test_bylines_stand_in_the_order_in_which_they_were_chosen(client):
    enter(client, make_editor())
    chosen = [make_author("Zoe").pk, make_author("Anna").pk]

    client.post(ADD, typed(bylines=chosen))

    article = Article.objects.get()
    assert [row.author_id for row in article.bylines.all()] == chosen
    page = client.get(change(article)).content.decode()
    assert page.index(">Zoe<") < page.index(">Anna<")


def test_an_editor_publishes_from_the_form_and_what_was_typed_is_saved_first(client):
    enter(client, make_editor())
    article = make_article()

    client.post(change(article), typed(article, headline="New words", _verb="publish"))

    article.refresh_from_db()
    assert (article.headline, article.is_published()) == ("New words", True)


def test_each_press_of_a_button_writes_one_entry_for_each_verb(client):
    enter(client, make_editor())

    client.post(ADD, typed(_verb="publish"))

    entries = Entry.objects.about(Article.objects.get()).order_by("pk")
    assert [entry.verb for entry in entries] == ["created", "published"]


def test_a_contributor_sees_no_button_to_publish_and_cannot_press_one(client):
    contributor = enter(client, make_contributor())
    article = make_article(by=contributor)

    page = client.get(change(article)).content.decode()
    assert 'value="submit"' in page
    assert 'value="publish"' not in page
    client.post(change(article), typed(article, _verb="publish"))

    article.refresh_from_db()
    assert article.status == "draft"


def test_an_author_cannot_open_the_form_of_anothers_article_for_writing(client):
    enter(client, make_author_login())
    article = make_published_article()

    response = client.post(change(article), typed(article))

    assert response.status_code == 403


def test_a_contributor_doesnt_see_the_drafts_of_others(client):
    enter(client, make_contributor())
    article = make_article()

    assert client.get(change(article)).status_code == 302
    assert client.get(f"/desk/articles/article/{article.pk}/preview/").status_code == 403


def test_the_body_is_cleaned_when_it_is_saved(client):
    enter(client, make_editor())

    client.post(
        ADD,
        typed(
            body='<p onclick="x()">Hi<script>alert(1)</script> <a href="//evil.example">x</a></p>'
        ),
    )

    assert Article.objects.get().body == '<p>Hi <a rel="noopener">x</a></p>'


def test_scheduling_asks_for_a_moment_and_refuses_one_in_the_past(client):
    enter(client, make_editor())
    article = make_article()
    answer = client.post(change(article), typed(article, _verb="schedule"))
    ask = answer["Location"]

    refused = client.post(ask, {"at_0": "2020-01-01", "at_1": "06:00"})
    assert refused.status_code == 422
    assert "This moment is past" in refused.content.decode()
    tomorrow = clock.now() + timedelta(days=1)
    client.post(ask, {"at_0": f"{tomorrow:%Y-%m-%d}", "at_1": "06:00"})

    article.refresh_from_db()
    assert article.is_scheduled()


def test_returning_an_article_asks_for_a_note(client):
    enter(client, make_editor())
    article = publishing.submit(make_article(), by=make_editor())

    client.post(f"/desk/articles/article/{article.pk}/verb/return/", {"note": "Who said so?"})

    article.refresh_from_db()
    assert article.status == "draft"


def test_an_article_in_the_bin_is_taken_back_by_its_button(client):
    editor = enter(client, make_editor())
    article = publishing.put_in_bin(make_article(), by=editor)

    page = client.get(change(article)).content.decode()
    assert "Take back from the bin" in page
    client.post(f"/desk/articles/article/{article.pk}/verb/take_back/")

    article.refresh_from_db()
    assert article.status == "draft"


def test_bulk_publishing_says_for_each_article_how_it_went(client):
    enter(client, make_editor())
    draft, public = make_article(headline="Draft"), make_published_article(headline="Public")

    response = client.post(
        LIST, {"action": "publish_all", "_selected_action": [draft.pk, public.pk]}, follow=True
    )

    page = response.content.decode()
    assert "“Draft” is public" in page
    assert "Only a draft or an article in review can be published." in page


def test_a_changed_slug_of_a_public_article_leads_readers_on(client):
    enter(client, make_editor())
    article = make_published_article()
    old = article.get_absolute_url()

    client.post(change(article), typed(article, slug="fuel-limit"))

    response = client.get(old)
    assert response.status_code == 301
    assert response["Location"].endswith("/fuel-limit/")


def test_the_list_costs_the_same_for_3_and_for_30_articles(client, django_assert_max_num_queries):
    enter(client, make_editor())
    client.get(LIST)  # What a session remembers, it knows by now.
    counts = []
    for number in (3, 27):
        for _ in range(number):
            make_published_article()
        with django_assert_max_num_queries(12) as queries:
            client.get(LIST)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_the_search_of_the_list_reads_the_text(client):
    enter(client, make_editor())
    make_article(headline="One", body="<p>A lighthouse.</p>")
    make_article(headline="Two")

    page = client.get(LIST, {"q": "lighthouses"}).content.decode()

    assert "One" in page
    assert "Two" not in page
    assert "desk-writing.js" not in page  # The form's scripts would find none of their modules.


def test_every_person_opens_the_desk_on_their_work(client, django_assert_max_num_queries):
    for make in (make_contributor, make_author_login, make_editor, make_moderator):
        enter(client, make())
        client.get("/desk/")  # What a process asks once for all, it knows by now.
        with django_assert_max_num_queries(12):
            assert client.get("/desk/").status_code == 200
    enter(client, make_administrator())
    assert client.get("/desk/").status_code == 200


def test_the_form_of_an_article_costs_twelve_queries(client, django_assert_max_num_queries):
    second = make_section("Economy").pk
    writers = [make_author().pk, make_author("Ada Rander").pk]
    relations = {"further_sections": [second], "bylines": writers, "tags": ["ice", "sea routes"]}
    for login in (make_editor(), make_administrator()):
        enter(client, login)
        address = change(make_published_article(by=login, **relations))
        client.get(address)  # What a process asks once for all, it knows by now.
        # One less than twelve: a picture costs one.
        with django_assert_max_num_queries(11):
            page = client.get(address).content.decode()
        assert 'value="ice, sea routes"' in page or "&quot;sea routes&quot;" in page


def test_my_drafts_are_the_drafts_of_whoever_asks(client):
    editor = enter(client, make_editor())
    make_article(headline="Mine", by=editor)
    make_article(headline="Another’s")

    page = client.get(LIST, {"state": "my_drafts"}).content.decode()

    assert "Mine" in page
    assert "Another’s" not in page


def test_a_version_leads_to_the_one_before(client):
    editor = enter(client, make_editor())
    article = make_article(headline="First words", by=editor)
    first = article.latest_revision_id
    article = writing.revise(article, Content.of(article), by=editor)
    address = f"/desk/articles/article/{article.pk}/revisions/"

    assert (
        f"{address}{first}/"
        in client.get(f"{address}{article.latest_revision_id}/").content.decode()
    )
    assert "First words" in client.get(f"{address}{first}/").content.decode()


def test_the_history_of_an_article_is_read_at_the_desk(client):
    enter(client, make_editor())
    article = make_published_article()

    page = client.get(f"/desk/articles/article/{article.pk}/history/").content.decode()

    assert "published" in page


def test_desk_answers_allow_scripts_by_nonce_only(client):
    enter(client, make_editor())

    policy = client.get(ADD)["Content-Security-Policy"]

    scripts = next(part for part in policy.split("; ") if part.startswith("script-src "))
    assert "'nonce-" in scripts
    assert "unsafe" not in scripts


def test_a_contributor_chooses_the_address_of_their_own_draft(client):
    contributor = enter(client, make_contributor())
    article = make_article(by=contributor)

    client.post(change(article), typed(article, slug="my-words", body="<p>Precious.</p>"))

    article.refresh_from_db()
    assert (article.slug, article.body) == ("my-words", "<p>Precious.</p>")


def test_an_editor_writes_the_links_of_an_author(client):
    enter(client, make_editor())

    page = client.get("/desk/articles/author/add/").content.decode()

    assert "links-TOTAL_FORMS" in page


def test_the_desk_shows_what_waits_for_review_and_what_is_scheduled_in_their_order(client):
    enter(client, make_editor())
    for name in ("First", "Second"):
        publishing.submit(make_article(headline=f"{name} in review"), by=make_editor())
    for hours in (5, 3):
        at = clock.now() + timedelta(hours=hours)
        make_published_article(headline=f"Due in {hours}", at=at)

    page = client.get("/desk/").content.decode()

    places = [page.index(words) for words in ("First in", "Second in", "Due in 3", "Due in 5")]
    assert places == sorted(places)
