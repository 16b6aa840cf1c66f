"""The desk of publishing: sections, authors, articles."""

from articles.admin.article import ArticleAdmin
from articles.admin.author import AuthorAdmin
from articles.admin.correction import CorrectionAdmin
from articles.admin.embed import EmbedCardAdmin
from articles.admin.pending import ChangedArticleAdmin
from articles.admin.section import SectionAdmin
from articles.admin.snippet import SnippetAdmin
from articles.admin.tag import TagAdmin

__all__ = [
    "ArticleAdmin",
    "AuthorAdmin",
    "ChangedArticleAdmin",
    "CorrectionAdmin",
    "EmbedCardAdmin",
    "SectionAdmin",
    "SnippetAdmin",
    "TagAdmin",
]
