"""Verbs that put an article where it belongs without its form: tags, section."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles import rights
from articles.content import Content
from articles.models import Article, Section
from articles.rights import Person
from articles.writing import replace_content


@transaction.atomic
def retag(
    article: Article, *, by: Person, add: Iterable[str] = (), take_off: Iterable[str] = ()
) -> Article:
    """Add tags and take others off, in whatever case they are written.

    Writes one revision and the entry "tagged". Raises ValidationError if nothing would change, and
    PermissionDenied.
    """
    article, content = _opened(article, by)
    gone = {name.casefold() for name in take_off}
    tags = [name for name in content.tags if name.casefold() not in gone]
    has = {name.casefold() for name in tags}
    tags += [name for name in dict.fromkeys(add) if name.casefold() not in has]
    if tags == content.tags:
        raise ValidationError(_("Its tags are these already."))
    detail: dict[str, Any] = {
        "added": [name for name in tags if name not in content.tags],
        "taken off": [name for name in content.tags if name not in tags],
    }
    return replace_content(article, replace(content, tags=tags), "tagged", by=by, detail=detail)


@transaction.atomic
def move(article: Article, *, by: Person, section: Section) -> Article:
    """Make `section` the article's own; its address stays, since no section stands in it.

    Writes one revision and the entry "moved to a section". Raises as `retag`.
    """
    article, content = _opened(article, by)
    if content.section == section.pk:
        raise ValidationError(_("It stands in this section already."))
    detail = {"from": article.section.name, "to": section.name}
    content = replace(content, section=section.pk)
    return replace_content(article, content, "moved to a section", by=by, detail=detail)


def _opened(article: Article, by: Person) -> tuple[Article, Content]:
    article = Article.objects.select_for_update().get(pk=article.pk)
    rights.must(rights.may_edit(by, article))
    return article, Content.of(article)
