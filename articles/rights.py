"""Who may do what with which article: one rule for the button, the form and the address.

A role gives permissions (`newsroom/roles.py`); this module adds whose article it is and where it
is in its life. A contributor writes and edits their own until it is published; an author also
publishes and edits their own; whoever may edit others' articles may do so with every one.
"""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.models import User
from articles.models import Article

Person = User | AnonymousUser
OPEN = {Article.Status.DRAFT, Article.Status.IN_REVIEW}


def may_create(user: Person) -> bool:
    return user.has_perm("articles.add_article")


def may_edit(user: Person, article: Article) -> bool:
    """Whether `user` may change the content: published articles need the right to publish."""
    if not _has(user, "change_article") or article.status == Article.Status.BINNED:
        return False
    # A private article is published among the staff: who changes it must be allowed to publish.
    return _own_or_any(user, article) and (article.status in OPEN or _has(user, "publish_article"))


def may_publish(user: Person, article: Article) -> bool:
    """Whether `user` may publish, schedule, return, withdraw or restore."""
    return _has(user, "publish_article") and _own_or_any(user, article)


def may_rank(user: Person, article: Article) -> bool:
    """Whether `user` may say that an article stands before others: editors only."""
    return _has(user, "publish_article") and _has(user, "edit_others_article")


def may_prepare(user: Person, article: Article) -> bool:
    """Whether `user` may prepare a change of a public article, for somebody who may publish it."""
    published = article.status == Article.Status.PUBLISHED
    return published and _has(user, "change_article") and _own_or_any(user, article)


def may_remove_correction(user: Person, article: Article) -> bool:
    """Whether `user` may take a correction back: not whoever made the error."""
    return may_publish(user, article) and _has(user, "edit_others_article")


def may_bin(user: Person, article: Article) -> bool:
    """Whether `user` may bin the article, or take it back from the bin."""
    if article.withdrawn_at is not None:
        return may_publish(user, article)
    return _has(user, "change_article") and _own_or_any(user, article)


def may_remove(user: Person) -> bool:
    """Whether `user` may remove for good what lies in the bin: administrators only."""
    return _has(user, "delete_article")


def may_read(user: Person, article: Article) -> bool:
    """Whether `user` may see the article at the desk, published or not."""
    return _has(user, "view_article") and (
        article.is_published()
        or article.status == Article.Status.PRIVATE
        or _own_or_any(user, article)
        or _has(user, "publish_article")
    )


def may_see_versions(user: Person, article: Article) -> bool:
    """Whether `user` may read what an article said before: more than readers were ever shown."""
    return _has(user, "change_article") and (
        _own_or_any(user, article) or _has(user, "publish_article")
    )


def may_see_readers(user: Person, article: Article) -> bool:
    """Whether `user` may know how often it was read: its authors, and editors."""
    return _has(user, "view_article") and _own_or_any(user, article)


def must(allowed: bool) -> None:
    """Raise PermissionDenied with a sentence unless `allowed`."""
    if not allowed:
        raise PermissionDenied(
            _("Your role doesn't allow this for this article. Ask an editor to do it.")
        )


def _has(user: Person, codename: str) -> bool:
    return user.has_perm(f"articles.{codename}")


def _own_or_any(user: Person, article: Article) -> bool:
    if _has(user, "edit_others_article"):
        return True
    return article.created_by_id == user.pk or user.pk in article.logins
