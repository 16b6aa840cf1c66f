"""The facts of publishing."""

from articles.models.article import Article
from articles.models.author import Author, AuthorLink
from articles.models.correction import Correction
from articles.models.draft import Draft, Seat
from articles.models.embed import EmbedCard
from articles.models.month import Month
from articles.models.note import Note
from articles.models.pending import ChangedArticle, PendingChange
from articles.models.placing import Byline, Placement, TaggedArticle
from articles.models.preview import PreviewLink
from articles.models.related import Census, PickedRelated, Profile, RelatedArticle, Term
from articles.models.revision import Revision
from articles.models.section import Section
from articles.models.snippet import Snippet
from articles.models.word import Word

__all__ = [
    "Article",
    "Author",
    "AuthorLink",
    "Byline",
    "Census",
    "ChangedArticle",
    "Correction",
    "Draft",
    "EmbedCard",
    "Month",
    "Note",
    "PendingChange",
    "PickedRelated",
    "Placement",
    "PreviewLink",
    "Profile",
    "RelatedArticle",
    "Revision",
    "Seat",
    "Section",
    "Snippet",
    "TaggedArticle",
    "Term",
    "Word",
]
