"""Exactness: whatever is done at the desk, every process shows it a quarter of a second later.

The truth is told by a process of its own that keeps nothing.
"""

import random
import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from articles import correcting, publishing, sections, writing
from articles.content import Content
from articles.correcting import Amends
from articles.models import Article, Author, Correction, Section
from comments import moderation
from comments.models import Comment
from frontpage import arranging, breaking
from frontpage.models import Arrangement, BreakingNews
from frontpage.places import Placed
from live import covering, posting
from live.models import Post
from live.posting import Words
from press import clock
from publication.models import MenuLine, Publication
from series import arranging as arranging_series
from series.models import Series
from tags.models import Tag
from tests.comments.facts import make_public_comment
from tests.factories import (
    make_administrator,
    make_author,
    make_editor,
    make_moderator,
    make_published_article,
    make_section,
)
from tests.newsroom.processes import address_of

from .desk_hand import save_at_desk
from .servers import Server, servers

ROUNDS = 100
SOON = 0.25
MANY = 4
LINK = re.compile(r'href="(/[^"#]*)')
# Not for readers, or kept for nobody.
NO_PAGES = ("/desk/", "/static/", "/media/", "/health/", "/search/")

type Answer = tuple[int, str, bytes]


@pytest.fixture(scope="module")
def truth(django_db_setup, django_db_blocker) -> Iterator[Server]:
    with django_db_blocker.unblock():
        database = address_of(connection.get_connection_params())
    with servers(database, 1, PAGES_MAX_MB="0") as [server]:
        yield server


