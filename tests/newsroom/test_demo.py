"""The demo newspaper: believable, whole, and only where it was asked for."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from articles.models import Article, Author, Correction, Section
from comments.models import Comment
from images.models import Image
from newsroom.demo.logins import LOGINS
from press import clock
from readership.models import Ranking

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.DEMO = True
    call_command("demo", verbosity=0)


def test_the_demo_is_a_small_newspaper_dated_around_today(demo, client, settings):
    published = Article.objects.published()

    assert published.count() >= 30
    assert Section.objects.filter(parent=None).count() >= 6
    assert Author.objects.count() >= 6
    assert Comment.objects.public().count() >= 70
    assert Comment.objects.waiting().exists()
    assert Image.objects.count() >= 20
    assert Correction.objects.public().count() == 2
    assert sum(article.is_live() for article in published) == 1
    assert Ranking.objects.filter(kind="week").count() >= 5
    assert (clock.now() - published.newest()[0].published_at).days == 0
    for article in published:
        assert client.get(article.get_absolute_url()).status_code == 200
    for username, password, *_ in LOGINS:
        assert client.login(username=username, password=password)

    # Filling again changes nothing, and outside of a demo its logins are no logins.
    call_command("demo", verbosity=0)
    assert User.objects.filter(username="editor").count() == 1
    settings.DEMO = False
    assert not client.login(username="editor", password="newsroom-demo")


def test_no_demo_is_made_where_it_was_not_asked_for(settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="never in production"):
        call_command("demo")
