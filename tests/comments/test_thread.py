"""The thread below an article: order, indents, names, counts, and one query."""

import re

import pytest
from django.template import Context, Template

from articles.models import Article
from comments import moderation
from comments.threads import thread_of
from tests.comments.facts import make_comment, make_open_article, make_public_comment
from tests.factories import (
    make_author,
    make_author_login,
    make_moderator,
    make_published_article,
)

pytestmark = pytest.mark.django_db

PAGE = Template(
    "{% load replies %}{% replies article as thread %}{% thread_below article thread %}"
)


def shown(article):
    return PAGE.render(Context({"article": Article.objects.for_reading().get(pk=article.pk)}))


def thread(article):
    return thread_of(Article.objects.for_reading().get(pk=article.pk))


def outline(article):
    """Each conversation as the texts of its comments; who is answered stands in brackets."""

    def words(reply):
        text = "removed" if reply.removed else reply.comment.text
        return f"{text} [{reply.to}]" if reply.to else text

    return [
        [words(root), *(words(answer) for answer in root.answers)] for root in thread(article).roots
    ]


def take_away(comment):
    moderation.reject(comment, by=make_moderator(), seen=comment.version)


def test_only_approved_comments_are_shown_and_counted():
    article = make_published_article()
    make_public_comment(article, text="Seen.")
    make_comment(article, text="Unseen.")
    take_away(make_public_comment(article, text="Taken away."))

    page = shown(article)

    assert "Seen." in page
    assert "Unseen." not in page
    assert "Taken away." not in page
    assert ">1 reply<" in re.sub(r">\s+|\s+<", lambda m: m[0].strip(), page)


def test_answers_are_indented_once_and_deeper_ones_say_whom_they_answer():
    article = make_open_article()
    one = make_comment(article, name="Anna", text="one")
    two = make_comment(article, name="Bela", text="two", parent=one)
    make_comment(article, name="Carl", text="other")
    make_comment(article, name="Dora", text="three", parent=two)
    make_comment(article, name="Emil", text="four", parent=one)

    assert outline(article) == [["one", "two", "three [Bela]", "four"], ["other"]]
    assert thread(article).count == 5
    assert "to <bdi>Bela</bdi>" in shown(article)
    assert shown(article).count("<ol>") == 2


def test_what_was_removed_keeps_its_place_without_its_words_as_long_as_others_answer_it():
    article = make_open_article()
    root = make_comment(article, name="Anna", text="secret")
    middle = make_comment(article, name="Bela", text="middle", parent=root)
    make_comment(article, text="leaf", parent=middle)
    take_away(root)
    take_away(middle)

    page = shown(article)

    assert outline(article) == [["removed", "removed", "leaf"]]
    assert "Removed by a moderator" in page
    assert "secret" not in page
    assert "Anna" not in page
    assert thread(article).count == 1


def test_a_removed_answer_keeps_its_place_in_its_conversation():
    article = make_open_article()
    root = make_comment(article, text="root")
    middle = make_comment(article, text="middle", parent=root)
    make_comment(article, text="leaf", parent=middle)
    take_away(middle)

    assert outline(article) == [["root", "removed", "leaf"]]


def test_the_author_of_the_article_is_marked_and_another_login_is_not():
    login = make_author_login()
    author = make_author("Vera Lund", login=login)
    article = make_open_article(bylines=[author.pk])
    make_comment(article, text="Mine.", by=login)
    make_comment(article, text="Not mine.", by=make_moderator())
    make_comment(article, text="A reader's.")

    assert shown(article).count("<i>Author</i>") == 1
    assert [root.by_author for root in thread(article).roots] == [True, False, False]


def test_words_are_escaped_and_set_in_paragraphs():
    article = make_open_article()
    make_comment(article, name="<b>A</b>", text="<script>x</script>\n\nhttps://a.example\nline")

    page = shown(article)

    assert "<p>&lt;script&gt;x&lt;/script&gt;</p>" in page
    link = '<a href="https://a.example" rel="ugc nofollow noopener">https://a.example</a>'
    assert f"<p>{link}<br>\nline</p>" in page
    assert "<bdi>&lt;b&gt;A&lt;/b&gt;</bdi>" in page


def test_each_reply_has_its_place_its_permalink_and_a_link_to_answer_it():
    comment = make_comment(make_open_article())

    page = shown(comment.article)

    assert f'<li class="reply" id="c{comment.pk}">' in page
    assert f'href="/comments/{comment.pk}/"' in page
    assert f'href="/comments/{comment.pk}/reply/"' in page
    assert 'aria-label="Reply to Torsten Ahlgren"' in page


def test_an_article_without_replies_says_so_and_offers_the_form():
    article = make_published_article()

    page = shown(article)

    assert "Nobody has replied yet." in page
    assert f'action="{article.get_absolute_url()}comments/"' in page
    assert "Replies are read by a person before they appear." in page
    assert "autofocus" not in page


def test_closed_comments_are_shown_without_form_and_without_links_to_answer():
    article = make_open_article()
    make_comment(article, text="Seen.")
    Article.objects.filter(pk=article.pk).update(comments="closed")

    page = shown(article)

    assert "Seen." in page
    assert "Comments below this article are closed." in page
    assert "<textarea" not in page
    assert "/reply/" not in page


def test_a_thread_costs_a_query_beside_the_rules_for_3_and_for_30_replies(
    django_assert_num_queries,
):
    article = make_open_article()
    for number in (3, 27):
        parent = None
        for n in range(number):
            parent = make_comment(article, text=f"{number} {n}", parent=parent if n % 3 else None)
        loaded = Article.objects.for_reading().get(pk=article.pk)

        with django_assert_num_queries(2):
            PAGE.render(Context({"article": loaded}))


def test_an_approved_reply_is_on_the_article_page_and_in_its_count(client):
    article = make_published_article()
    comment = make_comment(article, text="Well done, whoever fought for that line.")
    before = client.get(article.get_absolute_url()).content.decode()

    moderation.approve(comment, by=make_moderator(), seen=1)

    after = client.get(article.get_absolute_url()).content.decode()
    assert "whoever fought" not in before
    assert "whoever fought" in after
    assert re.search(r'id="replies-title">\s*1 reply\s*<', after)
    assert 'aria-labelledby="replies-title"' in after
