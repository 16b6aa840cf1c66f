"""How many public comments stand below an article, and in a conversation: exact at every moment.

The verbs call `recounted` inside their own transaction, after they have locked the comment. Locks
are taken upward (the comment, the first one of its conversation, the article's tally), so that two
verbs never wait for each other.
"""

from django.db.models import F

from comments.models import Comment
from comments.models.tally import Tally


def recounted(comment: Comment, *, was_public: bool) -> None:
    """Count a comment that appeared or disappeared; nothing changes if it did neither."""
    by = int(comment.status == Comment.Status.APPROVED) - int(was_public)
    if not by:
        return
    if comment.root_id:
        Comment.objects.filter(pk=comment.root_id).update(public_answers=F("public_answers") + by)
    tally = Tally.objects.filter(article=comment.article_id)
    if not tally.update(public=F("public") + by):
        Tally.objects.get_or_create(article_id=comment.article_id)
        tally.update(public=F("public") + by)
