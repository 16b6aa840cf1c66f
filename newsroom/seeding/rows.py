"""The rows that the verbs would have written for a piece, table by table.

Every column is named, so that a new one of a model is missed by the test instead of by a reader.
Primary keys are left to the database wherever no other row needs them.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from django.db import models

from articles import indexing, related
from articles.content import Content
from articles.models import (
    Article,
    Byline,
    Placement,
    RelatedArticle,
    Revision,
    TaggedArticle,
)
from comments import screening
from comments.models import Comment, CommentSettings
from comments.models.tally import Tally
from newsroom.seeding.ground import Ground
from newsroom.seeding.pieces import Piece, Reply
from press.history.models import Entry
from publication.preparing import prepare
from readership.counting import weight
from readership.models import DayViews, Total
from readership.querysets import day_of
from series.models import Part

LANGUAGE = "en"
DECIDED_AFTER = timedelta(minutes=11)
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Which columns of a table are written, and with what."""

    model: type[models.Model]
    columns: tuple[str, ...]
    rows: Callable[[Piece, Ground], Iterable[Row]]


def _article(piece: Piece, ground: Ground) -> Iterable[Row]:
    told = piece.story
    prepared = json.dumps(prepare(told.body), ensure_ascii=False)
    texts = (told.topic.kicker, told.headline, told.standfirst, told.body, prepared, told.body_text)
    choices = (told.label, told.sponsor, LANGUAGE, "", "", piece.comments, "published", told.slug)
    timed = (piece.published_at, piece.date, *7 * (None,), "", None, piece.created_at)
    desk = (piece.bylines[0][1], piece.published_at, piece.revision, indexing.config_for(LANGUAGE))
    found_by = _found_by(piece, ground)
    yield (piece.pk, *texts, piece.picture, piece.sections[0], *choices, *timed, *desk, *found_by)


def _found_by(piece: Piece, ground: Ground) -> Row:
    authors = [author for author, _ in piece.bylines]
    marks = indexing.marks(piece.published_at, sections=piece.sections, authors=authors)
    written = [ground.author_names[pk] for pk in authors]
    placed = [ground.section_names[pk] for pk in piece.sections]
    return "", indexing.names(piece.tags), indexing.names(written, placed), "", marks


def _revision(piece: Piece, ground: Ground) -> Iterable[Row]:
    content = json.dumps(content_of(piece).as_json(), ensure_ascii=False)
    yield (
        *(piece.revision, piece.pk, None, piece.created_at, piece.bylines[0][1]),
        *("created", content, False),
    )


def content_of(piece: Piece) -> Content:
    """Return what the writer of a piece has filled in."""
    told = piece.story
    return Content(
        headline=told.headline,
        section=piece.sections[0],
        kicker=told.topic.kicker,
        standfirst=told.standfirst,
        body=told.body,
        lead_image=piece.picture,
        bylines=[author for author, _ in piece.bylines],
        tags=piece.tags,
        label=told.label,
        sponsor=told.sponsor,
        language=LANGUAGE,
        comments=piece.comments,
    )


def _placements(piece: Piece, ground: Ground) -> Iterable[Row]:
    return [(piece.published_at, piece.pk, section) for section in piece.sections]


def _bylines(piece: Piece, ground: Ground) -> Iterable[Row]:
    return [
        (piece.published_at, piece.pk, author, position)
        for position, (author, _) in enumerate(piece.bylines)
    ]


def _taggings(piece: Piece, ground: Ground) -> Iterable[Row]:
    return [(piece.published_at, piece.pk, ground.tags[name]) for name in piece.tags]


def _related(piece: Piece, ground: Ground) -> Iterable[Row]:
    return [
        (piece.pk, other, related.score(1.0, moment.timestamp())) for other, moment in piece.related
    ]


def _parts(piece: Piece, ground: Ground) -> Iterable[Row]:
    if piece.part:
        series, position = piece.part
        yield series, piece.pk, position


def _day_views(piece: Piece, ground: Ground) -> Iterable[Row]:
    """All views on the first day, which is nearly true of news."""
    yield piece.pk, day_of(piece.published_at), piece.views


