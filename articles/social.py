"""When an article has a drawn picture for link previews, and where it lies.

A public article without a lead picture, or with one too small for a preview, gets one from a job.
Its name is made of what it says: a verb that changes none of that defers nothing. The newspaper's
name is among it, so older pictures get a new name of the newspaper when they are next saved.
"""

from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import translation
from procrastinate.contrib.django import app

from articles.card import Card, draw
from articles.models import Article
from articles.templatetags.newspaper import kicker
from images.renditions import boxes_of
from press.pages.keys import key_of, touch
from publication.models import Publication

# The width in pixels below which other sites show a thumbnail instead of a large picture.
PREVIEW_NEEDS = 600
# Raise it when the card is drawn otherwise.
DESIGN = 1
# Other sites go on asking for the picture that they once read of.
KEEP_LEFTOVERS_DAYS = 7


def draw_after(article: Article) -> None:
    """Defer the job inside the present transaction, if the drawn picture is no longer right."""
    if _name_of(_card_of(article)) != article.social_picture:
        # By its name: the jobs call the verbs, so the verbs can't import the jobs.
        job = app.configure_task("articles.tasks.draw_social_picture", queue="slow")
        job.defer(article_id=article.pk)


def discard_after(article: Article) -> None:
    """Defer, inside the present transaction, that an article's former picture is deleted."""
    if article.social_picture:
        task = "articles.tasks.discard_social_picture"
        days = {"days": KEEP_LEFTOVERS_DAYS}
        app.configure_task(task, queue="slow", schedule_in=days).defer(name=article.social_picture)


def keep(article_id: int) -> None:
    """Draw what the article needs, and name it in the row, touching the article's page.

    Safe to run twice. Does nothing for an article that is gone; if it was changed meanwhile, the
    job that the change has deferred does it again.
    """
    article = Article.objects.filter(pk=article_id).first()
    if article is None:
        return
    card = _card_of(article)
    name = _name_of(card)
    if card and not default_storage.exists(name):
        default_storage.save(name, ContentFile(draw(card)))
    with transaction.atomic():
        current = Article.objects.select_for_update().filter(pk=article_id).first()
        if current is None or current.social_picture == name:
            return
        discard_after(current)
        current.social_picture = name
        current.save(update_fields=["social_picture"])
        touch([key_of(current)])


def discard(name: str) -> None:
    """Delete a drawn picture, unless an article names it: two may say the same."""
    if not Article.objects.filter(social_picture=name).exists():
        default_storage.delete(name)


def _card_of(article: Article) -> Card | None:
    """What the article's picture must say; None if it needs no picture."""
    if article.status != Article.Status.PUBLISHED:
        return None
    image = article.lead_image
    if image and boxes_of(image)["landscape"].width >= PREVIEW_NEEDS:
        return None
    publication = Publication.objects.current()
    with translation.override(publication.language):
        word = kicker(article)
    return Card(publication.name, word, article.headline, article.label)


def _name_of(card: Card | None) -> str:
    if card is None:
        return ""
    digest = sha256("\n".join([str(DESIGN), *card]).encode()).hexdigest()[:20]
    return f"social/{digest[:2]}/{digest}.png"
