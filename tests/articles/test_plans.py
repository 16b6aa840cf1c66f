"""How PostgreSQL finds what pages show: along indexes, however many articles there are."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import timing
from articles.models import Article
from articles.paging import Key
from frontpage.arranging import arrange
from frontpage.places import Placed
from newsroom.seeding import copying
from press import clock
from tests.factories import make_editor

pytestmark = pytest.mark.django_db

BIG = {
    "articles_article",
    "articles_placement",
    "articles_byline",
    "articles_taggedarticle",
    "articles_relatedarticle",
    "comments_comment",
    "readership_total",
    "readership_dayviews",
}

DESK = ["/desk/frontpage/arrangement/", "/desk/frontpage/breakingnews/"]


@pytest.fixture
def many():
    """So many articles that reading all of them is never the shorter way."""
    copying.seed(3_000, 3_000, tell=lambda *done: None, say=print, writers=1)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Article.objects.published().order_by("-pk")


def nodes_of(plan):
    yield plan
    for child in plan.get("Plans", []):
        yield from nodes_of(child)


def steps(client, address):
    """Return the steps of all plans by which a page is found: name and table."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200, address
    with connection.cursor() as cursor:
        for query in asked.captured_queries:
            if not query["sql"].startswith("SELECT"):
                continue
            cursor.execute(f"EXPLAIN (FORMAT JSON) {query['sql'].replace('%', '%%')}", [])
            found = cursor.fetchone()[0]
            for plan in json.loads(found) if isinstance(found, str) else found:
                for node in nodes_of(plan["Plan"]):
                    yield node["Node Type"], node.get("Relation Name", ""), node, query["sql"]


def test_no_page_reads_a_whole_table_and_no_list_sorts_one(client, many):
    newest, middle = many[0], many[1_500]
    editor = make_editor()
    arrange([Placed("lead", middle.pk), Placed("seconds", many[2_000].pk)], by=editor, base=0)
    timing.keep_on_top(newest, by=editor, at=clock.now() + timedelta(days=1))
    section = newest.section.get_absolute_url()
    tag = newest.tags.first().get_absolute_url()
    author = newest.bylines.first().author.get_absolute_url()
    key = Key.of(middle)
    lists = [
        *("/", section, tag, author, "/popular/", newest.get_absolute_url()),
        *("/api/articles/", f"/api/articles/{newest.pk}/", "/api/popular/day/"),
        *(f"/api/{kind}/" for kind in ("tags", "authors")),
        *(f"/api/{kind}/?after=3" for kind in ("tags", "authors")),
        f"/api/sections/{newest.section_id}/articles/?after={key}&until={middle.date}",
        f"/api/tags/{newest.tags.first().pk}/articles/?since={middle.date}",
        f"/api/authors/{newest.bylines.first().author_id}/articles/?before={key}",
        *(f"{path}?after={key}" for path in (section, tag, author)),
        *(f"{path}?before={key}" for path in (section, tag, author)),
        *(f"/{middle.date:{form}}/" for form in ("%Y", "%Y/%m", "%Y/%m/%d")),
        f"/{middle.date:%Y}/?after={key}",
    ]
    client.force_login(editor)
    for address in [*lists, *DESK]:
        for step, table, node, words in steps(client, address):
            assert not (step == "Seq Scan" and table in BIG), f"{address} reads all: {words}"
            sorts_many = step == "Sort" and node["Plan Rows"] > 100
            assert not sorts_many, f"{address} sorts {node['Plan Rows']} rows: {words}"
