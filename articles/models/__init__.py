"""The facts of publishing."""

from articles.models.article import Article
from articles.models.author import Author, AuthorLink
from articles.models.embed import EmbedCard
from articles.models.placing import Byline, Placement, TaggedArticle
from articles.models.related import PickedRelated, RelatedArticle
from articles.models.revision import Revision
from articles.models.section import Section
from articles.models.word import Word

__all__ = [
    "Article",
    "Author",
    "AuthorLink",
    "Byline",
    "EmbedCard",
    "PickedRelated",
    "Placement",
    "RelatedArticle",
    "Revision",
    "Section",
    "TaggedArticle",
    "Word",
]
