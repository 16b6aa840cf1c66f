"""What every page costs, deep pages and the desk too. Run by `million`, in a process of its own."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from accounts.models import User
from articles.models import Article, Month
from articles.paging import Key
from articles.sitemaps.files import MANY
from benchmarks.asking import Asker, in_turn
from comments.queues import QUEUES

# Few at a time: `million` asks again and again, each newspaper in its turn.
TIMES = 3


def measure() -> dict[str, float]:
    """Return processor seconds by page of readers, by list and by form of the desk."""
    pages = {kind: [address] * TIMES for kind, address in reader_pages().items()}
    lists = {f"desk: {kind}": [address] * TIMES for kind, address in desk_pages().items()}
    asker = Asker()
    found = in_turn(asker.ask, pages, rounds=1) | in_turn(desk(), lists, rounds=1)
    # A file of the large newspaper holds more; what one address in it costs can be compared.
    file, many = fullest_file()
    found["an address in a sitemap"] = in_turn(asker.ask, {file: [file] * TIMES}, 1)[file] / many
    return found


def reader_pages() -> dict[str, str]:
    """Every list, at its beginning, in its middle and near its end, and the articles at both."""

    published = Article.objects.published().order_by("pk")
    newest: Any = published.select_related("section").last()
    oldest: Any = published.select_related("section").first()
    # Numbers were given in the order of time.
    middle: Any = published.filter(pk__gte=(newest.pk + oldest.pk) // 2).first()
    late: Any = published.filter(pk__gte=oldest.pk + (newest.pk - oldest.pk) // 50).first()
    # Not the page of a day: one of a thousand articles has no twenty to show.
    lists = {
        "front page": "/",
        "section": newest.section.get_absolute_url(),
        "tag": newest.tags.order_by("pk")[0].get_absolute_url(),
        "author": newest.bylines.all()[0].author.get_absolute_url(),
        "year": f"/{newest.date:%Y}/",
        "month": f"/{newest.date:%Y/%m}/",
        "popular": "/popular/",
        "popular of all time": "/popular/all/",
    }
    feeds = {
        f"{form} of {kind}": f"{lists[kind]}{name}"
        for form, name in (("RSS", "feed/"), ("JSON Feed", "feed.json"))
        for kind in ("front page", "section", "tag", "author")
    }
    deep = {
        f"{kind}, {where}": f"{lists[kind]}?after={_key(article)}"
        for where, article in (("in the middle", middle), ("at the end", late))
        for kind in ("section", "tag", "author")
    }
    articles = {"newest article": newest, "oldest article": oldest}
    told = {kind: row.get_absolute_url() for kind, row in articles.items()}
    replies = {"RSS of replies": f"{told['newest article']}comments/feed/"}
    return lists | feeds | deep | told | replies


def _key(article: Any) -> str:

    return str(Key.of(article))


def fullest_file() -> tuple[str, int]:
    """The address of a file of the sitemap that holds as much as any, and how much that is."""
    month = Month.objects.order_by("-articles", "month")[0]
    return f"/sitemap-{month.month:%Y-%m}.xml", min(month.articles, MANY)


def desk_pages() -> dict[str, str]:
    """The first page, the list and the newest form of every model, and what lies deeper."""
    pages = {"first page": "/desk/"}
    for model, room in sorted(admin.site._registry.items(), key=lambda row: row[0]._meta.label):
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        # Not every model has both: of the arrangement there is only one.
        known = {getattr(address, "name", None) for address in room.urls}
        if f"{name}_changelist" in known:
            pages[f"{model._meta.label}"] = reverse(f"admin:{name}_changelist")
        newest: Any = model._default_manager.order_by("-pk").first()
        if newest is not None and f"{name}_change" in known:
            pages[f"{model._meta.label}, form"] = reverse(f"admin:{name}_change", args=[newest.pk])
    articles = reverse("admin:articles_article_changelist")
    pages["articles, tenth page"] = f"{articles}?p=10"
    pages["articles in review"] = f"{articles}?state=in_review"
    queue = reverse("admin:comments_comment_changelist")
    return pages | {f"queue {each.name}": f"{queue}?queue={each.name}" for each in QUEUES}


def desk() -> Callable[[str], None]:
    """Return what asks for a page of the desk as an administrator."""

    client = Client(SERVER_NAME=settings.SITE_HOST)
    user, _new = User.objects.get_or_create(
        username="benchmark", defaults={"is_staff": True, "is_superuser": True}
    )
    client.force_login(user)

    def ask(address: str) -> None:
        answer = client.get(address)
        # A list of one thing leads to the thing itself.
        assert answer.status_code in {200, 302}, f"{address} answers {answer.status_code}"

    return ask
