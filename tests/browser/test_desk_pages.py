"""Each kind of page of the desk: accessible, light and dark, on a desk and on a telephone."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.contrib.auth.models import Group
from django.test import Client

from articles import pending
from articles.content import Content
from articles.drafts import Copy, keep
from articles.sheets import Sheet
from articles.typed import words_from
from tests.browser.chromium import DESK, PHONE
from tests.browser.test_nothing_lost import sign_in
from tests.factories import make_administrator, make_article, make_editor
from tests.newsroom.desk_pages import asked_of, rows_of_others

pytestmark = pytest.mark.browser
WINDOW = "00000000-0000-4000-8000-000000000001"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Colours are all that the other scheme changes; what else there is, a telephone shows too.
RULES = {"light": {"type": "tag", "values": AXE_TAGS}}
RULES["dark"] = {"type": "rule", "values": ["color-contrast", "target-size"]}
RUN = """async only => {
  const found = await axe.run({runOnly: only, resultTypes: ["violations"]});
  return found.violations.flatMap(each => each.nodes.map(node => `${each.id}: ${node.html}`));
}"""


@pytest.fixture
def person(site):
    """Somebody who may do everything."""
    person = make_administrator()
    person.groups.set(Group.objects.all())
    return person


@pytest.fixture
def rows(person):
    """A newspaper with something to show on each page."""
    rows = rows_of_others()
    article = rows["articles/article"]
    content = Content.from_json(Content.of(article).as_json() | {"headline": "A new deal"})
    change = pending.prepare(article, content, by=make_editor())
    words = words_from(content.as_json() | {"headline": "A fragile deal"})
    keep(Sheet(article), Copy(words, WINDOW, 1, article.latest_revision_id), by=person)
    keep(Sheet(article, of_change=True), Copy(words, WINDOW, 1, change.revision_id), by=person)
    keep(Sheet(key=WINDOW), Copy(words, WINDOW, 1), by=person)
    return rows


def pages_of(rows, person):
    """The addresses of all pages that open for them, with the templates of each."""
    client, own = Client(), make_article(by=person)
    client.force_login(person)
    for address in sorted({address(own) for shown, address in asked_of(rows)}):
        if "logout" not in address and "preview" not in address:
            names = {template.name for template in client.get(address).templates}
            if "admin/base.html" in names:
                yield address, names


def some_of(pages):
    """A form of each kind, and of all others so many that every template is seen once."""
    seen, kinds = set(), set()
    for address, names in sorted(pages, key=lambda page: -len(page[1])):
        kind = "/".join(address.split("/")[:4])
        is_form = "admin/change_form.html" in names and kind not in kinds
        brings = not names <= seen
        if is_form or brings:
            seen |= names
            kinds |= {kind} if is_form else set()
            yield address, brings


def test_each_kind_of_page_of_the_desk_is_accessible(rows, person, visitor):
    pages = list(pages_of(rows, person))
    page, found = sign_in(visitor(**DESK), person), {}
    for address, brings in some_of(pages):
        page.set_viewport_size(DESK["viewport"])
        page.emulate_media(color_scheme="light")
        page.goto(address)
        page.evaluate(AXE_SCRIPT)
        said = page.evaluate(RUN, RULES["light"])
        if brings:
            page.set_viewport_size(PHONE["viewport"])
            page.emulate_media(color_scheme="dark")
            said += page.evaluate(RUN, RULES["dark"])
        if said:
            found[address] = said

    assert len(pages) > 100
    assert not found, "\n".join(f"{address}: {said}" for address, said in found.items())
