"""Boxes that are kept once: what readers see of them, and what their verbs do."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from articles import pending, publishing
from articles.bodies import text_of
from articles.checks import findings_of
from articles.content import Content
from articles.models import Article, Snippet
from boxes import keeping
from boxes.keeping import BoxInUse, Outdated, Words
from boxes.models import Box
from boxes.uses import uses_of
from images import uploading
from images.uses import uses_of as uses_of_picture
from press import clock
from press.history.models import Entry
from press.pages.keys import gathering
from publication.models import StandingPage
from tests.boxes.facts import holding, make_box
from tests.factories import (
    make_article,
    make_author_login,
    make_editor,
    make_published_article,
)
from tests.images.pictures import upload_of
from tests.live.facts import make_live_article, make_post

pytestmark = pytest.mark.django_db


def page_of(client, article):
    return client.get(article.get_absolute_url()).content.decode()


def test_a_change_of_a_box_stands_in_every_text_at_once(client):
    box = make_box(body="<p>Signed in 1921.</p>")
    texts = [make_published_article(body=holding(box)) for _ in range(2)]
    about = StandingPage.objects.create(
        title="About", slug="about", body=holding(box), changed_at=clock.now()
    )
    for article in [*texts, about]:
        assert "Signed in 1921." in page_of(client, article)

    keeping.change(
        box, Words("The treaty", body="<p>Signed in 1922.</p>"), by=make_editor(), base=1
    )

    for article in [*texts, about]:
        page = page_of(client, article)
        assert 'aria-label="The treaty"' in page
        assert "Signed in 1922." in page
        assert "1921" not in page
    assert "Signed in 1922." in client.get("/feed/").content.decode()
    assert client.get("/api/articles/?fields=body").text.count("Signed in 1922.") == 2
    # The words of a box are no article's: neither search nor the count of words finds them there.
    assert not Article.objects.filter(body_text__contains="Signed")


def test_pages_with_a_box_hear_of_it_and_without_one_pay_nothing(client, django_assert_num_queries):
    other = make_published_article()
    box = make_box(articles=[other])
    boxed = make_published_article(body=holding(box, make_box()))

    with gathering() as keys, django_assert_num_queries(2):  # The boxes, and their articles.
        text_of(boxed.prepared)
    assert {f"boxes.box:{box.pk}", f"articles.article:{other.pk}"} <= keys
    with django_assert_num_queries(0):
        text_of(other.prepared)


def test_a_related_box_holds_what_readers_see_in_the_chosen_order(client):
    by = make_editor()
    first, last = make_published_article(headline="A storm"), make_published_article(headline="Z")
    scheduled = make_published_article(headline="Ebb", at=clock.now() + timedelta(hours=1))
    article = make_published_article(
        body=holding(make_box("More on the sea", body="", articles=[last, scheduled, first]))
    )

    def shown():
        [part] = [part for part in text_of(article.prepared).parts if part.box]
        return [row.headline for row in part.box.articles]

    assert shown() == ["Z", "A storm"]
    assert f'<a href="{last.get_absolute_url()}">Z</a>' in page_of(client, article)
    with clock.at(clock.now() + timedelta(hours=2)):
        assert shown() == ["Z", "Ebb", "A storm"]
    publishing.withdraw(last, by=by, reason="Wrong.")
    assert shown() == ["A storm"]
    publishing.withdraw(first, by=by, reason="Wrong.")
    assert "More on the sea" not in page_of(client, article)


def test_a_box_shows_its_pictures_and_says_so_to_the_library(client):
    image = uploading.upload(upload_of(), by=None, alt="An icy quay.")
    body = f'<p>Signed.</p><figure data-image-id="{image.pk}" data-size="wide"></figure>'
    article = make_published_article(body=holding(make_box(body=body)))

    page = page_of(client, article)

    assert 'alt="An icy quay."' in page
    assert "figure--wide" not in page
    assert [(use.what, use.name) for use in uses_of_picture(image)] == [
        ("Text of a box", "The treaty in short")
    ]


def test_a_box_keeps_only_what_may_stand_on_a_page_twice():
    box = make_box(
        body='<h2 id="x">Head</h2><p>Words<span class="note">n</span></p>'
        '<div data-box-id="7"></div><table><tr><td>1</td></tr></table><script>x()</script>'
    )

    assert box.body == "Head<p>Wordsn</p>1"


def test_of_two_who_change_a_box_the_second_is_told():
    box, by = make_box(), make_editor()
    keeping.change(box, Words("One", body="<p>1</p>"), by=by, base=1)

    with pytest.raises(Outdated, match="meanwhile"):
        keeping.change(box, Words("Two", body="<p>2</p>"), by=by, base=1)

    assert Box.objects.get().title == "One"
    keeping.change(box, Words("One", body="<p>1</p>"), by=by, base=2)
    assert [version.number for version in box.versions.all()] == [2, 1]


def test_an_older_version_comes_back_as_a_new_one():
    box, by = make_box(), make_editor()
    keeping.change(box, Words("Other", body="<p>Other.</p>"), by=by, base=1)

    box = keeping.restore(box.versions.get(number=1), by=by, base=2)

    assert (box.title, box.body, box.version) == (
        "The treaty in short",
        "<p>Signed in 1921.</p>",
        3,
    )
    assert box.versions.get(number=3).restored == 1
    verbs = [entry.verb for entry in Entry.objects.about(box).order_by("pk")]
    assert verbs == ["added", "changed", "brought back"]


@pytest.mark.parametrize("body", ["", "<p> </p>", "<p><br></p>"])
def test_a_box_that_says_nothing_is_refused(body):
    with pytest.raises(ValidationError, match="Write a text"):
        make_box(body=body)


def test_every_place_of_a_box_is_found():
    box = make_box()
    body = holding(box)
    make_article(body=f'<div data-box-id="{box.pk}0"></div>')
    make_article(headline="In its text", body=body)
    Snippet.objects.create(name="The end", body=body)
    StandingPage.objects.create(title="About", slug="about", body=body, changed_at=clock.now())
    live = make_published_article(headline="It changes")
    pending.prepare(live, replace(Content.of(live), body=body), by=make_editor())
    make_post(make_live_article(), body, headline="It moves")

    assert {(use.what, use.name) for use in uses_of(box)} == {
        ("Text of an article", "In its text"),
        ("Snippet", "The end"),
        ("Text of a standing page", "About"),
        ("Change of a public article", "It changes"),
        ("Text of a live post", "It moves"),
    }
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "article_boxes" in Article.objects.holding(box.pk).explain()


def test_a_used_box_stays_and_an_unused_one_can_come_back(client):
    box, by = make_box(), make_editor()
    article = make_published_article(headline="In its text", body=holding(box))
    with pytest.raises(BoxInUse, match="In its text"):
        keeping.remove(box, by=by)

    Article.objects.filter(pk=article.pk).update(body="<p>Words.</p>")
    keeping.remove(box, by=by)

    # An article that took it up in the same moment shows nothing, and the gate says why.
    assert "The treaty in short" not in page_of(client, article)
    content = replace(Content.of(article), body=holding(box))
    assert [finding.code for finding in findings_of(article, content)] == ["no box"]
    with pytest.raises(Outdated, match="removed"):
        keeping.change(box, Words("New", body="<p>New.</p>"), by=by, base=1)
    keeping.bring_back(box, by=by)
    assert "The treaty in short" in page_of(client, article)
    assert findings_of(article, content) == []


def test_whoever_may_not_change_boxes_changes_none():
    box, author = make_box(), make_author_login()
    for verb in (
        lambda: make_box(by=author),
        lambda: keeping.change(box, Words("x", body="<p>x</p>"), by=author, base=1),
        lambda: keeping.restore(box.versions.get(), by=author, base=1),
        lambda: keeping.remove(box, by=author),
        lambda: keeping.bring_back(box, by=author),
    ):
        with pytest.raises(PermissionDenied):
            verb()
