"""Corrections: readers read what was wrong, what is right, and what changed, word by word."""

from datetime import timedelta

import feedparser
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from articles import correcting, pending, publishing
from articles.content import Content
from articles.correcting import Amends
from articles.models import Article, Correction, Revision
from press import clock
from press.history.models import Entry
from press.pages.keys import gathering, key_of
from tests.articles.facts import (
    RIGHT,
    TOLD,
    WRONG,
    change,
    make_correction,
    queries_of,
    revised,
    typed,
)
from tests.articles.test_structured import nodes_of
from tests.factories import (
    hours_ago,
    make_article,
    make_author_login,
    make_contributor,
    make_editor,
    make_published_article,
)

pytestmark = pytest.mark.django_db


def read(client, address):
    return client.get(address).content.decode()


def read_feed(client, address):
    return feedparser.parse(read(client, address)).entries


def test_a_correction_stands_at_its_article_in_its_full_text_in_the_list_and_in_feeds(client):
    correction = make_correction()
    article = correction.article

    page, listed = read(client, article.get_absolute_url()), read(client, "/corrections/")
    [rss] = read_feed(client, "/corrections/feed/")
    [item] = client.get("/corrections/feed.json").json()["items"]

    [whole] = read_feed(client, "/feed/")
    assert TOLD in page
    assert TOLD in listed
    assert TOLD in whole.content[0].value
    assert f'href="http://testserver{correction.get_absolute_url()}"' in whole.content[0].value
    assert f'href="{article.get_absolute_url()}#correction-{correction.pk}"' in listed
    assert rss.title == item["title"] == f"Correction: {article.headline}"
    assert TOLD in rss.content[0].value
    assert rss.link.endswith(correction.get_absolute_url())


def test_readers_see_what_changed_word_by_word_and_nothing_of_what_they_never_read(client):
    article = make_article(body="<p>Six secret ships.</p>")
    article = revised(article, body=WRONG, seo_title="For engines")
    with clock.at(hours_ago(1)):
        publishing.publish(article, by=make_editor())
    correction = make_correction(Article.objects.get(pk=article.pk))

    page = read(client, correction.get_absolute_url())

    assert ">six <" in page
    assert ">four <" in page
    assert "secret" not in page
    assert "For engines" not in page


def test_versions_that_readers_never_read_cannot_be_named():
    editor = make_editor()
    draft = make_article(body="<p>Under embargo.</p>")
    hidden = draft.latest_revision_id
    article = publishing.publish(revised(draft, body=WRONG), by=editor)
    shown = article.latest_revision_id
    pending.prepare(article, Content.of(article), by=editor)
    waiting = Revision.objects.of(article).first().pk
    publishing.withdraw(article, by=editor, reason="Wrong.")
    while_withdrawn = revised(article, body="<p>Nobody saw this.</p>").latest_revision_id
    present = revised(article, body=RIGHT).latest_revision_id
    article = publishing.restore(article, by=editor)
    other = make_published_article().latest_revision_id
    amends = Amends("correction", TOLD)

    for before in (hidden, waiting, while_withdrawn, other, None):
        with pytest.raises(ValidationError, match="never read"):
            correcting.declare(article, amends, by=editor, before=before, after=present)
    assert correcting.declare(article, amends, by=editor, before=shown, after=present)


def test_what_an_article_said_goes_with_it_and_comes_back_with_it(client):
    correction, editor = make_correction(), make_editor()
    article = publishing.withdraw(correction.article, by=editor, reason="All of it was wrong.")

    assert client.get(correction.get_absolute_url()).status_code == 404
    assert TOLD not in read(client, "/corrections/")
    assert TOLD not in read(client, "/corrections/feed/")
    publishing.restore(article, by=editor)
    assert TOLD in read(client, "/corrections/")


