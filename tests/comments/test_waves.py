"""A thousand spam posts within a minute: one line for moderators, nothing for readers."""

from datetime import timedelta

import pytest

from comments import moderation, queues, waves
from comments.likeness import likeness_of
from comments.models import Comment, Tally, Wave
from comments.origin import origin_of
from press import clock
from press.history.models import Entry
from tests.comments.facts import make_comment, make_open_article, make_public_comment, set_rules
from tests.factories import NOON, make_contributor, make_moderator

pytestmark = pytest.mark.django_db

QUEUE = "/desk/comments/comment/"


def from_place(n):
    return origin_of({"REMOTE_ADDR": f"10.{n // 250}.{n % 250}.7", "HTTP_USER_AGENT": f"Bot {n}"})


def spam(article, n, text="Cheap hulls {n} for you {n} at https://hulls.example/{n}"):
    return make_comment(article, name=f"N{n}", text=text.format(n=n), origin=from_place(n))


@pytest.fixture
def moderator(client):
    moderator = make_moderator()
    client.force_login(moderator)
    return moderator


def shown(response):
    return [card.comment.name for card in response.context["cards"]]


def test_a_thousand_spam_posts_a_minute_are_one_line_and_no_honest_comment_is_lost(
    client, moderator
):
    with clock.at(NOON):
        article = make_open_article()
        make_public_comment(article, name="Known", email="known@example.org", text="The first.")
    honest = []
    for n in range(1000):
        with clock.at(NOON + timedelta(milliseconds=60 * n)):
            spam(article, n)
            if not n % 100:
                words = {"name": f"Newcomer {n}", "text": f"I was there {n} times and saw it."}
                honest.append(make_comment(article, **words))
                known = {"name": "Known", "email": "known@example.org"}
                honest.append(make_comment(article, text=f"As I said {n}.", **known))

    with clock.at(NOON + timedelta(minutes=2)):
        response = client.get(QUEUE)
        page = response.content.decode()
        readers_page = client.get(article.get_absolute_url()).content.decode()

    [line] = response.context["waves"]
    assert line["many"] == 1000
    assert "1000 comments of one wave" in page
    assert "hulls.example" not in readers_page
    by_name = {comment.name: Comment.objects.get(pk=comment.pk).status for comment in honest}
    assert by_name["Known"] == "approved"
    waiting = {name for name, status in by_name.items() if status == "waiting"}
    assert set(shown(response)) == waiting
    public = sum(Comment.objects.get(pk=comment.pk).status == "approved" for comment in honest)
    assert Tally.objects.get(article=article).public == public + 1
    assert queues.counts()["waiting"] == 1000 + len(waiting)

    value = line["buttons"][0][0]
    with clock.at(NOON + timedelta(minutes=3)):
        late = spam(article, 1001)
        after = client.post(QUEUE, {"wave": value}, follow=True)

    assert "1000 comments of a wave: Spam." in after.content.decode()
    assert Comment.objects.spam().count() == 1000
    assert Comment.objects.get(pk=late.pk).status == "waiting"
    assert Entry.objects.filter(verb="marked as spam", by=moderator).count() == 1000
    assert {Comment.objects.get(pk=comment.pk).status for comment in honest} <= {
        "approved",
        "waiting",
    }


def test_what_a_wave_had_shown_already_waits_again_with_it():
    article = make_open_article()
    set_rules(alike_at_most=3, seconds_between=0)
    first = [spam(article, n) for n in range(3)]
    assert Tally.objects.get().public == 3

    spam(article, 3)

    assert {Comment.objects.get(pk=comment.pk).status for comment in first} == {"waiting"}
    assert (Tally.objects.get().public, Wave.objects.get().comments.count()) == (0, 4)
    assert Entry.objects.filter(verb="held with its wave").count() == 3


def test_what_a_person_approved_stays_and_who_was_approved_before_joins_no_wave():
    article = make_open_article()
    set_rules(alike_at_most=2, seconds_between=0)
    by_hand = spam(article, 0)
    moderation.restore(by_hand, by=make_moderator(), seen=1)
    moderation.approve(by_hand, by=make_moderator(), seen=2)
    known = make_public_comment(article, email="k@example.org", text="A link")
    for n in range(1, 4):
        spam(article, n)
    facts = {"text": "Look at https://hulls.example/x", "email": "k@example.org"}
    assert make_comment(article, **facts).status == "approved"
    assert Comment.objects.get(pk=by_hand.pk).status == "approved"
    assert Comment.objects.get(pk=known.pk).status == "approved"


