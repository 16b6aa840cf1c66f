"""The page of the desk on which an article gets its place in a series."""

from django.contrib import admin
from django.urls import path

from series import desk

urlpatterns = [
    path(
        "articles/article/<int:pk>/series/",
        admin.site.admin_view(desk.place),
        name="series_of_article",
    )
]
