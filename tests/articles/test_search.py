"""Search: any input is a query, never an error."""

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from articles import naming, spelling
from articles.indexing import folded
from articles.search import Wanted, search
from tests.factories import (
    hours_ago,
    make_administrator,
    make_article,
    make_author,
    make_published_article,
    make_section,
)

ANYTHING = [
    *("", "-", '"', "& | !", "a", "😀", "العاصفة", "x" * 10_000, "' OR 1=1 --", "<->", "\\", "%"),
    *("- " * 150, '-"' * 90, "\0", "storm\0", "span4 80", "'span4 80'", "the", "((("),
]

pytestmark = pytest.mark.django_db


def find(words, **narrowed):
    return search(Wanted(words, **narrowed))


def headlines(words, **narrowed):
    return [article.headline for article in find(words, **narrowed).articles]


def test_words_are_found_in_headline_standfirst_and_text():
    make_published_article(headline="Lighthouse")
    make_published_article(headline="Two", standfirst="About a lighthouse.")
    make_published_article(headline="Three", body="<p>There stood a lighthouse.</p>")

    assert headlines("lighthouse") == ["Lighthouse", "Two", "Three"]


def test_drafts_and_scheduled_articles_are_not_found():
    make_article(headline="Lighthouse")

    assert headlines("lighthouse") == []


@pytest.mark.parametrize("words", ["cafe", "café", "CAFÉ"])
def test_accents_and_capitals_make_no_difference(words):
    make_published_article(headline="The last Café of the quay")

    assert headlines(words) == ["The last Café of the quay"]


def test_word_forms_of_the_language_are_found():
    make_published_article(headline="Ships sailing north")

    assert headlines("ship sails") == ["Ships sailing north"]


def test_a_phrase_and_an_exclusion_are_understood():
    make_published_article(headline="Fuel limit in the north")
    make_published_article(headline="In the limit, fuel burns", body="<p>Ballast.</p>")

    assert headlines('"fuel limit"') == ["Fuel limit in the north"]
    assert headlines("fuel -ballast") == ["Fuel limit in the north"]


def test_what_is_excluded_is_excluded_from_every_time():
    make_published_article(headline="Coast", at=hours_ago(24 * 400))
    make_published_article(headline="Storm at the coast", at=hours_ago(24 * 700))
    make_published_article(headline="Calm sea")

    assert headlines("calm or -storm") == ["Calm sea", "Coast"]
    assert headlines("coast -storm") == ["Coast"]


def test_of_two_equal_matches_the_newer_stands_first():
    make_published_article(headline="Fuel old", at=hours_ago(24 * 400))
    make_published_article(headline="Fuel new", at=hours_ago(1))

    assert headlines("fuel") == ["Fuel new", "Fuel old"]


def test_found_words_are_marked_and_the_rest_is_escaped():
    make_published_article(body="<p>A &lt;script&gt; &amp; a lighthouse stood there.</p>")

    excerpt = find("Lighthouse").articles[0].excerpt

    assert "<mark>lighthouse</mark>" in excerpt
    assert "script› &amp; a" in excerpt


@pytest.mark.parametrize("words", ANYTHING)
def test_any_input_is_a_query(client, words):
    make_published_article()

    answer = client.get("/search/", {"q": words})

    assert answer.status_code == 200
    assert not answer.context["found"] or answer.context["found"].articles == []


def test_results_go_on_and_a_broken_key_is_not_found(client):
    for number in range(25):
        make_published_article(headline=f"Lighthouse {number}")

    first = client.get("/search/?q=lighthouse").context
    second = client.get("/search/?q=lighthouse&after=20").context

    assert (len(first["found"].articles), first["older"], first["newer"]) == (
        20,
        "/search/?q=lighthouse&after=20",
        "",
    )
    assert (len(second["found"].articles), second["older"]) == (5, "")
    for broken in ("abc", "-1", "99999999", "²", "1" * 5_000):
        assert client.get("/search/", {"q": "lighthouse", "after": broken}).status_code == 404


def test_bylines_tags_and_sections_are_found_by_their_present_names():
    article = make_published_article(
        headline="Ships", bylines=[make_author("Ingrid Solheim").pk], tags=["Otters"]
    )

    assert headlines("solheim otter world") == ["Ships"]
    author = article.authors.get()
    author.name = "Inger Berg"
    author.save()
    assert naming.name_anew("author", author.pk, 0) is None
    assert headlines("inger otter world") == ["Ships"]
    assert headlines("solheim") == []


def test_who_changes_a_name_at_the_desk_lets_search_know(client):
    article = make_published_article(tags=["Otters"])
    client.force_login(make_administrator())

    for kind, row in (("tag", article.tags.get()), ("author", article.authors.get())):
        page = f"/desk/{row._meta.app_label}/{kind}/{row.pk}/change/"
        facts = {"name": "Another", "slug": row.slug, "links-TOTAL_FORMS": 0}
        assert client.post(page, facts | {"links-INITIAL_FORMS": 0}).status_code == 302
        job = ProcrastinateJob.objects.get(task_name="articles.tasks.name_anew", args__kind=kind)
        assert job.args == {"kind": kind, "pk": row.pk, "beyond": 0}


