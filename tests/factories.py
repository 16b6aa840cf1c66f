"""Plain functions with honest defaults: one call per fact that matters. Nothing is random."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from django.contrib.auth.models import Group

from accounts import roles
from accounts.models import User
from articles import publishing, writing
from articles.content import Content
from articles.models import Article, Author, Section
from press import clock

_numbers = count(1)
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def make_user(role: str, username: str = "") -> User:
    user = User.objects.create_user(username or f"{role}-{next(_numbers)}", password="secret")
    user.is_staff = True
    user.save()
    user.groups.add(Group.objects.get(name=role))
    return user


def make_contributor() -> User:
    return make_user(roles.CONTRIBUTOR)


def make_author_login() -> User:
    return make_user(roles.AUTHOR)


def make_editor() -> User:
    return make_user(roles.EDITOR)


def make_moderator() -> User:
    return make_user(roles.MODERATOR)


def make_administrator() -> User:
    return make_user(roles.ADMINISTRATOR)


def make_section(name: str = "World", **facts: Any) -> Section:
    facts.setdefault("slug", name.lower())
    section, _ = Section.objects.get_or_create(
        slug=facts.pop("slug"), parent=facts.pop("parent", None), defaults={"name": name, **facts}
    )
    return section


def make_author(name: str = "Ingrid Solheim", **facts: Any) -> Author:
    slug = facts.pop("slug", name.lower().replace(" ", "-"))
    author, _ = Author.objects.get_or_create(slug=slug, defaults={"name": name, **facts})
    return author


def make_article(*, by: User | None = None, **content: Any) -> Article:
    """A draft. `content` are fields of Content; section, authors and tags have defaults."""
    content.setdefault("headline", f"Ministers reach a fragile deal, part {next(_numbers)}")
    content.setdefault("standfirst", "Who enforces it is open.")
    content.setdefault("body", "<p>The agreement came before dawn.</p>")
    content.setdefault("section", make_section().pk)
    content.setdefault("bylines", [make_author().pk])
    return writing.create(Content(**content), by=by or make_editor())


def make_published_article(
    *, by: User | None = None, at: datetime | None = None, **content: Any
) -> Article:
    """A published article; `at` is a moment in the past or in the future."""
    by = by or make_editor()
    article = make_article(by=by, **content)
    if at is None or at > clock.now():
        return publishing.publish(article, by=by, at=at)
    with clock.at(at):
        return publishing.publish(article, by=by)


def hours_ago(hours: float) -> datetime:
    return clock.now() - timedelta(hours=hours)
