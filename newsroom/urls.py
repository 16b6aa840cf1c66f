"""The site map: one include per room."""

from django.contrib import admin
from django.urls import include, path, re_path, register_converter

from comments.admin.answering import answer, replies
from comments.admin.mails import mails_about_replies
from frontpage.views import front_page
from newsroom import appearance, health, stylesheet, text_files
from newsroom.views import first_word
from press.redirects import missing
from publication.addresses import SlugConverter
from readership.desk import article_views

register_converter(SlugConverter, "word")

# Whatever goes wrong in a view, a template or a middleware ends here.
handler400 = "newsroom.errors.bad_request"
handler500 = "newsroom.errors.server_error"
# allauth asks for this one.
handler429 = "accounts.views.too_often"

urlpatterns = [
    path("health/live", health.live),
    path("health/ready", health.ready),
    re_path(
        r"^styles/(?P<mark>[0-9a-f]{12})-(?P<digits>[0-9a-f]{6})\.css$",
        stylesheet.accented,
        name="accented_stylesheet",
    ),
    *(
        path(name, text_files.text_file, {"name": name}, name=name)
        for name in ("robots.txt", "security.txt", "ads.txt", "humans.txt")
    ),
    path(".well-known/security.txt", text_files.text_file, {"name": "security.txt"}),
    re_path(r"^(?P<key>[a-zA-Z0-9-]{8,128})\.txt$", text_files.indexnow_key),
    path("desk/answer/<int:pk>/", admin.site.admin_view(answer), name="answer_at_the_desk"),
    *(path(name, appearance.icon, {"name": name}, name=name) for name in appearance.ICONS),
    path("favicon.ico", appearance.favicon, name="favicon"),
    path("site.webmanifest", appearance.manifest, name="manifest"),
    path("opensearch.xml", appearance.opensearch, name="opensearch"),
    path(
        "desk/articles/article/<int:pk>/replies/",
        admin.site.admin_view(replies),
        name="article_replies",
    ),
    path(
        "desk/me/replies/",
        admin.site.admin_view(mails_about_replies),
        name="mails_about_replies",
    ),
    path("desk/", include("accounts.urls")),
    path(
        "desk/articles/article/<int:pk>/readers/",
        admin.site.admin_view(article_views),
        name="article_views",
    ),
    path("desk/", include("live.desk_urls")),
    path("desk/", include("series.desk_urls")),
    path("missing/", missing.report),
    path("desk/", admin.site.urls),
    path("api/", include("api.urls")),
    path("popular/", include("readership.urls")),
    path("comments/", include("comments.urls")),
    path("adverts/", include("adverts.urls")),
    path("newsletters/", include("newsletters.urls")),
    path("series/", include("series.urls")),
    path("", front_page, name="front_page"),
    path("", include("comments.article_urls")),
    path("", include("live.urls")),
    path("", include("articles.urls")),
    path("<word:word>/", first_word, name="first_word"),
]
