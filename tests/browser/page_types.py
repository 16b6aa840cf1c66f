"""Every type of page that a reader can meet, by name: one line here, and all checks know it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.db.models import QuerySet
from playwright.sync_api import Page, Response

from articles import previews
from articles.models import Article, Author, Correction, Section
from comments import held, proofs, reporting
from comments.models import Address, Comment, Follow, Report
from live.models import Post
from newsletters import tokens
from newsletters.models import Subscriber
from press import clock
from publication.models import StandingPage
from series.models import Series
from tags.models import Tag


class Paper:
    """Where the pages of the newspaper in the database are; "" for what it doesn't have."""

    @property
    def published(self) -> QuerySet[Article]:
        return Article.objects.published().order_by("-published_at")

    @property
    def article(self) -> str:
        return _address(self.best)

    @property
    def best(self) -> Article | None:
        """The article with the most to show: a picture if there is one, and replies."""
        public = Comment.objects.public().values("article")
        talked = self.published.filter(pk__in=public)
        return talked.exclude(lead_image=None).first() or talked.first() or self.published.first()

    @property
    def plain_article(self) -> str:
        return _address(self.published.filter(lead_image=None).first())

    @property
    def foreign_article(self) -> str:
        return _address(self.published.exclude(language="en").first())

    @property
    def withdrawn(self) -> str:
        return _address(Article.objects.filter(status=Article.Status.WITHDRAWN).first())

    @property
    def corrected(self) -> str:
        newest = Correction.objects.public().first()
        return _address(newest.article) if newest else ""

    @property
    def correction(self) -> str:
        return _address(Correction.objects.public().first())

    @property
    def live(self) -> str:
        return _address(self.published.filter(live_since__isnull=False).first())

    @property
    def live_post(self) -> str:
        return _address(Post.objects.filter(removed_at__isnull=True).first())

    @property
    def card(self) -> str:
        return f"{self.article}embed/" if self.best else ""

    @property
    def section(self) -> str:
        return _address(Section.objects.in_order().filter(parent=None).first())

    @property
    def subsection(self) -> str:
        return _address(Section.objects.in_order().exclude(parent=None).first())

    @property
    def tag(self) -> str:
        tag = (
            Tag.objects.filter(taggings__content_object__in=self.published).order_by("slug").first()
        )
        return f"/tags/{tag.slug}/" if tag else ""

    @property
    def author(self) -> str:
        return _address(Author.objects.order_by("portrait", "pk").first())

    @property
    def series(self) -> str:
        return _address(Series.objects.public().first())

    @property
    def part(self) -> str:
        return _address(self.published.filter(part__isnull=False).first())

    @property
    def boxed(self) -> str:
        return _address(self.published.filter(body__contains="data-box-id=").first())

    @property
    def standing(self) -> str:
        return _address(StandingPage.objects.order_by("pk").first())

    def archive(self, form: str) -> str:
        newest = self.published.first()
        return f"/{newest.date:{form}}/" if newest else ""

    @property
    def found(self) -> str:
        """A search for the longest word of that article's headline."""
        words = self.best.headline.split() if self.best else []
        return f"/search/?{urlencode({'q': max(words, key=len)})}" if words else ""

    @property
    def answer(self) -> str:
        comment = Comment.objects.public().exclude(article__comments="closed").first()
        return f"/comments/{comment.pk}/reply/" if comment else ""

    @property
    def report(self) -> str:
        comment = Comment.objects.public().first()
        return f"/comments/{comment.pk}/report/" if comment else ""

    @property
    def reported(self) -> str:
        comment = Comment.objects.public().first()
        return reporting.address_of(_report(comment)) if comment else ""

    @property
    def prove(self) -> str:
        return proofs.prove_path(_follow()) if self.report else ""

    @property
    def leave_answers(self) -> str:
        return proofs.leave_path(_follow()) if self.report else ""

    @property
    def held(self) -> str:
        comment = Comment.objects.waiting().first()
        return held.address_of(comment) if comment else ""

    @property
    def preview(self) -> str:
        """A secret link to a draft, for as long as the newspaper of the tests lives."""
        return _preview(timedelta(days=3))

    @property
    def preview_ended(self) -> str:
        return _preview(timedelta(seconds=1))

    @property
    def confirm(self) -> str:
        """A link that confirms, good again whenever it is asked for."""
        facts = {"state": Subscriber.State.UNCONFIRMED, "asked_at": clock.now()}
        facts |= {"confirmed_at": None, "left_at": None, "language": "en"}
        return tokens.confirm_path(_subscriber("confirming@example.org", facts))

    @property
    def leave(self) -> str:
        facts = {"state": Subscriber.State.CONFIRMED, "asked_at": clock.now()}
        facts |= {"confirmed_at": clock.now(), "left_at": None, "language": "en"}
        return tokens.leave_path(_subscriber("leaving@example.org", facts))

    @property
    def expired(self) -> str:
        address = self.confirm
        Subscriber.objects.filter(email="confirming@example.org").update(
            state=Subscriber.State.LEFT, left_at=clock.now()
        )
        return address


@dataclass(frozen=True, slots=True)
class PageType:
    """`press`, if given, is a button on the page: what comes then is the page that is meant."""

    name: str
    address: Callable[[Paper], str]
    press: str = ""
    status: int = 200


