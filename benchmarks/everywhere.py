"""What every list costs, deep pages and the desk too. Run by `million`, in a process of its own."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from accounts.models import User
from articles.models import Article
from articles.paging import Key
from benchmarks.asking import Asker, in_turn

TIMES, TIMES_AT_DESK = 15, 5


def measure() -> dict[str, float]:
    """Return processor seconds by page and by list of the desk."""
    pages = {kind: [address] * TIMES for kind, address in _reader_pages().items()}
    lists = {f"desk: {address}": [address] * TIMES_AT_DESK for address in _desk_lists()}
    return in_turn(Asker().ask, pages) | in_turn(_desk(), lists)


def _reader_pages() -> dict[str, str]:
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
    deep = {
        f"{kind}, {where}": f"{lists[kind]}?after={_key(article)}"
        for where, article in (("in the middle", middle), ("at the end", late))
        for kind in ("section", "tag", "author")
    }
    articles = {"newest article": newest, "oldest article": oldest}
    return lists | deep | {kind: row.get_absolute_url() for kind, row in articles.items()}


def _key(article: Any) -> str:

    return str(Key.of(article))


def _desk_lists() -> Iterable[str]:
    """The list of every model at the desk, and the queues of the moderators."""

    for model in sorted(admin.site._registry, key=lambda model: model._meta.label):
        yield reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    yield "/desk/"


def _desk() -> Callable[[str], None]:
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
