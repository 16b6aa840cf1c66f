"""What readers see of live coverage."""

from dataclasses import dataclass

from django.utils.functional import cached_property

from articles.bodies import Text, prepared_in, texts_of
from articles.models import Article
from live.models import Post

MANY = 20
OUTSTANDING_AT_MOST = 40


@dataclass(frozen=True, slots=True)
class Shown:
    """A post with its text, ready for a page."""

    post: Post
    text: Text
    address: str


class Coverage:
    """The newest posts of an article that is or was live, with what stands on top of them.

    Two queries, and those for pictures and embeds in the texts, if there are any.
    """

    def __init__(self, article: Article) -> None:
        self.article = article
        self.address = f"{article.get_absolute_url()}live/"
        newest = list(Post.objects.below(article)[: MANY + 1])
        self.posts = shown(newest[:MANY], article)
        self.older = f"{self.address}?after={newest[MANY - 1].pk}" if len(newest) > MANY else ""

    @property
    def opens_players(self) -> bool:
        return any(row.text.opens_players for row in [*self.posts, *self.pinned])

    @cached_property
    def _outstanding(self) -> list[Post]:
        return list(Post.objects.below(self.article).outstanding()[:OUTSTANDING_AT_MOST])

    @cached_property
    def pinned(self) -> list[Shown]:
        return shown([post for post in self._outstanding if post.is_pinned], self.article)

    @property
    def key_events(self) -> list[Post]:
        return [post for post in self._outstanding if post.is_key]

    @property
    def events(self) -> list[tuple[Post, str]]:
        """The key events with their addresses, newest first."""
        return [(post, post.address_below(self.article)) for post in self.key_events]


def coverage_of(article: Article) -> Coverage | None:
    """Return the coverage of an article; None, and no query, for one that never was live."""
    return Coverage(article) if article.has_been_live() else None


def shown(posts: list[Post], article: Article) -> list[Shown]:
    texts = texts_of(prepared_in(article, post.prepared) for post in posts)
    return [
        Shown(post, text, post.address_below(article))
        for post, text in zip(posts, texts, strict=True)
    ]