PAGE_TYPES = [
    PageType("front", lambda paper: "/"),
    PageType("article", lambda paper: paper.article),
    PageType("article-plain", lambda paper: paper.plain_article),
    PageType("article-foreign", lambda paper: paper.foreign_article),
    PageType("article-withdrawn", lambda paper: paper.withdrawn, status=410),
    PageType("card", lambda paper: paper.card),
    PageType("section", lambda paper: paper.section),
    PageType("subsection", lambda paper: paper.subsection),
    PageType("tag", lambda paper: paper.tag),
    PageType("author", lambda paper: paper.author),
    PageType("series", lambda paper: paper.series),
    PageType("article-in-series", lambda paper: paper.part),
    PageType("article-with-box", lambda paper: paper.boxed),
    PageType("year", lambda paper: paper.archive("%Y")),
    PageType("month", lambda paper: paper.archive("%Y/%m")),
    PageType("day", lambda paper: paper.archive("%Y/%m/%d")),
    PageType("search", lambda paper: "/search/"),
    PageType("search-found", lambda paper: paper.found),
    PageType("search-nothing", lambda paper: "/search/?q=nothing-like-it"),
    PageType("article-corrected", lambda paper: paper.corrected),
    PageType("corrections", lambda paper: "/corrections/"),
    PageType("correction", lambda paper: paper.correction),
    PageType("article-live", lambda paper: paper.live),
    PageType("live-posts", lambda paper: paper.live and f"{paper.live}live/"),
    PageType("live-post", lambda paper: paper.live_post),
    PageType("popular", lambda paper: "/popular/"),
    PageType("standing", lambda paper: paper.standing),
    PageType("not-found", lambda paper: "/no-such-page/", status=404),
    PageType("answer", lambda paper: paper.answer),
    PageType(
        "answer-refused", lambda paper: paper.answer, press=".narrow [type=submit]", status=422
    ),
    PageType("report", lambda paper: paper.report),
    PageType(
        "report-refused", lambda paper: paper.report, press=".narrow [type=submit]", status=422
    ),
    PageType("reported", lambda paper: paper.reported),
    PageType("answers-ask", lambda paper: paper.prove),
    PageType("answers-proven", lambda paper: paper.prove, press=".narrow [type=submit]"),
    PageType("answers-leave", lambda paper: paper.leave_answers),
    PageType(
        "answers-left", lambda paper: paper.leave_answers, press=".narrow [type=submit] >> nth=0"
    ),
    PageType("moderation", lambda paper: "/comments/about/"),
    PageType("held", lambda paper: paper.held),
    PageType("subscribe", lambda paper: "/newsletters/subscribe/"),
    PageType(
        "subscribe-refused",
        lambda paper: "/newsletters/subscribe/",
        press=".narrow [type=submit]",
        status=422,
    ),
    PageType("one-more-step", lambda paper: "/newsletters/one-more-step/"),
    PageType("preview", lambda paper: paper.preview),
    PageType("preview-ended", lambda paper: paper.preview_ended, status=410),
    PageType("confirm", lambda paper: paper.confirm),
    PageType("confirmed", lambda paper: paper.confirm, press=".narrow [type=submit]"),
    PageType("confirm-expired", lambda paper: paper.expired, status=410),
    PageType("leave", lambda paper: paper.leave),
    PageType("left", lambda paper: paper.leave, press=".narrow [type=submit]"),
]
BY_NAME = {each.name: each for each in PAGE_TYPES}


def visit(page: Page, kind: PageType, paper: Paper) -> Response | None:
    """Open a page of this kind, and return the answer; None where the newspaper has no such."""
    address = kind.address(paper)
    if not address:
        return None
    answer = page.goto(address)
    if kind.press:
        with page.expect_navigation() as sent:
            # Past the scripts that would send it in place: the page is what is meant here.
            page.locator(kind.press).evaluate("(button) => button.form.submit()")
        answer = sent.value
    assert answer is not None
    assert answer.status == kind.status, f"{kind.name}: {answer.status} at {address}"
    return answer


def walk(page: Page, paper: Paper) -> Iterator[tuple[PageType, Response]]:
    """Open every type of page in turn; gives the kind and the answer."""
    for kind in PAGE_TYPES:
        answer = visit(page, kind, paper)
        assert answer is not None, f"The newspaper of the tests has no page {kind.name}."
        yield kind, answer


def _address(row: object) -> str:
    return row.get_absolute_url() if row else ""  # type: ignore[attr-defined]


def _follow() -> Follow:
    comment = Comment.objects.public().order_by("pk").first()
    address, _new = Address.objects.get_or_create(email="answers@example.org", language="en")
    facts = {"address": address, "asked_at": clock.now()}
    return Follow.objects.get_or_create(comment=comment, defaults=facts)[0]


def _report(comment: Comment) -> Report:
    facts = {"reason": Report.Reason.OTHER, "text": "Read it twice.", "created_at": clock.now()}
    return Report.objects.get_or_create(comment=comment, reader="a page", defaults=facts)[0]


def _preview(lasts: timedelta) -> str:
    draft = Article.objects.drafts().order_by("pk").first()
    if draft is None:
        return ""
    # Made long enough ago for one of a second to have ended.
    with clock.at(clock.now() - timedelta(minutes=1)):
        assert draft.created_by is not None
        link = previews.share(draft, by=draft.created_by, label="An expert", lasts=lasts)
        return previews.address_of(link)


def _subscriber(email: str, facts: dict[str, object]) -> Subscriber:
    return Subscriber.objects.update_or_create(email=email, defaults=facts)[0]
