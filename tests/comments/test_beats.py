"""Moderators who look after some sections: what they see, decide and hear of ends there."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from comments import (
    beats,
    editing,
    featuring,
    moderation,
    reporting,
    standings,
    undoing,
    watching,
    waves,
)
from comments.models import Beat, Comment, CommentSettings, Wave
from comments.rights import may_moderate, may_moderate_all
from newsroom.work import work_for
from press import clock
from press.history.models import Entry
from press.mail.models import Message
from tests.comments.facts import make_comment, make_public_comment
from tests.factories import (
    NOON,
    make_administrator,
    make_author,
    make_editor,
    make_moderator,
    make_published_article,
    make_section,
)

pytestmark = pytest.mark.django_db

QUEUE = "/desk/comments/comment/"


@pytest.fixture
def limited(client):
    """A moderator of Sport, logged in."""
    moderator = make_moderator()
    beats.limit(moderator, [make_section("Sport")], by=make_administrator())
    client.force_login(moderator)
    return moderator


def below(section, **facts):
    return make_comment(make_published_article(section=section.pk), **facts)


@pytest.fixture
def here(limited):
    """Below an article of a part of Sport."""
    part = make_section("Rowing", parent=make_section("Sport"))
    return below(part, name="Anna", text="Here.", email="anna@example.org", network="a")


@pytest.fixture
def there(limited):
    return below(make_section("World"), name="Anna", text="There.", email="anna@example.org")


def shown(page):
    return [card.comment.text for card in page.context["cards"]]


def numbers(page):
    return {str(name): number for _query, name, number, _shown in page.context["tabs"]}


# Giving sections.


def test_an_administrator_gives_other_sections_and_takes_the_limit_away(client):
    person, sport, world = make_moderator(), make_section("Sport"), make_section("World")
    User.objects.filter(pk=person.pk).update(email="person@news.example")
    client.force_login(make_administrator())

    for chosen in ([sport.pk], [world.pk]):
        address = f"/desk/comments/beat/{person.pk}/change/"
        if not Beat.objects.filter(person=person).exists():
            address = "/desk/comments/beat/add/"
        data = {"person": person.pk, "sections": chosen}
        assert client.post(address, data).status_code == 302
    refused = client.post(f"/desk/comments/beat/{person.pk}/change/", {"sections": []})
    listed = client.get("/desk/comments/beat/").content.decode()
    named = list(Beat.objects.get(person=person).sections.values_list("name", flat=True))
    client.post(f"/desk/comments/beat/{person.pk}/delete/", {"post": "yes"})

    assert "This field is required." in refused.content.decode()
    assert "World" in listed
    assert named == ["World"]
    assert not Beat.objects.filter(person=person).exists()
    deeds = Entry.objects.filter(kind__model="beat").order_by("pk")
    assert [(entry.verb, entry.detail.get("sections")) for entry in deeds] == [
        ("limited", ["Sport"]),
        ("limited", ["World"]),
        ("freed", None),
    ]
    mails = [mail.text for mail in Message.objects.filter(recipient="person@news.example")]
    assert len(mails) == 3
    for said in ("articles of Sport only", "articles of World only", "below all articles again"):
        assert any(said in text for text in mails)
    told = Entry.objects.about(person).values_list("verb", flat=True)
    assert sorted(told) == ["freed", "limited", "limited"]


def test_only_administrators_limit_and_never_to_nothing(client, limited):
    beat = Beat.objects.get(person=limited)

    for act in (
        lambda: beats.limit(make_moderator(), [make_section()], by=limited),
        lambda: beats.free(beat, by=limited),
    ):
        with pytest.raises(PermissionDenied):
            act()
    with pytest.raises(ValidationError):
        beats.limit(limited, [], by=make_administrator())
    assert client.get("/desk/comments/beat/").status_code == 403


def test_whose_last_section_is_removed_looks_after_nothing(client, limited, there):
    make_section("Sport").delete()

    page = client.get(QUEUE)

    assert shown(page) == []
    assert "are gone" in page.content.decode()


# Seeing.


def test_the_queue_its_numbers_and_rules_are_of_the_sections_alone(client, here, there):
    wave = Wave.objects.create(likeness="x", first_at=clock.now(), last_at=clock.now())
    Comment.objects.filter(pk=below(make_section("Sport"), text="Alike.").pk).update(wave=wave)
    make_public_comment(there.article, text="Public there.")

    page = client.get(QUEUE)
    everything = client.get(f"{QUEUE}?queue=all")

    assert shown(page) == ["Here."]
    assert {name: said for name, said in numbers(page).items() if said not in {"0", ""}} == {
        "Waiting": "1"
    }
    assert "waves" not in page.context
    assert [comment.text for comment in work_for(page.context["user"])[-1].items] == ["Here."]
    assert [many for _query, _name, many, _shown in page.context["rules"]] == [1]
    assert sorted(shown(everything)) == ["Alike.", "Here."]
    assert "You moderate: Sport, Rowing" in page.content.decode()
    assert f"{QUEUE}{here.pk}/standing/" not in page.content.decode()


def test_numbers_end_at_a_thousand_and_cost_few_queries(client, here):
    facts = {"article": here.article, "name": "Bela", "text": "More.", "created_at": NOON}
    Comment.objects.bulk_create(Comment(**facts) for _number in range(1_001))
    client.get(QUEUE)

    with CaptureQueriesContext(connection) as asked:
        page = client.get(QUEUE)

    assert numbers(page)["Waiting"] == "1,000+"
    assert len(asked) <= 12
    assert sum('FROM "comments_beat"' in query["sql"] for query in asked) == 1


def test_the_form_of_an_article_leads_to_replies_where_one_may_answer(client):
    editor = make_editor()
    beats.limit(editor, [make_section("Sport")], by=make_administrator())
    rowing = make_section("Rowing", parent=make_section("Sport"))
    own = make_author("Ada Rander", login=editor)
    client.force_login(editor)

    ways = []
    for section, facts in (
        (make_section("Sport"), {}),
        (rowing, {}),
        (make_section("World"), {}),
        (make_section("World"), {"bylines": [own.pk]}),
    ):
        article = make_published_article(section=section.pk, **facts)
        client.get(address := f"/desk/articles/article/{article.pk}/change/")
        with CaptureQueriesContext(connection) as asked:
            page = client.get(address).content.decode()
        way = f"/desk/articles/article/{article.pk}/replies/"
        ways.append(way in page)
        assert (client.get(way).status_code == 200) == ways[-1]
        assert len(asked) <= 11  # A picture costs one more.

    assert ways == [True, True, False, True]


def test_nothing_leads_to_comments_elsewhere(client, limited, here, there):
    editor = make_moderator()
    moderation.approve(there, by=editor, seen=1)
    moderation.reject(here, by=editor, seen=1, why="Insults.")

    log = client.get(f"{QUEUE}log/")
    person = client.get(f"{QUEUE}?queue=all&person={here.pk}")
    pile = work_for(limited)[-1]

    assert [entry.object_id for entry, _words in log.context["entries"]] == [here.pk]
    assert shown(person) == ["Here."]
    assert client.get(f"{QUEUE}?queue=all&person={there.pk}").context["writer"] is None
    assert client.get(f"{QUEUE}{there.pk}/history/").status_code == 404
    assert client.get(f"{QUEUE}{there.pk}/edit/").status_code == 403
    assert client.get(f"/desk/answer/{there.pk}/").status_code == 403
    assert pile.items == []


def test_a_mail_tells_of_the_sections_alone(limited, here, there):
    limited.email = "sport@example.org"
    limited.save()
    with clock.at(clock.now() - timedelta(hours=1)):
        watching.choose(limited, 5)

    watching.mail_due()

    mail = Message.objects.get(recipient="sport@example.org")
    assert mail.subject == "1 comment waits"
    assert here.article.headline in mail.text
    assert there.article.headline not in mail.text


# Deciding.


def test_what_stands_below_their_articles_they_decide(client, here):
    client.post(QUEUE, {"decide": f"approve:{here.pk}:1"})

    assert Comment.objects.get(pk=here.pk).status == "approved"


def test_one_comment_from_elsewhere_and_the_whole_press_is_refused(client, here, there):
    ticked = [f"{here.pk}:1", f"{there.pk}:1"]

    answer = client.post(QUEUE, {"decide": "approve", "selected": ticked})

    assert answer.status_code == 403
    assert set(Comment.objects.values_list("status", flat=True)) == {"waiting"}


def test_every_verb_refuses_comments_elsewhere(limited, there):
    verbs = (
        *(moderation.approve, moderation.reject, moderation.spam, moderation.bin),
        *(moderation.restore, moderation.take_back, reporting.keep, reporting.ask_again),
        *(featuring.pick, featuring.drop, standings.approve_and_trust),
    )
    there = moderation.approve(there, by=make_moderator(), seen=1)

    for verb in (*verbs, undoing.take_back):
        with pytest.raises(PermissionDenied):
            verb(there, by=limited, seen=2)
    with pytest.raises(PermissionDenied):
        editing.edit(there, text="Other.", why="So.", by=limited, seen=2)
    there.refresh_from_db()
    assert (there.status, there.version, there.text) == ("approved", 2, "There.")


def test_what_concerns_the_whole_newspaper_is_left_to_others(client, limited, here):
    CommentSettings.objects.get_or_create(pk=1)
    wave = Wave.objects.create(likeness="x", first_at=clock.now(), last_at=clock.now())

    with pytest.raises(PermissionDenied):
        waves.decide(wave, of="waiting", to="spam", up_to=here.pk, by=limited)
    with pytest.raises(PermissionDenied):
        standings.note(here, text="Knows it.", by=limited)
    with pytest.raises(PermissionDenied):
        standings.approve_and_trust(here, by=limited, seen=1)
    assert client.post("/desk/comments/commentsettings/1/change/", {}).status_code == 403
    for page in (f"{here.pk}/standing/", "figures/", "filter/"):
        assert client.get(QUEUE + page).status_code == 403
    assert client.post(QUEUE, {"wave": f"spam:{wave.pk}:waiting:{here.pk}"}).status_code == 403
    other = make_moderator()
    assert may_moderate(limited)
    assert (may_moderate_all(limited), may_moderate_all(other)) == (False, True)
