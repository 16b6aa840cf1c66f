"""What articles do when the clock says that a moment of theirs has come."""

from typing import Any

from django.dispatch import receiver

from articles import timing
from articles.models import Article
from press.clock.models import Moment
from press.clock.signals import moment_came

ACTS = {
    "articles.publish": timing.publish_due,
    "articles.withdraw": timing.withdraw_due,
    "articles.close_comments": timing.close_comments_due,
    "articles.end_embargo": timing.end_embargo_due,
}


@receiver(moment_came)
def do_due_act(moment: Moment, **signal: Any) -> None:
    """Do what the moment says of its article; one that is gone meanwhile needs nothing."""
    act = ACTS.get(moment.act)
    if act is not None and moment.subject is not None:
        article = Article.objects.filter(pk=moment.subject).first()
        if article is not None:
            act(article)
