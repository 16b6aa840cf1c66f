"""Addresses of what is read, below /popular/."""

from django.urls import path

from readership.models import Ranking
from readership.views import popular

app_name = "readership"
urlpatterns = [
    path("", popular, {"kind": Ranking.Kind.WEEK}, name="popular"),
    path("day/", popular, {"kind": Ranking.Kind.DAY}, name="day"),
    path("month/", popular, {"kind": Ranking.Kind.MONTH}, name="month"),
    path("all/", popular, {"kind": Ranking.Kind.ALL}, name="all"),
]
