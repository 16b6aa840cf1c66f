"""Addresses of publishing. Fixed: people, feeds and search engines depend on them."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path, re_path

from articles import corrections, oembed, views
from articles.feeds import views as feeds
from articles.feeds.feed import JSON, RSS
from articles.sitemaps import views as sitemaps

app_name = "articles"
# Not \d, which takes the digits of every script: a page has one address.
YEAR, MONTH, DAY = r"(?P<year>[0-9]{4})", r"(?P<month>[0-9]{2})", r"(?P<day>[0-9]{2})"


def _feeds(below: str, view: Callable[..., Any]) -> list[URLPattern]:
    """The addresses of a list's two feeds; `below` is that of the list."""
    return [path(below + each, view) for each in (RSS, JSON)]


urlpatterns = [
    # Asked for most, and so found first.
    re_path(rf"^{YEAR}/{MONTH}/{DAY}/(?P<slug>[^/.]+)/$", views.detail, name="detail"),
    path("preview/<str:token>/", views.shared_preview, name="shared_preview"),
    path(RSS, feeds.newspaper, name="feed"),
    path(JSON, feeds.newspaper, name="json_feed"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-pages.xml", sitemaps.pages, name="sitemap_pages"),
    re_path(rf"^sitemap-{YEAR}-{MONTH}\.xml$", sitemaps.month, name="sitemap_month"),
    re_path(
        rf"^sitemap-{YEAR}-{MONTH}-(?P<part>[1-9][0-9]{{0,4}})\.xml$",
        sitemaps.month,
        name="sitemap_part",
    ),
    path("news-sitemap.xml", sitemaps.news, name="news_sitemap"),
    path("search/", views.search_page, name="search"),
    path("search/suggestions/", views.search_suggestions, name="search_suggestions"),
    path("search/suggestions/authors/", views.authors_like, name="authors_like"),
    path("corrections/", corrections.listed, name="corrections"),
    *_feeds("corrections/", corrections.feed),
    path("corrections/<int:pk>/", corrections.detail, name="correction"),
    path("tags/<word:slug>/", views.tag, name="tag"),
    path("authors/<word:slug>/", views.author, name="author"),
    *_feeds("tags/<word:slug>/", feeds.tag),
    *_feeds("authors/<word:slug>/", feeds.author),
    re_path(rf"^{YEAR}/$", views.archive, name="year"),
    re_path(rf"^{YEAR}/{MONTH}/$", views.archive, name="month"),
    re_path(rf"^{YEAR}/{MONTH}/{DAY}/$", views.archive, name="day"),
    re_path(rf"^{YEAR}/{MONTH}/{DAY}/(?P<slug>[^/.]+)/embed/$", oembed.card, name="embed"),
    path("oembed.json", oembed.as_json, name="oembed_json"),
    path("oembed.xml", oembed.as_xml, name="oembed_xml"),
    *_feeds("<word:slug>/", feeds.section),
    *_feeds("<word:parent>/<word:slug>/", feeds.section),
    path("<word:parent>/<word:slug>/", views.subsection, name="subsection"),
]
