"""Soft hyphens: in long words only, by the dictionary of their language."""

import pytest

from publication.hyphenation import SOFT_HYPHEN, hyphenated
from publication.languages import direction


def test_only_words_of_more_than_14_letters_are_parted():
    assert SOFT_HYPHEN in hyphenated("Verwaltungsgericht", "de")
    assert hyphenated("Oberbürgermeis", "de") == "Oberbürgermeis"
    assert SOFT_HYPHEN not in hyphenated("Ein Satz aus lauter kurzen Wörtern", "de")


def test_without_the_hyphens_the_words_are_as_they_were():
    text = "„Rindfleischetikettierungsüberwachung“ bleibt: Verfassungsgerichtshof"

    parted = hyphenated(text, "de-at")

    assert parted != text
    assert parted.replace(SOFT_HYPHEN, "") == text


def test_four_letters_stay_together_at_both_ends():
    parts = hyphenated("Verfassungsgerichtshof", "de").split(SOFT_HYPHEN)

    assert len(parts) > 1
    assert len(parts[0]) >= 4
    assert len(parts[-1]) >= 4


@pytest.mark.parametrize("language", ["ar", "xx", ""])
def test_a_language_without_a_dictionary_stays_as_it_is(language):
    assert hyphenated("Verfassungsgerichtshof", language) == "Verfassungsgerichtshof"


@pytest.mark.parametrize(
    ("language", "runs"),
    [("ar", "rtl"), ("he", "rtl"), ("fa", "rtl"), ("de", "ltr"), ("de-at", "ltr"), ("xx", "ltr")],
)
def test_a_language_runs_as_it_is_written(language, runs):
    assert direction(language) == runs
