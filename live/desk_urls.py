"""The pages of the desk on which live coverage is written."""

from django.contrib import admin
from django.urls import path

from live import desk

view = admin.site.admin_view

urlpatterns = [
    path("articles/article/<int:pk>/live/", view(desk.coverage), name="live_desk"),
    path("articles/article/<int:pk>/live/run/", view(desk.run), name="live_run"),
    path("articles/article/<int:pk>/live/newest/", view(desk.newest), name="live_newest"),
    path("live/<int:pk>/", view(desk.change), name="live_change"),
    path("live/<int:pk>/remove/", view(desk.remove), name="live_remove"),
    path("live/<int:pk>/bring-back/", view(desk.bring_back), name="live_bring_back"),
]
