"""The newspaper's rules: at the desk, rehearsed before they hold, and as readers meet them."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments import held, moderation
from comments.models import Comment, CommentSettings
from comments.moderation import Refused
from press import clock
from press.history.models import Entry
from tests.comments.facts import make_comment, make_open_article, make_public_comment, set_rules
from tests.factories import NOON, make_author_login, make_moderator, make_section

pytestmark = pytest.mark.django_db

RULES = "/desk/comments/commentsettings/1/change/"
AS_ADVISED = {
    "order": "oldest",
    "depth": "2",
    "is_open": "on",
    "closes_after_days": "",
    "change_minutes": "5",
    "shortest": "1",
    "links_at_most": "1",
    "seconds_between": "15",
    "seconds_to_type": 3,
    "in_an_hour_at_most": "10",
    "alike_at_most": "10",
    "surge_at_most": "60",
    "bad_record": "",
    "likely_held_from": "",
    "likely_spam_from": "",
    "held_words": "",
    "refused_words": "",
    "held_networks": "",
    "refused_networks": "",
    "network_days": "7",
}


def save(client, **facts):
    return client.post(RULES, AS_ADVISED | facts, follow=True)


def rehearsal_in(response):
    return response.context["adminform"].form.rehearsal


@pytest.fixture
def moderator(client):
    moderator = make_moderator()
    client.force_login(moderator)
    client.get("/desk/comments/commentsettings/")
    return moderator


# At the desk.


def test_a_section_with_its_parts_is_closed_or_read_first(client, moderator):
    world = make_section("World")
    asia = make_section("Asia", parent=world)
    sport = make_section("Sport")
    articles = [make_open_article(section=section.pk) for section in (world, asia, sport)]

    save(client, closed_sections=[world.pk], held_sections=[sport.pk])

    for article in articles[:2]:
        page = client.get(article.get_absolute_url()).content.decode()
        assert "Comments in this section are closed." in page
        with pytest.raises(Refused, match="this section"):
            make_comment(article)
    assert make_comment(articles[2]).status == "waiting"
    save(client)
    assert CommentSettings.objects.current().closed_sections == []
    assert make_comment(articles[0]).status == "approved"


def test_lists_of_networks_must_be_networks(client, moderator):
    response = save(client, refused_networks="192.0.2.0/24\nnot a network\n2001:db8::/32")

    assert "These lines are no networks: not a network." in response.content.decode()
    save(client, refused_networks="192.0.2.0/24\n2001:db8::/32")
    assert CommentSettings.objects.current().refused_networks.startswith("192.0.2.0/24")


def test_order_and_depth_are_saved_at_once_with_a_version_and_an_entry(client, moderator):
    save(client, order="newest", depth="4")
    refused = save(client, order="newest", depth="11")

    rules = CommentSettings.objects.current()
    assert (rules.order, rules.depth, rules.version) == ("newest", 4, 2)
    assert "less than or equal to 10" in refused.content.decode()
    entry = Entry.objects.about(rules).first()
    assert (entry.verb, entry.by) == ("changed", moderator)


def test_a_changed_rule_is_rehearsed_on_what_came_in_before_it_is_saved(client, moderator):
    article = make_open_article()
    make_comment(article, name="A", text="Cowards, all of them.")
    make_comment(article, name="B", text="Brave, all of them.")
    spam = make_comment(article, name="C", text="No cowards here.")
    moderation.spam(spam, by=moderator, seen=1)
    make_comment(article, name="D", text="Cowards!", by=moderator)

    first = save(client, held_words="cowards")

    rehearsal = rehearsal_in(first)
    [finding] = rehearsal.findings
    assert rehearsal.looked_at == 3
    assert (finding.before, finding.stopped, finding.approved, finding.turned_down) == (0, 2, 1, 1)
    assert "Nothing is saved yet." in first.content.decode()
    assert CommentSettings.objects.current().held_words == ""

    sign = first.context["adminform"].form["rehearsed"].value()
    save(client, held_words="cowards", rehearsed=sign)
    assert CommentSettings.objects.current().held_words == "cowards"


def test_a_further_change_is_rehearsed_anew(client, moderator):
    first = save(client, held_words="cowards")
    sign = first.context["adminform"].form["rehearsed"].value()

    second = save(client, held_words="cowards\nmoon", rehearsed=sign)

    assert rehearsal_in(second)
    assert CommentSettings.objects.current().held_words == ""


def test_wordpress_lists_come_as_files_and_are_rehearsed_too(client, moderator):
    make_comment(make_open_article(), text="Buy our vinagra.")
    set_rules(held_words="Casino")
    lines = SimpleUploadedFile("keys.txt", "casino\r\nviñagra\r\nnagra\r\n".encode("utf-16"))

    first = save(client, held_words="Casino", held_file=lines, inside_words="on")

    page = first.content.decode()
    assert "2 lines of the file are new in “Words that hold”." in page
    form = first.context["adminform"].form
    assert form["held_words"].value().splitlines() == ["Casino", "viñagra", "nagra"]
    assert rehearsal_in(first).findings[-1].stopped == 1
    assert CommentSettings.objects.current().held_words == "Casino"

    facts = {name: form[name].value() for name in ("held_words", "rehearsed")}
    save(client, **facts, inside_words="on")
    rules = CommentSettings.objects.current()
    assert (rules.held_words.splitlines()[1:], rules.inside_words) == (["viñagra", "nagra"], True)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"CASINO\n", "All lines of this file stand in the list already."),
        (b"\x89PNG\x00\x81", "This is no text file."),
        (b"a\x00b", "This is no list of words"),
    ],
)
def test_a_file_that_adds_nothing_is_told_at_its_field(client, moderator, data, sentence):
    set_rules(refused_words="Casino")

    facts = {"refused_words": "Casino", "refused_file": SimpleUploadedFile("keys.txt", data)}

    assert sentence in save(client, **facts).content.decode()
    assert CommentSettings.objects.current().refused_words == "Casino"


def test_newcomers_and_records_are_rehearsed_as_they_stood_then(client, moderator):
    article = make_open_article()
    for number in range(3):
        with clock.at(NOON + timedelta(minutes=number)):
            comment = make_comment(
                make_open_article(at=NOON - timedelta(days=1)),
                email="p@example.org",
                text=f"Words {number}.",
            )
            moderation.reject(comment, by=moderator, seen=1)
    make_comment(article, email="p@example.org", text="Once more.")
    make_comment(article, name="Q", email="q@example.org", text="First.")
    make_comment(article, name="Q", email="q@example.org", text="Second.")

    response = save(client, hold_newcomers="on", bad_record="60")

    record, newcomer = rehearsal_in(response).findings
    assert (record.stopped, record.approved) == (1, 1)
    assert (newcomer.stopped, newcomer.approved) == (5, 2)


def test_whoever_does_not_moderate_changes_no_rules(client):
    set_rules()
    client.force_login(make_author_login())

    assert client.get(RULES).status_code == 403


# As readers meet them.


def send(client, article, **fields):
    return client.post(
        f"{article.get_absolute_url()}comments/",
        {"text": "A question.", "name": "P. Okonjo", "email": ""} | fields,
        headers={"Sec-Fetch-Site": "same-origin"},
    )


def test_a_refused_word_is_named_and_the_words_stay_in_the_box(client):
    set_rules(refused_words="idiot")

    response = send(client, make_open_article(), text="What an idiot.")

    assert response.status_code == 422
    assert "It holds a word that isn’t printed here: “idiot”." in response.content.decode()
    assert "What an idiot.</textarea>" in response.content.decode()
    assert Comment.objects.count() == 0


def test_a_held_word_is_named_on_the_writers_own_page(client):
    set_rules(held_words="cowards", version=3)

    response = send(client, make_open_article(), text="Cowards.")

    comment = Comment.objects.get()
    assert response["Location"] == held.address_of(comment)
    assert (comment.verdicts[0]["version"], comment.verdicts[0]["matched"]) == (3, ["cowards"])
    page = client.get(response["Location"]).content.decode()
    assert "It holds a word that a person looks at first: “cowards”." in page


def test_a_newcomer_is_held_until_one_comment_of_the_address_was_approved():
    set_rules(hold_newcomers=True)
    article = make_open_article()
    first = make_comment(article, email="p@example.org", text="One.")
    anonymous = make_comment(article, text="No address.")
    moderation.approve(first, by=make_moderator(), seen=1)

    second = make_comment(article, email="p@example.org", text="Two.")

    assert (first.status, anonymous.status, second.status) == ("approved", "waiting", "approved")


def test_a_newspaper_that_takes_no_comments_says_so_below_every_article(client):
    comment = make_public_comment()
    set_rules(is_open=False)

    page = client.get(comment.article.get_absolute_url()).content.decode()

    assert "The newspaper takes no comments at the moment." in page
    assert comment.text in page
    assert "<textarea" not in page
    with pytest.raises(Refused, match="takes no comments at the moment"):
        make_comment(comment.article)
    assert client.get(f"/comments/{comment.pk}/reply/").status_code == 403


def test_an_article_closes_at_the_midnight_that_ends_so_many_days(client):
    set_rules(closes_after_days=14)
    article = make_open_article(at=NOON - timedelta(days=14))
    midnight = NOON + timedelta(hours=12)

    with clock.at(midnight - timedelta(seconds=1)):
        assert "<textarea" in client.get(article.get_absolute_url()).content.decode()
        make_comment(article)
    with clock.at(midnight):
        page = client.get(article.get_absolute_url()).content.decode()
        response = send(client, article)

    assert "Comments are closed 14 days after an article came out." in page
    assert response.status_code == 403
    assert "A question.</textarea>" in response.content.decode()


def test_an_article_that_nobody_answered_costs_no_further_query_for_the_rules(
    client, django_assert_num_queries
):
    set_rules(closes_after_days=14)
    empty, answered = make_open_article(), make_public_comment().article
    counts = []
    for article in (empty, answered):
        with CaptureQueriesContext(connection) as queries:
            client.get(article.get_absolute_url())
        counts.append(len(queries))

    # And whether a change is due, and what the breaking news is, as on every page.
    assert counts[0] == counts[1] <= 8 + 2
