"""Bylines and pictures are chosen by typed words where no script runs, and only there."""

import re

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from tests.factories import make_article, make_author, make_editor

pytestmark = pytest.mark.browser


def opened(page: Page, article: Article) -> Page:
    """The article's form, with an editor in front of it."""
    form = f"/desk/articles/article/{article.pk}/change/"
    page.goto(f"/desk/login/?next={form}")
    page.fill("[name=username]", make_editor().username)
    page.fill("[name=password]", "secret")
    page.locator("[type=submit]").first.click()
    page.wait_for_url(f"**{form}")
    return page


def test_bylines_change_without_a_script(visitor):
    article = make_article(bylines=[make_author("Ingrid Solheim").pk])
    namesakes = [make_author("Jo Lund", slug=slug) for slug in ("jo-a", "jo-b")]
    page = opened(visitor(java_script_enabled=False), article)

    chosen = page.locator("#id_bylines")
    chosen.select_option([])
    more = page.get_by_label("Add to the bylines")
    more.fill("Jo Lund")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(more).to_have_accessible_description(re.compile(f"{namesakes[1].pk}: Jo Lund"))
    more.fill(str(namesakes[1].pk))
    page.get_by_role("button", name="Save", exact=True).click()

    expect(chosen).to_have_values([str(namesakes[1].pk)])
    expect(more).to_be_empty()


def test_with_a_script_there_are_the_boxes_with_search_only(visitor):
    page = opened(visitor(), make_article())

    expect(page.locator(".field-bylines .select2")).to_be_visible()
    for name in ("bylines", "lead_image", "picked"):
        expect(page.locator(f"#id_{name}_typed")).to_be_hidden()
