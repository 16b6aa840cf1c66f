"""Every address of the desk, and a row of each model for those that show one."""

import re

from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver

from articles.models import EmbedCard
from comments.models import Beat, CommentSettings
from images.models import Image
from newsletters.models import Subscriber
from press import clock
from press.clock.models import Moment
from press.mail import outbox
from press.pages.models import Receipt
from press.redirects import moving
from publication.models import Publication, StandingPage, TextFile
from tags.models import Tag
from tests.adverts.test_adverts import make_advert
from tests.articles.facts import make_correction
from tests.boxes.facts import make_box
from tests.comments.facts import make_public_comment
from tests.factories import make_contributor, make_published_article
from tests.live.facts import make_live_article, make_post
from tests.series.facts import make_series

# Of what has no row here; of no row that another test left or made either.
NOBODYS = 10**9
# What stands in an address for what is no primary key.
WORDS = {"url": "x", "name": "schedule", "content_type_id": "1", "uidb64": "MQ", "token": "x-x"}


def rows_of_others():
    """A row of each model of the desk, by the beginning of its address."""
    article = make_published_article()
    publication = Publication.objects.current()
    comment = make_public_comment(article)
    now = clock.now()
    moving.move("/old/", "/new/")
    rows = {
        "articles/article": article,
        "articles/section": article.section,
        "articles/author": article.bylines.get().author,
        "images/image": Image.objects.create(file="1.jpg", width=9, height=9, uploaded_at=now),
        "publication/publication": publication,
        "publication/standingpage": StandingPage.objects.create(
            title="About", slug="about", body="", changed_at=now
        ),
        "publication/textfile": TextFile.objects.all_there()[0],
        "comments/comment": comment,
        "adverts/advert": make_advert(),
        "boxes/box": make_box(),
        "comments/commentsettings": CommentSettings.objects.current(),
        "comments/beat": Beat.objects.create(person=make_contributor()),
        "answer/<int:pk>": comment,
        "articles/correction": make_correction(),
        "live/<int:pk>": make_post(make_live_article()),
        "newsletters/subscriber": Subscriber.objects.create(email="a@b.example", asked_at=now),
        "clock/moment": Moment.objects.create(name="x", act="x.publish", due_at=now, keys=[]),
        "pages/receipt": Receipt.objects.of(f"articles.article:{article.pk}").get(),
        "mail/message": outbox.post(key="x", recipient="a@b.example", subject="x", text="x"),
        "accounts/user": make_contributor(),
        "tags/tag": Tag.objects.create(name="otters"),
        "series/series": make_series(),
        "articles/embedcard": EmbedCard.objects.create(
            address="https://mastodon.social/@x/1", author="x", text="x"
        ),
    }
    for model in admin.site._registry:
        kind = f"{model._meta.app_label}/{model._meta.model_name}"
        found = rows.get(kind) or model._default_manager.first()
        if found is not None:
            rows[kind] = found
    return rows


def patterns(parts=None, before=""):
    """Each address below `/desk/` with its pattern, as Django resolves it."""
    for part in get_resolver().url_patterns if parts is None else parts:
        route = before + re.sub(r"^\^|\$$|\\Z", "", str(part.pattern))
        if isinstance(part, URLResolver):
            yield from patterns(part.url_patterns, route)
        elif isinstance(part, URLPattern) and route.startswith("desk/"):
            yield f"/{route}", part


def filled(route, pk):
    """The address of a route, its gaps filled."""
    route = re.sub(r"<(?:\w+:)?(\w+)>", lambda gap: WORDS.get(gap[1], str(pk)), route)
    return re.sub(r"\(\?P<\w+>[^)]*\)", "x", route)


def asked_of(rows):
    """Addresses to ask, with how the table writes them."""
    for route, _ in patterns():
        kind = "/".join(route.split("/")[2:4])
        if "<" not in route:
            yield route, lambda own, route=route: route
        elif kind == "articles/article":
            for mark, choose in (
                ("<pk>", lambda own: rows["articles/article"].pk),
                ("<own>", lambda own: own.pk),
            ):
                shown = re.sub(r"<(?:\w+:)?(?:pk|object_id)>", mark, route)
                yield shown, lambda own, route=route, choose=choose: filled(route, choose(own))
        else:
            pk = rows[kind].pk if kind in rows else NOBODYS
            yield route, lambda own, route=route, pk=pk: filled(route, pk)
