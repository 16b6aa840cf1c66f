"""Boxes for tests."""

from boxes import keeping
from boxes.keeping import Words
from tests.factories import make_editor


def make_box(title="The treaty in short", body="<p>Signed in 1921.</p>", articles=(), by=None):
    numbers = [article.pk for article in articles]
    words = Words(title, body=body, articles=numbers)
    return keeping.add(words, by=by or make_editor())


def holding(*boxes):
    """A text that holds these boxes."""
    return "<p>Words.</p>" + "".join(f'<div data-box-id="{box.pk}"></div>' for box in boxes)
