"""Addresses of publishing. Fixed: people, feeds and search engines depend on them."""

from django.urls import path, re_path

from articles import views

app_name = "articles"
# Not \d, which takes the digits of every script: a page has one address.
YEAR, MONTH, DAY = r"(?P<year>[0-9]{4})", r"(?P<month>[0-9]{2})", r"(?P<day>[0-9]{2})"

urlpatterns = [
    path("", views.front_page, name="front_page"),
    path("search/", views.search_page, name="search"),
    path("search/suggestions/", views.search_suggestions, name="search_suggestions"),
    path("search/suggestions/authors/", views.authors_like, name="authors_like"),
    path("tags/<word:slug>/", views.tag, name="tag"),
    path("authors/<word:slug>/", views.author, name="author"),
    re_path(rf"^{YEAR}/$", views.archive, name="year"),
    re_path(rf"^{YEAR}/{MONTH}/$", views.archive, name="month"),
    re_path(rf"^{YEAR}/{MONTH}/{DAY}/$", views.archive, name="day"),
    re_path(rf"^{YEAR}/{MONTH}/{DAY}/(?P<slug>[^/.]+)/$", views.detail, name="detail"),
    path("<word:parent>/<word:slug>/", views.subsection, name="subsection"),
]
