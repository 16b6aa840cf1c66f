"""The facts of publishing."""

from articles.models.article import Article
from articles.models.author import Author, AuthorLink
from articles.models.embed import EmbedCard
from articles.models.placing import Byline, Placement, TaggedArticle
from articles.models.related import Census, PickedRelated, Profile, RelatedArticle, Term
from articles.models.revision import Revision
from articles.models.section import Section
from articles.models.word import Word

__all__ = [
    "Article",
    "Author",
    "AuthorLink",
    "Byline",
    "Census",
    "EmbedCard",
    "PickedRelated",
    "Placement",
    "Profile",
    "RelatedArticle",
    "Revision",
    "Section",
    "TaggedArticle",
    "Term",
    "Word",
]
