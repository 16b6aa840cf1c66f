"""The site map: one include per room."""

from django.contrib import admin
from django.urls import include, path, re_path, register_converter

from newsroom import health, stylesheet
from newsroom.views import first_word
from press.redirects import missing
from publication.addresses import SlugConverter

register_converter(SlugConverter, "word")

# Whatever goes wrong in a view, a template or a middleware ends here.
handler400 = "newsroom.errors.bad_request"
handler500 = "newsroom.errors.server_error"

urlpatterns = [
    path("health/live", health.live),
    path("health/ready", health.ready),
    re_path(
        r"^styles/(?P<mark>[0-9a-f]{12})-(?P<digits>[0-9a-f]{6})\.css$",
        stylesheet.accented,
        name="accented_stylesheet",
    ),
    path("missing/", missing.report),
    path("desk/", admin.site.urls),
    path("popular/", include("readership.urls")),
    path("comments/", include("comments.urls")),
    path("newsletters/", include("newsletters.urls")),
    path("", include("comments.article_urls")),
    path("", include("articles.urls")),
    path("<word:word>/", first_word, name="first_word"),
]
