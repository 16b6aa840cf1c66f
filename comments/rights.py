"""Who decides about which comments: the table of rights says who, a beat (`beats`) says where."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from articles.models import Article, Byline
from comments.models import Beat

Person = User | AnonymousUser


def may_moderate(user: Person, article: Article | None = None) -> bool:
    """Whether a person decides about comments: below this article, or anywhere at all."""
    if not user.has_perm("comments.moderate_comment"):
        return False
    sections = None if article is None else sections_of(user)
    return sections is None or (article is not None and article.section_id in sections)


def may_moderate_all(user: Person) -> bool:
    """Whether a person decides about what concerns the whole newspaper: people, waves, rules."""
    return may_moderate(user) and sections_of(user) is None


def speaks_for_us(user: Person, article: Article) -> bool:
    """Whether a login may answer readers below an article in the newspaper's name."""
    return may_moderate(user, article) or user.pk in article.logins


def speaking(user: Any) -> Any:
    """The same, as a question within a query of articles."""
    own = Exists(Byline.objects.filter(article=OuterRef("pk"), author__login=user.pk))
    if not may_moderate(user):
        return own
    section = OuterRef("section_id")
    here = Q(sections=section) | Q(sections__subsections=section)
    beats = Beat.objects.filter(person=user.pk)
    return ~Exists(beats) | Exists(beats.filter(here)) | own


def sections_of(user: Any) -> dict[int, str] | None:
    """Return the names of the sections, with their parts, to which a person is limited.

    None for who isn't limited. The login remembers the answer: a request asks once.
    """
    if not hasattr(user, "sections_to_moderate"):
        user.sections_to_moderate = _asked(user.pk)
    return user.sections_to_moderate


def _asked(person: int | None) -> dict[int, str] | None:
    facts = ("sections__pk", "sections__name")
    parts = ("sections__subsections__pk", "sections__subsections__name")
    rows = list(Beat.objects.filter(person=person).values_list(*facts, *parts).order_by(*facts))
    if not rows:
        return None
    found = {pk: name for pk, name, _part, _called in rows}
    found |= {part: called for _pk, _name, part, called in rows}
    return {pk: name for pk, name in found.items() if pk is not None}
