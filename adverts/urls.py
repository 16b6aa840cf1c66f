"""Addresses of advertisements, below /adverts/."""

from django.urls import path

from adverts import views

app_name = "adverts"
urlpatterns = [path("<int:pk>/", views.follow, name="follow")]
