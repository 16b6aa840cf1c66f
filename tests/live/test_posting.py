"""Posts: by several people at once, nothing lost, nothing twice, changes and removals traced."""

from threading import Barrier, Thread
from uuid import uuid4

import feedparser
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse

from articles.models import Article
from articles.publishing import NotNow
from articles.querysets import FOUND_KEY
from live import covering, posting
from live.models import Post
from live.posting import Words
from press.history.models import Entry
from press.pages.keys import gathering
from tests.articles.facts import queries_of
from tests.factories import (
    make_author,
    make_author_login,
    make_contributor,
    make_editor,
    make_moderator,
    make_published_article,
)
from tests.live.facts import make_live_article, make_post

pytestmark = pytest.mark.django_db


def read(client, address):
    return client.get(address).content.decode()


def desk(article):
    return reverse("live_desk", args=[article.pk])


def test_readers_see_posts_newest_first_with_pinned_and_key_events_on_top(client):
    article = make_live_article()
    make_post(article, "<p>First words.</p>", headline="The gates open", is_key=True)
    make_post(article, "<p>What we know.</p>", is_pinned=True)
    make_post(article, "<p>Third words.</p>")

    page = read(client, article.get_absolute_url())

    places = [page.index(words) for words in ("What we know.", "The gates open", "Third words.")]
    assert places == sorted(places)
    assert page.index("Third words.") < page.index("First words.")
    assert "post--pinned" in page


def test_search_finds_an_article_by_its_posts_and_not_by_what_was_taken_from_them(client):
    article = make_live_article(headline="The harbour today", body="<p>We follow it.</p>")
    by = make_author_login()
    post = make_post(article, "<p>A <strong>kittiwake</strong> on the crane.</p>", by=by)
    make_post(article, "<p>The ferry sails.</p>", headline="Gates open", by=by)

    def found(words):
        with gathering() as keys:
            page = client.get("/search/", {"q": words})
        assert FOUND_KEY in keys
        return [(row.pk, row.excerpt) for row in page.context["found"].articles]

    [(pk, excerpt)] = found("kittiwakes")
    assert pk == article.pk
    assert "A <mark>kittiwake</mark> on the crane." in excerpt
    assert [pk for pk, _ in found('"gates open" "we follow"')] == [article.pk]
    posting.edit(post, Words(body="<p>A puffin on it.</p>"), by=by, version=post.version)
    assert found("kittiwakes") == []
    [(_, excerpt)] = found("puffin")
    post.refresh_from_db()
    posting.remove(post, by=by, version=post.version)
    assert found("puffin") == []
    assert "puffin" not in str(found("ferry"))


def test_older_posts_stand_on_further_pages_and_each_has_an_address(client):
    article = make_live_article()
    by = make_author_login()
    posts = [make_post(article, f"<p>Number {number}.</p>", by=by) for number in range(45)]
    page = read(client, article.get_absolute_url())
    assert "Number 25." in page
    assert "Number 24." not in page

    shown = []
    while links := [link for link in page.split('"') if "live/?after=" in link]:
        page = read(client, links[0])
        shown += [number for number in range(45) if f"Number {number}.<" in page]
    assert sorted(shown) == list(range(25))
    assert "Number 7." in read(client, posts[7].get_absolute_url())


def test_a_live_page_costs_two_queries_more_however_many_posts(client):
    article, by = make_published_article(), make_author_login()
    address = article.get_absolute_url()
    ordinary = queries_of(client, address)
    article = covering.begin(article, by=make_editor())
    make_post(article, by=by, is_key=True)
    assert queries_of(client, address) == ordinary + 2
    for _ in range(30):
        make_post(article, by=by, is_key=True)

    assert queries_of(client, address) == ordinary + 2


def test_what_the_script_asks_for_is_what_the_page_shows(client):
    article = make_live_article()
    make_post(article, "<p>One.</p>")
    last = make_post(article, "<p>Two.</p>", headline="A halt")

    told = client.get(f"{article.get_absolute_url()}live/newest.json").json()

    assert told["live"] is True
    assert told["words"] == ["1 new post", "2 new posts"]
    assert told["posts"][0]["id"] == last.pk
    page = " ".join(read(client, article.get_absolute_url()).split())
    assert all(" ".join(row["html"].split()) in page for row in told["posts"])


