"""The addresses of the API, made of the list of its endpoints."""

from django.urls import path

from api.endpoints import ENDPOINTS
from api.openapi import description

app_name = "api"
urlpatterns = [
    path("openapi.json", description, name="openapi"),
    *(
        path(endpoint.path.replace("{id}", "<int:pk>"), endpoint, name=endpoint.name)
        for endpoint in ENDPOINTS
    ),
]