class Newsroom:
    """People at work: each verb is one thing that they do, with what there is at that moment."""

    def __init__(self) -> None:
        self.dice = random.Random(7)
        self.editor, self.moderator = make_editor(), make_moderator()
        self.desk = Client()
        self.desk.force_login(make_administrator())
        self.number = 0
        world, culture = make_section("World"), make_section("Culture")
        make_section("Stage", parent=culture)
        make_author("Mateus Ferraz")
        for section in (world, culture):
            article = make_published_article(section=section.pk, tags=["Otters"], comments="open")
            make_public_comment(article)
        publication = Publication.objects.current()
        MenuLine.objects.create(publication=publication, label="Popular", address="/popular/")

    def verbs(self) -> list[Callable[[], None]]:
        return [
            self.publish,
            self.correct,
            self.declare_a_correction,
            self.reword_a_correction,
            self.take_a_correction_back,
            self.begin_live_coverage,
            self.end_live_coverage,
            self.post_live,
            self.change_a_live_post,
            self.remove_a_live_post,
            self.move_to_another_section,
            self.withdraw,
            self.restore,
            self.change_slug,
            self.take_a_comment,
            self.remove_a_comment,
            self.rename_a_section,
            self.rename_an_author,
            self.rename_a_tag,
            self.change_the_menu,
            self.rename_the_newspaper,
            self.arrange_the_front,
            self.announce,
            self.end_the_breaking_news,
            self.put_into_a_series,
            self.take_out_of_its_series,
            self.rename_a_series,
            self.remove_a_series,
        ]

    def one_of(self, rows):
        found = list(rows.order_by("pk"))
        return self.dice.choice(found) if found else None

    def word(self) -> str:
        self.number += 1
        return f"Word {self.number}"

    def publish(self) -> None:
        if Article.objects.published().count() < MANY:
            content = Content(
                headline=self.word(),
                section=self.one_of(Section.objects.all()).pk,
                body="<p>It came before dawn.</p>",
                bylines=[self.one_of(Author.objects.all()).pk],
                tags=[self.dice.choice(["Otters", "Ferries"])],
                comments="open",
            )
            article = writing.create(content, by=self.editor)
            publishing.publish(article, by=self.editor)

    def correct(self) -> None:
        if article := self.one_of(Article.objects.published()):
            content = replace(Content.of(article), headline=self.word())
            writing.revise(article, content, by=self.editor, substantial=True)

    def declare_a_correction(self) -> None:
        if article := self.one_of(Article.objects.published()):
            before = article.latest_revision_id
            content = replace(Content.of(article), body=f"<p>{self.word()}</p>")
            after = writing.revise(article, content, by=self.editor).latest_revision_id
            amends = Amends("correction", self.word())
            correcting.declare(article, amends, by=self.editor, before=before, after=after)

    def reword_a_correction(self) -> None:
        if correction := self.one_of(Correction.objects.all()):
            amends = Amends("clarification", self.word())
            correcting.edit(correction, amends, by=self.editor)

    def take_a_correction_back(self) -> None:
        if correction := self.one_of(Correction.objects.all()):
            correcting.remove(correction, by=self.editor, reason="It was right.")

    def begin_live_coverage(self) -> None:
        article = self.one_of(Article.objects.published())
        if article and not article.is_live():
            covering.begin(article, by=self.editor)

    def end_live_coverage(self) -> None:
        article = self.one_of(Article.objects.published().filter(live_since__isnull=False))
        if article and article.is_live():
            covering.end(article, by=self.editor)

    def post_live(self) -> None:
        article = self.one_of(Article.objects.published().filter(live_since__isnull=False))
        if article and article.is_live():
            words = Words(body=f"<p>{self.word()}</p>", is_key=self.dice.random() < 0.5)
            posting.post(article, words, by=self.editor, key=uuid4())

    def change_a_live_post(self) -> None:
        if post := self.one_of(Post.objects.filter(removed_at__isnull=True)):
            words = Words(body=f"<p>{self.word()}</p>", is_pinned=self.dice.random() < 0.5)
            posting.edit(post, words, by=self.editor, version=post.version)

    def remove_a_live_post(self) -> None:
        if post := self.one_of(Post.objects.filter(removed_at__isnull=True)):
            posting.remove(post, by=self.editor, version=post.version)

    def move_to_another_section(self) -> None:
        if article := self.one_of(Article.objects.published()):
            section = self.one_of(Section.objects.exclude(pk=article.section_id))
            content = replace(Content.of(article), section=section.pk, tags=["Ferries"])
            writing.revise(article, content, by=self.editor)

    def withdraw(self) -> None:
        if Article.objects.published().count() > 2:
            article = self.one_of(Article.objects.published())
            publishing.withdraw(article, by=self.editor, reason=self.word())

    def restore(self) -> None:
        if article := self.one_of(Article.objects.filter(status="withdrawn")):
            publishing.restore(article, by=self.editor)

    def change_slug(self) -> None:
        if article := self.one_of(Article.objects.published()):
            slug = self.word().lower().replace(" ", "-")
            publishing.change_slug(article, by=self.editor, slug=slug)

    def take_a_comment(self) -> None:
        article = self.one_of(Article.objects.published())
        if article and Comment.objects.public().count() < MANY:
            make_public_comment(article, text=self.word(), name="Ida", network="")

    def remove_a_comment(self) -> None:
        if comment := self.one_of(Comment.objects.public()):
            moderation.reject(comment, by=self.moderator, seen=comment.version)

    def rename_a_section(self) -> None:
        section = self.one_of(Section.objects.all())
        section.name = self.word()
        section.slug = section.name.lower().replace(" ", "-")
        sections.arrange(section, by=self.editor)

    def rename_an_author(self) -> None:
        save_at_desk(self.desk, self.one_of(Author.objects.all()), name=self.word())

    def rename_a_tag(self) -> None:
        save_at_desk(self.desk, self.one_of(Tag.objects.all()), name=self.word())

    def change_the_menu(self) -> None:
        change = {"menu_lines-0-label": self.word()}
        save_at_desk(self.desk, Publication.objects.current(), **change)

    def rename_the_newspaper(self) -> None:
        save_at_desk(self.desk, Publication.objects.current(), name=self.word())

    def arrange_the_front(self) -> None:
        present = Arrangement.objects.present()
        public = list(Article.objects.published().order_by("pk"))
        placed = [Placed(self.dice.choice(["lead", "seconds"]), row.pk) for row in public[:2]]
        arranging.arrange(placed, by=self.editor, base=present.number if present else 0)

    def announce(self) -> None:
        present = BreakingNews.objects.present()
        breaking.announce(
            self.word(),
            by=self.editor,
            base=present.pk if present else 0,
            ends_at=clock.now() + timedelta(hours=1),
            article=self.one_of(Article.objects.published()),
        )

    def end_the_breaking_news(self) -> None:
        if present := BreakingNews.objects.present():
            breaking.end(by=self.editor, base=present.pk)

    def put_into_a_series(self) -> None:
        series = self.one_of(Series.objects.all())
        if not series:
            series = Series(headline=self.word(), slug="a-series")
            arranging_series.describe(series, by=self.editor)
        if article := self.one_of(Article.objects.published()):
            number = self.dice.choice([1, None])
            arranging_series.place(article, by=self.editor, series=series, number=number)

    def take_out_of_its_series(self) -> None:
        if article := self.one_of(Article.objects.filter(part__isnull=False)):
            arranging_series.take_out(article, by=self.editor)

    def rename_a_series(self) -> None:
        if series := self.one_of(Series.objects.all()):
            series.headline = self.word()
            series.slug = series.headline.lower().replace(" ", "-")
            arranging_series.describe(series, by=self.editor)

    def remove_a_series(self) -> None:
        if series := self.one_of(Series.objects.all()):
            arranging_series.remove(series, by=self.editor)


