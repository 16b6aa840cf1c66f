"""Replies in a real browser: in place, remembered, decided by keys, and never run as a script."""

import pytest

from comments import following
from comments.models import Comment, Follow
from press.mail.models import Message
from tests.browser.conftest import PHONE
from tests.browser.test_journey import sign_in
from tests.comments.facts import make_comment, make_open_article, make_public_comment
from tests.factories import make_moderator, make_published_article
from tests.newsroom.processes import until

pytestmark = pytest.mark.browser

CODE = "window.attacked = true"
TAGS = ("img", "svg", "body", "iframe", "details open", "input autofocus", "video", "math", "a")
EVENTS = ("onerror", "onload", "ontoggle", "onfocus", "onpointerrawupdate", "onanimationstart")
QUOTES = ("", "'", '"', "`")
ATTACKS = [
    *(f"<{tag} src=x {event}={q}{CODE}{q}>" for tag in TAGS for event in EVENTS for q in QUOTES),
    *(f"{opened}<script>{CODE}</script>" for opened in ("", "</p>", "</textarea>", "-->", "]]>")),
    *(
        f'<a href="{scheme}:{CODE}">x</a>'
        for scheme in ("javascript", "JaVa&#x09;Script", "vbscript")
    ),
    *(f"{q}><script>{CODE}</script>" for q in QUOTES),
    # In the marks that a comment may hold.
    *(
        f"{before}{payload}{after}"
        for before, after in (("> ", ""), ("`", "`"), ("```\n", "\n```"), ("*", "*"), ("> > `", ""))
        for payload in (
            f"<img src=x onerror={CODE}>",
            f"</code></pre><script>{CODE}</script>",
            f"[x](javascript:{CODE})",
            f"<javascript:{CODE}>",
            f'https://example.org/"onfocus="{CODE}"autofocus="',
            f"https://example.org/'><script>{CODE}</script>",
            f"https://a@javascript:{CODE}",
            f"javascript://example.org/%0a{CODE}",
            f"data:text/html,<script>{CODE}</script>",
            f"![x](x onerror={CODE})",
            f"https://example.org/\u2028<svg onload={CODE}>",
        )
    ),
    f"``` <script>{CODE}</script> x\ncode",
    f'~~~ "onfocus={CODE} x\ncode',
    f"javascript:{CODE}",
    f"{{{{ constructor.constructor('{CODE}')() }}}}",
    f"<style>@import 'javascript:{CODE}';</style>",
    f"<svg><script href='data:text/javascript,{CODE}'/></svg>",
    f"\u2028<script>{CODE}</script>",
    f"+ADw-script+AD4-{CODE}+ADw-/script+AD4-",
]


