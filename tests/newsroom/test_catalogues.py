"""The catalogues: whole, compiled, and with every placeholder in its place."""

import re

import pytest

from newsroom import catalogues
from publication.languages import LANGUAGES

TRANSLATED = sorted(set(LANGUAGES) - {"en"})
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


@pytest.fixture(scope="module")
def strings():
    return catalogues.readers_strings()


def forms(words):
    return [words] if isinstance(words, str) else list(words)


def placeholders(words):
    return set(PLACEHOLDER.findall(words))


def test_every_language_of_the_newspaper_has_a_catalogue():
    assert catalogues.languages() == TRANSLATED


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_string_that_readers_see_is_translated(language, strings):
    catalogue = catalogues.read(language)
    known = {(message.id, message.context) for message in catalogue}

    assert [each.id for each in strings if (each.id, each.context) not in known] == []
    assert [each.id for each in catalogues.untranslated(catalogue)] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_is_compiled_is_what_was_written(language):
    path = catalogues.catalogue_of(language)

    assert path.with_suffix(".mo").read_bytes() == catalogues.compiled(catalogues.read(language))


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_have_all_plurals_and_no_other_placeholder(language):
    catalogue = catalogues.read(language)
    for message in filter(lambda each: each.id, catalogue):
        wanted = placeholders(forms(message.id)[-1])
        if message.pluralizable:
            # “One reply” may do without its number.
            assert len(message.string) == catalogue.num_plurals, message.id
            assert all(placeholders(form) <= wanted for form in message.string), message.id
        else:
            assert placeholders(message.string) == wanted, message.id


def test_arabic_has_six_plurals():
    assert catalogues.read("ar").num_plurals == 6


def test_french_keeps_its_signs_with_their_words():
    for message in catalogues.read("fr"):
        for words in forms(message.string):
            assert not re.search(r" [:;!?»]|« ", words), words


def test_what_the_desk_alone_sees_is_in_no_catalogue(strings):
    assert "Opinion" in strings  # A choice of a model that stands in the kicker.
    assert "Leave a reply" in strings
    assert "standfirst" not in strings
    assert "Put into the bin" not in strings
