"""The desk as a whole: every page of it opens for whoever may, and for nobody else."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from frontpage.models import Arrangement, BreakingNews
from images.models import Image
from press import clock
from press.history.models import Entry
from publication.models import Publication
from tests.factories import (
    make_administrator,
    make_author,
    make_author_login,
    make_contributor,
    make_editor,
    make_moderator,
    make_published_article,
)

pytestmark = pytest.mark.django_db
PEOPLE = [
    make_contributor,
    make_author_login,
    make_editor,
    make_moderator,
    make_administrator,
]


# Desk pages that are one form: their models have no page to add a row.
WITHOUT_ROWS = {Arrangement, BreakingNews}


@pytest.mark.parametrize("make", PEOPLE)
def test_every_list_and_form_of_the_desk_opens_or_is_refused_by_the_roles_rights(client, make):
    person = make()
    client.force_login(person)
    make_published_article()
    Publication.objects.current()

    for model, page in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        model_name = model._meta.model_name
        may_see = person.has_perm(f"{model._meta.app_label}.view_{model_name}") or person.has_perm(
            f"{model._meta.app_label}.change_{model_name}"
        )
        may_add = person.has_perm(f"{model._meta.app_label}.add_{model_name}")
        listed = client.get(reverse(f"{name}_changelist"), follow=True)
        assert listed.status_code == (200 if may_see else 403), name
        if model in WITHOUT_ROWS:
            continue
        added = client.get(reverse(f"{name}_add"))
        page_adds = may_add and page.has_add_permission(listed.wsgi_request)
        assert added.status_code == (200 if page_adds else 403), name


def test_nobody_reaches_the_desk_without_a_login(client):
    for address in ("/desk/", "/desk/articles/article/", "/desk/articles/article/1/preview/"):
        response = client.get(address)
        assert response.status_code == 302
        assert response["Location"].startswith("/desk/login/")


def test_the_cookies_of_a_login_are_for_the_desk_only(client):
    editor = make_editor()
    client.get("/desk/login/")

    client.post("/desk/login/", {"username": editor.username, "password": "secret"})

    assert "sessionid" in client.cookies
    paths = {name: cookie["path"] for name, cookie in client.cookies.items()}
    assert paths.pop("staff") == "/"
    assert set(paths.values()) == {"/desk/"}


def test_readers_get_nothing_of_what_stands_around_the_desk(client):
    at_the_desk, read = (client.get(path).wsgi_request for path in ("/desk/login/", "/"))

    for name in ("session", "user", "allauth", "_messages"):
        assert hasattr(at_the_desk, name)
        assert not hasattr(read, name)


def test_the_mark_of_the_desk_says_no_name_is_for_no_script_and_goes_with_the_login(client):
    editor = make_editor()
    client.post("/desk/login/", {"username": editor.username, "password": "secret"})
    mark = client.cookies["staff"]

    assert editor.username not in mark.value
    assert mark["httponly"]
    assert mark["samesite"] == "Lax"
    client.post("/desk/logout/")
    assert client.cookies["staff"].value == ""


def test_an_empty_file_is_refused_at_its_field_and_the_words_stay(client, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(make_editor())
    empty = tmp_path / "empty.jpg"
    empty.touch()

    with empty.open("rb") as file:
        response = client.post(
            "/desk/images/image/add/", {"file": file, "alt": "A ship among drifting ice"}
        )

    page = response.content.decode()
    assert "errorlist" in page
    assert "A ship among drifting ice" in page
    assert not Image.objects.exists()


def test_the_newspaper_s_name_is_on_the_next_page(client):
    client.force_login(make_administrator())
    publication = Publication.objects.current()

    client.post(
        f"/desk/publication/publication/{publication.pk}/change/",
        {
            "name": "The Other Meridian",
            "language": "en",
            "time_zone": "Europe/London",
            "menu_lines-TOTAL_FORMS": "0",
            "menu_lines-INITIAL_FORMS": "0",
            "social_links-TOTAL_FORMS": "0",
            "social_links-INITIAL_FORMS": "0",
        },
    )

    assert "The Other Meridian" in client.get("/").content.decode()


def test_a_time_zone_that_isnt_one_is_refused_with_a_sentence(client):
    client.force_login(make_administrator())
    publication = Publication.objects.current()

    response = client.post(
        f"/desk/publication/publication/{publication.pk}/change/",
        {
            "name": "The Meridian",
            "language": "en",
            "time_zone": "Mars/Olympus",
            "menu_lines-TOTAL_FORMS": "0",
            "menu_lines-INITIAL_FORMS": "0",
            "social_links-TOTAL_FORMS": "0",
            "social_links-INITIAL_FORMS": "0",
        },
    )

    assert "no known time zone" in response.content.decode()


def test_what_is_done_to_a_person_stands_in_the_history_and_rights_come_by_roles_only(client):
    administrator = make_administrator()
    client.force_login(administrator)
    person = make_editor()

    client.post(
        f"/desk/accounts/user/{person.pk}/change/",
        {"username": "renamed", "is_active": "on", "is_staff": "on", "is_superuser": "on"},
    )

    person.refresh_from_db()
    assert (person.username, person.is_superuser) == ("renamed", False)
    assert Entry.objects.about(person).get().by == administrator


def test_a_renamed_author_touches_the_pages_that_name_them(client):
    client.force_login(make_editor())
    author = make_author()

    with CaptureQueriesContext(connection) as queries:
        client.post(
            f"/desk/articles/author/{author.pk}/change/",
            {
                "name": "Ingrid S.",
                "slug": author.slug,
                "links-TOTAL_FORMS": "0",
                "links-INITIAL_FORMS": "0",
            },
        )

    assert any(
        "pg_notify" in query["sql"] and f"articles.author:{author.pk}" in query["sql"]
        for query in queries.captured_queries
    )


def test_a_contributor_describes_their_own_pictures_only(client, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    contributor = make_contributor()
    client.force_login(contributor)
    own, other = (
        Image.objects.create(
            file=f"{n}.jpg", width=10, height=10, uploaded_by=by, uploaded_at=clock.now()
        )
        for n, by in enumerate([contributor, make_editor()])
    )

    assert 'name="alt"' in client.get(f"/desk/images/image/{own.pk}/change/").content.decode()
    page = client.get(f"/desk/images/image/{other.pk}/change/").content.decode()
    assert 'name="alt"' not in page