def test_no_attack_runs_in_the_thread_or_at_the_desk(site, visitor):
    article = make_open_article()
    for number, attack in enumerate(ATTACKS):
        Comment.objects.create(
            article=article,
            name=attack[:80],
            text=f"{attack} {number}",
            status="approved" if number % 2 else "waiting",
            created_at=article.published_at,
            verdicts=[{"rule": "links", "reason": attack, "version": 1, "matched": ["<script>"]}],
        )
    page = visitor()
    said = []
    page.on("dialog", lambda dialog: said.append(dialog.message))
    addresses, seen = [f"{article.get_absolute_url()}comments/"], 0
    while addresses:
        page.goto(addresses.pop())
        seen += page.locator(".reply").count()
        assert page.evaluate("window.attacked") is None
        further = page.get_by_role("link", name="Further replies")
        if further.count():
            addresses.append(further.get_attribute("href"))
    sign_in(page, make_moderator())
    for queue in ("?queue=waiting", "?queue=all"):
        page.goto(f"/desk/comments/comment/{queue}")
        for number in range(2, len(ATTACKS) // 50 + 1):
            assert page.locator(".mod").count() == 25
            assert page.evaluate("window.attacked") is None
            page.goto(f"/desk/comments/comment/{queue}&p={number}")

    assert seen == len(ATTACKS) // 2 > 120
    assert said == []


def test_no_attack_runs_in_mails_and_feeds(site, visitor):
    """As bare documents: whatever shows a mail or a feed may have no policy for scripts at all."""
    article = make_open_article()
    followed = make_public_comment(article, email="p@example.org", wants_answers=True)
    following.prove(Follow.objects.get())
    for number, attack in enumerate(ATTACKS):
        answer = Comment.objects.create(
            article=article,
            parent=followed,
            root=followed,
            name=attack[:80],
            text=f"{attack} {number}",
            status="approved",
            created_at=article.published_at,
        )
        following.tell(answer)
    page = visitor()
    said = []
    page.on("dialog", lambda dialog: said.append(dialog.message))
    feed = f"{article.get_absolute_url()}comments/feed"
    entries = page.request.get(f"{feed}.json").json()["items"]
    mails = Message.objects.keyed("comments.answer:").values_list("html", flat=True)
    documents = [*mails, *(entry["content_html"] for entry in entries)]
    for document in documents:
        page.set_content(document, wait_until="commit")
        assert page.evaluate("window.attacked") is None, document
    page.goto(f"{feed}/")
    assert page.evaluate("window.attacked") is None

    assert len(documents) > len(ATTACKS) == mails.count()
    assert said == []


def come_near(page, address):
    """Open an article and go down to its replies, whose scripts come then."""
    page.goto(address)
    page.locator("form[data-post]").scroll_into_view_if_needed()
    page.get_by_label("Remember my name").wait_for()  # Shown by the last of them.


def test_a_reader_recommends_in_place_and_takes_it_back(site, visitor):
    comment = make_public_comment(make_open_article())
    page = visitor(**PHONE)
    come_near(page, comment.article.get_absolute_url())
    button = page.get_by_role("button", name="Recommend")

    button.click()
    page.locator('[data-recommend] button[aria-pressed="true"]').wait_for()
    assert button.inner_text().split() == [
        "Recommend",
        "1",
        "the",
        "comment",
        "of",
        "Torsten",
        "Ahlgren",
    ]
    assert Comment.objects.get().recommended == 1
    page.reload()
    page.locator('[data-recommend] button[aria-pressed="true"]').click()

    page.locator('[data-recommend] button[aria-pressed="false"]').wait_for()
    assert Comment.objects.get().recommended == 0


def test_recommending_works_without_javascript(site, visitor):
    comment = make_public_comment(make_open_article())
    page = visitor(java_script_enabled=False)
    page.goto(comment.article.get_absolute_url())
    assert page.get_by_text("Remember my name").is_hidden()

    page.get_by_role("button", name="Recommend").click()

    until(lambda: Comment.objects.get().recommended == 1)
    assert page.url.endswith(f"#c{comment.pk}")


def test_a_name_is_remembered_in_the_browser_only_when_the_reader_says_so(site, visitor):
    first, second = make_open_article(), make_open_article()
    page = visitor()
    for wants in (False, True):
        come_near(page, first.get_absolute_url())
        page.get_by_label("Comment", exact=True).fill(f"Words {wants}.")
        page.get_by_label("Name").first.fill(f"P. Okonjo {wants}")
        page.get_by_label("Remember my name").set_checked(wants)
        Comment.objects.update(network="")  # The next one comes much later.
        page.get_by_role("button", name="Post reply").click()
        page.get_by_text("Your reply is public.").wait_for()
        come_near(page, second.get_absolute_url())
        named = page.locator("#reply-name").input_value()
        assert named == ("P. Okonjo True" if wants else "")
    assert page.context.cookies() == []


def test_a_moderator_decides_by_keys_and_the_next_one_has_the_focus(site, visitor):
    article = make_published_article()
    one, two, three = (make_comment(article, name=name) for name in ("Anna", "Bela", "Carl"))
    page = sign_in(visitor(), make_moderator())
    page.goto("/desk/comments/comment/")
    page.keyboard.press("a")  # Nothing has the focus: nothing is decided.
    page.get_by_role("button", name="Decide by keys").click()

    page.keyboard.press("j")
    page.keyboard.press("s")
    page.get_by_text("The comment of Bela is marked as spam.").wait_for()
    page.wait_for_function("id => document.activeElement.id === id", arg=f"c{three.pk}")
    page.keyboard.press("z")
    page.get_by_text("The decision about the comment of Bela is taken back.").wait_for()

    statuses = Comment.objects.order_by("pk").values_list("status", flat=True)
    assert list(statuses) == ["waiting", "waiting", "waiting"]
    assert Comment.objects.get(pk=two.pk).version == 3
    assert Comment.objects.get(pk=one.pk).version == 1


def test_a_reply_is_sent_in_place_and_what_is_wrong_stands_at_its_field(site, visitor):
    article = make_open_article()
    page = visitor(**PHONE)
    come_near(page, article.get_absolute_url())
    send = page.get_by_role("button", name="Post reply")

    page.get_by_label("Comment", exact=True).fill("Words that stay.")
    send.click()
    page.get_by_text("Please enter your name here").wait_for()
    assert page.evaluate("document.activeElement.id") == "reply-name"
    assert page.locator("#reply-name").get_attribute("aria-describedby") == "reply-name_error"
    assert page.locator("#reply-text").input_value() == "Words that stay."
    page.locator("#reply-name").fill("P. Okonjo")
    send.click()

    page.get_by_text("Your reply is public.").wait_for()
    assert page.url.endswith(article.get_absolute_url())
    assert page.evaluate("document.activeElement.getAttribute('role')") == "status"
    assert page.locator("#reply .reply__text").inner_text() == "Words that stay."
    assert page.locator("#reply-text").input_value() == ""
    assert page.get_by_role("alert").count() == 0
    # The browser keeps the address of the writer's own page, as long as the words can be changed.
    page.reload()
    page.locator(".reply__do").get_by_role("link", name="The page of your reply").click()
    page.get_by_role("button", name="Save the change").wait_for()


def test_an_answer_is_written_below_what_it_answers(site, visitor):
    comment = make_public_comment(make_open_article())
    make_comment(comment.article, name="Else", text="Not this one.")
    page = visitor()
    come_near(page, comment.article.get_absolute_url())
    link = page.get_by_role("link", name="Reply to Torsten Ahlgren")

    link.click()
    box = page.locator(f"#c{comment.pk} [data-answering]")
    box.get_by_role("button", name="Cancel").click()
    assert link.evaluate("(link) => link === document.activeElement")
    link.click()
    box.get_by_label("Comment", exact=True).wait_for()
    assert page.evaluate("document.activeElement.name") == "text"
    page.keyboard.type("An answer.")
    box.get_by_label("Name").first.fill("P. Okonjo")
    box.get_by_role("button", name="Post reply").click()

    page.locator(f"#c{comment.pk}").get_by_text("Your reply is public.").wait_for()
    assert Comment.objects.get(text="An answer.").parent == comment


def test_words_stay_in_the_form_when_they_cant_be_sent(site, visitor):
    page = visitor()
    come_near(page, make_open_article().get_absolute_url())
    page.get_by_label("Comment", exact=True).fill("Words on a train.")
    page.get_by_label("Name").first.fill("P. Okonjo")
    page.context.set_offline(True)

    page.get_by_role("button", name="Post reply").click()

    page.get_by_role("alert").get_by_text("It couldn’t be sent").wait_for()
    assert page.locator("#reply-text").input_value() == "Words on a train."
    page.context.set_offline(False)
    page.get_by_role("button", name="Post reply").click()
    page.get_by_text("Your reply is public.").wait_for()
    assert page.get_by_role("alert").count() == 0


def test_replying_works_without_javascript(site, visitor):
    article = make_open_article()
    page = visitor(java_script_enabled=False)
    page.goto(article.get_absolute_url())
    page.get_by_role("button", name="Post reply").click()
    page.get_by_text("2 things below need a look").wait_for()
    page.get_by_label("Comment", exact=True).fill("Words.")
    page.get_by_label("Name").first.fill("P. Okonjo")

    page.get_by_role("button", name="Post reply").click()

    page.get_by_text("Your reply is public.").wait_for()
    assert "/comments/held/" in page.url
