"""Dropping what is kept about readers' networks and browsers, when its days are over."""

from datetime import timedelta

from comments.models import Comment, CommentSettings, Report
from press import clock

AT_ONCE = 5_000


def forget_marks() -> int:
    """Drop the marks of comments older than the newspaper keeps them; return of how many.

    With them goes the hash against floods, and what tells the readers apart who reported. Bans keep
    their own mark until they end. Nothing of it is shown, so no page is touched.
    """
    until = clock.now() - timedelta(days=CommentSettings.objects.current().marks_kept_days)
    old = Comment.objects.marked_before(until)
    nothing = {"network": "", "network_mark": "", "browser_mark": ""}
    forgotten = 0
    while some := list(old.values_list("pk", flat=True)[:AT_ONCE]):
        forgotten += Comment.objects.filter(pk__in=some).update(**nothing)
    Report.objects.filter(created_at__lt=until).exclude(network="").update(network="", reader="")
    return forgotten
