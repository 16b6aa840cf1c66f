"""Copying the rows in: batch by batch, each a transaction that is complete in itself."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import accumulate
from os import cpu_count

from django.db import connection, models, transaction
from psycopg import sql

from articles import spelling
from articles.models import Article, Revision
from comments.models import Comment
from newsroom.seeding import aside
from newsroom.seeding.dice import Dice
from newsroom.seeding.ground import Ground, lay
from newsroom.seeding.moments import Moments
from newsroom.seeding.pieces import Maker, Piece
from newsroom.seeding.rows import TABLES, Table
from newsroom.seeding.words import words
from press import clock
from press.pages.keys import EVERYTHING, touch
from readership import ranking

BATCH = 5_000
# From so many on, indexes are built of all rows at once, unless more articles are there already.
MANY = 10_000
# As many related posts as a page shows, and one in case that an editor withdraws one.
RELATED = 4
# How far the most discussed article stands above the least: the n-th of these has 1/n of it.
RANKS = 1_000
# Measured: words that go into the search index in heaps of 16 MB cost a third less of the whole
# run than one by one, and larger heaps leave the processor's caches and are slower again.
SETTINGS = (
    "SET LOCAL synchronous_commit = off",
    "SET LOCAL gin_pending_list_limit = '16MB'",
    "SET LOCAL work_mem = '64MB'",
)


@dataclass(frozen=True, slots=True)
class Batch:
    """The primary keys of the articles and comments that one transaction writes."""

    start: int
    articles: list[int]
    revisions: list[int]
    comments: list[int]


class Spread:
    """How many comments stand below which article: the newer half has them, a few have most."""

    def __init__(self, articles: int, comments: int) -> None:
        self._before = articles // 2
        answered = range(articles - self._before)
        weights = [1 / (1 + Dice(place, 5).below(RANKS)) for place in answered]
        sums = list(accumulate(weights, initial=0.0))
        self._up_to = [round(comments * part / sums[-1]) for part in sums]

    def up_to(self, place: int) -> int:
        """Return how many comments stand below the articles before `place`."""
        return self._up_to[max(0, place - self._before)]


def seed(
    articles: int,
    comments: int,
    *,
    tell: Callable[[int, int], None],
    say: Callable[[str], object],
    writers: int | None = None,
    batch: int = BATCH,
) -> None:
    """Write the articles and comments, oldest first, and let `tell` know how many are in.

    As many writers as cores, but at least two: the database wants more work than our words do.
    Many are written without indexes, which are built when all are in, as `say` then tells.
    Interrupted, it leaves whole batches, and the next run adds others. Touches everything.
    """
    aside.bring_back(say)  # What a killed run left out.
    if articles >= MANY and Article.objects.count() < articles:
        aside.set_aside([table.model for table in TABLES])
    now, ground = clock.now(), lay()
    spread = Spread(articles, comments)
    maker = Maker(ground, Moments(articles, now, ground.zone), now)
    batches = _batches(articles, batch, spread)
    writers = writers or max(2, cpu_count() or 2)
    done = [0, 0]
    try:
        for written in _written(batches, lambda each: _write(each, maker, ground, spread), writers):
            done = [done[0] + len(written.articles), done[1] + len(written.comments)]
            tell(*done)
    finally:
        aside.bring_back(say)
        _tidy()


def _batches(articles: int, size: int, spread: Spread) -> Iterator[Batch]:
    """Reserve primary keys in the order of the articles, whichever writer is first."""
    for start in range(0, articles, size):
        many = min(size, articles - start)
        yield Batch(
            start=start,
            articles=_reserve(Article, many),
            revisions=_reserve(Revision, many),
            comments=_reserve(Comment, spread.up_to(start + many) - spread.up_to(start)),
        )


def _reserve(model: type[models.Model], many: int) -> list[int]:
    """Take so many primary keys: nobody who writes at the same time gets one of them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, many],
        )
        return [pk for (pk,) in cursor.fetchall()]


def _written(
    batches: Iterator[Batch], write: Callable[[Batch], None], writers: int
) -> Iterator[Batch]:
    """Write every batch with so many connections, and yield each when it is in."""
    if writers == 1:
        for batch in batches:
            write(batch)
            yield batch
        return
    with ThreadPoolExecutor(writers) as pool:
        running: dict[Future[None], Batch] = {}
        for batch in batches:
            running[pool.submit(_in_thread, write, batch)] = batch
            if len(running) == writers:
                yield from _ended(running)
        while running:
            yield from _ended(running)


def _in_thread(write: Callable[[Batch], None], batch: Batch) -> None:
    try:
        write(batch)
    finally:
        connection.close()  # Every thread has a connection of its own.


def _ended(running: dict[Future[None], Batch]) -> Iterator[Batch]:
    for future in wait(running, return_when=FIRST_COMPLETED).done:
        future.result()
        yield running.pop(future)


def _write(batch: Batch, maker: Maker, ground: Ground, spread: Spread) -> None:
    pieces = list(_pieces(batch, maker, spread))
    with transaction.atomic():
        with connection.cursor() as cursor:
            for setting in SETTINGS:
                cursor.execute(setting)
        for table in TABLES:
            _copy(table, pieces, ground)
        touch([EVERYTHING])


def _pieces(batch: Batch, maker: Maker, spread: Spread) -> Iterator[Piece]:
    first = spread.up_to(batch.start)
    # Of this batch only: the others are being written at the same time.
    lately: dict[str, deque[tuple[int, datetime]]] = defaultdict(partial(deque, maxlen=RELATED))
    for offset, (pk, revision) in enumerate(zip(batch.articles, batch.revisions, strict=True)):
        place = batch.start + offset
        replies = batch.comments[spread.up_to(place) - first : spread.up_to(place + 1) - first]
        piece = maker.piece(pk, revision, place, replies)
        like_it = lately[piece.story.topic.name]
        piece.related.extend(like_it)
        like_it.append((pk, piece.published_at))
        yield piece


def _copy(table: Table, pieces: list[Piece], ground: Ground) -> None:
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.model._meta.db_table),
        sql.SQL(", ").join(map(sql.Identifier, table.columns)),
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for piece in pieces:
            for row in table.rows(piece, ground):
                copy.write_row(row)


def _tidy() -> None:
    """Let searches, plans and rankings know what came in, without waiting for their time."""
    with connection.cursor() as cursor:
        for index in ("article_search", "article_dated"):
            cursor.execute("SELECT gin_clean_pending_list(%s)", [index])
        for table in TABLES:
            cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(table.model._meta.db_table)))
    spelling.learn_texts(words().spoken())
    ranking.rank()
