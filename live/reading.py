"""What readers see of live coverage."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils.functional import cached_property
from django.utils.translation import ngettext

from articles.bodies import Text, prepared_in, texts_of
from articles.models import Article
from live.models import Post, key_of_posts
from press.pages.keys import note

MANY = 20
OUTSTANDING_AT_MOST = 40
# The numbers of an article's newest posts, told beside it: for `newest_of`.
NEWEST = ArraySubquery(
    Post.objects.filter(article=OuterRef("pk"), removed_at__isnull=True)
    .order_by("-pk")
    .values("pk")[:MANY]
)


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


def newest_of(articles: list[Article]) -> list[list[Shown]]:
    """Return the newest posts of each article that is or was live, loaded with `NEWEST`: by one
    query for all, and those for pictures and embeds in the texts."""
    rows: list[Any] = articles
    numbers = [row.newest_posts if row.has_been_live() else [] for row in rows]
    note(*(key_of_posts(row.pk) for row in rows if row.has_been_live()))
    wanted = {pk for each in numbers for pk in each}
    posts = Post.objects.select_related("image").in_bulk(wanted) if wanted else {}
    pairs = [(posts[pk], row) for row, each in zip(rows, numbers, strict=True) for pk in each]
    found: dict[int, list[Shown]] = {row.pk: [] for row in rows}
    for row in _with_texts(pairs):
        found[row.post.article_id].append(row)
    return [found[row.pk] for row in rows]


def shown(posts: list[Post], article: Article) -> list[Shown]:
    return _with_texts([(post, article) for post in posts])


def _with_texts(pairs: list[tuple[Post, Article]]) -> list[Shown]:
    texts = texts_of(prepared_in(article, post.prepared) for post, article in pairs)
    return [
        Shown(post, text, post.address_below(article))
        for (post, article), text in zip(pairs, texts, strict=True)
    ]


def new_posts(number: int) -> str:
    """Say how many came while somebody looked at the page."""
    return ngettext("%(number)s new post", "%(number)s new posts", number) % {"number": number}
