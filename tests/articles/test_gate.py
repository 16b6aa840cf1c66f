"""The gate before publishing: what it finds, where, and what it takes to pass it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from articles import gate, pending, publishing
from articles.checks import findings_of
from articles.content import Content
from articles.models import Article
from images.models import Image
from press import clock
from press.history.models import Entry
from publication.models import StandingPage
from tests.articles.facts import LIST, typed
from tests.articles.facts import change as form_of
from tests.factories import make_article, make_editor, make_published_article

pytestmark = pytest.mark.django_db


def make_image(**facts):
    facts = {"file": f"{len(facts)}.jpg", "width": 2400, "height": 1600, "alt": "A quay"} | facts
    return Image.objects.create(**({"credit": "Elin Vass"} | facts))


def found(**content):
    article = make_article(**content)
    return [finding.code for finding in findings_of(article, Content.of(article))]


def figure(image, wide=False):
    size = ' data-size="wide"' if wide else ""
    return f'<p>Text.</p><figure data-image-id="{image.pk}"{size}></figure>'


def test_a_complete_article_passes():
    standing = StandingPage.objects.create(
        title="About", slug="about", body="", changed_at=clock.now()
    )
    other = make_published_article()
    links = (
        f'<p><a href="{other.get_absolute_url()}">The first part</a>, '
        f'<a href="{other.section.get_absolute_url()}">the World pages</a>, '
        f'<a href="{standing.get_absolute_url()}">about us</a>, <a href="/">the front</a>, '
        '<a href="https://example.org/x">a report</a>, <a href="/search/?q=a">a search</a></p>'
    )

    assert found(body=f"{links}<h2>One</h2><h3>Two</h3>", lead_image=make_image().pk) == []


@pytest.mark.parametrize(
    ("code", "content"),
    [
        ("no standfirst", {"standfirst": ""}),
        ("no sponsor", {"label": "sponsored"}),
        ("long title", {"headline": "Words " * 20}),
        ("heading order", {"body": "<h3>Small</h3><p>Text.</p>"}),
        ("empty heading", {"body": "<h2></h2><p>Text.</p>"}),
        ("empty link", {"body": '<p><a href="/"></a>Text.</p>'}),
        ("empty link", {"body": "<p><a>Words</a></p>"}),
        ("empty words", {"body": '<p>Click <a href="/">here</a>.</p>'}),
        ("empty words", {"body": '<p><a href="/">Weiterlesen …</a></p>', "language": "de"}),
        ("dead link", {"body": '<p><a href="/2026/01/01/nothing/">The deal</a></p>'}),
        ("dead link", {"body": '<p><a href="/no-such-page/">The deal</a></p>'}),
        ("dead link", {"body": '<p><a href="/2026/99/99/x/">The deal</a></p>'}),
        ("no picture", {"body": '<figure data-image-id="99999"></figure>'}),
    ],
)
def test_each_rule_finds_what_it_is_for(code, content):
    assert code in found(**content)


def test_a_title_for_search_engines_mends_a_long_headline():
    assert found(headline="Words " * 20, seo_title="Short words") == []


def test_a_fact_box_has_headings_of_its_own():
    box = '<aside class="fact"><h3>In short</h3><p>Text.</p></aside>'

    assert found(body=f"{box}<h2>One</h2>") == []


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ({"alt": ""}, ["no alt text"]),
        ({"credit": ""}, ["no credit"]),
        ({"alt": "", "credit": "", "decorative": True}, []),
        ({"width": 800, "height": 600}, ["small picture"]),
        ({"width": 900, "height": 1300}, []),
    ],
)
def test_pictures_are_described_credited_and_large_enough(facts, codes):
    assert found(lead_image=make_image(**facts).pk) == codes


def test_a_picture_in_the_column_may_be_smaller_than_a_wide_one():
    image = make_image(width=700, height=500)

    assert found(body=figure(image)) == []
    assert found(body=figure(image, wide=True)) == ["small picture"]


def test_the_same_headline_is_found_in_whatever_case(django_assert_max_num_queries):
    make_published_article(headline="The deal holds")

    assert found(headline="THE DEAL HOLDS") == ["same headline"]


def test_a_link_that_is_led_on_is_not_dead():
    article = make_published_article()
    old = article.get_absolute_url()
    publishing.change_slug(article, by=make_editor(), slug="other-words")

    assert found(body=f'<p><a href="{old}">The deal</a></p>') == []


def test_publishing_from_the_form_shows_what_to_mend_and_where(client):
    client.force_login(make_editor())
    article = make_article()
    body = '<p>Text.</p><p>Click <a href="/">here</a>.</p>'

    page = client.post(
        form_of(article), typed(article, body=body, standfirst="", _verb="publish"), follow=True
    )

    html = page.content.decode()
    assert "2 things to mend first" in html
    assert f"{form_of(article)}#id_standfirst" in html
    assert f"{form_of(article)}?block=1#id_body" in html
    article.refresh_from_db()
    assert (article.status, article.standfirst) == ("draft", "")


def test_publishing_in_spite_of_it_asks_for_a_reason_and_logs_it(client):
    editor = make_editor()
    client.force_login(editor)
    article = make_article(standfirst="")
    ask = reverse("admin:articles_article_verb", args=[article.pk, "publish"])

    refused = client.post(ask, {"in_spite": " "})
    assert refused.status_code == 422
    client.post(ask, {"in_spite": "Breaking, follows in an hour."})

    article.refresh_from_db()
    assert article.is_published()
    entry = Entry.objects.about(article).get(verb="overruled the gate")
    assert entry.by == editor
    assert entry.detail["reason"] == "Breaking, follows in an hour."
    assert "standfirst" in entry.detail["found"][0]


def test_scheduling_passes_the_same_gate():
    article = make_article(standfirst="")
    tomorrow = clock.now() + timedelta(days=1)

    with pytest.raises(gate.Stopped):
        gate.publish(article, by=make_editor(), at=tomorrow)
    assert gate.publish(article, by=make_editor(), at=tomorrow, in_spite="So.").is_scheduled()


def test_publishing_a_change_passes_the_same_gate(client):
    client.force_login(make_editor())
    article = make_published_article()
    content = Content.from_json(Content.of(article).as_json() | {"standfirst": ""})
    pending.prepare(article, content, by=make_editor())
    ask = reverse("admin:articles_changedarticle_verb", args=[article.pk, "publish"])

    page = client.post(ask)
    assert page.status_code == 422
    place = reverse("admin:articles_changedarticle_change", args=[article.pk])
    assert f"{place}#id_standfirst" in page.content.decode()
    article.refresh_from_db()
    assert article.standfirst
    client.post(ask, {"in_spite": "So."})

    article.refresh_from_db()
    assert article.standfirst == ""


def test_in_bulk_each_article_has_its_result_and_one_reason_is_enough(client):
    client.force_login(make_editor())
    good = make_article(headline="Good")
    bare = make_article(headline="Bare", standfirst="")
    public = make_published_article(headline="Public")
    pks = [good.pk, bare.pk, public.pk]

    page = client.post(LIST, {"action": "publish_all", "_selected_action": pks}).content.decode()

    assert "1 of 3 done." in page
    assert "“Good” is public." in page
    assert "1 thing is to be mended first." in page
    assert f"{form_of(bare)}#id_standfirst" in page
    assert "Only a draft or an article in review can be published." in page
    client.post(
        LIST, {"action": "publish_all", "_selected_action": [bare.pk], "in_spite": "Breaking."}
    )
    assert Article.objects.get(pk=bare.pk).is_published()


def test_a_long_article_full_of_links_is_checked_by_a_few_queries(django_assert_max_num_queries):
    other = make_published_article()
    link = f'<p><a href="{other.get_absolute_url()}">The deal</a></p>'
    article = make_article(body=link * 50)
    content = Content.of(article)

    with django_assert_max_num_queries(4):
        assert findings_of(article, content) == []
