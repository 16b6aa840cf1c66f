"""Verbs of writing: the content of an article, and its revisions."""

from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles import rights
from articles.card_fetching import fetch_after
from articles.content import COLUMNS, Content
from articles.indexing import config_for
from articles.listing import follow, keys_touched_by, touch_all
from articles.models import Article, Byline, PickedRelated, Revision
from articles.models.article import BODY_TEXT_LENGTH
from articles.related import relate_after
from articles.rights import Person
from articles.signals import article_revised
from articles.social import draw_after
from articles.spelling import learn_after
from press import clock, history
from publication.addresses import slug_of
from publication.preparing import prepare
from publication.prose import plain_text
from tags.models import present_names

HEADLINE_LENGTH = 300


class Outdated(ValidationError):
    """Somebody saved the article since the writer opened it."""


@transaction.atomic
def create(content: Content, *, by: Person, slug: str = "") -> Article:
    """Begin a draft with its first revision, and return it.

    Writes the article, one revision and the entry "created". Raises PermissionDenied.
    """
    rights.must(rights.may_create(by))
    now = clock.now()
    content = content.cleaned()
    article = Article(created_by=by, created_at=now, saved_at=now, slug=slug)  # type: ignore[misc]
    put_columns(article, content)
    article.save()
    put_relations(article, content)
    follow(article)
    keep_revision(article, content, by=by, verb="created")
    if not article.slug:
        article.slug = slug_of(article.headline) or f"article-{article.pk}"
        article.save(update_fields=["slug"])
    history.record(article, "created", by=by)
    relate_after(article)
    return article


@transaction.atomic
def duplicate(article: Article, *, by: Person) -> Article:
    """Begin a draft with the content of an article that `by` may read, and return it.

    Its headline says that it is a copy, until somebody writes another one. Writes as `create`.
    """
    rights.must(rights.may_read(by, article))
    content = Content.of(article)
    words = _("Copy of %(headline)s") % {"headline": content.headline}
    return create(replace(content, headline=words[:HEADLINE_LENGTH]), by=by)


@transaction.atomic
def revise(
    article: Article,
    content: Content,
    *,
    by: Person,
    base: int | None = None,
    substantial: bool = False,
) -> Article:
    """Replace the content by a new revision; of a published article readers see it at once.

    `base` is the primary key of the revision that the writer began from; when another one was
    saved since, `Outdated` names who saved it and nothing is written. `substantial` moves the
    time "updated" that readers see. Writes one revision and the entry "revised"; touches the
    article and the lists it stood or stands in. Raises PermissionDenied.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    rights.must(rights.may_edit(by, article))
    if base is not None:
        refuse_if_outdated(article, base)
    detail = {"substantial": substantial}
    return replace_content(article, content, "revised", by=by, detail=detail)


@transaction.atomic
def restore_revision(
    article: Article, revision: Revision, *, by: Person, base: int | None = None
) -> Article:
    """Make the content of an older revision the present one, as a new revision.

    What it refers to and is no longer there (a deleted picture, a removed author) is left out, and
    named in the entry "restored a version". Otherwise as `revise`.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    rights.must(rights.may_edit(by, article))
    if base is not None:
        refuse_if_outdated(article, base)
    kept = Content.from_json(revision.content)
    content, gone = kept.still_there(section=article.section_id)
    detail = {"version": revision.pk, "of": revision.at.isoformat(), "no longer there": gone}
    return replace_content(article, content, "restored a version", by=by, detail=detail)


def replace_content(
    article: Article,
    content: Content,
    verb: str,
    *,
    by: Person | None,
    detail: dict[str, Any],
) -> Article:
    """Put `content` in the place of the present one: a revision and an entry, both named `verb`.

    For verbs, in their transaction, with the row locked and the right checked. A true
    `detail["substantial"]` moves the time "updated".
    """
    before = keys_touched_by(article)
    content = content.cleaned()
    put_columns(article, content)
    article.saved_at = clock.now()
    if detail.get("substantial") and article.is_published():
        article.updated_at = article.saved_at
    article.save()
    put_relations(article, content)
    follow(article)
    keep_revision(article, content, by=by, verb=verb)
    history.record(article, verb, by=by, detail=detail)
    keys = before | keys_touched_by(article)
    touch_all(keys)
    relate_after(article)
    draw_after(article)
    learn_after(article)
    if article.is_published():
        article_revised.send(Article, article=article, by=by, keys=keys)
    return article


def keep_revision(article: Article, content: Content, *, by: Person | None, verb: str) -> Revision:
    """Append a revision that follows the latest one, inside the verb's transaction."""
    _remember_readers(article)
    revision = Revision.objects.create(
        article=article,
        base_id=article.latest_revision_id,
        at=clock.now(),
        by=by,  # type: ignore[misc]
        verb=verb,
        content=content.as_json(),
    )
    article.latest_revision = revision
    article.save(update_fields=["latest_revision"])
    fetch_after(content.body)
    return revision


def _remember_readers(article: Article) -> None:
    """Write down of the latest revision whether readers could read it, before it is replaced."""
    if article.published_at is None or article.published_at > clock.now():
        return
    latest = Revision.objects.filter(pk=article.latest_revision_id or 0)
    if article.is_withdrawn():
        latest = latest.filter(at__lt=article.withdrawn_at)
    latest.update(was_public=True)


def refuse_if_outdated(article: Article, base: int | None) -> None:
    """Raise Outdated, naming who saved, if `base` isn't the latest revision of the locked row."""
    if article.latest_revision_id == base:
        return
    # Not the newest row: words that were set aside are a version too.
    latest = Revision.objects.of(article).get(pk=article.latest_revision_id or 0)
    raise Outdated(
        _(
            "%(name)s saved this article while you were writing. Your words are still here, "
            "unsaved. Compare them with the saved version, then save again: both versions are kept."
        ),
        params={"name": latest.by or _("The newspaper")},
    )


def put_columns(article: Article, content: Content) -> None:
    for name in COLUMNS:
        setattr(article, name, getattr(content, name))
    article.section_id = content.section
    article.lead_image_id = content.lead_image
    article.prepared = prepare(content.body)
    article.body_text = _searchable(content.body)
    article.search_config = config_for(content.language)


def _searchable(body: str) -> str:
    """The words of a body for search and its excerpts; a `<` would end both at that place."""
    return plain_text(body).replace("<", "‹").replace(">", "›")[:BODY_TEXT_LENGTH]


def put_relations(article: Article, content: Content) -> None:
    article.further_sections.set(content.further_sections)
    article.tags.set(present_names(content.tags))
    article.bylines.all().delete()
    Byline.objects.bulk_create(
        Byline(article=article, author_id=pk, position=place)
        for place, pk in enumerate(content.bylines)
    )
    article.__dict__.pop("logins", None)
    article.picked_related.all().delete()
    PickedRelated.objects.bulk_create(
        PickedRelated(article=article, other_id=pk, position=place)
        for place, pk in enumerate(content.picked_related)
    )
