"""The replies that a page shows, in the words of schema.org."""

from articles.models import Article
from articles.structured import Node, name_of
from articles.templatetags.newspaper import absolute
from comments.models import Comment
from comments.placing import Reply
from comments.threads import Thread

# Programs want to know what is said, not all of it twice.
MANY = 10


def comments_of(thread: Thread, article: Article) -> list[Node]:
    """Return the first conversations' first words; what was removed says nothing."""
    shown = [reply for reply in thread.roots if not reply.removed]
    return [_comment(reply, article) for reply in shown[:MANY]]


def _comment(reply: Reply, article: Article) -> Node:
    comment: Comment = reply.comment
    page = absolute(comment.get_absolute_url())
    return {
        "@type": "Comment",
        "@id": page,
        "url": page,
        "text": comment.text,
        "author": {"@type": "Person", "name": comment.name},
        "datePublished": comment.created_at.isoformat(),
        "dateModified": (comment.edited_at or comment.created_at).isoformat(),
        "upvoteCount": comment.recommended,
        "parentItem": {"@id": name_of(article)},
    }
