"""Stencils: templates that are drawn once and filled many times."""

import pytest
from django.template import engines
from django.utils.safestring import mark_safe

from press.pages import stencils


@pytest.fixture
def template(monkeypatch):
    """Let a text be the template, whatever its name; return how often it was drawn."""
    drawn: list[dict] = []
    stencils._drawn.cache_clear()

    def let(text: str) -> list[dict]:
        def draw(name: str, context: dict) -> str:
            drawn.append(context)
            return engines["django"].from_string(text).render(context)

        monkeypatch.setattr(stencils, "render_to_string", draw)
        return drawn

    return let


def test_it_is_drawn_once_for_each_set_of_facts_and_filled_for_each_row(template):
    drawn = template("{% if big %}<b>{{ name }}</b>{% else %}{{ name }}{% endif %}, {{ name }}")
    assert stencils.filled("any", {"big": True}, {"name": "Ada"}) == "<b>Ada</b>, Ada"
    assert stencils.filled("any", {"big": True}, {"name": "Bo"}) == "<b>Bo</b>, Bo"
    assert stencils.filled("any", {"big": False}, {"name": "Cy"}) == "Cy, Cy"
    assert len(drawn) == 2


def test_words_are_escaped_unless_they_are_html(template):
    template('<i title="{{ plain }}">{{ html }}</i>')
    words = {"plain": '"<script>', "html": mark_safe("<b>bold</b>")}
    assert stencils.filled("any", {}, words) == '<i title="&quot;&lt;script&gt;"><b>bold</b></i>'


def test_words_that_look_like_gaps_stay_words(template):
    template("{{ name }} and {{ other }}")
    words = {"name": "\x02other\x03", "other": "Bo"}
    assert stencils.filled("any", {}, words) == "\x02other\x03 and Bo"


def test_nothing_may_depend_on_a_word(template):
    template("{% if name %}{{ name }}{% endif %}")
    with pytest.raises(TypeError, match="name is a word of a stencil"):
        stencils.filled("any", {}, {"name": "Ada"})


def test_a_word_can_not_be_changed_in_the_template(template):
    template("{{ name|upper }}")
    with pytest.raises(LookupError, match="changes words"):
        stencils.filled("any", {}, {"name": "Ada"})