def named_addresses() -> set[str]:
    """Every address of the site map that needs no words to fill in."""

    def entries(resolver: URLResolver, names: tuple[str, ...]) -> Iterator[str]:
        for entry in resolver.url_patterns:
            if entry.pattern.regex.groups:
                continue
            if isinstance(entry, URLResolver):
                inner = (entry.namespace,) if entry.namespace else ()
                yield from entries(entry, names + inner)
            elif isinstance(entry, URLPattern) and entry.name:
                yield reverse(":".join([*names, entry.name]))

    # The desk is the one namespace of Django itself.
    return {path for path in entries(get_resolver(), ()) if not path.startswith(NO_PAGES)}


def answer(server: Server, address: str) -> Answer:
    reply = server.ask(address)
    return reply.status, reply.headers.get("location", ""), reply.body


def everywhere(site: list[Server], addresses: set[str]) -> list[dict[str, Answer]]:
    """Ask all servers at the same time; return what each of them answers."""

    def ask(server: Server) -> dict[str, Answer]:
        return {address: answer(server, address) for address in addresses}

    with ThreadPoolExecutor(len(site)) as pool:
        return list(pool.map(ask, site))


def walk(addresses: set[str], ask: Callable[[str], Answer]) -> dict[str, Answer]:
    """Ask for all addresses and for all that their pages lead to; return what each answers."""
    found: dict[str, Answer] = {}
    waiting = sorted(addresses)
    while waiting:
        address = waiting.pop()
        if address not in found and not address.startswith(NO_PAGES):
            found[address] = ask(address)
            waiting += LINK.findall(found[address][2].decode(errors="replace"))
    return found


def test_whatever_is_done_every_process_shows_it_a_quarter_of_a_second_later(site, truth):
    newsroom, named = Newsroom(), named_addresses()
    tell = partial(answer, truth)
    known = set(walk(named, tell))
    everywhere(site, known)
    for round_number in range(ROUNDS):
        verb = newsroom.dice.choice(newsroom.verbs())
        verb()
        time.sleep(SOON)

        shown = everywhere(site, known)

        real = walk(known, tell)
        wrong = {address for pages in shown for address in known if pages[address] != real[address]}
        assert wrong == set(), f"round {round_number}, {verb.__name__}"
        # An old address is asked for once more after it was left, and then no longer.
        everywhere(site, set(real) - known)
        known = set(walk(named, real.__getitem__))


def test_the_walk_finds_the_site_map():
    machines = {"/feed/", "/feed.json", "/sitemap.xml", "/news-sitemap.xml", "/robots.txt"}
    machines |= {"/favicon.ico", "/site.webmanifest", "/opensearch.xml"}
    assert {"/", "/popular/", "/popular/day/"} | machines <= named_addresses()
