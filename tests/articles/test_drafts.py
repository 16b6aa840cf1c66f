"""What is typed and not saved yet, and who else is in an article, as a browser tells it."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from articles.models import Article, Draft, Revision, Seat
from press import clock
from press.history.models import Entry
from tests.articles.facts import ADD, change, enter
from tests.articles.test_meeting import as_opened, saved_by_another
from tests.factories import make_article, make_contributor, make_editor, make_section

pytestmark = pytest.mark.django_db


class Window:
    """A window with the form of an article, and what its script says."""

    def __init__(self, client, article=None, key=None, model="article"):
        self.client, self.article, self.name, self.number = client, article, uuid4(), 0
        self.key, self.model = key or uuid4(), model
        kind = "writing" if article else "begun"
        known = article.pk if article else self.key
        self.address = reverse(f"admin:articles_{model}_{kind}", args=[known])

    def say(self, deed="", **facts):
        address = f"{self.address}{deed}/" if deed else self.address
        return self.client.post(address, {"window": self.name} | facts)

    def types(self, deed="", **fields):
        """Send a copy of the words, as every few seconds."""
        self.number += 1
        words = as_opened(self.article) if self.article else {}
        return self.say(deed, **({"number": self.number} | words | fields))

    def saves(self, **fields):
        sent = {"window": self.name, "key": self.key} | fields
        if self.article:
            form = reverse(f"admin:articles_{self.model}_change", args=[self.article.pk])
            return self.client.post(form, as_opened(self.article) | sent)
        return self.client.post(ADD, sent)


def another(client_class, user):
    client = client_class()
    client.force_login(user)
    return client


def test_a_draft_is_one_row_that_fills_no_history_and_goes_with_the_save(client):
    enter(client, make_editor())
    article = make_article()
    window = Window(client, article)
    entries, revisions = Entry.objects.count(), Revision.objects.count()

    for headline in ("M", "Mi", "Mine"):
        assert window.types(headline=headline).json()["kept"].startswith("saved ")

    assert Draft.objects.get().words["headline"] == ["Mine"]
    assert (Entry.objects.count(), Revision.objects.count()) == (entries, revisions)
    window.saves(headline="Mine")
    assert not Draft.objects.exists()


def test_a_copy_that_arrives_late_changes_nothing(client):
    enter(client, make_editor())
    window = Window(client, make_article())
    window.types(headline="First")
    window.types(headline="Second")

    window.number = 0
    window.types(headline="Late")

    assert Draft.objects.get().words["headline"] == ["Second"]


def test_on_return_both_texts_are_shown_and_one_goes_on_with_ones_own(client):
    enter(client, make_editor())
    article = make_article(headline="A deal")
    Window(client, article).types(headline="A fragile deal", standfirst="")

    page = client.get(change(article)).content.decode()
    assert "<ins>fragile </ins>" in page
    going_on = client.get(change(article) + "?draft=mine")

    form = going_on.context["adminform"].form
    assert form["headline"].value() == "A fragile deal"
    sent = as_opened(article, headline="A fragile deal", follows=form["follows"].value())
    client.post(change(article), sent | {"window": uuid4()})
    article.refresh_from_db()
    assert article.headline == "A fragile deal"
    assert not Draft.objects.exists()


def test_what_was_not_chosen_on_return_stays_as_a_version(client):
    editor = enter(client, make_editor())
    article = make_article(headline="A deal")
    Window(client, article).types(headline="A fragile deal")

    page = client.post(reverse("admin:articles_article_aside", args=[article.pk]), follow=True)

    assert "Your words stay under" in page.content.decode()
    aside = Revision.objects.of(article).get(verb="set aside")
    assert (aside.content["headline"], aside.by) == ("A fragile deal", editor)
    article.refresh_from_db()
    assert (article.headline, article.latest_revision_id == aside.pk) == ("A deal", False)
    assert "never saved" not in client.get(change(article)).content.decode()


def test_words_that_were_saved_after_all_are_not_asked_about(client):
    enter(client, make_editor())
    article = make_article()
    Window(client, article).types(headline="Mine")
    client.post(change(article), as_opened(article, headline="Mine"))

    assert "never saved" not in client.get(change(article)).content.decode()


def test_a_new_article_is_kept_before_it_has_a_headline_and_taken_up_again(client):
    enter(client, make_contributor())
    Window(client).types(headline="", body="<p>Precious words.</p>", section="")

    page = client.get(ADD).content.decode()
    assert "Precious words." in page
    key = Draft.objects.get().key
    form = client.get(f"{ADD}?draft={key}").context["adminform"].form

    assert form["body"].value() == "<p>Precious words.</p>"
    assert str(form["key"].value()) == str(key)


def test_a_form_that_is_sent_again_because_no_answer_came_makes_no_second_article(client):
    enter(client, make_editor())
    window = Window(client)
    words = {"headline": "Once", "section": make_section().pk, "language": "en"}
    words |= {"label": "news", "comments": "open", "window": window.name, "key": window.key}
    client.post(ADD, words)
    window.types(headline="Once", body="<p>Typed on.</p>")

    client.post(ADD, words | {"body": "<p>Typed on.</p>"})

    article = Article.objects.get()
    assert (article.headline, article.body) == ("Once", "<p>Typed on.</p>")
    assert "never saved" not in client.get(ADD).content.decode()
    assert "never saved" not in client.get(change(article)).content.decode()


@pytest.mark.parametrize("query", ["?draft=x", f"?draft={UUID(int=0)}"])
def test_a_draft_that_isnt_there_gives_an_empty_form(client, query):
    enter(client, make_editor())

    assert client.get(ADD + query).status_code == 200


def test_nobody_sees_the_words_of_another(client):
    enter(client, make_editor())
    article = make_article()
    Window(client, article).types(headline="Secret")
    begun = Window(client)
    begun.types(headline="Secret")

    enter(client, make_editor())

    assert "Secret" not in client.get(change(article)).content.decode()
    assert "Secret" not in client.get(f"{ADD}?draft={begun.key}").content.decode()


def test_words_left_in_a_browser_come_in_and_the_older_ones_stay_as_a_version(client):
    enter(client, make_editor())
    article = make_article(headline="A deal")
    old = Window(client, article)
    old.types(headline="From the office")
    old.say("leave")

    panel = Window(client, article).types("bring", headline="From the train", ago=0).json()["panel"]

    assert "train" in panel
    assert Draft.objects.get().words["headline"] == ["From the train"]
    aside = Revision.objects.of(article).get(verb="set aside")
    assert aside.content["headline"] == "From the office"


def test_older_words_of_a_browser_dont_replace_newer_ones(client):
    enter(client, make_editor())
    article = make_article()
    old = Window(client, article)
    old.types(headline="Newer")
    old.say("leave")

    Window(client, article).types("bring", headline="Older", ago=3_600_000)

    assert Draft.objects.get().words["headline"] == ["Newer"]
    assert Revision.objects.of(article).get(verb="set aside").content["headline"] == "Older"


def test_two_windows_of_one_person_dont_overwrite_each_other(client):
    enter(client, make_editor())
    article = make_article()
    first, second = Window(client, article), Window(client, article)
    first.types(headline="First window")

    answer = second.types(headline="Second window").json()

    assert "another window" in answer["elsewhere"]
    assert Draft.objects.get().words["headline"] == ["First window"]
    second.say("take")
    assert "kept" in second.types(headline="Second window").json()
    aside = Revision.objects.of(article).get(verb="set aside")
    assert aside.content["headline"] == "First window"


def test_each_sees_the_other_and_since_when_until_the_other_leaves(client):
    anna, ben = make_editor(), make_editor()
    article = make_article()
    hers, his = (Window(another(type(client), user), article) for user in (anna, ben))

    assert hers.say().json()["company"] == ""
    seen = his.say().json()["company"]
    assert f"{anna} has been writing here since" in seen
    assert f"{ben} is here too since" in hers.say().json()["company"]
    with clock.at(clock.now() - timedelta(seconds=6)):
        hers.say("leave")
    assert his.say().json()["company"] == ""


def test_a_window_that_says_nothing_any_more_is_gone(client):
    article = make_article()
    hers, his = (Window(another(type(client), make_editor()), article) for _ in range(2))
    with clock.at(clock.now() - timedelta(seconds=80)):
        hers.say()

    assert his.say().json()["company"] == ""


def test_who_is_asked_for_an_article_gives_it_or_asks_to_wait(client):
    anna, ben = make_editor(), make_editor()
    article = make_article()
    hers, his = (Window(another(type(client), user), article) for user in (anna, ben))
    hers.say()
    his.say()

    his.say("ask")
    assert f"{ben} asks you for this article" in hers.say().json()["company"]
    hers.say("decline")
    assert f"{anna} asks you to wait" in his.say().json()["company"]
    his.say("ask")
    hers.say("give")

    assert (hers.say().json()["taken"], his.say().json()["taken"]) == (True, False)
    assert Entry.objects.about(article).first().verb == "handed over"


def test_whoever_is_taken_over_is_told_and_keeps_the_words_as_a_draft(client):
    anna, ben = make_editor(), make_editor()
    article = make_article()
    hers, his = (Window(another(type(client), user), article) for user in (anna, ben))
    hers.types(headline="Hers")
    his.say()

    his.say("take")

    told = hers.types(headline="Hers, the end").json()
    assert f"{ben} took over this article" in told["company"]
    assert (told["taken"], "kept" in told) == (True, True)
    assert Draft.objects.get(person=anna).words["headline"] == ["Hers, the end"]
    assert Entry.objects.about(article).first().verb == "taken over"
    assert hers.say("take").json()["taken"] is False
    assert his.say().json()["taken"] is True


def test_who_saves_and_goes_on_still_has_the_article(client):
    article = make_article()
    hers = Window(another(type(client), make_editor()), article)
    hers.say()
    his = Window(another(type(client), make_editor()), article)
    his.say()
    his.say("take")
    his.say("leave")
    after_saving = Window(his.client, article)

    assert hers.say().json()["taken"] is True
    assert after_saving.say().json()["taken"] is False
    assert hers.say().json()["taken"] is True
    assert "another window" not in after_saving.say().json()["company"]


def test_a_draft_of_words_that_somebody_else_changed_too_is_asked_about_when_saved(client):
    enter(client, make_editor())
    article = make_article(headline="A deal", standfirst="Before.")
    Window(client, article).types(headline="My deal")
    saved_by_another(article, headline="Their deal", standfirst="Theirs.")

    form = client.get(change(article) + "?draft=mine").context["adminform"].form
    sent = as_opened(article, headline="My deal", base=form["base"].value())
    response = client.post(change(article), sent | {"standfirst": "Before."})

    disputes = response.context["adminform"].form.disputes
    assert [each.field for each in disputes] == ["headline"]


def test_words_come_back_with_401_when_the_login_has_ended_and_403_without_the_right(client):
    article = make_article()
    window = Window(client, article)

    assert window.types(headline="Mine").status_code == 401
    enter(client, make_contributor())
    refused = window.types(headline="Mine")
    assert refused.status_code == 403
    assert "Your role doesn't allow this" in refused.json()["refused"]
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "facts",
    [
        {"window": "x"},
        {"number": "x"},
        {"number": "9" * 30},
        {"base": "x"},
        {"follows": "x"},
        {"headline": "a\0b"},
        {"section": "9" * 30, "bylines": ["x", "\0"]},
    ],
)
def test_rubbish_from_a_window_is_no_server_error(client, facts):
    enter(client, make_editor())
    window = Window(client, make_article())

    assert window.types(**facts).status_code in {200, 403}
    assert window.types("bring", ago="x" if "number" in facts else 1, **facts).status_code < 500
    assert client.get(change(window.article)).status_code == 200
    assert client.get(change(window.article) + "?draft=mine").status_code == 200


def test_deeds_are_done_by_post_only(client):
    enter(client, make_editor())
    window = Window(client, make_article())
    window.say()

    assert client.get(f"{window.address}take/").status_code == 405
    assert window.say("dance").status_code == 404
    assert Seat.objects.get().took_at is None


def test_a_window_costs_the_same_whoever_else_is_there(client, django_assert_max_num_queries):
    enter(client, make_editor())
    article = make_article()
    window = Window(client, article)
    window.types(headline="One")
    for _ in range(3):
        Window(another(type(client), make_editor()), article).say()

    words = as_opened(article, headline="Two")
    with django_assert_max_num_queries(16):
        window.say(number=2, **words)


def test_a_script_that_saves_is_told_where_to_go_on_or_that_the_form_must_come_back(client):
    enter(client, make_editor())
    article = make_article()
    json = {"accept": "application/json"}

    saved = client.post(change(article), as_opened(article, headline="Mine"), headers=json)
    refused = client.post(change(article), as_opened(article, headline=""), headers=json)

    assert saved.json() == {"go": "/desk/articles/article/"}
    assert refused.status_code == 422
    assert Article.objects.get().headline == "Mine"
