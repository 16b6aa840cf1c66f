"""Tags tidied: renamed, described and merged, with their addresses and their old words."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from articles import tagging, tasks, writing
from articles.content import Content
from articles.search import Wanted, search
from press.history.models import Entry
from tags.models import Tag
from tests.factories import make_article, make_contributor, make_editor, make_published_article

pytestmark = pytest.mark.django_db


def tidied(tag, **facts):
    facts = {"name": tag.name, "slug": tag.slug, "description": tag.description} | facts
    return tagging.tidy(tag, by=make_editor(), **facts)


def named(name):
    return Tag.objects.get(name=name)


def form_of(tag):
    return f"/desk/tags/tag/{tag.pk}/change/"


def test_merged_tags_are_one_on_one_page_and_each_article_has_it_once(client):
    first = make_published_article(headline="First", tags=["Ships", "Shipping"])
    second = make_published_article(headline="Second", tags=["Vessels"])
    client.get("/tags/shipping/")

    tidied(named("Shipping"), merge=[named("Ships"), named("Vessels")])

    assert list(first.tags.names()) == ["Shipping"]
    page = client.get("/tags/shipping/").content.decode()
    assert "First" in page
    assert "Second" in page
    for old in ("/tags/ships/", "/tags/vessels/"):
        assert client.get(old)["Location"] == "/tags/shipping/"
        assert client.get(f"{old}feed/")["Location"] == "/tags/shipping/feed/"
        assert client.get(f"{old}feed.json")["Location"] == "/tags/shipping/feed.json"
    assert ">Shipping<" in client.get(second.get_absolute_url()).content.decode()
    assert Entry.objects.about(named("Shipping")).first().detail["merged"] == ["Ships", "Vessels"]


def test_a_renamed_tag_leads_readers_on_in_one_step(client):
    make_published_article(tags=["Ice"])
    tag = tidied(named("Ice"), name="Sea ice", slug="sea-ice", description="What floats.")
    tag = tidied(tag, name="Pack ice", slug="pack-ice")

    for old in ("/tags/ice/", "/tags/sea-ice/"):
        response = client.get(old)
        assert (response.status_code, response["Location"]) == (301, "/tags/pack-ice/")
    assert "What floats." in client.get("/tags/pack-ice/").content.decode()


def test_whoever_types_an_old_word_gets_the_present_tag():
    make_article(tags=["Ships", "Shipping"])
    tidied(named("Shipping"), merge=[named("Ships")])

    article = make_article(tags=["SHIPS"])

    assert list(article.tags.names()) == ["Shipping"]
    assert not Tag.objects.filter(name__iexact="ships").exists()


def test_restoring_a_version_with_a_merged_tag_doesnt_bring_it_back():
    editor = make_editor()
    article = make_article(by=editor, tags=["Ships"])
    first = article.latest_revision
    make_article(tags=["Shipping"])
    writing.revise(article, Content(headline="No tags", section=article.section_id), by=editor)
    tidied(named("Shipping"), merge=[named("Ships")])

    writing.restore_revision(article, first, by=editor)

    assert list(article.tags.names()) == ["Shipping"]


def test_a_new_tag_may_have_an_old_word_and_its_address_again(client):
    make_published_article(tags=["Ice"])
    tidied(named("Ice"), name="Sea ice", slug="sea-ice")

    tagging.begin(Tag(name="Ice", slug="ice"), by=make_editor())

    assert client.get("/tags/ice/").status_code == 200
    assert list(make_article(tags=["ice"]).tags.names()) == ["Ice"]


def test_a_removed_tag_is_gone_from_its_articles_and_says_so(client):
    article = make_published_article(tags=["Ice"])

    tagging.remove(named("Ice"), by=make_editor())

    assert not article.tags.exists()
    assert client.get("/tags/ice/").status_code == 410


def test_search_forgets_a_removed_tag_by_a_job():
    make_published_article(tags=["Glaciers"])
    tagging.remove(named("Glaciers"), by=make_editor())

    job = ProcrastinateJob.objects.get(task_name="articles.tasks.name_these_anew")
    tasks.name_these_anew(**job.args)

    assert search(Wanted("glaciers")).articles == []


def test_one_screen_renames_describes_and_after_asking_merges(client):
    client.force_login(make_editor())
    make_published_article(tags=["Ships", "Shipping"])
    keep, other = named("Shipping"), named("Ships")

    typed = {"name": "Sea trade", "slug": "sea-trade", "description": "By sea."}

    asked = client.post(form_of(keep), typed | {"merge": [other.pk]})

    said = asked.content.decode()
    assert "1 article gets “Sea trade” instead." in said
    assert "/tags/ships/ will lead to /tags/sea-trade/." in said
    assert "Its description goes." not in said
    Tag.objects.filter(pk=other.pk).update(description="Large ones.")
    asked = client.post(form_of(keep), typed | {"merge": [other.pk]})
    assert "Its description goes." in asked.content.decode()
    assert Tag.objects.filter(pk=other.pk).exists()
    sure = dict(asked.context["words"]) | {"sure": "yes"}
    page = client.post(form_of(keep), sure, follow=True).content.decode()

    keep.refresh_from_db()
    assert (keep.name, keep.description) == ("Sea trade", "By sea.")
    assert "“Ships” is part of “Sea trade” now" in page
    assert client.get("/tags/ships/")["Location"] == "/tags/sea-trade/"


def test_tags_chosen_in_the_list_are_proposed_to_be_merged_into_the_most_used(client):
    client.force_login(make_editor())
    make_article(tags=["Ships"])
    for _ in range(2):
        make_article(tags=["Shipping"])
    chosen = [named("Ships").pk, named("Shipping").pk]

    response = client.post(
        "/desk/tags/tag/", {"action": "merge_all", "_selected_action": chosen}, follow=True
    )

    assert response.request["PATH_INFO"] == form_of(named("Shipping"))
    assert f'<option value="{chosen[0]}" selected' in response.content.decode()
    later = client.get(form_of(named("Shipping"))).content.decode()
    assert f'<option value="{chosen[0]}" selected' not in later


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("slug", "not a slug"), ("merge", "x"), ("merge", "\0"), ("merge", "9" * 30)],
)
def test_rubbish_is_refused_with_a_sentence(client, field, value):
    client.force_login(make_editor())
    make_article(tags=["Ice"])
    tag = named("Ice")

    response = client.post(
        form_of(tag), {"name": "Ice", "slug": "ice", "description": "Words stay."} | {field: value}
    )

    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert "Words stay." in response.content.decode()


def test_a_tag_is_not_merged_into_itself(client):
    client.force_login(make_editor())
    make_article(tags=["Ice"])
    tag = named("Ice")

    response = client.post(form_of(tag), {"name": "Ice", "slug": "ice", "merge": [tag.pk]})

    assert "merged into itself" in response.content.decode().replace("&#x27;", "'")


def test_contributors_tidy_nothing(client):
    make_article(tags=["Ice"])
    client.force_login(make_contributor())

    assert client.post(form_of(named("Ice")), {"name": "X", "slug": "x"}).status_code == 403
