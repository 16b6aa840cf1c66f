"""The description tells the truth: a fuzzer and a client made of it are content with the site."""

import importlib
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
import schemathesis
from django.db import connection
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from articles import publishing
from articles.models import Article
from press.pages.keys import EVERYTHING, touch
from series.models import Series
from tests.factories import hours_ago, make_editor, make_published_article, make_section
from tests.newsroom.processes import address_of
from tests.press.pages.servers import Server, servers
from tests.series.facts import make_series

EXAMPLES = 15


@pytest.fixture(scope="module")
def server(django_db_setup, django_db_blocker) -> Iterator[Server]:
    with django_db_blocker.unblock():
        database = address_of(connection.get_connection_params())
    with servers(database) as [server]:
        yield server


@pytest.fixture
def site(server, transactional_db) -> str:
    """The address of a newspaper with more articles than stand on a page, and one withdrawn."""
    stage = make_section("Stage", parent=make_section("Culture"))
    for number in range(24):
        make_published_article(
            section=stage.pk, tags=["Otters", f"Tag {number}"], at=hours_ago(number)
        )
    publishing.withdraw(make_published_article(), by=make_editor(), reason="It was wrong.")
    make_series(*Article.objects.published()[:3])
    touch([EVERYTHING])
    return f"http://127.0.0.1:{server.port}"


def fuzz(operation, mode, there) -> Counter:
    """Ask so many questions of one kind; return the statuses, or fail for what isn't described."""
    statuses = Counter()

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def holds(case):
        if mode.is_positive and case.path_parameters:
            case.path_parameters["id"] = there[case.path.split("/")[2]]
        statuses[case.call_and_validate().status_code] += 1

    holds()
    return statuses


def test_a_fuzzer_finds_no_answer_that_is_not_described(site):
    article = Article.objects.published().order_by("-pk")[0]
    there = {
        "articles": article.pk,
        "sections": article.section_id,
        "tags": article.tags.all()[0].pk,
        "authors": article.authors.all()[0].pk,
        "series": Series.objects.get().pk,
    }
    schema = schemathesis.openapi.from_url(f"{site}/api/openapi.json")
    schema.config.update(base_url=site)
    # Each of two days is right, and the last may still lie before the first.
    schema.config.checks.positive_data_acceptance.expected_statuses = ["200", "404", "422"]
    statuses = Counter()

    for operation in (result.ok() for result in schema.get_all_operations()):
        statuses += fuzz(operation, GenerationMode.POSITIVE, there)
        if operation.query or operation.path_parameters:  # Else nothing can be asked wrongly.
            statuses += fuzz(operation, GenerationMode.NEGATIVE, there)

    assert set(statuses) >= {200, 400, 404}, statuses


def test_a_client_made_of_the_description_reads_the_newspaper(site, tmp_path, monkeypatch):
    described = tmp_path / "openapi.json"
    described.write_text(requests.get(f"{site}/api/openapi.json", timeout=10).text)
    wishes = tmp_path / "wishes.json"
    wishes.write_text('{"post_hooks": []}')
    made = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none"]
    made += ["--path", described, "--config", wishes, "--fail-on-warning"]
    subprocess.run([*made, "--output-path", tmp_path / "reading"], check=True, capture_output=True)
    monkeypatch.syspath_prepend(tmp_path)
    reading = importlib.import_module("reading")
    ask = {
        name: importlib.import_module(f"reading.api.default.{name}").sync
        for name in ("articles", "article", "tags", "search")
    }

    with reading.Client(base_url=site) as client:
        page = ask["articles"](client=client)
        [_, second, *_] = page.articles
        one = ask["article"](second.id, client=client)
        after = parse_qs(urlsplit(page.older).query)["after"][0]
        older = ask["articles"](client=client, after=after)
        tags = ask["tags"](client=client)
        found = ask["search"](client=client, q="ministers")
        missing = ask["article"](2**40, client=client)

    assert (len(page.articles), len(older.articles)) == (20, 4)
    assert one.headline == second.headline
    assert one.published == second.published == Article.objects.get(pk=one.id).published_at
    assert one.section.name == "Stage"
    assert "before dawn" in one.body
    assert one.picture is None
    assert len(tags.tags) == 20
    assert found.count == 24
    assert (missing.status, missing.detail) == (404, "There is no article with this id.")


def test_a_script_of_another_site_may_ask_again_for_what_it_has(site):
    first = requests.get(f"{site}/api/articles/", timeout=10)

    again = requests.get(
        f"{site}/api/articles/", headers={"If-None-Match": first.headers["ETag"]}, timeout=10
    )

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"
