"""Two people in the lines, the share links and the files of one form: nobody's are overwritten."""

import pytest
from lxml import html

from articles.models import AuthorLink
from press.history.models import Entry
from publication.models import Publication, SocialLink
from tests.factories import make_author
from tests.images.pictures import upload_of
from tests.newsroom.test_meeting import Form

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(admin_client):
    author = make_author("Elin Vass")
    for name in ("Blog", "Post"):
        AuthorLink.objects.create(author=author, label=name, url=f"https://{name}.example/")
    return Form(admin_client, author, "biography", None)


@pytest.fixture
def paper(admin_client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return Form(admin_client, Publication.objects.current(), "tagline", None)


def links(author):
    return [(link.label, link.url) for link in author.row.links.all()]


def test_what_two_people_change_in_different_lines_stands_together(author):
    mine = author.open()
    shown = html.fromstring(author.client.get(author.address).content)
    assert shown.xpath("//*[@name='links-0-author']/@type") == ["hidden"]
    theirs = {"links-0-url": "https://theirs.example/", "links-2-label": "Theirs"}
    author.send(author.open(), **theirs, **{"links-2-url": "https://third.example/"})

    sent = {"links-0-label": "My blog", "links-1-DELETE": "on"}
    assert author.send(mine, **sent).status_code == 302

    assert links(author) == [
        ("My blog", "https://theirs.example/"),
        ("Theirs", "https://third.example/"),
    ]


def test_one_field_of_a_line_that_two_changed_is_asked(author):
    mine = author.open()
    author.send(author.open(), **{"links-0-label": "Theirs"})

    refused = author.send(mine, **{"links-0-label": "Mine"})

    assert "You both changed what stands here" in refused.content.decode()
    assert links(author)[0][0] == "Theirs"
    again = author.read(refused)
    assert again["take-links-0-label"] == ["mine"]
    assert author.send(again, **{"take-links-0-label": "theirs"}).status_code == 302
    assert links(author)[0][0] == "Theirs"
    entry = Entry.objects.about(author.row).get(verb="gave up words")
    assert entry.detail == {"label": "Mine"}


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_a_line_that_somebody_removed_while_it_was_changed_is_asked(author, choice):
    mine, untouched = author.open(), author.open()
    author.send(author.open(), **{"links-0-DELETE": "on"})
    assert author.send(untouched).status_code == 302
    assert links(author) == [("Post", "https://Post.example/")]

    refused = author.send(mine, **{"links-0-label": "Mine"})

    assert refused.status_code == 200
    again = author.read(refused)
    assert again["links-0-label"] == ["Mine"]
    assert author.send(again, **{"take-links-0": choice}).status_code == 302
    assert (("Mine", "https://Blog.example/") in links(author)) is (choice == "mine")


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_a_line_that_somebody_changed_is_not_removed_unasked(author, choice):
    mine = author.open()
    author.send(author.open(), **{"links-0-label": "Theirs"})

    refused = author.send(mine, **{"links-0-DELETE": "on"})

    assert "Theirs" in refused.content.decode()
    assert links(author)[0][0] == "Theirs"
    again = author.read(refused)
    assert author.send(again, **{"take-links-0-DELETE": choice}).status_code == 302
    assert (links(author)[0][0] == "Theirs") is (choice == "theirs")


def test_social_links_and_share_links_merge_or_are_asked(paper):
    SocialLink.objects.create(publication=paper.row, label="A", address="https://a.example/")
    mine, untouched = paper.open(), paper.open()
    theirs = {"share_first_0": "bluesky", "share_first_1": "", "social_links-0-label": "B"}
    assert paper.send(paper.open(), **theirs).status_code == 302

    assert paper.send(untouched, name="The Boards").status_code == 302
    paper.row.refresh_from_db()
    assert paper.row.share_first[0] == "bluesky"
    assert paper.row.social_links.get().label == "B"

    refused = paper.send(mine, share_first_0="x")
    [dispute] = refused.context["adminform"].form.disputes
    assert (dispute.name, dispute.theirs.split(",")[0]) == ("share_first", "Bluesky")
    again = paper.read(refused)
    assert paper.send(again, **{"take-share_first": "theirs"}).status_code == 302
    paper.row.refresh_from_db()
    assert paper.row.share_first[0] == "bluesky"


def test_a_file_chosen_while_another_came_in_is_to_be_chosen_again(paper):
    mine, untouched = paper.open(), paper.open()
    assert paper.send(paper.open(), logo=upload_of()).status_code == 302
    paper.row.refresh_from_db()
    theirs = paper.row.logo.name

    refused = paper.send(mine, logo=upload_of())

    assert "changed this file while you were writing" in refused.content.decode()
    assert paper.send(untouched, tagline="Since 1921").status_code == 302
    paper.row.refresh_from_db()
    assert (paper.row.logo.name, paper.row.tagline) == (theirs, "Since 1921")
    assert paper.send(paper.read(refused), logo=upload_of()).status_code == 302
    paper.row.refresh_from_db()
    assert paper.row.logo.name != theirs
