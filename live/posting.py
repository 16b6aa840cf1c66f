"""Verbs of live posts: written by several people at once, changed and removed with a trace."""

from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles import rights
from articles.listing import keys_touched_by, let_find_below
from articles.models import Article, Author
from articles.publishing import NotNow, lock
from articles.rights import Person
from live.models import Post, key_of_posts
from press import clock, history
from press.pages.keys import key_of, touch
from publication.preparing import prepare
from publication.prose import clean, plain_text

NAME_LENGTH = 150
# So many of the newest posts are found by search.
SEARCHED = 1_000


class Outdated(ValidationError):
    """Somebody else changed or removed the post meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """All that a person says with a post."""

    body: str
    headline: str = ""
    image: int | None = None
    is_key: bool = False
    is_pinned: bool = False


def may_post(user: Person, article: Article) -> bool:
    """Whether `user` may post below `article`: whoever may post at all, not its authors only."""
    return user.has_perm("live.add_post") and rights.may_read(user, article)


def may_change(user: Person, post: Post) -> bool:
    """Whether `user` may change or remove a post: their own, or as an editor."""
    own = post.by_id == user.pk and user.has_perm("live.change_post")
    return own or rights.may_publish(user, post.article)


def may_bring_back(user: Person, post: Post) -> bool:
    """Whether `user` may bring a removed post back: what an editor took away, editors return."""
    return may_change(user, post) and (
        post.removed_by_id == user.pk or rights.may_publish(user, post.article)
    )


@transaction.atomic
def post(article: Article, words: Words, *, by: Any, key: UUID) -> Post:
    """Post below an article that is live, and return the post.

    `key` is that of the form: words that are sent twice are one post, and other words sent with the
    same key change it, since no answer came the first time. Writes one entry; touches the posts of
    the article and searches, which find the article by it, and with a key event the article and its
    lists, whose time "updated" it moves. Raises NotNow if the coverage isn't running, Outdated if
    somebody changed the post before it came again, ValidationError for no words, PermissionDenied.
    """
    article = lock(article)
    rights.must(may_post(by, article))
    sent = Post.objects.filter(key=key).first()
    if sent is not None:
        return sent if _says(sent, words) else edit(sent, words, by=by, version=1)
    if not article.is_live():
        raise NotNow(_("The live coverage isn't running, so nothing was posted."))
    new = Post(article=article, key=key, by=by, name=_name_of(by), published_at=clock.now())
    _put(new, words)
    new.save()
    history.record(new, "posted", by=by, detail={"article": article.pk})
    _tell_readers(new, by_key_event=new.is_key)
    return new


@transaction.atomic
def edit(post: Post, words: Words, *, by: Any, version: int) -> Post:
    """Change a post whose wording number `version` was seen; readers see that it was changed.

    The entry "changed a post" keeps the former words. Raises Outdated if somebody changed or
    removed it meanwhile, ValidationError for no words, PermissionDenied.
    """
    post = _locked(post, version)
    rights.must(may_change(by, post))
    was = asdict(words_of(post))
    became_key = words.is_key and not post.is_key
    _put(post, words)
    said = ("headline", "body", "image")
    if any(was[name] != asdict(words_of(post))[name] for name in said):
        post.edited_at = clock.now()
    post.version += 1
    post.save()
    history.record(post, "changed a post", by=by, detail={"was": was})
    _tell_readers(post, by_key_event=became_key)
    return post


@transaction.atomic
def remove(post: Post, *, by: Any, version: int) -> Post:
    """Take a post from readers; its address answers 410. The entry "removed a post" keeps it."""
    post = _locked(post, version)
    rights.must(may_change(by, post))
    post.removed_at, post.removed_by = clock.now(), by
    post.version += 1
    post.save(update_fields=["removed_at", "removed_by", "version"])
    history.record(post, "removed a post", by=by, detail={"was": asdict(words_of(post))})
    _tell_readers(post, by_key_event=False)
    return post


@transaction.atomic
def bring_back(post: Post, *, by: Any, version: int) -> Post:
    """Give a removed post back to readers, where it stood and with the time at which it was posted.

    Writes the entry "brought a post back"; touches the posts of the article and searches. A key
    event moves no time again. Raises Outdated if somebody brought it back meanwhile,
    PermissionDenied.
    """
    post = _row(post)
    rights.must(may_bring_back(by, post))
    if post.removed_at is None or post.version != version:
        raise Outdated(_("Somebody brought this post back meanwhile."))
    post.removed_at = post.removed_by = None
    post.version += 1
    post.save(update_fields=["removed_at", "removed_by", "version"])
    history.record(post, "brought a post back", by=by)
    _tell_readers(post, by_key_event=False)
    return post


def words_of(post: Post) -> Words:
    """Return what a post says at present."""
    return Words(
        body=post.body,
        headline=post.headline,
        image=post.image_id,
        is_key=post.is_key,
        is_pinned=post.is_pinned,
    )


def _says(post: Post, words: Words) -> bool:
    same = Post()
    _put(same, words)
    return words_of(post) == words_of(same)


def _put(post: Post, words: Words) -> None:
    post.headline = " ".join(words.headline.split())
    post.body = clean(words.body)
    if not plain_text(post.body) and "data-" not in post.body:
        raise ValidationError(_("Write a sentence: a post needs a text."))
    post.prepared = prepare(post.body)
    post.image_id = words.image
    post.is_key, post.is_pinned = words.is_key, words.is_pinned


def _row(post: Post) -> Post:
    """The row of a post, locked."""
    rows = Post.objects.select_for_update(of=("self",)).select_related("article")
    return rows.get(pk=post.pk)


def _locked(post: Post, version: int) -> Post:
    """The row of a post that readers see, locked, in the wording that was seen."""
    post = _row(post)
    if post.removed_at is not None:
        raise Outdated(_("Somebody removed this post meanwhile. Copy your words, if need be."))
    if post.version != version:
        raise Outdated(
            _(
                "Somebody changed this post meanwhile. Your words are still here; save again to "
                "put them in the place of the others."
            )
        )
    return post


def _tell_readers(post: Post, *, by_key_event: bool) -> None:
    # Locked before the posts are read: of two who change posts, the second finds all words.
    article = lock(post.article)
    let_find_below(article, _all_said(article))
    keys = {key_of_posts(article.pk), key_of(post)}
    if by_key_event and article.is_published():
        article.updated_at = clock.now()
        article.save(update_fields=["updated_at"])
        keys |= keys_touched_by(article)
    touch(keys)


def _all_said(article: Article) -> str:
    """The words of the posts that readers see, newest first, as far as search looks."""
    newest = Post.objects.below(article)[:SEARCHED]
    return " ".join(f"{post.headline} {plain_text(post.body)}" for post in newest)


def _name_of(by: Any) -> str:
    """The byline of a person, else the name of the login."""
    author = Author.objects.filter(login=by).order_by("pk").first()
    return (author.name if author else by.get_full_name() or by.get_username())[:NAME_LENGTH]
