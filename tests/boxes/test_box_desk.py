"""Boxes at the desk: list, form, versions, removal, and what the editor asks."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from boxes import keeping
from boxes.keeping import Words
from boxes.models import Box
from tests.boxes.facts import holding, make_box
from tests.factories import (
    make_article,
    make_author_login,
    make_editor,
    make_moderator,
    make_published_article,
)

pytestmark = pytest.mark.django_db
LIST, ADD = "/desk/boxes/box/", "/desk/boxes/box/add/"


@pytest.fixture
def editor(client):
    editor = make_editor()
    client.force_login(editor)
    return editor


def form_of(box):
    return reverse("admin:boxes_box_change", args=[box.pk])


def typed(**facts):
    return {"title": "In short", "language": "en", "body": "<p>Words.</p>"} | facts


def test_a_box_is_written_and_changed_in_its_form(client, editor):
    two = [make_published_article(headline=name) for name in ("Zephyr", "Aria")]
    client.post(ADD, typed(chosen=[two[0].pk, two[1].pk]))
    box = Box.objects.get()
    assert (box.title, box.body) == ("In short", "<p>Words.</p>")
    assert box.articles == [two[0].pk, two[1].pk]

    page = client.get(form_of(box)).content.decode()
    assert page.index("Zephyr") < page.index("Aria")
    said = client.post(form_of(box), typed(title="Shorter", base=1)).status_code

    box.refresh_from_db()
    assert (said, box.title, box.articles, box.version) == (302, "Shorter", [], 2)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"body": "<p> </p>"}, "Write a text, or choose at least one article."),
        ({"title": ""}, "This field is required."),
        ({"chosen": ["999999999999"]}, "is not one of the available choices"),
        ({"chosen": ["x" * 30]}, "not a valid value"),
        ({"base": "-1"}, "greater than or equal to 0"),
    ],
)
def test_what_can_t_stand_is_said_with_all_words_kept(client, editor, facts, sentence):
    box = make_box()

    answer = client.post(form_of(box), typed(title="A title", base=1) | facts)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert facts.get("title", "A title") in page


def test_two_who_save_see_each_other_s_words(client, editor):
    box = make_box(body="<p>Signed in 1921.</p>")
    keeping.change(box, Words("Theirs", body="<p>Signed in 1922.</p>"), by=editor, base=1)

    answer = client.post(form_of(box), typed(title="Mine", body="<p>Signed in 1923.</p>", base=1))

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody changed this box meanwhile." in page
    assert "Signed in 1923." in page
    assert '<input type="hidden" name="base" value="2"' in page
    assert Box.objects.get().title == "Theirs"
    client.post(form_of(box), typed(title="Mine", body="<p>Signed in 1923.</p>", base=2))
    assert Box.objects.get().title == "Mine"


def test_the_form_says_where_the_box_stands_and_removing_asks(client, editor):
    box = make_box()
    article = make_article(headline="In its text", body=holding(box))
    place = reverse("admin:articles_article_change", args=[article.pk])
    remove = reverse("admin:boxes_box_remove", args=[box.pk])

    assert f'<a href="{place}">In its text</a>' in client.get(form_of(box)).content.decode()
    answer = client.post(remove)
    assert answer.status_code == 409
    assert place in answer.content.decode()

    unused = make_box("Unused")
    assert client.get(reverse("admin:boxes_box_remove", args=[unused.pk])).status_code == 200
    client.post(reverse("admin:boxes_box_remove", args=[unused.pk]))
    assert "Unused" not in client.get(LIST).rendered_content.split('id="changelist"')[1]
    assert "Unused" in client.get(LIST, {"removed": "yes"}).content.decode()
    page = client.get(form_of(unused)).content.decode()
    back = reverse("admin:boxes_box_bring_back", args=[unused.pk])
    assert back in page
    assert "Signed in 1921." in page
    client.post(back)
    assert Box.objects.kept().filter(pk=unused.pk).exists()


def test_versions_are_compared_and_one_is_brought_back(client, editor):
    box = make_box(articles=[make_article(headline="Old story")])
    keeping.change(box, Words("Other", body="<p>Signed in 1922.</p>"), by=editor, base=1)
    address = reverse("admin:boxes_box_versions", args=[box.pk])

    assert '../1/restore/"' in client.get(address).content.decode()
    compare = reverse("admin:boxes_box_compare", args=[box.pk])
    page = client.get(compare, {"old": 1, "new": 2}).content.decode()
    assert "1921" in page
    assert "Old story" in page
    restore = reverse("admin:boxes_box_restore", args=[box.pk, 1])
    said = client.post(restore, {"base": 1}, follow=True).content.decode()
    assert "Look at the newest version first." in said
    client.post(restore, {"base": 2})
    box.refresh_from_db()
    assert (box.title, box.version) == ("The treaty in short", 3)
    assert client.get(compare, {"old": 1, "new": "9" * 30}).status_code == 404


def test_the_editor_finds_boxes_by_words_and_number(client):
    client.force_login(make_author_login())
    treaty, fleet = make_box(), make_box("The fleet")
    keeping.remove(make_box("The treaty that went"), by=make_editor())

    def found(wanted):
        answer = client.get(f"{LIST}for-editor/", {"q": wanted})
        return [row["title"] for row in answer.json()["boxes"]]

    assert found("treaty") == [treaty.title]
    assert found(str(fleet.pk)) == [fleet.title]
    assert found("") == [fleet.title, treaty.title]
    assert found("nothing") == []
    assert client.get(form_of(fleet)).status_code == 200
    assert client.post(form_of(fleet), typed(base=1)).status_code == 403
    client.force_login(make_moderator())
    assert client.get(f"{LIST}for-editor/").status_code == 403


def test_list_form_and_versions_cost_the_same_however_many_there_are(client, editor):
    articles = [make_article() for _ in range(5)]
    boxes = [make_box(f"Box {number}", articles=articles) for number in range(20)]
    for article in articles:
        article.body = holding(boxes[0])
        article.save(update_fields=["body"])
    versions = reverse("admin:boxes_box_versions", args=[boxes[0].pk])
    for address in (LIST, f"{LIST}?q=box", ADD, form_of(boxes[0]), versions):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        assert len(queries) <= 12, (address, [query["sql"][:90] for query in queries])
