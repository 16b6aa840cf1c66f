"""Servers that the newspaper trusts, as somebody types them at the desk."""

import pytest
from django.urls import reverse

from publication.models import Publication
from tests.factories import make_administrator

pytestmark = pytest.mark.django_db


def save(client, servers):
    client.force_login(make_administrator())
    facts = {"name": "The Meridian", "language": "en", "time_zone": "Europe/London"}
    for inline in ("menu_lines", "social_links"):
        facts |= {f"{inline}-TOTAL_FORMS": "0", f"{inline}-INITIAL_FORMS": "0"}
    form = reverse("admin:publication_publication_change", args=[Publication.objects.current().pk])
    return client.post(form, facts | {"mastodon_servers": servers})


def test_servers_are_kept_one_a_line_in_one_spelling(client):
    save(client, " https://Masto.example/ \r\n\r\nsocial.example\r\nmasto.example")

    assert Publication.objects.current().trusted_servers == ["masto.example", "social.example"]


@pytest.mark.parametrize("line", ["localhost", "10.0.0.1", "masto.example:8000", "a.example/@b"])
def test_what_names_no_server_is_refused_with_its_line(client, line):
    page = save(client, f"masto.example\n{line}").content.decode()

    assert f"“{line}” is no name of a server." in page
    # What was typed is still there.
    assert f"masto.example\n{line}</textarea>" in page
    assert Publication.objects.current().mastodon_servers == ""
