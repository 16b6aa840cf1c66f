"""The seeded newspaper's English: its vocabulary, and the pool of paragraphs made of it.

The pool is made once. Each paragraph has its numbers, days and sums already, and waits for what
is the same throughout one article: its place and its people.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from newsroom.seeding.dice import Dice

FOLDER = Path(__file__).parent
# A paragraph's slot decides which sentences it may use, so that no article says a thing twice.
SLOTS = 11
VARIANTS = 24
_CHOICE = re.compile(r"\[(\w+)\]")
_WORD, _SLOT = re.compile(r"\w+"), re.compile(r"[\[{]\w+[]}]")


@dataclass(frozen=True, slots=True)
class Topic:
    """Something the newspaper writes about; its name is also that of a tag."""

    name: str
    kicker: str
    section: str
    things: list[str]
    headings: list[str]
    paragraphs: list[list[str]]


@dataclass(frozen=True, slots=True)
class Words:
    """All that articles and comments are put together from."""

    facts: dict[str, Any]
    places: list[str]
    first_names: list[str]
    surnames: list[str]
    topics: list[Topic]
    openings: list[str]
    standfirsts: list[str]
    quotes: list[str]
    points: list[list[str]]
    replies: list[list[str]]

    def spoken(self) -> set[str]:
        """Return every word that articles are put together from, as it is written there."""
        parts = ("_starts", "_ends")  # Of names.
        facts = [said for name, said in self.facts.items() if not name.endswith(parts)]
        topics = [(each.name, each.things, each.headings, each.paragraphs) for each in self.topics]
        texts = _texts([facts, topics, self.places, self.surnames])
        return {word for text in texts for word in _WORD.findall(_SLOT.sub(" ", text))}


@cache
def words() -> Words:
    """Return the vocabulary with its pools filled; the same in every process."""
    facts = tomllib.loads((FOLDER / "vocabulary.toml").read_text("utf-8"))
    topics = tomllib.loads((FOLDER / "topics.toml").read_text("utf-8"))["topics"]
    fill = _Filler(facts)
    return Words(
        facts=facts,
        places=_joined(facts["place_starts"], facts["place_ends"]),
        first_names=facts["first_names"].split(),
        surnames=_joined(facts["surname_starts"], facts["surname_ends"]),
        topics=[_topic(topic, number, facts, fill) for number, topic in enumerate(topics)],
        openings=fill.all(facts["openings"], 64),
        standfirsts=fill.all(facts["standfirsts"], 64),
        quotes=fill.all(facts["quotes"], VARIANTS),
        points=[fill.all([point], VARIANTS) for point in facts["points"]],
        replies=[
            fill.all(facts[f"comment_{part}"], VARIANTS)
            for part in ("openings", "middles", "endings")
        ],
    )


def _texts(told: Any) -> Iterator[str]:
    """Yield the texts of lists within lists, and of what has a name."""
    if isinstance(told, str):
        yield told
        return
    for part in told.values() if isinstance(told, dict) else told:
        yield from _texts(part)


def _joined(starts: str, ends: str) -> list[str]:
    return [start + end for start, end in product(starts.split(), ends.split())]


def _topic(row: dict[str, Any], number: int, facts: dict[str, Any], fill: "_Filler") -> Topic:
    paragraphs = [
        [_paragraph(row, slot, variant, facts, fill) for variant in range(VARIANTS)]
        for slot in range(SLOTS)
    ]
    kept = {name: row[name] for name in ("name", "kicker", "section", "things", "headings")}
    return Topic(**kept, paragraphs=paragraphs)


def _paragraph(
    row: dict[str, Any], slot: int, variant: int, facts: dict[str, Any], fill: "_Filler"
) -> str:
    """Three sentences that could stand anywhere, and in some slots one on the topic itself."""
    dice = Dice(sum(row["name"].encode()), slot, variant)
    sentences = dice.some(facts["sentences"][slot::SLOTS], 3)
    sentences[1:1] = row["sentences"][slot : slot + 1]
    return fill(" ".join(sentences), dice)


class _Filler:
    """Chooses what stands in square brackets: numbers, sums, days."""

    def __init__(self, facts: dict[str, Any]) -> None:
        self.facts = facts

    def __call__(self, template: str, dice: Dice) -> str:
        return _CHOICE.sub(lambda found: self._choose(found[1], dice), template)

    def all(self, templates: list[str], variants: int) -> list[str]:
        """Return every template in `variants` fillings."""
        return [
            self(template, Dice(number, variant))
            for number, template in enumerate(templates)
            for variant in range(variants)
        ]

    def _choose(self, what: str, dice: Dice) -> str:
        match what:
            case "few":
                return dice.among(self.facts["numbers"])
            case "Few":
                return dice.among(self.facts["numbers"]).capitalize()
            case "nth":
                return dice.among(self.facts["ordinals"])
            case "big" | "Big":
                return f"{(11 + dice.below(880)) * 100 + dice.below(100):,}"
            case "pages":
                return str(14 + dice.below(80))
            case "percent":
                return str(3 + dice.below(60))
            case "year":
                return str(1972 + dice.below(52))
            case "money":
                return f"£{1 + dice.below(48)}.{1 + dice.below(9)} million"
            case "month":
                return dice.among(self.facts["months"])
            case _:
                return dice.among(self.facts["weekdays"])
