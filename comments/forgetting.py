"""Forgetting where comments came from, as soon as nothing needs it any more."""

from datetime import timedelta

from django.db import transaction

from comments.models import AkismetAnswer, Comment, CommentSettings, Recommendation, Report
from press import clock

AT_ONCE = 5_000


def forget_networks() -> int:
    """Drop the hashes of networks that are older than the newspaper keeps them.

    Returns of how many comments. With them go the marks of network and browser; a ban keeps its own
    until it ends. Reports lose the hash of their reader as well, and what Akismet was asked goes.
    Recommendations are dropped after their day, which nobody can take back then; the number stays.
    No history is written and no page touched: nobody is shown a hash. Safe to run twice, and to be
    killed.
    """
    days = timedelta(days=CommentSettings.objects.current().network_days)
    until = clock.now() - days
    Report.objects.filter(created_at__lt=until).exclude(network="").update(network="", reader="")
    AkismetAnswer.objects.filter(asked_at__lt=until).delete()
    Recommendation.objects.filter(day__lt=clock.now().date()).delete()
    forgotten = 0
    while many := _forget_some(Comment.objects.filter(created_at__lt=until).exclude(network="")):
        forgotten += many
    return forgotten


@transaction.atomic
def _forget_some(comments: object) -> int:
    some = comments.order_by("pk").values("pk")[:AT_ONCE]  # type: ignore[attr-defined]
    rows = Comment.objects.filter(pk__in=list(some.values_list("pk", flat=True)))
    return rows.update(network="", network_mark="", browser_mark="")
