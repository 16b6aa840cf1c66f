"""Akismet, caught at the edge of the network: asked in bounded time, corrected by moderators."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from comments import akismet, forgetting, moderation, privacy, waves
from comments.models import AkismetAnswer, Comment, CommentSettings, Wave
from press import clock, outgoing
from tests.comments.facts import make_comment, make_open_article, make_public_comment, set_rules
from tests.comments.test_rules import AS_ADVISED, RULES
from tests.factories import make_administrator, make_moderator

pytestmark = pytest.mark.django_db
THANKS = b"Thanks for making the web a better place."


class FarSide:
    """Akismet's end of the line: what it was asked, and what it answers."""

    def __init__(self):
        self.got, self.spam_words, self.valid, self.status = [], "hulls", b"valid", 200
        self.may_answer = threading.Event()
        self.may_answer.set()

    def answer_to(self, path, said):
        self.got.append((path.rpartition("/")[2], said))
        self.may_answer.wait(30)
        if path.endswith("verify-key"):
            return self.valid
        if path.endswith("comment-check"):
            return b"true" if self.spam_words in said["comment_content"] else b"false"
        return THANKS

    def asked(self, what):
        return [said for name, said in self.got if name == what]


@pytest.fixture
def far_side(settings, monkeypatch):
    """A server on this machine in the place of Akismet's; only the name and TLS are left out."""
    there = FarSide()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            said = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            body = there.answer_to(self.path, {name: values[0] for name, values in said.items()})
            self.send_response(there.status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()

    def line(host, port, there, seconds):
        assert (host, port) == ("rest.akismet.com", 443)
        return outgoing._Line("127.0.0.1", server.server_port, there, seconds)

    monkeypatch.setattr(outgoing, "_public_address", lambda host, port: "127.0.0.1")
    monkeypatch.setitem(outgoing._LINES, "https", line)
    settings.AKISMET_KEY = "0123456789ab"
    yield there
    there.may_answer.set()
    server.shutdown()
    thread.join()
    server.server_close()


def send(client, article, **fields):
    return client.post(
        f"{article.get_absolute_url()}comments/",
        {"text": "A question.", "name": "P. Okonjo", "email": "p@example.org"} | fields,
        headers={"Sec-Fetch-Site": "same-origin", "User-Agent": "Browser 7"},
        REMOTE_ADDR="192.0.2.9",
    )


def corrections():
    rows = ProcrastinateJob.objects.filter(task_name="comments.tasks.correct_akismet")
    return [row.args["comment_id"] for row in rows.order_by("id")]


def test_without_the_rule_nothing_leaves_and_nobody_is_told_of_it(client, far_side):
    article = make_open_article()

    send(client, article)

    assert far_side.got == []
    assert "Akismet" not in client.get(article.get_absolute_url()).content.decode()


def test_what_it_takes_for_spam_is_held_or_spam_as_the_rule_says(client, far_side):
    article = make_open_article()
    for use, status in (("held", "waiting"), ("spam", "spam")):
        set_rules(akismet=use, version=7, seconds_between=0)
        send(client, article, text=f"Cheap hulls, {use}.")
        comment = Comment.objects.latest("pk")
        assert comment.status == status
        [verdict] = comment.verdicts
        assert (verdict["rule"], verdict["version"]) == ("akismet", 7)

    send(client, article, text="Honest words.", email="q@example.org", name="Q")

    assert Comment.objects.latest("pk").status == "approved"
    asked = far_side.asked("comment-check")[0]
    assert (asked["user_ip"], asked["user_agent"]) == ("192.0.2.9", "Browser 7")
    assert asked["comment_author_email"] == "p@example.org"
    assert asked["permalink"] == f"http://testserver{article.get_absolute_url()}"
    assert asked["blog"] == "http://testserver"
    page = client.get(article.get_absolute_url()).content.decode()
    assert "are sent to the service Akismet" in page


@pytest.mark.parametrize("trouble", ["slow", "broken", "no key"])
def test_no_post_fails_or_waits_when_it_does_not_answer(
    client, far_side, settings, monkeypatch, trouble
):
    article = make_open_article()
    make_public_comment(article, email="known@example.org", name="Known")
    set_rules(akismet="spam", seconds_between=0)
    monkeypatch.setattr(akismet, "SECONDS", 0.2)
    if trouble == "slow":
        far_side.may_answer.clear()
    elif trouble == "broken":
        far_side.status = 500
    else:
        settings.AKISMET_KEY = ""

    first = send(client, article)
    known = send(client, article, email="known@example.org", name="Known", text="Once more.")

    assert (first.status_code, known.status_code) == (303, 303)
    new, old = Comment.objects.order_by("pk")[1:]
    assert (new.status, new.verdicts[0]["rule"]) == ("waiting", "akismet silent")
    assert old.status == "approved"


def test_a_flood_is_not_asked_about_beyond_a_few_at_once(client, far_side, monkeypatch):
    article = make_open_article()
    set_rules(akismet="spam", seconds_between=0)
    monkeypatch.setattr(akismet, "_free", threading.BoundedSemaphore(1))
    with akismet._free:
        send(client, article)

    assert far_side.got == []
    assert Comment.objects.get().verdicts[0]["rule"] == "akismet silent"


def test_other_words_are_asked_about_anew(client, far_side):
    set_rules(akismet="held", seconds_between=0)
    address = send(client, make_open_article())["Location"]
    change = {"do": "change", "text": "Cheap hulls.", "seen": "1"}

    client.post(address, change, headers={"Sec-Fetch-Site": "same-origin"})

    comment = Comment.objects.get()
    assert (comment.text, comment.status) == ("Cheap hulls.", "waiting")
    assert AkismetAnswer.objects.get().said == "spam"


def test_a_decision_against_its_word_is_sent_back_once_and_taken_back_too(client, far_side):
    set_rules(akismet="held", seconds_between=0)
    moderator = make_moderator()
    send(client, make_open_article(), text="Hulls? No, but about hulls.")
    comment = Comment.objects.get()

    moderation.approve(comment, by=moderator, seen=1)
    assert corrections() == [comment.pk]
    akismet.correct(comment.pk)
    akismet.correct(comment.pk)
    moderation.spam(comment, by=moderator, seen=2)
    akismet.correct(comment.pk)

    [ham], [spam] = far_side.asked("submit-ham"), far_side.asked("submit-spam")
    check = far_side.asked("comment-check")[0]
    same = ("user_ip", "user_agent", "comment_content", "comment_author", "permalink")
    assert [ham[name] for name in same] == [check[name] for name in same]
    assert spam["comment_content"] == check["comment_content"]


def test_a_correction_is_repeated_while_it_is_away(client, far_side):
    set_rules(akismet="held", seconds_between=0)
    send(client, make_open_article(), text="About hulls.")
    comment = Comment.objects.get()
    moderation.approve(comment, by=make_moderator(), seen=1)
    far_side.status = 503

    with pytest.raises(OSError, match="took no correction"):
        akismet.correct(comment.pk)

    far_side.status = 200
    akismet.correct(comment.pk)
    assert AkismetAnswer.objects.get().believes == "ham"


def test_who_agrees_with_it_tells_it_nothing(client, far_side):
    set_rules(akismet="spam", seconds_between=0)
    send(client, make_open_article())
    moderation.reject(Comment.objects.get(), by=make_moderator(), seen=1)
    moderation.approve(Comment.objects.get(), by=make_moderator(), seen=2)

    assert corrections() == []


def test_a_whole_wave_corrects_it(client, far_side):
    moderator, article = make_moderator(), make_open_article()
    set_rules(akismet="spam", seconds_between=0)
    send(client, article)
    make_comment(article, text="Nobody asked about this one.")
    wave = Wave.objects.create(likeness="x", first_at=clock.now(), last_at=clock.now())
    Comment.objects.update(wave=wave, status="waiting")
    newest = Comment.objects.latest("pk").pk

    waves.decide(wave, of="waiting", to="spam", up_to=newest, by=moderator)

    assert corrections() == [Comment.objects.order_by("pk")[0].pk]


def test_the_address_goes_with_the_hashes_and_with_its_writer(client, far_side):
    set_rules(akismet="spam", seconds_between=0, network_days=7)
    send(client, make_open_article())
    export = privacy.export("p@example.org", by=make_administrator())
    assert export.facts["akismet"][0]["address"] == "192.0.2.9"

    with clock.at(clock.now() + forgetting.timedelta(days=8)):
        forgetting.forget_networks()
    assert AkismetAnswer.objects.count() == 0

    send(client, make_open_article())
    privacy.erase("p@example.org", "anonymised", by=make_administrator())
    assert AkismetAnswer.objects.count() == 0


def test_it_is_switched_on_only_with_a_key_that_it_knows(client, far_side, settings):
    client.force_login(make_moderator())
    client.get("/desk/comments/commentsettings/")
    settings.AKISMET_KEY = ""
    without = client.post(RULES, AS_ADVISED | {"akismet": "held"})
    settings.AKISMET_KEY, far_side.valid = "0123456789ab", b"invalid"
    unknown = client.post(RULES, AS_ADVISED | {"akismet": "held"})

    assert "has to set AKISMET_KEY first" in without.content.decode()
    assert "doesn’t know this site’s AKISMET_KEY" in unknown.content.decode()
    assert CommentSettings.objects.current().akismet == ""

    far_side.valid = b"valid"
    client.post(RULES, AS_ADVISED | {"akismet": "held"})
    assert CommentSettings.objects.current().akismet == "held"
