"""What publishing does when something happens in the rooms below."""

from typing import Any

from articles.naming import name_anew_after
from tags.models import Tag
from tags.signals import tag_renamed


def connect() -> None:
    tag_renamed.connect(_let_search_know, dispatch_uid="articles: let search know")


def _let_search_know(sender: Any, *, tag: Tag, **signal: Any) -> None:
    name_anew_after("tag", tag.pk)
