"""The whole editable content of an article: what a form gives, what a revision keeps."""

from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

from articles.models import Article
from publication.prose import clean

# The fields of Content that are columns of Article of the same name.
COLUMNS = (
    "kicker",
    "headline",
    "standfirst",
    "body",
    "label",
    "language",
    "seo_title",
    "seo_description",
    "comments",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Plain values only, so that a revision can hold it as JSON; relations by primary key."""

    headline: str
    section: int
    kicker: str = ""
    standfirst: str = ""
    body: str = ""
    lead_image: int | None = None
    further_sections: list[int] = field(default_factory=list)
    bylines: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    picked_related: list[int] = field(default_factory=list)
    label: str = Article.Label.NEWS
    language: str = "en"
    seo_title: str = ""
    seo_description: str = ""
    comments: str = Article.Comments.MODERATED

    @classmethod
    def of(cls, article: Article) -> Self:
        """Read the present content of `article` from its row and its relations."""
        return cls(
            **{name: getattr(article, name) for name in COLUMNS},
            section=article.section_id,
            lead_image=article.lead_image_id,
            further_sections=_pks(article.further_sections.order_by("pk"), "pk"),
            bylines=_pks(article.bylines.order_by("position", "pk"), "author"),
            tags=list(article.tags.order_by("name").values_list("name", flat=True)),
            picked_related=_pks(article.picked_related.order_by("position", "pk"), "other"),
        )

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def cleaned(self) -> Self:
        """Return the content with its text passed through the allow-list of `publication.prose`."""
        return replace(
            self,
            headline=" ".join(self.headline.split()),
            body=clean(self.body),
            bylines=list(dict.fromkeys(self.bylines)),
            further_sections=[pk for pk in self.further_sections if pk != self.section],
        )


def _pks(rows: Any, column: str) -> list[int]:
    return list(rows.values_list(column, flat=True))
