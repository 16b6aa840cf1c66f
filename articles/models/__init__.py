"""The facts of publishing."""

from articles.models.article import Article
from articles.models.author import Author, AuthorLink
from articles.models.draft import Draft, Seat
from articles.models.embed import EmbedCard
from articles.models.month import Month
from articles.models.note import Note
from articles.models.pending import ChangedArticle, PendingChange
from articles.models.placing import Byline, Placement, TaggedArticle
from articles.models.preview import PreviewLink
from articles.models.related import PickedRelated, RelatedArticle
from articles.models.revision import Revision
from articles.models.section import Section
from articles.models.snippet import Snippet

__all__ = [
    "Article",
    "Author",
    "AuthorLink",
    "Byline",
    "ChangedArticle",
    "Draft",
    "EmbedCard",
    "Month",
    "Note",
    "PendingChange",
    "PickedRelated",
    "Placement",
    "PreviewLink",
    "RelatedArticle",
    "Revision",
    "Seat",
    "Section",
    "Snippet",
    "TaggedArticle",
]
