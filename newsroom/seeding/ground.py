"""What seeded articles stand on: sections, tags and authors, found or made, and pictures."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from accounts import roles
from accounts.models import User
from articles.models import Article, Author, Section
from articles.sections import arrange
from boxes import keeping
from boxes.models import Box
from images.models import Image
from newsroom.seeding.dice import Dice
from newsroom.seeding.words import Topic, words
from publication.addresses import slug_of
from publication.models import Publication
from series import arranging
from series.models import Series
from tags.models import Tag

AUTHORS, TAGS = 40, 300


@dataclass(frozen=True, slots=True)
class Ground:
    """Primary keys by what the words name, so that no batch has to ask again."""

    sections: dict[str, list[int]]  # By path: the section itself, then the one it is part of.
    authors: list[tuple[int, int | None]]  # With their logins.
    tags: dict[str, int]  # By name, the most common first.
    section_names: dict[int, str]
    author_names: dict[int, str]
    pictures: list[int]
    boxes: dict[str, int]  # By topic.
    series: dict[str, int]  # By topic; one that has parts already gets no more.
    zone: ZoneInfo
    articles: int  # The content type.


@transaction.atomic
def lay() -> Ground:
    """Find what is there already under our names, make what is missing, and return all of it."""
    authors = [_author(number) for number in range(AUTHORS)]
    sections = _sections(authors[0].login)
    return Ground(
        sections=sections,
        section_names=dict(Section.objects.values_list("pk", "name")),
        author_names={author.pk: author.name for author in authors},
        authors=[(author.pk, author.login_id) for author in authors],
        tags=_tags(),
        pictures=list(Image.objects.order_by("pk").values_list("pk", flat=True)),
        boxes={topic.name: _box(topic, authors[0].login) for topic in words().topics},
        series=dict(filter(None, (_series(topic, authors[0].login) for topic in words().topics))),
        zone=Publication.objects.current().zone,
        articles=ContentType.objects.get_for_model(Article).pk,
    )


def _sections(by: User | None) -> dict[str, list[int]]:
    made: dict[str, Section] = {}
    for position, row in enumerate(words().facts["sections"], start=1):
        parent_path, _, slug = row["path"].rpartition("/")
        parent = made.get(parent_path)
        section = Section.objects.filter(slug=slug, parent=parent).first()
        made[row["path"]] = section or arrange(
            Section(
                name=row["name"],
                slug=slug,
                parent=parent,
                description=row["description"],
                position=position,
            ),
            by=by,  # type: ignore[arg-type]  # None: the newspaper itself
        )
    return {path: [pk for pk in (row.pk, row.parent_id) if pk] for path, row in made.items()}


def _author(number: int) -> Author:
    """One of the 40, with a login that nobody can use: it has no password."""
    dice = Dice(number, 1)
    first, last = words().first_names[number], dice.among(words().surnames)
    slug = slug_of(f"{first} {last}")
    author = Author.objects.select_related("login").filter(slug=slug).first()
    if author is not None:
        return author
    role = roles.EDITOR if number == 0 else roles.AUTHOR
    return Author.objects.create(
        name=f"{first} {last}",
        slug=slug,
        role=dice.among(["Reporter", "Correspondent", "Critic", "Columnist", "Editor"]),
        biography=f"{first} {last} has written for this newspaper since {2004 + dice.below(20)}.",
        login=_login(slug.replace("-", "."), role, first_name=first, last_name=last),
    )


def _login(username: str, role: str, **names: str) -> User:
    defaults: dict[str, Any] = {**names, "is_staff": True, "demo": True}
    login, new = User.objects.get_or_create(username=username, defaults=defaults)
    if new:
        login.set_unusable_password()
        login.save()
        login.groups.add(Group.objects.get(name=role))
    return login


def _box(topic: Topic, by: Any) -> int:
    """The box of a topic: what has been said of it, in a few words."""
    title = f"{topic.name} at a glance"
    box = Box.objects.kept().filter(title=title).first()
    if box is None:
        text = "".join(f"<p>{heading}: {topic.things[0]}.</p>" for heading in topic.headings)
        box = keeping.add(keeping.Words(title, body=text), by=by)
    return box.pk


def _series(topic: Topic, by: Any) -> tuple[str, int] | None:
    """The series of a topic, with its name; None if the parts are there, which must not be many."""
    slug = slug_of(f"{topic.name} in full")
    series = Series.objects.filter(slug=slug).first()
    if series is None:
        series = Series(headline=f"{topic.name} in full", slug=slug)
        arranging.describe(series, by=by)
    return None if series.parts.exists() else (topic.name, series.pk)


def tag_names() -> list[str]:
    """Return the names of all tags: topics, what is said about them, and places."""
    topics = [topic.name for topic in words().topics]
    further = [f"{topic} {ending}" for ending in words().facts["tag_endings"] for topic in topics]
    # Places far apart in the list, so that they don't all begin alike.
    left = TAGS - len(topics) - len(further)
    return topics + further + words().places[:: len(words().places) // left][:left]


def _tags() -> dict[str, int]:
    known = {name.lower(): pk for name, pk in Tag.objects.values_list("name", "pk")}
    found = {}
    for name in tag_names():
        found[name] = known.get(name.lower()) or Tag.objects.create(name=name).pk
    return found
