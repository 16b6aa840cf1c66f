"""People: banned, suspended, always held, trusted, noted; known by address, network or browser."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from comments import forgetting, moderation, own, standings
from comments.models import Comment, PersonNote, Standing
from comments.moderation import Refused
from comments.origin import origin_of
from press import clock
from press.history.models import Entry
from tests.comments.facts import make_comment, make_open_article, set_rules
from tests.factories import NOON, make_contributor, make_moderator

pytestmark = pytest.mark.django_db

QUEUE = "/desk/comments/comment/"


def coming(address="192.0.2.7", browser="Firefox"):
    return origin_of({"REMOTE_ADDR": address, "HTTP_USER_AGENT": browser})


@pytest.fixture(autouse=True)
def _without_floods(db):
    set_rules(seconds_between=0)


@pytest.fixture
def moderator(client):
    moderator = make_moderator()
    client.force_login(moderator)
    return moderator


def give(comment, by, kind="banned", known_by=("address",), ends_at=None, reason="Insults"):
    facts = {"kind": kind, "known_by": known_by, "reason": reason, "ends_at": ends_at}
    return standings.give(comment, by=by, **facts)


# What holds then.


def test_a_banned_person_can_neither_write_nor_change_but_still_remove(moderator):
    article = make_open_article()
    comment = make_comment(article, email="p@example.org", origin=coming(), text="You fool.")
    give(comment, moderator)

    with pytest.raises(Refused, match="takes no comments from you") as refusal:
        make_comment(article, email="P+more@Example.org", origin=coming("198.51.100.1"))
    assert refusal.value.status == 403
    with pytest.raises(Refused, match="takes no comments from you") as refusal:
        own.change(comment, text="You utter fool.", seen=1)
    assert refusal.value.status == 403
    assert Comment.objects.get(pk=comment.pk).text == "You fool."
    assert own.remove(comment, seen=1).status == "binned"
    assert make_comment(article, email="q@example.org", origin=coming()).status == "approved"


def test_a_suspension_says_until_when_and_ends_by_itself(moderator):
    with clock.at(NOON):
        article = make_open_article()
        comment = make_comment(article, email="p@example.org")
        give(comment, moderator, ends_at=NOON + timedelta(days=1))
        with pytest.raises(Refused, match="until 24 November 2026"):
            make_comment(article, email="p@example.org")
    with clock.at(NOON + timedelta(days=1)):
        assert make_comment(article, email="p@example.org").status == "approved"


@pytest.mark.parametrize(
    ("known_by", "neighbour", "elsewhere"),
    [("network", "refused", "approved"), ("browser", "approved", "approved")],
)
def test_a_ban_reaches_as_far_as_its_mark(moderator, known_by, neighbour, elsewhere):
    article = make_open_article()
    comment = make_comment(article, origin=coming())
    give(comment, moderator, known_by=[known_by], ends_at=clock.now() + timedelta(days=7))

    def fate(origin):
        try:
            return make_comment(article, origin=origin).status
        except Refused:
            return "refused"

    assert fate(coming()) == "refused"
    assert fate(coming(browser="Safari")) == neighbour
    assert fate(coming("198.51.100.1")) == elsewhere


def test_a_person_who_is_always_held_waits_below_an_open_article_too(moderator):
    article = make_open_article()
    give(make_comment(article, email="p@example.org"), moderator, kind="held")

    comment = make_comment(article, email="p@example.org")

    assert (comment.status, comment.verdicts[0]["rule"]) == ("waiting", "held person")


def test_approved_and_trusted_passes_from_the_same_network_and_only_from_there(moderator):
    comment = make_comment(email="p@example.org", origin=coming())
    standings.approve_and_trust(comment, by=moderator, seen=1)
    text = "www.a.example www.b.example"

    again = make_comment(email="p@example.org", origin=coming(browser="Other"), text=text)
    pretender = make_comment(email="p@example.org", origin=coming("198.51.100.1"), text=text)

    facts = {"text": f"{text} …", "is_proven": True}
    proven = make_comment(email="p@example.org", origin=coming("198.51.100.2"), **facts)

    statuses = (again.status, pretender.status, proven.status)
    assert statuses == ("approved", "waiting", "approved")
    assert Standing.objects.get().ends_at is not None


def test_trust_in_an_address_by_the_form_is_no_trust_in_who_types_it(moderator):
    comment = make_comment(email="p@example.org", origin=coming())
    give(comment, moderator, kind="trusted", reason="A known expert")

    pretender = make_comment(email="p@example.org", origin=coming("198.51.100.1"))
    again = make_comment(email="p@example.org", origin=coming())

    assert (pretender.status, again.status) == ("waiting", "approved")


def test_lists_of_networks_hold_and_refuse_and_word_lists_know_addresses():
    set_rules(
        held_networks="198.51.100.0/24", refused_networks="2001:db8::/32", held_words="192.0.2"
    )
    article = make_open_article()

    assert make_comment(article, origin=coming("198.51.100.9")).status == "waiting"
    assert make_comment(article, origin=coming("192.0.2.9")).status == "waiting"
    assert make_comment(article, origin=coming("203.0.113.9")).status == "approved"
    with pytest.raises(Refused, match="network that you use"):
        make_comment(article, origin=coming("2001:db8::9"))


# What is kept.


def test_no_address_is_kept_and_marks_are_dropped_but_a_ban_stays(moderator):
    with clock.at(NOON):
        article = make_open_article()
        comment = make_comment(article, email="p@example.org", origin=coming())
        ban = {"known_by": ["network"], "ends_at": NOON + timedelta(days=90)}
        [standing] = give(comment, moderator, **ban)
    values = str(Comment.objects.filter(pk=comment.pk).values().get()) + str(vars(standing))
    assert "192.0.2" not in values
    assert "p@example" not in str(vars(standing))

    with clock.at(NOON + timedelta(days=6)):
        assert forgetting.forget_networks() == 0
    with clock.at(NOON + timedelta(days=8)):
        assert forgetting.forget_networks() == 1
        with pytest.raises(Refused):
            make_comment(article, origin=coming())
    comment.refresh_from_db()
    assert (comment.network_mark, comment.browser_mark) == ("", "")
    with pytest.raises(ValidationError, match="old marks are forgotten"):
        give(comment, moderator, **ban)


def test_every_decision_about_a_person_is_an_entry_and_can_be_lifted(moderator):
    comment = make_comment(make_open_article(), email="p@example.org")
    [held] = give(comment, moderator, kind="held")
    [banned] = give(comment, moderator)
    standings.lift(banned, by=moderator)

    assert [entry.verb for entry in Entry.objects.about(held)] == ["lifted", "held"]
    entry = Entry.objects.about(banned).last()
    assert (entry.verb, entry.by, entry.detail["why"]) == ("banned", moderator, "Insults")
    assert not Standing.objects.in_force().exists()
    with pytest.raises(ValidationError, match="lifted already"):
        standings.lift(banned, by=moderator)
    with pytest.raises(PermissionDenied):
        give(comment, make_contributor())


# At the desk.


def test_a_person_is_banned_noted_and_freed_on_one_page(client, moderator):
    article = make_open_article()
    comment = make_comment(article, name="Ole", email="p@example.org", origin=coming())
    address = f"{QUEUE}{comment.pk}"
    person = f"{QUEUE}?queue=all&person={comment.pk}"
    ban = {"kind": "banned", "known_by": ["address", "network"], "days": "30", "reason": "Threats"}

    response = client.post(f"{address}/standing/", ban, follow=True)
    assert response.redirect_chain == [(person, 302)]
    page = client.post(f"{address}/note/", {"text": "Wrote under two names."}, follow=True)
    words = page.content.decode()
    assert words.count("<q>Threats</q>") == 2
    assert "Wrote under two names." in words
    assert PersonNote.objects.get().by == moderator
    for words, status in (("Too long. " * 400, 422), (" ", 422)):
        refused = client.post(f"{address}/note/", {"text": words})
        assert (refused.status_code, words in refused.content.decode()) == (status, True)
    kept = {"text": "Kept by a browser.", "_bring": "yes"}
    assert "Kept by a browser." in client.post(f"{address}/note/", kept).content.decode()
    assert PersonNote.objects.count() == 1

    for standing in Standing.objects.all():
        client.post(f"{address}/lift/{standing.pk}/")
    assert make_comment(article, email="p@example.org", origin=coming()).status == "approved"
    rows = client.get("/desk/comments/standing/").content.decode()
    assert "Threats" in rows


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"reason": ""}, "This field is required."),
        ({"known_by": []}, "This field is required."),
        ({"known_by": ["network"], "days": "0"}, "so this needs an end"),
        ({"known_by": ["rubbish"]}, "Select a valid choice"),
    ],
)
def test_what_cannot_hold_says_why(client, moderator, facts, sentence):
    comment = make_comment(email="p@example.org", origin=coming())
    ban = {"kind": "banned", "known_by": ["address"], "days": "7", "reason": "Threats"} | facts

    response = client.post(f"{QUEUE}{comment.pk}/standing/", ban)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Standing.objects.exists()


def test_the_queue_trusts_by_a_button(client, moderator):
    comment = make_comment(email="p@example.org", origin=coming())
    assert f'value="trust:{comment.pk}:1"' in client.get(QUEUE).content.decode()

    client.post(QUEUE, {"decide": f"trust:{comment.pk}:1"})

    assert Comment.objects.get(pk=comment.pk).status == "approved"
    assert Standing.objects.get().kind == "trusted"


def test_only_moderators_decide_about_people(client):
    comment = make_comment(email="p@example.org")
    client.force_login(make_contributor())

    for page in ("standing", "note", "lift/1"):
        assert client.post(f"{QUEUE}{comment.pk}/{page}/").status_code == 403
    assert moderation.may_moderate(make_moderator())
