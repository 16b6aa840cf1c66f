"""Addresses of comments. Their permalinks are fixed: people and feeds depend on them."""

from django.urls import path

from comments import views

app_name = "comments"
urlpatterns = [
    path("<int:pk>/", views.permalink, name="permalink"),
    path("<int:pk>/thread/", views.conversation, name="conversation"),
    path("<int:pk>/reply/", views.answer, name="answer"),
    path("<int:pk>/recommend/", views.recommend, name="recommend"),
    path("held/<str:token>/", views.held, name="held"),
]
