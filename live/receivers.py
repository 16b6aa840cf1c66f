"""What live coverage does when a moment of its own has come."""

from typing import Any

from django.dispatch import receiver

from articles.models import Article
from live.covering import BEGINS, ENDS
from press import history
from press.clock.models import Moment
from press.clock.signals import moment_came

TOLD = {BEGINS: "went live by the clock", ENDS: "ended live coverage by the clock"}


@receiver(moment_came)
def tell_turn(moment: Moment, **signal: Any) -> None:
    """Write down that the clock has begun or ended coverage; readers saw it in its second."""
    if moment.act in TOLD and moment.subject is not None:
        article = Article.objects.filter(pk=moment.subject).first()
        if article is not None:
            history.record(article, TOLD[moment.act], by=None)
