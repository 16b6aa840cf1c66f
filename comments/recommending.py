"""Recommending a comment without an account: once a day and browser, as well as can be known.

What tells readers apart is a keyed hash of network, browser and day, so nobody can be followed by
it, and what was recommended yesterday can't be taken back today: the hashes are dropped after
their day, and the number stays. It is counted, not recorded in
the history: it decides nothing.
"""

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from comments.models import Comment, Recommendation
from comments.querysets import list_key
from press import clock
from press.locks import one_at_a_time
from press.pages.keys import key_of, touch
from press.pages.network import network_of

# A household, an office: more of them from one network within a day are one person's program.
BROWSERS_OF_A_NETWORK = 5


class CantRecommend(Exception):
    """The recommendation isn't counted; `str()` is a sentence for the reader."""


@transaction.atomic
def recommend(comment: Comment, environ: Mapping[str, Any]) -> bool:
    """Count the reader's recommendation, or take it back if it was given today.

    `environ` is the WSGI environment of the reader. Returns whether it counts now. Raises
    CantRecommend when the reader can't be told from others, or too many came from the network.
    Writes the comment's number and one row; touches the thread.
    """
    network = network_of(environ)
    if not network:
        raise CantRecommend(_("We can’t see from where you recommend this, so we can’t count it."))
    one_at_a_time(f"recommend {comment.pk} {network}")
    browser = f"{network} {environ.get('HTTP_USER_AGENT', '')}"
    reader = salted_hmac("comments.recommending", browser, algorithm="sha256").hexdigest()
    given = Recommendation.objects.filter(comment=comment)
    taken_back, _rows = given.filter(reader=reader).delete()
    if not taken_back:
        if given.filter(network=network).count() >= BROWSERS_OF_A_NETWORK:
            raise CantRecommend(_("Many recommended this from your network today."))
        today = clock.now().date()
        given.create(comment=comment, reader=reader, network=network, day=today)
    _count(comment, -1 if taken_back else 1)
    return not taken_back


def _count(comment: Comment, by: int) -> None:
    rows: models.QuerySet[Comment] = Comment.objects.filter(pk=comment.pk)
    rows.update(recommended=F("recommended") + by)
    touch([key_of(comment), list_key(comment.article_id)])
