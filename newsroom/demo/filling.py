"""Filling an empty database with the demo newspaper: by the verbs, as people would do it."""

import re
import tomllib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.roles import AUTHOR
from articles import publishing, related, sections, writing
from articles.content import Content
from articles.models import Article, Author, AuthorLink, EmbedCard, Section
from boxes import keeping
from boxes.keeping import Words
from boxes.models import Box
from frontpage.arranging import arrange
from frontpage.places import Placed, place_of
from images import uploading
from images.models import Image
from newsroom.demo.later import fill_later
from newsroom.demo.logins import LOGINS
from newsroom.demo.replies import fill_comments
from newsroom.demo.views import fill_views
from press import clock
from press.pages.models import Receipt
from publication.models import MenuLine, Publication, StandingPage
from publication.prose import clean
from series import arranging
from series.models import Series
from tags.models import Tag

FOLDER = Path(__file__).parent
Tell = Callable[[str], None]


def read(name: str) -> dict[str, Any]:
    """Return one of the demo's data files."""
    return tomllib.loads((FOLDER / name).read_text("utf-8"))


@transaction.atomic
def fill(tell: Tell) -> None:
    """Write the whole demo newspaper, dated around now, in one transaction.

    `tell` gets a line for each step. Pictures get their sizes by the workers afterwards.
    """
    facts = read("newspaper.toml")
    tell("People and sections")
    people = _fill_people()
    editor = people["editor"]
    _fill_publication(facts["publication"])
    places = _fill_sections(facts["sections"], editor)
    _fill_tags(facts["tags"])
    tell("Pictures")
    pictures = _fill_pictures(editor)
    _fill_embeds(pictures)
    names = _fill_authors(facts["authors"], people, pictures)
    _fill_pages(facts["pages"])
    tell("Articles")
    articles = _Articles(people, places, names, pictures).fill()
    _fill_front(facts["front"], articles, places, editor)
    _fill_series(facts["series"], articles, pictures, editor)
    fill_later(read("later.toml"), articles, people)
    tell("Comments and readers")
    fill_comments(read("comments.toml")["comments"], articles, people["moderator"], names)
    fill_views(read("reading.toml")["views"], articles)
    # Nobody waits to hear whether the past has come to readers.
    Receipt.objects.all().delete()


def _fill_people() -> dict[str, User]:
    people = {}
    for username, password, role, name in LOGINS:
        first, _, last = name.partition(" ")
        person = User(username=username, first_name=first, last_name=last, is_staff=True, demo=True)
        person.set_password(password)
        person.save()
        person.groups.add(Group.objects.get(name=role))
        people[username] = person
    return people


def _fill_publication(facts: dict[str, str]) -> None:
    publication = Publication.objects.current()
    for name, value in facts.items():
        setattr(publication, name, value)
    publication.save()


def _fill_sections(rows: list[dict[str, Any]], editor: User) -> dict[str, Section]:
    places: dict[str, Section] = {}
    for row in rows:
        parent = places.get(row.get("parent", ""))
        facts = {name: value for name, value in row.items() if name not in {"key", "parent"}}
        places[row["key"]] = sections.arrange(Section(parent=parent, **facts), by=editor)
    return places


def _fill_tags(rows: list[dict[str, str]]) -> None:
    for row in rows:
        Tag.objects.create(name=row["name"], description=row["description"])


def _fill_pictures(editor: User) -> dict[str, Image]:
    pictures = {}
    for row in read("pictures.toml")["pictures"]:
        path = FOLDER / row["file"]
        facts = {name: row.get(name, "") for name in ("alt", "caption", "credit")}
        with path.open("rb") as file:
            pictures[row["key"]] = uploading.upload(
                File(file, name=path.name), by=editor, decorative=not facts["alt"], **facts
            )
    return pictures


def _fill_embeds(pictures: dict[str, Image]) -> None:
    now = clock.now()
    for row in read("embeds.toml")["embeds"]:
        gone = row.get("gone_hours_ago")
        EmbedCard.objects.create(
            address=row["address"],
            title=row.get("title", ""),
            author=row["author"],
            text=row["text"],
            posted_at=now - timedelta(hours=row["hours_ago"]),
            gone_at=now - timedelta(hours=gone) if gone else None,
            picture=pictures.get(row.get("picture", "")),
        )


def _fill_authors(
    rows: list[dict[str, Any]], people: dict[str, User], pictures: dict[str, Image]
) -> dict[str, Author]:
    authors = {}
    for row in rows:
        author = Author.objects.create(
            name=row["name"],
            slug=row["slug"],
            role=row["role"],
            biography=row["biography"],
            portrait=pictures.get(row.get("portrait", "")),
            login=people.get(row.get("login", "")) or _login_of(row),
        )
        for position, link in enumerate(row.get("links", [])):
            AuthorLink.objects.create(author=author, position=position, **link)
        authors[row["key"]] = author
    return authors


def _login_of(row: dict[str, Any]) -> User:
    """A login that nobody can use: answers in the comments are marked as the author's by it."""
    first, _, last = row["name"].partition(" ")
    person = User(username=row["slug"], first_name=first, last_name=last, demo=True)
    person.set_unusable_password()
    person.save()
    person.groups.add(Group.objects.get(name=AUTHOR))
    return person


