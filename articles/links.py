"""Links within the newspaper: which of them lead nowhere."""

import re
from datetime import date
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.files.storage import default_storage
from django.urls import Resolver404, resolve

from articles.models import Article, Author, Section
from press.redirects import moving
from publication.addresses import normalised
from publication.models import StandingPage
from tags.models import Tag


def inner_path(address: str) -> str | None:
    """Return the path of an address within the newspaper; None if it leads elsewhere."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.netloc and parts.netloc != urlsplit(settings.SITE_URL).netloc:
        return None
    if parts.scheme not in {"", "http", "https"} or not parts.path.startswith("/"):
        return None
    return unquote(parts.path)


def is_dead(path: str) -> bool:
    """Whether nothing answers readers at `path`: no page, and no redirect to one."""
    if path.startswith(settings.MEDIA_URL):
        return not default_storage.exists(path.removeprefix(settings.MEDIA_URL))
    slashed = path if path.endswith("/") or "." in path.rpartition("/")[2] else f"{path}/"
    return not _answers(slashed) and not moving.target_of(slashed)


def _answers(path: str) -> bool:
    try:
        found = resolve(path)
    except Resolver404:
        return False
    check = _CHECKS.get(found.view_name)
    return check is None or check(**found.kwargs)


def _article(year: str, month: str, day: str, slug: str) -> bool:
    if not re.fullmatch(r"[1-9]\d{3}", year):
        return False
    try:
        on = date(int(year), int(month), int(day))
    except ValueError:
        return False
    published = Article.objects.addressable().filter(status=Article.Status.PUBLISHED)
    return published.filter(date=on, slug=normalised(slug)).exists()


def _subsection(parent: str, slug: str) -> bool:
    return Section.objects.filter(parent__slug=parent, slug=slug).exists()


def _first_word(word: str) -> bool:
    top = Section.objects.filter(parent__isnull=True, slug=word)
    return top.exists() or StandingPage.objects.filter(slug=word).exists()


_CHECKS: dict[str, Any] = {
    "articles:detail": _article,
    "articles:tag": lambda slug: Tag.objects.filter(slug=slug).exists(),
    "articles:author": lambda slug: Author.objects.filter(slug=slug).exists(),
    "articles:subsection": _subsection,
    "first_word": _first_word,
}
