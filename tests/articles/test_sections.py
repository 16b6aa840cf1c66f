"""Sections: addresses that move with a redirect, one namespace of first words, two levels."""

import pytest
from django.core.exceptions import ValidationError

from articles import sections
from articles.models import Article, Section
from press import clock
from press.redirects.models import Redirect
from publication.models import StandingPage
from tests.factories import make_editor, make_published_article

pytestmark = pytest.mark.django_db


def arrange(name, **facts):
    section = Section(name=name, slug=facts.pop("slug", name.lower()), **facts)
    return sections.arrange(section, by=make_editor())


def test_a_section_and_a_standing_page_cannot_have_the_same_address():
    StandingPage.objects.create(title="About", slug="about", changed_at=clock.now())

    with pytest.raises(ValidationError, match="taken by another section or page"):
        arrange("About")


@pytest.mark.parametrize("slug", ["search", "desk", "2026"])
def test_reserved_words_and_numbers_are_refused_with_a_sentence(slug):
    with pytest.raises(ValidationError, match=r"Choose another word|Add a letter"):
        arrange("World", slug=slug)


def test_a_subsection_may_have_a_word_that_is_taken_at_the_top():
    arrange("World")
    arrange("Sport")

    part = arrange("World", parent=Section.objects.get(slug="sport"))

    assert part.get_absolute_url() == "/sport/world/"


def test_a_changed_slug_leads_readers_from_the_old_addresses_of_section_and_parts():
    world = arrange("World")
    arrange("Africa", parent=world)
    world.slug = "globe"

    sections.arrange(world, by=make_editor())

    led = dict(Redirect.objects.values_list("old_path", "new_path"))
    assert led == {"/world/": "/globe/", "/world/africa/": "/globe/africa/"}


def test_a_section_that_moves_back_leaves_no_loop():
    world = arrange("World")
    for slug in ("globe", "world"):
        world.slug = slug
        sections.arrange(world, by=make_editor())

    assert dict(Redirect.objects.values_list("old_path", "new_path")) == {"/globe/": "/world/"}


def test_a_third_level_is_refused():
    world = arrange("World")
    africa = arrange("Africa", parent=world)

    with pytest.raises(ValidationError, match="two levels"):
        arrange("Kenya", parent=africa)
    world.parent = arrange("Sport")
    with pytest.raises(ValidationError, match="two levels"):
        sections.arrange(world, by=make_editor())


def test_an_article_stands_in_its_section_its_further_ones_and_their_parents():
    world, sport = arrange("World"), arrange("Sport")
    africa = arrange("Africa", parent=world)
    article = make_published_article(section=africa.pk, further_sections=[sport.pk])

    for section in (world, sport, africa):
        assert list(Article.objects.published().in_section(section)) == [article]


def test_a_section_that_becomes_part_of_another_takes_its_articles_along():
    world, sport, africa = arrange("World"), arrange("Sport"), arrange("Africa")
    article = make_published_article(section=africa.pk)

    africa.parent = world
    sections.arrange(africa, by=make_editor())
    assert list(Article.objects.published().in_section(world)) == [article]
    africa.parent = sport
    sections.arrange(africa, by=make_editor())

    assert list(Article.objects.published().in_section(world)) == []
    assert list(Article.objects.published().in_section(sport)) == [article]


def test_a_removed_section_frees_its_address():
    sections.remove(arrange("World"), by=make_editor())

    assert arrange("World").get_absolute_url() == "/world/"
