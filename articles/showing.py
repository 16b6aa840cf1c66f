"""An article with other words than its own, for previews: real rows, and none of them stays."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from articles.content import Content
from articles.models import Article
from articles.rights import Person
from articles.writing import create, put_columns, put_relations


@contextmanager
def shown_with(article: Article, content: Content) -> Iterator[Article]:
    """Give the article as a page loads it if `content` were its content, within the block only.

    The rows are written in a transaction that is always rolled back: a page made within the block
    is exactly what readers would see, and nobody else sees anything.
    """
    with transaction.atomic():
        content, _gone = content.cleaned().still_there(section=article.section_id)
        row = Article.objects.get(pk=article.pk)
        put_columns(row, content)
        row.save()
        put_relations(row, content)
        yield Article.objects.for_reading().get(pk=row.pk)
        transaction.set_rollback(True)


@contextmanager
def shown_before_saving(content: Content, *, by: Person) -> Iterator[Article]:
    """Give the article that `content` would begin, likewise. Raises PermissionDenied."""
    with transaction.atomic():
        article = create(content, by=by)
        yield Article.objects.for_reading().get(pk=article.pk)
        transaction.set_rollback(True)
