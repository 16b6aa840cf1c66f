"""The whole editable content of an article: what a form gives, what a revision keeps."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from articles.models import Article, Author, Byline, PickedRelated, Section, TaggedArticle
from images.models import Image
from publication.prose import clean

# The fields of Content that are columns of Article of the same name.
COLUMNS = (
    "kicker",
    "headline",
    "standfirst",
    "body",
    "label",
    "sponsor",
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
    sponsor: str = ""
    language: str = "en"
    seo_title: str = ""
    seo_description: str = ""
    comments: str = Article.Comments.MODERATED

    @classmethod
    def of(cls, article: Article) -> Self:
        """Read the present content of `article` from its row and, by one query, its relations."""
        row = Article.objects.filter(pk=article.pk)
        further, bylines, tags, picked = row.values_list(*map(ArraySubquery, _relations())).get()
        return cls(
            **{name: getattr(article, name) for name in COLUMNS},
            section=article.section_id,
            lead_image=article.lead_image_id,
            further_sections=further,
            bylines=bylines,
            tags=tags,
            picked_related=picked,
        )

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        """Read what a revision keeps; a field that is younger than the revision has its default."""
        known = {each.name for each in fields(cls)}
        return cls(**{name: value for name, value in kept.items() if name in known})

    def still_there(self, *, section: int) -> tuple[Self, list[str]]:
        """Return the content without what has been removed since it was kept, and the fields that
        had to be changed for it. A section that is gone becomes `section`."""
        there: dict[str, Any] = {
            "bylines": _existing(Author, self.bylines),
            "further_sections": _existing(Section, self.further_sections),
            "picked_related": _existing(Article, self.picked_related),
            "section": (_existing(Section, [self.section]) or [section])[0],
            "lead_image": next(iter(_existing(Image, [self.lead_image])), None),
        }
        gone = [name for name, value in there.items() if value != getattr(self, name)]
        return replace(self, **there), gone

    @property
    def is_sponsored(self) -> bool:
        return self.label == Article.Label.SPONSORED

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def cleaned(self) -> Self:
        """Return the content with its text passed through the allow-list of `publication.prose`;
        only what is labelled as sponsored names who paid."""
        return replace(
            self,
            headline=" ".join(self.headline.split()),
            body=clean(self.body),
            sponsor=" ".join(self.sponsor.split()) if self.is_sponsored else "",
            bylines=list(dict.fromkeys(self.bylines)),
            further_sections=[pk for pk in self.further_sections if pk != self.section],
        )


def _existing(model: Any, keys: Iterable[int | None]) -> list[int]:
    wanted = [key for key in keys if key is not None]
    there = set(model.objects.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else ()
    return [key for key in wanted if key in there]


def _relations() -> list[QuerySet[Any, Any]]:
    """What belongs to the article of an outer query, each in its order."""
    tags = TaggedArticle.objects.filter(content_object=OuterRef("pk"))
    picked = PickedRelated.objects.filter(article=OuterRef("pk"))
    return [
        further_sections_of("pk"),
        bylines_of("pk"),
        tags.order_by("tag__name").values("tag__name"),
        picked.order_by("position", "pk").values("other"),
    ]


def further_sections_of(article: str) -> QuerySet[Any, Any]:
    """The further sections of the article to which `article` leads from the outer query."""
    further = Article.further_sections.through.objects.filter(article=OuterRef(article))
    return further.order_by("section").values("section")


def bylines_of(article: str) -> QuerySet[Any, Any]:
    """The authors of the article to which `article` leads from the outer query, in their order."""
    bylines = Byline.objects.filter(article=OuterRef(article))
    return bylines.order_by("position", "pk").values("author")
