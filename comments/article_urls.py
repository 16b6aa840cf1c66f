"""The address below an article that shows its replies and takes new ones."""

from django.urls import re_path

from comments import feeds, views

app_name = "replies"
DATE = r"(?P<year>\d{4})/(?P<month>\d{2})/(?P<day>\d{2})"

urlpatterns = [
    re_path(rf"^{DATE}/(?P<slug>[^/.]+)/comments/$", views.replies, name="thread"),
    re_path(rf"^{DATE}/(?P<slug>[^/.]+)/comments/(?:feed/|feed\.json)$", feeds.replies),
]
