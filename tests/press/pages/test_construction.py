"""Complete by construction: who builds a box from the house's querysets need not think of pages."""

import ast
from pathlib import Path
from time import monotonic

import pytest

from articles import publishing
from articles.models import Article
from press.pages.keys import gathering
from press.pages.memory import Memory
from press.pages.page import Page
from tags.models import Tag
from tests.factories import make_article, make_editor, make_published_article

ROOT = Path(__file__).resolve().parents[3]
READER_MODULES = [
    path
    for pattern in ("*/views.py", "*/templatetags/*.py", "*/middleware.py")
    for path in ROOT.glob(pattern)
    if ".venv" not in path.parts
]
# What loads no rows, so that no key is gathered: it lives in querysets that name a set key.
KEYLESS = {"aggregate", "annotate", "count", "cursor", "exists", "extra", "raw", "values_list"}


def loads_without_keys(source: str) -> list[str]:
    """Return the calls in `source` that ask the database without gathering keys."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        name = node.func.attr
        # `values()` of a plain name, without arguments, is that of a dictionary.
        of_a_dictionary = isinstance(node.func.value, ast.Name) and not node.args
        if name in KEYLESS or (name == "values" and not of_a_dictionary):
            found.append(f"line {node.lineno}: {name}")
    return found


@pytest.mark.parametrize("path", READER_MODULES, ids=lambda path: f"{path.parts[-3]}/{path.name}")
def test_reader_views_and_tags_load_nothing_past_the_keys(path):
    assert loads_without_keys(path.read_text()) == []


@pytest.mark.parametrize(
    "line",
    [
        "Article.objects.values('headline')",
        "Article.objects.published().values()",
        "articles.values_list('pk')",
        "articles.aggregate(n=Count('pk'))",
        "Article.objects.raw('SELECT 1')",
        "connection.cursor()",
        "Article.objects.published().count()",
    ],
)
def test_the_guard_sees_each_way_past_the_keys(line):
    assert loads_without_keys(f"def view(request):\n    return {line}") != []


def test_the_guard_lets_rows_and_dictionaries_pass():
    assert loads_without_keys("list(top.values())\nArticle.objects.published().newest()[:3]") == []


class Box:
    """A new box: the newest of a tag, on a page that is kept until a notice says otherwise."""

    def __init__(self, tag: Tag) -> None:
        self.tag = tag
        self.memory = Memory(1024 * 1024)
        self.memory.trusted_until = monotonic() + 60

    def show(self) -> str:
        if (kept := self.memory.fresh(("/box/", ""))) is not None:
            return kept.form("identity").body.decode()
        since = self.memory.since()
        with gathering() as keys:
            newest = Article.objects.published().tagged(self.tag).for_listing()[:2]
            shown = ", ".join(article.headline for article in newest)
        self.memory.keep(("/box/", ""), Page("200 OK", [], shown.encode(), keys=keys), since)
        return shown


def test_a_new_box_is_purged_rightly_by_all_verbs(line):
    editor = make_editor()
    first = make_published_article(headline="First", tags=["otters"])
    box = Box(Tag.objects.get(name="otters"))
    line.execute("LISTEN pages")

    def hear() -> None:
        for notice in line.notifies(timeout=0.2):
            box.memory.forget(notice.payload.split())

    assert box.show() == "First"
    draft = make_article(headline="Second", tags=["otters"], by=editor)
    hear()
    assert box.memory.fresh(("/box/", ""))
    second = publishing.publish(draft, by=editor)
    hear()
    assert box.show() == "Second, First"
    publishing.withdraw(first, by=editor, reason="It was wrong.")
    hear()
    assert box.show() == "Second"
    publishing.change_slug(second, by=editor, slug="another-address")
    hear()
    assert box.memory.fresh(("/box/", "")) is None
