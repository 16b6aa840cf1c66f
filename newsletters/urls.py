"""Addresses of subscribing, below /newsletters/."""

from django.urls import path
from django.views.generic import RedirectView

from newsletters import views

app_name = "newsletters"
urlpatterns = [
    path("", RedirectView.as_view(pattern_name="newsletters:subscribe")),
    path("subscribe/", views.subscribe, name="subscribe"),
    path("one-more-step/", views.one_more_step, name="one_more_step"),
    path("confirm/<str:token>/", views.confirm, name="confirm"),
    path("leave/<str:token>/", views.leave, name="leave"),
]
