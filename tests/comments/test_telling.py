"""What readers see around a reply: what is told before, faces, and marks of the newsroom."""

import pytest

from comments import faces
from comments.models import Comment
from tests.comments.facts import make_comment, make_open_article, make_public_comment, set_rules
from tests.factories import make_author, make_author_login, make_moderator, make_published_article

pytestmark = pytest.mark.django_db
LONG = "These are words enough to need some time for typing them by hand, letter by letter."


def send(client, article, **fields):
    return client.post(
        f"{article.get_absolute_url()}comments/",
        {"text": LONG, "name": "P. Okonjo"} | fields,
        headers={"Sec-Fetch-Site": "same-origin"},
    )


def shown(client, article):
    return client.get(article.get_absolute_url()).content.decode()


def test_a_reader_is_told_before_what_the_newspaper_expects_and_what_happens(client):
    article, moderated = make_open_article(), make_published_article()
    set_rules(expected="Attack <no> person.", change_minutes=10)

    page = shown(client, article)
    assert "Attack &lt;no&gt; person." in page
    assert "For 10 minutes you can change or remove your reply." in page
    assert "read by a person" not in page
    assert "Replies are read by a person before they appear." in shown(client, moderated)

    set_rules(hold_newcomers=True, change_minutes=0)
    assert "Who writes here for the first time" in shown(client, article)
    assert "you can change" not in shown(client, article)


@pytest.mark.parametrize(
    ("took", "status"),
    [("0", "waiting"), ("2", "waiting"), ("3", "approved"), ("", "approved"), ("x", "approved")],
)
def test_what_was_written_faster_than_people_type_is_held(client, took, status):
    send(client, make_open_article(), took=took)

    comment = Comment.objects.get()
    assert comment.status == status
    assert ("time to type" in str(comment.verdicts)) == (status == "waiting")


def test_a_quick_word_is_no_program_and_the_rule_can_be_switched_off(client):
    send(client, make_open_article(), took="0", text="Yes!")
    set_rules(seconds_to_type=0)
    send(client, make_open_article(), took="0")

    assert set(Comment.objects.values_list("status", flat=True)) == {"approved"}


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Torsten Ahlgren", "TA"),
        ("anna maria von Stein", "AS"),
        ("Bo", "B"),
        ("P. Okonjo", "PO"),
        ("محمد علي", "مع"),
        ("🌊 42", ""),
    ],
)
def test_a_face_has_the_initials_of_a_name_and_always_the_same_tint(name, letters):
    assert faces.initials(name) == letters
    assert faces.tint(name) == faces.tint(f" {name.upper()}") in range(faces.TINTS)


def test_the_newsroom_answers_at_the_desk_and_is_marked(client):
    login = make_author_login()
    article = make_open_article(bylines=[make_author("Ingrid Solheim", login=login).pk])
    comment = make_public_comment(article, name="Bo")
    place = f"/desk/answer/{comment.pk}/"

    client.force_login(make_author_login())
    assert client.get(place).status_code == 403
    client.force_login(login)
    assert client.post(place, {"text": " "}).status_code == 422
    assert client.post(place, {"text": "By the author."}).status_code == 302
    client.force_login(make_moderator())
    client.post(place, {"text": "By the newsroom."})

    page = shown(client, article)
    assert page.count("<i>Author</i>") == 1
    assert page.count("<i>Newsroom</i>") == 1
    assert Comment.objects.get(text="By the newsroom.").parent == comment
    assert f'href="{place}"' not in page  # The way there is the desk's.
    waiting = make_comment(name="Carl")
    assert client.get(f"/desk/answer/{waiting.pk}/").status_code == 404


def test_an_author_finds_the_replies_from_the_article_and_begins_a_thread(client):
    login = make_author_login()
    article = make_open_article(bylines=[make_author("Ingrid Solheim", login=login).pk], by=login)
    readers = [make_public_comment(article, name=f"Reader {n}") for n in range(30)]
    make_comment(make_published_article(), name="Elsewhere")
    place = f"/desk/articles/article/{article.pk}/replies/"

    client.force_login(make_author_login())
    assert client.get(place).status_code == 403
    client.force_login(login)
    form = client.get(f"/desk/articles/article/{article.pk}/change/").content.decode()
    first = client.get(place)
    second = client.get(place + first.context["older"])
    said = client.post(place, {"text": "A word to all of you."})

    assert f'href="{place}"' in form
    names = [comment.name for page in (first, second) for comment in page.context["comments"]]
    assert names == [comment.name for comment in reversed(readers)]
    assert f'href="/desk/answer/{readers[-1].pk}/"' in first.content.decode()
    begun = Comment.objects.get(text="A word to all of you.")
    assert (said["Location"], begun.parent, begun.by) == (begun.get_absolute_url(), None, login)
    newest = client.get(f"{article.get_absolute_url()}comments/?order=newest")
    assert newest.content.decode().count("<i>Author</i>") == 1


def test_words_of_the_newsroom_come_again_when_they_cant_be_published(client):
    article = make_open_article()
    set_rules(is_open=False)
    client.force_login(make_moderator())

    refused = client.post(f"/desk/articles/article/{article.pk}/replies/", {"text": "My words."})

    assert refused.status_code == 403
    assert "My words.</textarea>" in refused.content.decode()
    assert "takes no comments at the moment" in refused.content.decode()
