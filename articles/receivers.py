"""What articles do when a moment of theirs has come, and when readers see something else."""

from typing import Any

from django.dispatch import receiver

from articles import pending, timing
from articles.announcing import announce_after
from articles.listing import keys_touched_by
from articles.models import Article
from articles.places import places_of
from articles.rights import Person
from articles.signals import article_published, article_revised, article_withdrawn
from articles.social import draw_after
from images.models import Image
from images.signals import picture_replaced
from press.clock.models import Moment
from press.clock.signals import moment_came
from press.pages import receipts

ACTS = {
    "articles.publish": timing.publish_due,
    "articles.publish_change": pending.publish_change_due,
    "articles.withdraw": timing.withdraw_due,
    "articles.close_comments": timing.close_comments_due,
    "articles.end_embargo": timing.end_embargo_due,
    "articles.leave_the_top": timing.leave_top_due,
}


@receiver(moment_came)
def do_due_act(moment: Moment, **signal: Any) -> None:
    """Do what the moment says of its article; one that is gone meanwhile needs nothing."""
    act = ACTS.get(moment.act)
    if act is not None and moment.subject is not None:
        article = Article.objects.filter(pk=moment.subject).first()
        if article is not None:
            act(article)


@receiver(article_published)
def follow_publishing(article: Article, by: Person | None, **signal: Any) -> None:
    _order(article, "published", keys_touched_by(article), by)
    announce_after(article)


@receiver(article_revised)
def follow_revision(article: Article, by: Person | None, keys: set[str], **signal: Any) -> None:
    _order(article, "revised", keys, by)
    announce_after(article)


@receiver(article_withdrawn)
def follow_withdrawal(article: Article, by: Person | None, **signal: Any) -> None:
    _order(article, "withdrawn", keys_touched_by(article), by)
    announce_after(article)


@receiver(picture_replaced)
def draw_anew(image: Image, **signal: Any) -> None:
    """The new picture may be too small for link previews, or large enough at last."""
    for article in Article.objects.published().filter(lead_image=image):
        draw_after(article)


def _order(article: Article, verb: str, keys: set[str], by: Person | None) -> None:
    receipts.order(article, verb, places_of(article, keys), by=by)
