"""Redirects: one step from every old path, no chain and no loop."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError

from press import clock
from press.redirects import moving
from press.redirects.models import Redirect

pytestmark = pytest.mark.django_db


def led():
    return dict(Redirect.objects.values_list("old_path", "new_path"))


def test_a_chain_is_flattened():
    moving.move("/a/", "/b/")
    moving.move("/b/", "/c/")

    assert led() == {"/a/": "/c/", "/b/": "/c/"}


def test_moving_back_makes_no_loop():
    moving.move("/a/", "/b/")
    moving.move("/b/", "/a/")

    assert led() == {"/b/": "/a/"}


def test_what_led_to_a_path_that_is_gone_is_gone_too():
    moving.move("/a/", "/b/")
    moving.mark_gone("/b/")

    assert led() == {"/a/": "", "/b/": ""}


@pytest.mark.parametrize("target", ["//evil.example/", "https://evil.example/", "/a/"])
def test_the_database_refuses_targets_elsewhere_and_itself(target):
    with pytest.raises(IntegrityError):
        Redirect.objects.create(old_path="/a/", new_path=target, made_at=clock.now())


def test_a_reader_is_led_in_one_step_and_the_way_is_counted(client):
    moving.move("/old/", "/new/")

    for path in ("/old/?page=2", "/old"):
        response = client.get(path)
        assert response.status_code == 301
    assert response["Location"] == "/new/"
    assert Redirect.objects.get().hits == 2


def test_paths_of_earlier_versions_are_decoded_once():
    for old, new in (("/a/", "/%C3%A9/"), ("/caf%C3%A9/", "/b/"), ("/b/", "/c/"), ("/%64/", "/x/")):
        Redirect.objects.create(old_path=old, new_path=new, made_at=clock.now())
    Redirect.objects.create(old_path="/d/", new_path="/y/", made_at=clock.now())

    migration = import_module("press.redirects.migrations.0003_paths_are_decoded")
    migration.decode(apps, None)

    assert led() == {"/a/": "/é/", "/café/": "/c/", "/b/": "/c/", "/d/": "/y/"}


def test_an_old_path_in_another_script_is_led_on(client):
    moving.move("/العاصفة/", "/عاصفة/")

    response = client.get("/العاصفة/")

    assert response["Location"] == "/%D8%B9%D8%A7%D8%B5%D9%81%D8%A9/"