def _total(piece: Piece, ground: Ground) -> Iterable[Row]:
    yield piece.pk, piece.views, piece.views * weight(piece.published_at)


def _entry(piece: Piece, ground: Ground) -> Iterable[Row]:
    detail = f'{{"public from": "{piece.published_at.isoformat()}"}}'
    yield (
        *(piece.published_at, piece.bylines[0][1], "published", ground.articles),
        *(piece.pk, piece.story.headline, detail),
    )


def _comments(piece: Piece, ground: Ground) -> Iterable[Row]:
    answers = Counter(reply.root for reply in piece.replies if _is_public(reply))
    return [_comment(reply, piece, answers[reply.pk]) for reply in piece.replies]


def _tally(piece: Piece, ground: Ground) -> Iterable[Row]:
    if piece.replies:
        yield piece.pk, sum(map(_is_public, piece.replies))


def _is_public(reply: Reply) -> bool:
    return reply.status == Comment.Status.APPROVED


def _comment(reply: Reply, piece: Piece, answers: int) -> Row:
    """A comment that was held has been decided about, unless it waits still."""
    held = piece.comments == Article.Comments.MODERATED
    at_once = Comment.Status.WAITING if held else Comment.Status.APPROVED
    decided = reply.status != at_once
    return (
        *(reply.pk, piece.pk, reply.parent, reply.name, reply.email, reply.text, None),
        *(reply.status, 2 if decided else 1, _verdicts(held), reply.at),
        *(reply.at + DECIDED_AFTER if decided else None, ""),
        *(None, reply.root, answers, 0),  # Nobody changed it, nobody recommended it.
        *(False, False, "", "", "", None, None),  # Nothing proven, changed, marked or reported.
        *("", None),  # No website, and no pick of the editors.
    )


@cache
def _verdicts(held: bool) -> str:
    """Return what the rules say of an ordinary comment, as JSON."""
    sent = screening.Sent(name="", text="", read_first=held)
    return json.dumps(screening.screen(sent, CommentSettings()).kept)


# In the order of dependence. A piece and its revision know each other: that is checked at the end.
TABLES = (
    Table(
        Article,
        (
            *("id", "kicker", "headline", "standfirst", "body", "prepared", "body_text"),
            *(
                "lead_image_id",
                "section_id",
                "label",
                "sponsor",
                "language",
                "seo_title",
                "seo_description",
                "comments",
            ),
            *("status", "slug", "published_at", "date", "updated_at", "withdrawn_at"),
            *("embargo_until", "comments_close_at", "on_top_until", "live_since", "live_until"),
            *("withdrawn_reason", "binned_at", "created_at", "created_by_id", "saved_at"),
            *("latest_revision_id", "search_config", "social_picture"),
            *("tag_words", "name_words", "below_text", "marks"),
        ),
        _article,
    ),
    Table(
        Revision,
        ("id", "article_id", "base_id", "at", "by_id", "verb", "content", "was_public"),
        _revision,
    ),
    Table(Placement, ("published_at", "article_id", "section_id"), _placements),
    Table(Byline, ("published_at", "article_id", "author_id", "position"), _bylines),
    Table(TaggedArticle, ("published_at", "content_object_id", "tag_id"), _taggings),
    Table(RelatedArticle, ("article_id", "other_id", "score"), _related),
    Table(Part, ("series_id", "article_id", "position"), _parts),
    Table(DayViews, ("article_id", "day", "views"), _day_views),
    Table(Total, ("article_id", "views", "faded"), _total),
    Table(Entry, ("at", "by_id", "verb", "kind_id", "object_id", "label", "detail"), _entry),
    Table(
        Comment,
        (
            *("id", "article_id", "parent_id", "name", "email", "text", "by_id", "status"),
            *("version", "verdicts", "created_at", "decided_at", "network"),
            *("edited_at", "root_id", "public_answers", "recommended"),
            *("is_proven", "is_edited_by_newsroom", "network_mark", "browser_mark", "likeness"),
            *("wave_id", "reported_at", "site", "picked_at"),
        ),
        _comments,
    ),
    Table(Tally, ("article_id", "public"), _tally),
)