def test_an_article_that_was_withdrawn_by_the_clock_takes_its_corrections_along(client):
    correction = make_correction()
    Article.objects.filter(pk=correction.article_id).update(withdrawn_at=hours_ago(1))

    assert client.get(correction.get_absolute_url()).status_code == 404
    assert TOLD not in read(client, "/corrections/")


def test_a_minor_edit_moves_no_date_and_a_correction_moves_it(client):
    article = make_published_article(body=WRONG, at=hours_ago(2))
    month = f"/sitemap-{article.date:%Y-%m}.xml"

    def dates():
        [told] = [
            node["dateModified"]
            for node in nodes_of(client, article.get_absolute_url())
            if "dateModified" in node
        ]
        item = client.get("/feed.json").json()["items"][0]
        return told, read(client, month), item.get("date_modified"), item["date_published"]

    before = dates()
    article = revised(article, body="<p>There are six ships,</p>")
    assert dates() == before

    make_correction(article)
    after = dates()
    assert all(new != old for new, old in zip(after[:3], before[:3], strict=True))
    assert after[3] == before[3]


def test_programs_read_the_correction(client):
    correction = make_correction()

    [told] = [
        node["correction"]
        for node in nodes_of(client, correction.article.get_absolute_url())
        if "correction" in node
    ]

    assert told == [
        {
            "@type": "CorrectionComment",
            "url": f"http://testserver{correction.get_absolute_url()}",
            "text": TOLD,
            "datePublished": correction.published_at.isoformat(),
        }
    ]


def test_the_article_says_corrected_beside_its_date_for_a_day(client):
    correction = make_correction()
    address = correction.article.get_absolute_url()

    with gathering() as keys:
        assert ">Corrected<" in read(client, address)
    with clock.at(clock.now() + timedelta(hours=25)):
        assert ">Corrected<" not in read(client, address)
    assert {key_of(correction), key_of(correction.article)} <= keys


def test_a_page_with_corrections_costs_no_query_more(client):
    article = make_published_article(body=WRONG, at=hours_ago(2))
    address = article.get_absolute_url()
    before = queries_of(client, address)
    make_correction(article)
    make_correction(Article.objects.get(pk=article.pk))

    assert queries_of(client, address) == before


def test_the_list_costs_the_same_for_one_and_for_thirty(client, django_assert_num_queries):
    article = make_correction().article
    read(client, "/corrections/")
    for number in range(29):
        article = revised(article, headline=f"Headline {number}")
        make_correction(article, text=f"Number {number}.")

    # One is for breaking news, which a server knows by heart.
    with django_assert_num_queries(5 + 1):
        first = read(client, "/corrections/")
    assert "Number 28." in first
    assert "Number 8." not in first
    [older] = [link for link in first.split('"') if link.startswith("/corrections/?after=")]
    second = read(client, older)
    assert "Number 8." in second
    assert TOLD in second
    assert client.get("/corrections/?after=x").status_code == 404


def test_the_form_declares_a_correction_with_the_change_that_makes_it(client):
    client.force_login(make_editor())
    article = make_published_article(body=WRONG, at=hours_ago(2))
    before = article.latest_revision_id

    sent = typed(article, body=RIGHT, weight="correction", correction=TOLD)
    assert client.post(change(article), sent | {"_continue": "1"}).status_code == 302

    correction = Correction.objects.get()
    article.refresh_from_db()
    assert (correction.before_id, correction.after_id) == (before, article.latest_revision_id)
    assert article.updated_at is not None
    entry = Entry.objects.get(verb="corrected")
    assert entry.detail["text"] == TOLD


def test_a_correction_without_words_keeps_what_was_typed_and_saves_nothing(client):
    client.force_login(make_editor())
    article = make_published_article(body=WRONG)

    response = client.post(change(article), typed(article, body=RIGHT, weight="clarification"))

    article.refresh_from_db()
    assert "Say what was wrong" in response.content.decode()
    assert "There are four ships." in response.content.decode()
    assert article.body == WRONG