def test_the_feed_of_the_coverage_has_every_post(client):
    article = make_live_article()
    make_post(article, "<p>One.</p>")
    make_post(article, "<p>Two.</p>", headline="A halt")

    entries = feedparser.parse(read(client, f"{article.get_absolute_url()}live/feed/")).entries

    assert [entry.title for entry in entries] == ["A halt", article.headline]
    assert "Two." in entries[0].content[0].value


def test_a_post_sent_twice_is_one_and_only_the_allowed_marks_are_kept():
    article, by, key = make_live_article(), make_author_login(), uuid4()
    words = Words(body='<p onclick="x()">It moves.<script>x()</script></p>')

    one = posting.post(article, words, by=by, key=key)
    two = posting.post(article, words, by=by, key=key)
    assert one == two
    assert Post.objects.get().body == "<p>It moves.</p>"
    # No answer came, and the writer went on writing: what was meant last is what stands there.
    posting.post(article, Words(body="<p>It stands.</p>"), by=by, key=key)

    assert Post.objects.get().body == "<p>It stands.</p>"
    assert Entry.objects.filter(verb="posted").count() == 1
    with pytest.raises(posting.Outdated):
        posting.post(article, words, by=by, key=key)


def test_what_a_browser_kept_comes_back_in_the_form_and_is_not_posted_by_that(client):
    client.force_login(make_editor())
    post = make_post(make_live_article(), "<p>Three ships.</p>")
    for address in (desk(post.article), reverse("live_change", args=[post.pk])):
        typed = {"show": "1", "window": "w1", "headline": "A halt", "image": "x", "key": "rubbish"}

        page = client.post(address, typed | {"body": "<p>Kept.</p>", "version": "1"})

        shown = page.content.decode()
        assert page.status_code == 200
        assert 'value="A halt"' in shown
        assert "&lt;p&gt;Kept.&lt;/p&gt;" in shown
        assert "data-unsent" in shown
        assert 'data-taken="w1"' in shown
    assert Post.objects.get().body == "<p>Three ships.</p>"