def test_results_are_narrowed_by_section_author_and_days(client):
    sport, solheim = make_section("Sport"), make_author("Ingrid Solheim")
    make_published_article(headline="Storm one", section=sport.pk, bylines=[make_author("B").pk])
    make_published_article(headline="Storm two", bylines=[solheim.pk], at=hours_ago(24 * 40))

    def found(**query):
        answer = client.get("/search/", {"q": "storm", **query})
        assert answer.status_code == 200
        return [article.headline for article in answer.context["found"].articles]

    assert found() == ["Storm one", "Storm two"]
    assert found(section="sport") == ["Storm one"]
    assert found(author="ingrid solheim") == ["Storm two"]
    assert found(since=f"{hours_ago(24):%Y-%m-%d}") == ["Storm one"]
    assert found(until=f"{hours_ago(24 * 40):%Y-%m-%d}") == ["Storm two"]
    assert found(section="sport", author="ingrid-solheim") == []


@pytest.mark.parametrize(
    "field", [{"section": "no-such"}, {"author": "\0nobody"}, {"since": "yesterday"}]
)
def test_a_wrong_filter_is_said_at_its_field_and_the_words_stay(client, field):
    answer = client.get("/search/", {"q": "storm", **field})

    assert answer.status_code == 422
    assert 'value="storm"' in answer.text
    assert "aria-invalid" in answer.text


def test_the_newest_stand_first_if_one_wants_it():
    make_published_article(headline="Fuel, fuel and fuel", at=hours_ago(24 * 90))
    make_published_article(headline="Ships", body="<p>They burn fuel.</p>")

    assert headlines("fuel") == ["Fuel, fuel and fuel", "Ships"]
    assert headlines("fuel", newest_first=True) == ["Ships", "Fuel, fuel and fuel"]


def test_only_the_newest_are_ranked_and_the_page_says_so(client, monkeypatch):
    monkeypatch.setattr("articles.search.RANKED", 3)
    for weeks in (60, 50, 9, 8, 1):
        make_published_article(headline=f"Storm {weeks}", at=hours_ago(weeks * 7 * 24))

    answer = client.get("/search/?q=storm")

    assert [row.headline for row in answer.context["found"].articles] == [
        *("Storm 1", "Storm 8", "Storm 9")
    ]
    assert "The best of the newest 3 articles" in answer.text


def test_of_a_phrase_fewer_are_ranked_and_words_that_stand_apart_are_passed_over(
    client, monkeypatch
):
    monkeypatch.setattr("articles.search.PHRASES_RANKED", 2)
    for weeks in (60, 9, 8):
        make_published_article(headline=f"Storm warning {weeks}", at=hours_ago(weeks * 7 * 24))
    make_published_article(headline="A warning of storm")

    answer = client.get('/search/?q="storm+warning"')

    found = [row.headline for row in answer.context["found"].articles]
    assert found == ["Storm warning 8", "Storm warning 9"]
    assert "The best of the newest 2 articles" in answer.text


def test_the_newest_are_found_however_they_are_spread_over_the_days(monkeypatch):
    monkeypatch.setattr("articles.search.RANKED", 9)
    days = [0, 1, 1, 1, 3, 40, 41, 300, 300, 1500, 1501]
    for number, day in enumerate(days):
        make_published_article(headline=f"Flood {number}", at=hours_ago(24 * day + number))

    assert headlines("flood", newest_first=True) == [f"Flood {number}" for number in range(9)]


def test_a_slip_of_the_pen_leads_to_what_was_meant(client):
    article = make_published_article(headline="The Arctic lanes", tags=["Arctic shipping"])
    spelling.learn([article.pk])

    answer = client.get("/search/?q=artcic+lnaes")

    assert answer.context["spelled"] == "arctic lanes"
    assert "?q=arctic%20lanes" in answer.text
    assert [row.name for row in answer.context["near"]] == ["Arctic shipping"]


def test_no_spelling_is_proposed_that_finds_nothing(client):
    article = make_article(headline="The Arctic lanes", tags=["Arctic shipping"])
    spelling.learn([article.pk])

    answer = client.get("/search/?q=artcic")

    assert (answer.context["spelled"], answer.context["near"]) == ("", [])


def test_names_are_suggested_by_the_beginnings_of_their_words(client):
    make_published_article(tags=["Arctic shipping"], bylines=[make_author("Åsa Shipman").pk])
    make_article(tags=["Shipwrecks"])

    def suggested(typed):
        return client.get("/search/suggestions/", {"q": typed}).json()["suggestions"]

    assert suggested("ship") == ["Åsa Shipman", "Arctic shipping"]
    assert suggested("ship arc") == ["Arctic shipping"]
    assert suggested("asa") == ["Åsa Shipman"]
    authors = client.get("/search/suggestions/authors/?q=ship").json()
    assert authors == {"suggestions": ["Åsa Shipman"]}
    for typed in ("", "s", "' & | :*", "\0\0", "x" * 10_000):
        assert suggested(typed) == []


@pytest.mark.parametrize("text", ["Café Zürich <b>", "ﬁne İstanbul", "العَاصِفَة", "Ἀθῆναι ßẞ"])
def test_python_folds_as_the_database_does(text):
    with connection.cursor() as cursor:
        cursor.execute("SELECT fold_accents(%s)", [text])
        assert cursor.fetchone() == (folded(text),)


def test_two_hundred_thousand_different_words_are_stored_whole_and_searched():
    words = " ".join(f"word{number}" for number in range(200_000))

    article = make_published_article(headline="Long", body=f"<p>{words}</p>")

    article.refresh_from_db()
    assert article.body == f"<p>{words}</p>"
    assert headlines("word5") == ["Long"]
