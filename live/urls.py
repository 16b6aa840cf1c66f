"""The addresses below an article that is or was live."""

from django.urls import re_path

from live import views

app_name = "live"
ARTICLE = r"^(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/(?P<day>[0-9]{2})/(?P<slug>[^/.]+)/live/"

urlpatterns = [
    re_path(rf"{ARTICLE}$", views.posts, name="posts"),
    re_path(rf"{ARTICLE}newest\.json$", views.newest, name="newest"),
    re_path(rf"{ARTICLE}(?:feed/|feed\.json)$", views.feed, name="feed"),
    re_path(rf"{ARTICLE}(?P<pk>[0-9]{{1,18}})/$", views.post, name="post"),
]
