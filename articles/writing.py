"""Verbs of writing: the content of an article, and its revisions."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles import rights
from articles.content import COLUMNS, Content
from articles.indexing import config_for
from articles.listing import follow, keys_touched_by, touch_all
from articles.models import Article, Byline, PickedRelated, Revision
from articles.models.article import BODY_TEXT_LENGTH
from articles.related import relate_after
from articles.rights import Person
from articles.social import draw_after
from articles.spelling import learn_after
from press import clock, history
from publication.addresses import slug_of
from publication.preparing import prepare
from publication.prose import plain_text


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
    _put_columns(article, content)
    article.save()
    _put_relations(article, content)
    follow(article)
    keep_revision(article, content, by=by, verb="created")
    if not article.slug:
        article.slug = slug_of(article.headline) or f"article-{article.pk}"
        article.save(update_fields=["slug"])
    history.record(article, "created", by=by)
    relate_after(article)
    return article


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
    before = keys_touched_by(article)
    content = content.cleaned()
    _put_columns(article, content)
    article.saved_at = clock.now()
    if substantial and article.is_published():
        article.updated_at = article.saved_at
    article.save()
    _put_relations(article, content)
    follow(article)
    keep_revision(article, content, by=by, verb="revised")
    history.record(article, "revised", by=by, detail={"substantial": substantial})
    touch_all(before, keys_touched_by(article))
    relate_after(article)
    draw_after(article)
    learn_after(article)
    return article


def keep_revision(article: Article, content: Content, *, by: Person | None, verb: str) -> Revision:
    """Append a revision that follows the latest one, inside the verb's transaction."""
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
    return revision


def refuse_if_outdated(article: Article, base: int | None) -> None:
    """Raise Outdated, naming who saved, if `base` isn't the latest revision of the locked row."""
    if article.latest_revision_id == base:
        return
    latest = Revision.objects.of(article).latest("pk")
    raise Outdated(
        _(
            "%(name)s saved this article while you were writing. Your words are still here, "
            "unsaved. Compare them with the saved version, then save again: both versions are kept."
        ),
        params={"name": latest.by or _("The newspaper")},
    )


def _put_columns(article: Article, content: Content) -> None:
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


def _put_relations(article: Article, content: Content) -> None:
    article.further_sections.set(content.further_sections)
    article.tags.set(content.tags)
    article.bylines.all().delete()
    Byline.objects.bulk_create(
        Byline(article=article, author_id=pk, position=place)
        for place, pk in enumerate(content.bylines)
    )
    article.picked_related.all().delete()
    PickedRelated.objects.bulk_create(
        PickedRelated(article=article, other_id=pk, position=place)
        for place, pk in enumerate(content.picked_related)
    )
