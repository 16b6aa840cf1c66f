"""When something is wrong: pages that help, in the newspaper's language, and never fail."""

import pytest
from django.template import engines
from django.test import Client
from django.urls import path

from newsroom import errors, urls
from publication import middleware
from publication.models import Publication
from tests.factories import make_published_article, make_section

pytestmark = pytest.mark.django_db


def broken(request):
    raise RuntimeError("as asked")


urlpatterns = [path("broken/", broken), *urls.urlpatterns]
handler400, handler500 = errors.bad_request, errors.server_error


@pytest.fixture
def visitor(settings):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


def speak(language):
    Publication.objects.current()
    Publication.objects.update(name="The Meridian", language=language)


def test_a_page_that_breaks_says_so_in_the_papers_language(visitor, django_assert_num_queries):
    speak("ar")
    # The newspaper, and which change is due: before anything broke.
    with django_assert_num_queries(2):
        answer = visitor.get("/broken/")

    assert answer.status_code == 500
    assert '<html lang="ar" dir="rtl">' in answer.text
    assert "حدث خلل من جهتنا" in answer.text
    assert "The Meridian" in answer.text
    assert "paper.css" not in answer.text


def test_the_page_that_says_so_never_breaks_itself(visitor, monkeypatch, settings):
    missing = [engines["django"].engine.dirs[0] / "admin"]
    monkeypatch.setattr(engines["django"].engine, "dirs", missing)
    for loader in engines["django"].engine.template_loaders:
        loader.reset()
    try:
        answer = visitor.get("/broken/")
    finally:
        monkeypatch.undo()
        for loader in engines["django"].engine.template_loaders:
            loader.reset()

    assert answer.status_code == 500
    assert "Something broke on our side" in answer.text


def test_a_process_that_never_saw_the_newspaper_speaks_english(rf, monkeypatch):
    monkeypatch.setattr(middleware, "_last_known", None)

    answer = errors.bad_request(rf.get("/"))

    assert '<html lang="en" dir="ltr">' in answer.text
    assert "We couldn’t read this request" in answer.text


def test_a_foreign_host_name_is_refused_without_a_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/", headers={"host": "elsewhere.example"})

    assert answer.status_code == 400
    assert "We couldn’t read this request" in answer.text


def test_a_page_that_is_not_here_leads_to_sections_search_and_what_is_read(client):
    make_published_article(section=make_section("Sport").pk)

    answer = client.get("/no-such-page/")

    assert answer.status_code == 404
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    assert 'href="/sport/"' in main
    assert 'role="search"' in main