@pytest.mark.django_db(transaction=True)
def test_two_people_post_at_the_same_moment_and_both_posts_are_there():
    article = make_live_article()
    people, start = [make_author_login(), make_author_login()], Barrier(2)

    def write(person):
        start.wait()
        make_post(article, f"<p>By {person.username}.</p>", by=person)
        connection.close()

    threads = [Thread(target=write, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {post.by for post in Post.objects.all()} == set(people)


def test_who_changes_what_somebody_else_changed_meanwhile_sees_both_and_loses_nothing(client):
    editor = make_editor()
    client.force_login(editor)
    post = make_post(make_live_article(), "<p>Three ships.</p>")
    seen = post.version
    posting.edit(post, Words(body="<p>Four ships.</p>"), by=post.by, version=seen)
    page = reverse("live_change", args=[post.pk])

    refused = client.post(page, {"body": "<p>Five ships.</p>", "version": seen})

    shown = refused.content.decode()
    assert refused.status_code == 409
    assert "Four ships." in shown
    assert "Five ships." in shown
    again = client.post(page, {"body": "<p>Five ships.</p>", "version": seen + 1})
    assert again.status_code == 302
    assert Post.objects.get().body == "<p>Five ships.</p>"


def test_changes_and_removals_leave_a_trace(client):
    post = make_post(make_live_article(), "<p>Three ships.</p>")
    address = post.article.get_absolute_url()
    post = posting.edit(post, Words(body="<p>Four.</p>"), by=post.by, version=post.version)
    assert "· changed" in " ".join(read(client, address).split())
    assert Entry.objects.get(verb="changed a post").detail["was"]["body"] == "<p>Three ships.</p>"

    posting.remove(post, by=post.by, version=post.version)

    assert "Four." not in read(client, address)
    assert client.get(post.get_absolute_url()).status_code == 410
    assert Entry.objects.get(verb="removed a post").detail["was"]["body"] == "<p>Four.</p>"
    assert Post.objects.get().body == "<p>Four.</p>"


def test_a_removed_post_comes_back_where_it_stood_but_not_against_an_editor(client):
    owner, editor = make_author_login(), make_editor()
    post = make_post(make_live_article(), "<p>Three ships.</p>", by=owner, is_key=True)
    article, at = post.article, post.published_at
    updated = Article.objects.get(pk=article.pk).updated_at
    make_post(article, "<p>Fog.</p>", by=owner)
    client.force_login(owner)
    for person in (owner, editor):
        removed = posting.remove(post, by=person, version=post.version)
        address = reverse("live_bring_back", args=[post.pk])
        assert (f'action="{address}"' in read(client, desk(article))) == (person == owner)
        answer = client.post(address, {"version": removed.version})
        assert answer.status_code == (302 if person == owner else 403)
        post.refresh_from_db()

    post = posting.bring_back(post, by=editor, version=post.version)

    with pytest.raises(posting.Outdated):
        posting.bring_back(post, by=editor, version=post.version)
    page = read(client, article.get_absolute_url())
    assert page.rindex("Fog.") < page.rindex("Three ships.")
    assert client.get(post.get_absolute_url()).status_code == 200
    assert client.get("/search/", {"q": "ships"}).context["found"].articles
    assert (post.published_at, post.removed_by) == (at, None)
    assert Article.objects.get(pk=article.pk).updated_at == updated
    assert Entry.objects.filter(verb="brought a post back").count() == 2


def test_a_post_that_is_refused_keeps_its_words(client):
    client.force_login(make_editor())
    article = make_live_article()
    key = str(uuid4())

    empty = client.post(desk(article), {"headline": "A halt", "body": "<p></p>", "key": key})
    assert empty.status_code == 422
    assert "A halt" in empty.content.decode()
    covering.end(article, by=make_editor())
    late = client.post(desk(article), {"body": "<p>Too late.</p>", "key": key})

    assert late.status_code == 422
    assert "Too late." in late.content.decode()
    assert "isn&#x27;t running" in late.content.decode()
    assert not Post.objects.exists()


def test_several_authors_post_at_the_desk_under_their_own_names(client):
    make_author("Mateus Ferraz", login=(mateus := make_author_login()))
    article = make_live_article()
    for person, words in ((mateus, "One"), (make_author_login(), "Two")):
        client.force_login(person)
        sent = {"body": f"<p>{words}.</p>", "key": str(uuid4()), "is_key": "on"}
        assert client.post(desk(article), sent).status_code == 302

    page = read(client, article.get_absolute_url())
    assert "Mateus Ferraz" in page
    assert page.count("post--key") == 2


def test_who_may_post_change_and_begin(client):
    article, owner = make_live_article(), make_author_login()
    post = make_post(article, by=owner)
    for person in (make_contributor(), make_moderator()):
        with pytest.raises(PermissionDenied):
            make_post(article, by=person)
    with pytest.raises(PermissionDenied):
        posting.remove(post, by=make_author_login(), version=1)
    with pytest.raises(NotNow):
        make_post(make_published_article())
    with pytest.raises(ValidationError, match="sentence"):
        make_post(article, "<p> </p>")
    posting.remove(post, by=make_editor(), version=1)


def test_a_key_event_moves_the_time_updated_and_an_ordinary_post_does_not():
    article = make_live_article()
    make_post(article)
    article.refresh_from_db()
    assert article.updated_at is None

    post = make_post(article, is_key=True)
    article.refresh_from_db()
    assert article.updated_at >= post.published_at


def test_pages_know_the_posts_that_they_show_and_hear_of_the_next(client):
    article = make_live_article()
    post = make_post(article)
    for path in ("", "live/", "live/newest.json", "live/feed/"):
        with gathering() as keys:
            client.get(article.get_absolute_url() + path)
        assert {f"list:live:{article.pk}", f"live.post:{post.pk}"} <= keys, path


def test_the_desk_opens_by_few_queries(client, django_assert_max_num_queries):
    client.force_login(make_editor())
    article, by = make_live_article(), make_author_login()
    for _ in range(25):
        make_post(article, by=by)

    with django_assert_max_num_queries(12):
        page = read(client, desk(article))
    assert page.count("live-posts__when") == 20
    assert 'src="/static/admin/js/core.js"' in page  # Else the calendar of the moment fails.
    address = reverse("live_newest", args=[article.pk])
    with django_assert_max_num_queries(8):
        told = client.get(address).json()["posts"]
    names = " ".join(f"{each['id']}.{each['version']}" for each in told)
    with django_assert_max_num_queries(7):
        assert client.get(address, {"shown": names}).status_code == 204


@pytest.mark.parametrize("version", ["", "x", "9" * 5000])
def test_a_post_is_not_removed_by_rubbish_for_its_version(client, version):
    post = make_post(make_live_article(), "<p>It stays.</p>", by=make_author_login())
    client.force_login(make_editor())

    page = client.post(reverse("live_remove", args=[post.pk]), {"version": version}, follow=True)

    assert page.status_code == 200
    assert "It stays." in page.content.decode()
    assert Post.objects.filter(pk=post.pk, removed_at=None).exists()
