from django.urls import path

from articles.feeds.feed import JSON, RSS
from series import views

app_name = "series"
urlpatterns = [
    path("<word:slug>/", views.page, name="page"),
    path(f"<word:slug>/{RSS}", views.feed),
    path(f"<word:slug>/{JSON}", views.feed),
]
