"""The public comments of an article as readers see them: conversations, in parts that are bounded.

A part holds some conversations, each with its first answers; one conversation goes on at an address
of its own. So a page under 33,000 replies costs what it costs under sixty.
"""

from dataclasses import dataclass, field

from django.urls import reverse

from articles.models import Article
from comments.closing import why_closed
from comments.models import Comment, CommentSettings
from comments.models.policy import Order
from comments.paging import after_key, before, cut, in_order, key_before, read
from comments.parts import CONVERSATIONS, FIRST_ANSWERS, fitting, load
from comments.placing import Reply, placed
from comments.querysets import CommentQuerySet, list_key
from comments.telling import told_before
from press.pages.keys import note

# So many answers stand on a page of a conversation.
ANSWERS = 50
# So many of the editors' picks stand above a thread.
PICKS = 3


@dataclass(frozen=True, slots=True)
class Thread:
    count: int
    roots: list[Reply]
    # Why it takes no replies, or "".
    closed: str = ""
    order: Order = Order.OLDEST
    # The key of the next part, or "".
    next: str = ""
    is_first: bool = True
    # What editors picked, the newest first; on the first part only.
    picks: list[Comment] = field(default_factory=list)
    # What a reader shall know before sending a reply.
    told: list[str] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return not self.closed

    @property
    def orders(self) -> list[Order]:
        """The orders that a reader can choose from; none for a handful of replies."""
        return list(Order) if self.count > 2 else []


def thread_of(article: Article, order: str = "", after: str = "") -> Thread:
    """Return a part of the thread below an article, by one query beside the settings and the picks.

    `order` is one of `Order` ("" or another word: the newspaper's own), `after` the key of the part
    ("" for the first); raises Http404 for a key that is none. The article must have its bylines
    prefetched with their authors (`for_reading()`), from which comes who is marked as its author.
    """
    settings = CommentSettings.objects.for_readers()
    chosen = Order(order) if order in Order.values else Order(settings.order)
    part = load(article, chosen, read(chosen, after))
    firsts = in_order((each for each in part.comments if each.root_id is None), chosen)
    roots, following = cut(firsts, chosen, fitting(root.public_answers for root in firsts))
    kept = {root.pk for root in roots}
    answers = [comment for comment in part.comments if comment.root_id in kept]
    return Thread(
        count=part.count,
        roots=placed(roots, answers, _authors_of(article), settings.depth),
        closed=why_closed(article, settings),
        order=chosen,
        next=following,
        is_first=not after,
        picks=_picks(article) if part.has_picks and not after else [],
        told=told_before(article, settings),
    )


def conversation_of(article: Article, root: Comment, after: str = "") -> Thread:
    """Return a part of one conversation, the oldest answer first; `count` is of its answers."""
    settings = CommentSettings.objects.for_readers()
    answers_in = after_key(Comment.objects.answers_in(root), read(Order.OLDEST, after))
    answers, following = cut(list(answers_in.for_thread()[: ANSWERS + 1]), Order.OLDEST, ANSWERS)
    return Thread(
        count=root.public_answers,
        roots=placed([root], answers, _authors_of(article), settings.depth),
        closed=why_closed(article, settings),
        next=following,
        is_first=not after,
    )


def _picks(article: Article) -> list[Comment]:
    return list(Comment.objects.picks().filter(article=article).for_thread()[:PICKS])


def _authors_of(article: Article) -> set[int | None]:
    return {byline.author.login_id for byline in article.bylines.all()} - {None}


def place_of(comment: Comment) -> str:
    """Return the address that shows a public comment: the article's, or its conversation's part."""
    note(list_key(comment.article_id))
    root = comment if comment.root is None else comment.root
    place = f"#c{comment.pk}"
    order = Order(CommentSettings.objects.for_readers().order)
    conversations = Comment.objects.conversations().filter(article=comment.article_id)
    above = conversations.filter(before(root, order)).many_answers(at_most=CONVERSATIONS)
    on_article = fitting([*above, root.public_answers]) > len(above)
    if comment is root:
        return _article_or_conversation(comment, root, on_article) + place
    earlier = Comment.objects.answers_in(root).filter(before(comment))
    if on_article and _are_few(earlier, FIRST_ANSWERS):
        return _article_or_conversation(comment, root, on_article) + place
    part = "" if _are_few(earlier, ANSWERS) else f"?after={key_before(comment)}"
    return _article_or_conversation(comment, root, on_article=False) + part + place


def _article_or_conversation(comment: Comment, root: Comment, on_article: bool) -> str:
    if on_article:
        return comment.article.get_absolute_url()
    return reverse("comments:conversation", args=[root.pk])


def _are_few(comments: CommentQuerySet, fewer_than: int) -> bool:
    return comments.order_by()[:fewer_than].count() < fewer_than
