"""What somebody writes on: an article, the form of a new one, or the change of a public one."""

from dataclasses import dataclass
from uuid import UUID

from articles import rights
from articles.content import Content
from articles.merging import Json
from articles.models import Article, Draft, PendingChange
from articles.rights import Person


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a draft is about; with `of_change`, what readers of `article` shall read later."""

    article: Article | None = None
    key: UUID | None = None
    of_change: bool = False

    def must_be_open_to(self, person: Person) -> None:
        if self.article is None:
            rights.must(rights.may_create(person))
        elif self.of_change:
            # Whatever became of the article meanwhile: words that are typed are taken.
            rights.must(rights.may_see_versions(person, self.article))
        else:
            rights.must(rights.may_edit(person, self.article))

    def now(self, person: Person) -> "Sheet":
        """The article itself, if the form of a new one has become one already."""
        draft = self.draft_of(person) if self.article is None else None
        return Sheet(draft.became) if draft is not None and draft.became else self

    def draft_of(self, person: Person) -> Draft | None:
        """The one draft that `person` has of it."""
        mine = Draft.objects.filter(person=person)  # type: ignore[misc]
        return mine.filter(article=self.article, key=self.key, of_change=self.of_change).first()

    def saved(self) -> Json:
        """What stands saved of an article; without a change, that is what readers read."""
        assert self.article is not None
        changes = PendingChange.objects.select_related("revision").filter(article=self.article)
        change = changes.first() if self.of_change else None
        return change.revision.content if change else Content.of(self.article).as_json()

    def __str__(self) -> str:
        return f"{self.article and self.article.pk} {self.key} {self.of_change}"