def test_a_draft_is_not_asked_what_its_change_means_to_readers(client):
    client.force_login(make_editor())
    draft = make_article()

    assert 'name="weight"' not in read(client, change(draft))
    refused = client.post(change(draft), typed(draft, weight="correction", correction=TOLD))
    assert "Only a public article" in refused.content.decode()
    assert not Correction.objects.exists()


def test_a_scheduled_change_declares_its_correction_in_the_second_of_its_moment(client):
    editor, article = make_editor(), make_published_article(body=WRONG, at=hours_ago(2))
    content = Content.from_json(Content.of(article).as_json() | {"body": RIGHT})
    pending.prepare(article, content, by=editor, amends=Amends("clarification", TOLD))
    at = clock.now() + timedelta(hours=1)
    pending.publish_change(article, by=editor, at=at)

    assert TOLD not in read(client, article.get_absolute_url())
    with clock.at(at):
        assert TOLD in read(client, article.get_absolute_url())
        assert ">six <" in read(client, Correction.objects.get().get_absolute_url())


def test_a_change_of_former_days_can_be_declared_from_the_comparison(client):
    client.force_login(make_editor())
    article = make_published_article(body=WRONG, at=hours_ago(2))
    old, new = article.latest_revision_id, revised(article, body=RIGHT).latest_revision_id
    compared = reverse("admin:articles_article_compare", args=[article.pk])
    page = reverse("admin:articles_article_correct", args=[article.pk, old, new])

    assert page in read(client, f"{compared}?old={old}&new={new}")
    refused = client.post(page, {"kind": "correction", "text": " "})
    assert refused.status_code == 422
    assert client.post(page, {"kind": "correction", "text": TOLD}).status_code == 302
    assert Correction.objects.get().text == TOLD


def test_changing_its_words_leaves_a_trace_for_readers_and_for_us(client):
    editor, correction = make_editor(), make_correction()
    client.force_login(editor)
    page = reverse("admin:articles_correction_change", args=[correction.pk])

    client.post(page, {"kind": "clarification", "text": "There are five ships."})

    shown = read(client, correction.article.get_absolute_url())
    assert "There are five ships." in shown
    assert "These words were changed" in shown
    entry = Entry.objects.get(verb="changed a correction")
    assert (entry.by, entry.detail["was"]["text"]) == (editor, TOLD)


def test_it_goes_only_with_a_reason_which_the_log_keeps(client):
    correction = make_correction()
    address = correction.get_absolute_url()
    client.force_login(make_editor())
    page = reverse("admin:articles_correction_remove", args=[correction.pk])

    assert client.post(page, {"reason": " "}).status_code == 422
    assert client.post(page, {"reason": "It was right after all."}).status_code == 302

    assert not Correction.objects.exists()
    entry = Entry.objects.get(verb="removed a correction")
    assert (entry.detail["text"], entry.detail["reason"]) == (TOLD, "It was right after all.")
    assert client.get(address).status_code == 410


def test_who_may_publish_an_article_may_correct_it_and_only_editors_take_that_back():
    author = make_author_login()
    article = make_published_article(body=WRONG, by=author, at=hours_ago(2))
    with pytest.raises(PermissionDenied):
        make_correction(article, by=make_contributor())
    with pytest.raises(PermissionDenied):
        make_correction(Article.objects.get(pk=article.pk), by=make_author_login())

    correction = make_correction(Article.objects.get(pk=article.pk), by=author)

    with pytest.raises(PermissionDenied):
        correcting.remove(correction, by=author, reason="I like it better without.")
    correcting.remove(correction, by=make_editor(), reason="Twice.")


def test_the_desk_lists_corrections_by_few_queries(client, django_assert_max_num_queries):
    client.force_login(make_editor())
    for number in range(5):
        make_correction(text=f"Number {number}.")

    with django_assert_max_num_queries(12):
        page = read(client, reverse("admin:articles_correction_changelist"))
    assert "Number 4." in page