def _fill_pages(rows: list[dict[str, str]]) -> None:
    publication = Publication.objects.current()
    for position, row in enumerate(rows):
        page = StandingPage.objects.create(
            title=row["title"], slug=row["slug"], body=clean(row["body"]), changed_at=clock.now()
        )
        MenuLine.objects.create(
            publication=publication, label=row["title"], page=page, position=position
        )


def _fill_front(
    rows: list[dict[str, Any]],
    articles: dict[str, Article],
    places: dict[str, Section],
    editor: User,
) -> None:
    arrange(
        [
            Placed(row["place"] if "place" in row else place_of(places[row["section"]]), each.pk)
            for row in rows
            for each in (articles[key] for key in row["articles"])
        ],
        by=editor,
        base=0,
    )


def _fill_series(
    rows: list[dict[str, Any]],
    articles: dict[str, Article],
    pictures: dict[str, Image],
    editor: User,
) -> None:
    for row in rows:
        facts = {name: row[name] for name in ("headline", "slug", "standfirst")}
        series = arranging.describe(Series(picture=pictures[row["picture"]], **facts), by=editor)
        arranging.order(series, by=editor, articles=[articles[key].pk for key in row["parts"]])


class _Articles:
    """The articles, written and published at their moments by the people of the demo."""

    def __init__(
        self,
        people: dict[str, User],
        places: dict[str, Section],
        names: dict[str, Author],
        pictures: dict[str, Image],
    ) -> None:
        self.people, self.places, self.names, self.pictures = people, places, names, pictures
        self.now = clock.now()
        self.articles: dict[str, Article] = {}
        self.boxes: dict[str, Box] = {}

    def fill(self) -> dict[str, Article]:
        rows = [
            tomllib.loads(path.read_text("utf-8"))
            for path in sorted((FOLDER / "articles").glob("*.toml"))
        ]
        for row in sorted(rows, key=lambda row: -row.get("hours_ago", 0.0)):
            self.articles[row["key"]] = self._write(row)
        for row in rows:
            self._pick_related(row)
        for article in self.articles.values():
            related.relate(Article.objects.get(pk=article.pk))
        return self.articles

    def _write(self, row: dict[str, Any]) -> Article:
        editor = self.people["editor"]
        moment = self.now - timedelta(hours=row.get("hours_ago", 1.0))
        writer = self.names[row["bylines"][0]].login or editor
        with clock.at(moment - timedelta(hours=1)):
            article = writing.create(self._content(row), by=writer)
        with clock.at(moment):
            return self._bring_to(article, row, editor)

    def _content(self, row: dict[str, Any]) -> Content:
        picture = self.pictures.get(row.get("picture", ""))
        return Content(
            headline=row["headline"],
            kicker=row.get("kicker", ""),
            standfirst=row["standfirst"],
            body=self._with_numbers(row["body"]),
            section=self.places[row["section"]].pk,
            further_sections=[self.places[key].pk for key in row.get("further_sections", [])],
            bylines=[self.names[key].pk for key in row["bylines"]],
            tags=row["tags"],
            label=row["label"],
            sponsor=row.get("sponsor", ""),
            comments=row["comments"],
            lead_image=picture.pk if picture else None,
        )

    def _with_numbers(self, body: str) -> str:
        """The demo's texts name pictures and boxes by their keys; the site knows their numbers."""
        row = {"image": self.pictures.__getitem__, "box": self._box}
        return re.sub(
            r'data-(image|box)="([a-z-]+)"',
            lambda found: f'data-{found[1]}-id="{row[found[1]](found[2]).pk}"',
            body,
        )

    def _box(self, key: str) -> Box:
        """The box of that key, written when a text first holds it."""
        if key not in self.boxes:
            [row] = [row for row in read("boxes.toml")["boxes"] if row["key"] == key]
            articles = [self.articles[key].pk for key in row.get("articles", [])]
            words = Words(row["title"], body=row.get("body", ""), articles=articles)
            self.boxes[key] = keeping.add(words, by=self.people["editor"])
        return self.boxes[key]

    def _bring_to(self, article: Article, row: dict[str, Any], editor: User) -> Article:
        status = row["status"]
        if status == "in_review":
            return publishing.submit(article, by=editor)
        if status == "scheduled":
            with clock.at(self.now):
                return publishing.publish(article, by=editor, at=_tomorrow_at_six())
        if status in {"published", "withdrawn"}:
            article = publishing.publish(article, by=editor)
        if "updated_hours_ago" in row:
            with clock.at(self.now - timedelta(hours=row["updated_hours_ago"])):
                content = Content.of(article)
                article = writing.revise(article, content, by=editor, substantial=True)
        if status == "withdrawn":
            with clock.at(self.now):
                reason = row["withdrawn_reason"]
                article = publishing.withdraw(article, by=editor, reason=reason)
        return article

    def _pick_related(self, row: dict[str, Any]) -> None:
        article = self.articles[row["key"]]
        for position, key in enumerate(row.get("related", [])):
            article.picked_related.create(other=self.articles[key], position=position)


def _tomorrow_at_six() -> datetime:
    zone = Publication.objects.current().zone
    tomorrow = timezone.localtime(clock.now(), zone) + timedelta(days=1)
    return tomorrow.replace(hour=6, minute=0, second=0, microsecond=0)
