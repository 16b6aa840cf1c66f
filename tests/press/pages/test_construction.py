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
# What views ask for their lists. Here such a call may stand in a function that names its set key.
LIST_MODULES = [
    ROOT / "frontpage" / "composing.py",
    *(ROOT / "articles" / name for name in ("archives.py", "search.py")),
]
QUERYSETS = [ROOT / room / "querysets.py" for room in ("articles", "comments", "readership")]
# PostgreSQL reads a query's words there, and no table.
ASKS_NO_TABLE = {"understood"}
# What loads no rows, so that no key is gathered: it lives in querysets that name a set key.
KEYLESS = {"aggregate", "annotate", "count", "cursor", "exists", "extra", "raw", "values_list"}


def loads_without_keys(tree: ast.AST) -> list[str]:
    """Return the calls in `tree` that ask the database without gathering keys."""
    found = []
    for call in calls_in(tree):
        if not isinstance(call.func, ast.Attribute):
            continue
        name = call.func.attr
        # `values()` of a plain name, without arguments, is that of a dictionary.
        of_a_dictionary = isinstance(call.func.value, ast.Name) and not call.args
        of_a_text = name == "count" and bool(call.args)  # That of a queryset takes none.
        if (name in KEYLESS and not of_a_text) or (name == "values" and not of_a_dictionary):
            found.append(f"line {call.lineno}: {name}")
    return found


def calls_in(tree: ast.AST) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def functions_in(source: str) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]


def names_called(tree: ast.AST) -> set[str]:
    functions = [call.func for call in calls_in(tree)]
    return {
        function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        for function in functions
    }


# `note`, and the methods of our querysets that call it.
NAMING = {"note"} | {
    function.name
    for path in QUERYSETS
    for function in functions_in(path.read_text())
    if "note" in names_called(function)
}


def loads_without_a_set_key(source: str) -> list[str]:
    """Return the calls past the keys in functions that don't name the set they ask for."""
    return [
        f"{function.name}, {call}"
        for function in functions_in(source)
        if function.name not in ASKS_NO_TABLE and not names_called(function) & NAMING
        for call in loads_without_keys(function)
    ]


@pytest.mark.parametrize("path", READER_MODULES, ids=lambda path: f"{path.parts[-3]}/{path.name}")
def test_reader_views_and_tags_load_nothing_past_the_keys(path):
    assert loads_without_keys(ast.parse(path.read_text())) == []


@pytest.mark.parametrize("path", LIST_MODULES, ids=lambda path: path.name)
def test_what_views_ask_for_lists_names_the_set_wherever_it_loads_past_the_keys(path):
    assert loads_without_a_set_key(path.read_text()) == []


def test_the_guard_of_lists_wants_the_name_in_the_same_function():
    ask = "def ask():\n    return Article.objects.published().{}values_list('pk')"
    assert loads_without_a_set_key(ask.format("")) == ["ask, line 2: values_list"]
    assert loads_without_a_set_key(ask.format("newest().")) == []


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
    assert loads_without_keys(ast.parse(f"def view(request):\n    return {line}")) != []


def test_the_guard_lets_rows_and_dictionaries_pass():
    lines = "list(top.values())\nArticle.objects.published().newest()[:3]"
    assert loads_without_keys(ast.parse(lines)) == []


class Box:
    """A new box: the newest of a tag, on a page that is kept until a notice says otherwise."""

    def __init__(self, tag: Tag) -> None:
        self.tag = tag
        self.memory = Memory(1024 * 1024)
        self.memory.trusted_until = monotonic() + 3_600

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
