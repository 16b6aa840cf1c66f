"""Addresses of comments. Their permalinks are fixed: people and feeds depend on them."""

from django.urls import path

from comments import about_views, following_views, report_views, views

app_name = "comments"
urlpatterns = [
    path("about/", about_views.about, name="about"),
    path("<int:pk>/", views.permalink, name="permalink"),
    path("<int:pk>/thread/", views.conversation, name="conversation"),
    path("<int:pk>/reply/", views.answer, name="answer"),
    path("<int:pk>/recommend/", views.recommend, name="recommend"),
    path("<int:pk>/report/", report_views.report, name="report"),
    path("reported/<str:token>/", report_views.reported, name="reported"),
    path("prove/<str:token>/", following_views.prove, name="prove"),
    path("leave/<str:token>/", following_views.leave, name="leave"),
    path("enough/<str:token>/", following_views.enough, name="enough"),
    path("held/<str:token>/", views.held, name="held"),
]
