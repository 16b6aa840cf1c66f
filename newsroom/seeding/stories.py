"""The words of one article, and of one comment, out of its number alone."""

from dataclasses import dataclass
from math import gcd

from articles.models import Article
from newsroom.seeding.dice import Dice
from newsroom.seeding.words import SLOTS, Topic, words
from publication.addresses import slug_of

_STEP = 11_665_003


@dataclass(frozen=True, slots=True)
class Story:
    """What one article says. `slots` are the words that its comments take up again."""

    topic: Topic
    label: str
    sponsor: str
    headline: str
    slug: str
    standfirst: str
    body: str
    body_text: str
    slots: dict[str, str]


def story(number: int) -> Story:
    """Write article `number`. No two numbers share a slug."""
    dice = Dice(number)
    # The first topics of the list are written about more often than the last.
    count = len(words().topics)
    topic = words().topics[min(dice.below(count), dice.below(count))]
    label = _label(topic, dice)
    slots = _cast(number, topic, dice)
    headline, again = _headline(number, label, slots)
    body, body_text = _body(topic, slots, dice)
    return Story(
        topic=topic,
        label=label,
        sponsor=f"{slots['place']} Savings Bank" if label == Article.Label.SPONSORED else "",
        headline=headline,
        slug=slug_of(headline) + again,
        standfirst=dice.among(words().standfirsts).format_map(slots),
        body=body,
        body_text=body_text,
        slots=slots,
    )


def reply(number: int, slots: dict[str, str]) -> tuple[str, str]:
    """Return the name and the words of comment `number` below the article of `slots`."""
    dice = Dice(number, 2)
    name = f"{dice.among(words().first_names)} {dice.among(words().surnames)}"
    parts = [dice.among(pool) for pool in words().replies]
    return name, " ".join(filter(None, parts)).format_map(slots)


def _label(topic: Topic, dice: Dice) -> str:
    if topic.section.startswith("opinion"):
        return Article.Label.OPINION.value
    thrown = dice.below(100)
    if thrown < 9:
        return Article.Label.ANALYSIS.value
    return Article.Label.SPONSORED.value if thrown == 99 else Article.Label.NEWS.value


def _cast(number: int, topic: Topic, dice: Dice) -> dict[str, str]:
    """Choose who does what to which thing, where; no two numbers have the same answer.

    The number is stirred and then read as digits of mixed base, each of which is one choice.
    """
    facts, pool = words().facts, words()
    digits = number * _STEP % headlines()
    digits, place = divmod(digits, len(pool.places))
    digits, agents = divmod(digits, len(facts["agents"]))
    digits, verb = divmod(digits, len(facts["verbs"]))
    surname, critic = dice.some(pool.surnames[dice.below(8) :: 8], 2)
    role, critic_role = dice.some(facts["roles"], 2)
    reason, reason_said = facts["reasons"][digits]
    return {
        "place": pool.places[place],
        "near": pool.places[(place + 1 + dice.below(len(pool.places) - 1)) % len(pool.places)],
        "agents": facts["agents"][agents],
        "verb": facts["verbs"][verb],
        "reason": reason_said,
        "short_reason": reason,
        "thing": dice.among(topic.things),
        "name": f"{dice.among(pool.first_names)} {surname}",
        "surname": surname,
        "role": role,
        "critic": f"{dice.among(pool.first_names)} {critic}",
        "critic_surname": critic,
        "critic_role": critic_role,
    }


def headlines() -> int:
    """Return how many headlines there are before the first one comes again."""
    facts, many = words().facts, len(words().places)
    for name in ("agents", "verbs", "reasons"):
        many *= len(facts[name])
    if gcd(many, _STEP) != 1:
        raise ValueError("The vocabulary changed: the step must share no factor with its size.")
    return many


SHAPES = {
    "news": "{place} {agents} {verb} {thing} {short_reason}",
    "analysis": "How {place} {agents} came to {verb} {thing} {short_reason}",
    "opinion": "Why {place} {agents} should {verb} {thing} {short_reason}",
    "sponsored": "Meet the {place} {agents} who {verb} {thing} {short_reason}",
}


def _headline(number: int, label: str, slots: dict[str, str]) -> tuple[str, str]:
    """Return the headline, and what its slug needs when it was used up before."""
    used = number // headlines()
    return SHAPES[label].format_map(slots), f"-{used + 1}" if used else ""


def _body(topic: Topic, slots: dict[str, str], dice: Dice) -> tuple[str, str]:
    """Return the text as the editor would have saved it, and its plain words for search."""
    pool, first = words(), dice.below(SLOTS)
    opening = dice.among(pool.openings)
    paragraphs = [dice.among(topic.paragraphs[(first + place) % SLOTS]) for place in range(SLOTS)]
    headings = [dice.among(topic.headings), *dice.some(pool.facts["headings"], 2)]
    points = [dice.among(variants) for variants in dice.some(pool.points, 3 + dice.below(2))]
    blocks = [
        *_tagged("p", opening, *paragraphs[:2]),
        *_tagged("h2", headings[0]),
        *_tagged("p", *paragraphs[2:5]),
        ("<blockquote><p>", dice.among(pool.quotes), "</p></blockquote>"),
        *_tagged("h2", headings[1]),
        *_tagged("p", *paragraphs[5:7]),
        *_list(points),
        *_tagged("p", *paragraphs[7:9]),
        *_tagged("h2", headings[2]),
        *_tagged("p", *paragraphs[9:]),
    ]
    said = [(before, text.format_map(slots), after) for before, text, after in blocks]
    return "".join(map("".join, said)), " ".join(block[1] for block in said)


def _tagged(tag: str, *texts: str) -> list[tuple[str, str, str]]:
    return [(f"<{tag}>", text, f"</{tag}>") for text in texts]


def _list(points: list[str]) -> list[tuple[str, str, str]]:
    items = _tagged("li", *points)
    items[0] = ("<ul><li>", items[0][1], items[0][2])
    items[-1] = (items[-1][0], items[-1][1], "</li></ul>")
    return items
