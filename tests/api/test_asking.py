"""Asking the API: every wrong question gets its sentence, and every right one costs little."""

import pytest
from django.test import Client
from django.urls import path
from django.utils import translation
from django.utils.translation import gettext

from api.endpoints import ENDPOINTS
from articles.models import Article
from articles.paging import Key
from images import uploading
from newsroom import errors, urls
from press.pages.keys import gathering
from publication.models import Publication
from readership.ranking import rank
from series.models import Series
from tests.factories import hours_ago, make_author, make_editor, make_published_article
from tests.images.pictures import draw, encode, upload_of
from tests.readership.views import count_views
from tests.series.facts import make_series

pytestmark = pytest.mark.django_db
# So many questions of each endpoint; one is for what has come due.
QUERIES = {
    "root": 2,
    "articles": 5,
    "article": 6,
    "sections": 3,
    "section": 3,
    "section_articles": 6,
    "tags": 3,
    "tag": 3,
    "tag_articles": 6,
    "authors": 4,
    "author": 4,
    "author_articles": 7,
    "series": 4,
    "one_series": 4,
    "search": 6,
    "popular": 5,
    "popular_of_day": 5,
    "popular_of_month": 5,
    "popular_of_all_time": 5,
}


def broken(request):
    raise RuntimeError("as asked")


urlpatterns = [path("api/broken/", broken), *urls.urlpatterns]
handler500 = errors.server_error


@pytest.fixture
def picture(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return uploading.upload(upload_of(encode(draw(900, 600))), by=make_editor(), alt="Cranes")


def fill(number, picture):
    for _ in range(number):
        article = make_published_article(
            at=hours_ago(2),
            tags=["Otters", "Ferries"],
            lead_image=picture.pk,
            body=f'<p>Ice.</p><figure data-image-id="{picture.pk}"></figure>',
            bylines=[make_author("Ada").pk, make_author("Ben").pk],
        )
        count_views(article, 1, at=hours_ago(1))
        make_series(article, headline=f"Series {article.pk}")
    rank()


def address_of(endpoint):
    article = Article.objects.order_by("-pk")[0]
    ids = {
        "articles": article.pk,
        "sections": article.section_id,
        "tags": article.tags.all()[0].pk,
        "authors": article.authors.all()[0].pk,
        "series": Series.objects.latest("pk").pk,
    }
    address = f"/api/{endpoint.path}".replace("{id}", str(ids.get(endpoint.path.split("/")[0])))
    return f"{address}?q=ice" if endpoint.name == "search" else address


def test_an_endpoint_costs_the_same_with_three_and_with_thirty_articles(
    client, picture, django_assert_num_queries
):
    for number in (3, 27):
        fill(number, picture)
        for endpoint in ENDPOINTS:
            address = address_of(endpoint)
            with django_assert_num_queries(QUERIES[endpoint.name], info=address):
                assert client.get(address).status_code == 200


def test_texts_of_a_whole_list_cost_one_question_more(client, picture, django_assert_num_queries):
    fill(25, picture)

    with django_assert_num_queries(QUERIES["articles"] + 1):
        answer = client.get("/api/articles/?fields=body").json()

    assert len(answer["articles"]) == 20


def test_a_deep_page_costs_what_the_first_costs(client, picture, django_assert_num_queries):
    fill(25, picture)
    key = Key.of(Article.objects.order_by("pk")[22])

    for kind in ("after", "before"):
        with django_assert_num_queries(QUERIES["articles"]):
            assert client.get(f"/api/articles/?{kind}={key}").json()["articles"]


def test_a_page_has_the_keys_of_its_list_and_of_all_that_it_tells(client, picture):
    fill(2, picture)
    article = Article.objects.order_by("-pk")[0]

    for address, key in (
        ("articles/", "list:all"),
        (f"sections/{article.section_id}/articles/", f"list:section:{article.section_id}"),
        ("sections/", "list:sections"),
        ("tags/", "list:all"),
        ("popular/day/", "list:ranking:day"),
    ):
        with gathering() as keys:
            client.get(f"/api/{address}")
        assert key in keys
    with gathering() as keys:
        client.get(f"/api/articles/{article.pk}/")
    assert {f"articles.article:{article.pk}", f"images.image:{picture.pk}"} <= keys


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("articles/?since=yesterday", 400, "“since” is no day. Write it as in 2026-11-25."),
        ("articles/?since=2026-02-30", 400, "“since” is no day."),
        ("articles/?since=2026-11-02&until=2026-11-01", 422, "The last day lies before the first."),
        ("articles/?fields=headline,views", 400, "“fields” is a list with commas. There are: id,"),
        ("articles/?fields=", 400, "“fields” is a list with commas."),
        ("articles/?after=7", 400, "“after” is no key."),
        ("articles/?after=999999999999999999-1", 404, "This part of the list doesn't exist."),
        ("articles/?before=%00", 400, "This address holds a sign that no address can hold."),
        ("articles/99/", 404, "There is no article with this id."),
        ("articles/99999999999999999999/", 404, "There is no article with this id."),
        ("sections/99/articles/", 404, "There is no section with this id."),
        ("tags/?after=-1", 400, "“after” is a number."),
        ("search/?q=ice&order=oldest", 400, "“order” is “best” or “newest”."),
        ("search/?q=ice&author=0", 400, "“author” is a number,"),
        ("search/?q=ice&section=99", 404, "There is no section with this id."),
        ("search/?q=ice&after=2001", 400, "“after” is a number of results, at most 400."),
        ("nothing/", 404, "There is nothing at this address."),
        ("nothing/at/all/", 404, "There is nothing at this address."),
    ],
)
def test_a_wrong_question_gets_its_sentence(client, address, status, words):
    response = client.get(f"/api/{address}")

    problem = response.json()
    assert response.status_code == problem["status"] == status
    assert response["Content-Type"] == "application/problem+json"
    assert int(response["Content-Length"]) == len(response.content)
    assert response["Access-Control-Allow-Origin"] == "*"
    assert problem["detail"].startswith(words)


def test_every_wrong_parameter_is_named_at_once(client):
    problem = client.get("/api/articles/?since=x&until=y").json()

    assert [error["parameter"] for error in problem["errors"]] == ["since", "until"]


def test_nothing_can_be_written(client):
    response = client.post("/api/articles/", {"headline": "Mine"})

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert response.json()["detail"] == "The API can only be read: use GET."


def test_a_script_of_any_site_may_read_the_api_and_nothing_else(client):
    asked = client.options("/api/articles/", headers={"origin": "https://elsewhere.example"})

    assert asked.status_code == 204
    assert asked["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert asked["Access-Control-Allow-Headers"] == "*"
    for address in ("/api/", "/api/openapi.json", "/api/search/?q=ice"):
        assert client.get(address)["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in client.get("/").headers


def test_a_fault_of_ours_is_told_as_a_problem_in_the_paper_s_language(settings):
    Publication.objects.current()
    Publication.objects.update(language="fr")
    settings.ROOT_URLCONF = __name__

    response = Client(raise_request_exception=False).get("/api/broken/")

    assert response.status_code == 500
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["title"] == "Internal Server Error"
    with translation.override("fr"):
        words = gettext("Something broke on our side. We know of it. Try again later.")
    assert response.json()["detail"] == words
