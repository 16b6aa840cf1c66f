"""What was typed into the article form: its fields as a browser sends them, finished or not.

Words are `{field: [value, …]}`, for a draft must be able to hold what no Content may hold yet: no
headline, half an address. Content as JSON is what revisions hold.
"""

from collections.abc import Mapping
from typing import Any

from taggit.utils import parse_tags

from articles.content import COLUMNS
from publication.prose import clean

Words = Mapping[str, list[str]]
LISTS = {"bylines": "bylines", "picked": "picked_related", "further_sections": "further_sections"}
# What the form calls otherwise than Content does.
FIELDS = {"picked_related": "picked"}
# The fields of the form that a draft keeps. An address is no content, but it is typed too; and so
# is what readers shall be told of a change.
ABOUT = ("weight", "correction")
NAMES = (*COLUMNS, "slug", "slug_was", "section", "lead_image", "tags", *ABOUT, *LISTS)


def words_in(sent: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Pick the words out of what a browser sent; a NUL is no letter, and PostgreSQL has none."""
    return {
        name: [value.replace("\0", "") for value in sent[name]] for name in NAMES if name in sent
    }


def content_from(words: Words, before: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Read words as the JSON of a Content; what can't be read stays as it was `before`."""
    content = dict(before or {})
    for name in COLUMNS:
        if name in words:
            content[name] = words[name][-1]
    if "body" in words:
        content["body"] = clean(content["body"])
    if section := _numbers(words.get("section", [])):
        content["section"] = section[-1]
    if "lead_image" in words:
        content["lead_image"] = next(iter(_numbers(words["lead_image"])), None)
    if "tags" in words:
        content["tags"] = parse_tags(words["tags"][-1])
    for name, field in LISTS.items():
        # A list in which nothing is chosen isn't sent at all.
        content[field] = _numbers(words.get(name, []))
    return content


def words_from(content: Mapping[str, Any]) -> dict[str, list[str]]:
    """Spell content as the form spells it."""
    words = {name: [str(content.get(name, ""))] for name in COLUMNS}
    words["section"] = [str(content.get("section") or "")]
    words["lead_image"] = [str(content.get("lead_image") or "")]
    words["tags"] = [", ".join(f'"{name}"' for name in content.get("tags", []))]
    return words | {
        name: [str(pk) for pk in content.get(field, [])] for name, field in LISTS.items()
    }


def initial_from(words: Words) -> dict[str, Any]:
    """Give words to a form that shows them: one value, or all that were chosen."""
    return {name: words[name] if name in LISTS else words[name][-1] for name in words} | {
        name: words.get(name, []) for name in LISTS
    }


def _numbers(values: list[str]) -> list[int]:
    return [
        int(value) for value in values if value.isascii() and value.isdigit() and len(value) < 19
    ]