def test_a_surge_of_unlike_posts_with_links_is_one_line_too(client, moderator):
    set_rules(surge_at_most=20, links_at_most=0)
    with clock.at(NOON):
        article = make_open_article()
        for n in range(60):
            spam(article, n, "Word{n} https://host{n}.example/")
            if n == 50:
                make_comment(article, name="Honest", text="Nothing but an honest word.")

    with clock.at(NOON + timedelta(minutes=1)):
        response = client.get(QUEUE)

    [line] = response.context["waves"]
    assert line["many"] >= 39
    assert "Honest" in shown(response)


def test_a_whole_wave_is_put_back_and_only_by_moderators(client, moderator):
    set_rules(alike_at_most=2)
    article = make_open_article()
    for n in range(5):
        spam(article, n)
    wave = Wave.objects.get()
    newest = Comment.objects.order_by("-pk")[0].pk
    assert waves.decide(wave, of="waiting", to="spam", up_to=newest, by=moderator).many == 5
    [line] = client.get(QUEUE, {"queue": "spam"}).context["waves"]

    client.post(QUEUE, {"wave": line["buttons"][-1][0]})

    assert Comment.objects.waiting().count() == 5
    assert len(shown(client.get(QUEUE, {"wave": wave.pk}))) == 5
    for rubbish in ("x", f"spam:{wave.pk}:approved:9", "spam:999:waiting:9", "spam:1:spam:1"):
        assert client.post(QUEUE, {"wave": rubbish}).status_code == 403
    client.force_login(make_contributor())
    assert client.post(QUEUE, {"wave": f"spam:{wave.pk}:waiting:{newest}"}).status_code == 403


def test_short_words_are_like_nothing_and_the_rest_of_a_link_does_not_count():
    assert likeness_of("Well said!") == ""
    assert likeness_of("Buy 17 at https://www.a.example/17") == likeness_of("Get https://a.example")
    assert likeness_of("One two three four five 6") == likeness_of("ONE, two three: four five!")
    assert likeness_of("https://a.example") != likeness_of("https://b.test")


def test_the_press_on_a_whole_wave_is_taken_back_save_what_was_decided_since(client, moderator):
    set_rules(alike_at_most=2)
    article = make_open_article()
    for n in range(5):
        spam(article, n)
    [line] = client.get(QUEUE).context["waves"]
    client.post(QUEUE, {"wave": line["buttons"][0][0]})
    page = client.get(QUEUE, {"queue": "spam"})
    assert page.context["undo"]
    decided = Comment.objects.order_by("pk")[0]
    moderation.restore(decided, by=make_moderator(), seen=decided.version)
    moderation.spam(decided, by=make_moderator(), seen=decided.version)

    after = client.post(QUEUE, {"decide": "undo"}, follow=True)

    assert "about 4 comments of a wave is taken back" in after.content.decode()
    assert (Comment.objects.waiting().count(), Comment.objects.spam().count()) == (4, 1)
    assert Entry.objects.filter(verb="taken back", by=moderator).count() == 4
    assert not after.context["undo"]
    client.post(QUEUE, {"decide": "undo"})
    assert Comment.objects.waiting().count() == 4


def test_all_waves_are_reached_part_by_part(client, moderator):
    article = make_open_article()
    for n in range(45):
        wave = Wave.objects.create(likeness=f"w{n}", first_at=NOON, last_at=NOON)
        comment = make_comment(article, trap="x")
        Comment.objects.filter(pk=comment.pk).update(wave=wave)
    seen, query = [], "?queue=spam"
    while query:
        response = client.get(QUEUE + query)
        seen += [line["wave"].likeness for line in response.context["waves"]]
        query = response.context["further_waves"]

    assert seen == [f"w{n}" for n in reversed(range(45))]
    assert response.context["first_waves"] == "?queue=spam"
    assert len(client.get(QUEUE, {"queue": "spam", "waves_after": "x"}).context["waves"]) == 20
