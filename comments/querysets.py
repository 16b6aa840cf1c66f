"""The vocabulary of comments: what readers see, and what moderators read."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import connection, models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from articles.models import Article
from press import clock
from press.pages.keys import note

if TYPE_CHECKING:
    from comments.models import Comment

# Of what rules hold, so many of the oldest are looked at.
LOOKED_AT = 1_000

# What has a place below an article: a conversation's first reply, be it public or only answered.
SHOWN = Q(root=None) & (Q(status="approved") | Q(public_answers__gt=0))

HELD_BY = """
SELECT verdict ->> 'rule', count(*) FROM (
    SELECT verdicts FROM comments_comment comment WHERE status = 'waiting'
    AND (%(sections)s::bigint[] IS NULL OR (wave_id IS NULL AND EXISTS (
        SELECT 1 FROM articles_article article
        WHERE article.id = comment.article_id AND article.section_id = ANY(%(sections)s)
    )))
    ORDER BY created_at, id LIMIT %(many)s
) AS oldest, jsonb_array_elements(oldest.verdicts) AS verdict
GROUP BY 1 ORDER BY 2 DESC, 1
"""


def list_key(article_pk: int) -> str:
    """Return the key of the list of an article's public comments."""
    return f"list:comments:{article_pk}"


class CommentQuerySet(models.QuerySet["Comment"]):
    def public(self) -> Self:
        """What stands below a public article."""
        return self.filter(status=self.model.Status.APPROVED)

    def waiting(self) -> Self:
        """What nobody has looked at yet, or what was put back to be looked at again."""
        return self.filter(status=self.model.Status.WAITING)

    def rejected(self) -> Self:
        return self.filter(status=self.model.Status.REJECTED)

    def spam(self) -> Self:
        return self.filter(status=self.model.Status.SPAM)

    def turned_down(self) -> Self:
        """What a person, or a rule, decided against."""
        return self.filter(status__in=[self.model.Status.REJECTED, self.model.Status.SPAM])

    def binned(self) -> Self:
        return self.filter(status=self.model.Status.BINNED)

    def in_sections(self, sections: Collection[int] | None) -> Self:
        """What stands below articles of these sections; None: of all."""
        return self if sections is None else self.filter(article__section__in=list(sections))

    def in_queue_of(self, sections: Collection[int] | None) -> Self:
        """What waits for somebody who is limited to sections: no wave, which goes over all of
        them; None: all that waits."""
        waiting = self.in_sections(sections).waiting()
        return waiting if sections is None else waiting.filter(wave=None)

    def newest_below(self, article: Article) -> Self:
        """The public comments of one article, newest first."""
        note(list_key(article.pk))
        return (
            self.public()
            .filter(article=article)
            .order_by("-created_at", "-pk")
            .fetch_mode(models.FETCH_RAISE)
        )

    def newest_to_answer(self, article: Article, before: int | None) -> Self:
        """What readers wrote below one article, the newest first, from a comment on."""
        rows = self.public().filter(article=article, by=None).for_permalink()
        if last := self.filter(pk=before).first() if before else None:
            earlier = Q(created_at=last.created_at, pk__lt=last.pk)
            rows = rows.filter(Q(created_at__lt=last.created_at) | earlier)
        return rows.order_by("-created_at", "-pk")

    def conversations(self) -> Self:
        """The first replies of conversations; one that was removed as long as others answer it."""
        return self.filter(SHOWN)

    def picks(self) -> Self:
        """The editors' picks that readers see, the newest first."""
        return self.public().filter(picked_at__isnull=False).order_by("-picked_at", "-pk")

    def many_answers(self, at_most: int) -> list[int]:
        """Return how many public answers each of so many conversations has, in any order."""
        return list(self.order_by().values_list("public_answers", flat=True)[:at_most])

    def answers_in(self, root: "Comment") -> Self:
        """The public answers of one conversation, oldest first."""
        note(list_key(root.article_id))
        return self.public().filter(root=root).order_by("created_at", "pk")

    def for_thread(self) -> Self:
        """What the thread shows: words and names, and of a parent only where it stands."""
        return (
            self.select_related("parent")
            .only(
                *("article_id", "name", "site", "text", "created_at", "by_id", "status", "root_id"),
                *("public_answers", "recommended", "decided_at", "edited_at", "picked_at"),
                "is_proven",
                "is_edited_by_newsroom",
                *("parent__article_id", "parent__parent_id", "parent__created_at"),
                *("parent__status", "parent__name", "parent__root_id"),
                "parent__decided_at",
            )
            .fetch_mode(models.FETCH_RAISE)
        )

    def for_queue(self) -> Self:
        """What a moderator's card shows: the comment, what it answers, and the article."""
        return (
            self.select_related("article", "parent", "by")
            .defer("article__body", "article__prepared", "article__body_text", "article__search")
            .fetch_mode(models.FETCH_RAISE)
        )

    def for_rehearsal(self, last: int) -> Self:
        """The last comments of readers, with what had become of their writers' earlier ones."""
        earlier = self.model.objects.filter(
            email=OuterRef("email"), created_at__lt=OuterRef("created_at")
        ).exclude(email="")
        return (
            self.filter(by=None)
            .annotate(
                approved_before=_many(earlier.public()),
                refused_before=_many(earlier.turned_down()),
            )
            .only("name", "email", "site", "text", "status", "is_proven")
            .order_by("-pk")[:last]
        )

    def for_permalink(self) -> Self:
        """A comment with what decides whether readers see it, and where."""
        return self.select_related("article__section__parent", "root").defer(
            "article__body", "article__prepared", "article__body_text", "article__search"
        )

    def decided_by_people(
        self, status: str
    ) -> models.QuerySet["Comment", tuple[int, str, str, str]]:
        """Key, words, address and site of what a person gave this status, the newest first."""
        decided = self.filter(status=status, by=None, decided_at__isnull=False)
        return decided.order_by("-created_at", "-pk").values_list("pk", "text", "email", "site")

    def waiting_since(self, moment: datetime | None) -> Self:
        """What came in since a moment and waits, without what stands in waves; oldest first."""
        news = self.waiting().filter(wave=None)
        if moment is not None:
            news = news.filter(created_at__gt=moment)
        return news.for_queue().order_by("created_at", "pk")

    def by_writer_of(self, comment: "Comment") -> Self:
        """Everything by one person: by the address, without one by the browser, else only this."""
        if comment.email:
            return self.filter(email=comment.email)
        if comment.browser_mark:
            return self.filter(browser_mark=comment.browser_mark)
        return self.filter(pk=comment.pk)

    # Answers to questions.

    def oldest_waiting(self) -> datetime | None:
        """Since when the first comment of the queue has been waiting."""
        waiting = self.waiting().order_by("created_at", "pk")
        return waiting.values_list("created_at", flat=True).first()

    def held_by(self, sections: Collection[int] | None = None) -> list[tuple[str, int]]:
        """Return how many of the thousand that wait longest each rule holds, most first.

        Of these sections what stands in no wave; None: of all.
        """
        wished = None if sections is None else list(sections)
        with connection.cursor() as cursor:
            cursor.execute(HELD_BY, {"sections": wished, "many": LOOKED_AT})
            return cursor.fetchall()

    def records_of(self, emails: Iterable[str]) -> dict[str, dict[str, int]]:
        """Return, for each email address, how many of its comments have which status."""
        known = {email for email in emails if email}
        records: dict[str, dict[str, int]] = defaultdict(dict)
        if known:
            rows = self.filter(email__in=known).values_list("email", "status")
            for email, status, many in rows.annotate(many=Count("pk")).order_by():
                records[email][status] = many
        return records

    def sent_from(self, network: str, seconds: int) -> tuple[int, int]:
        """Return how many came from a network ("": none) within these seconds, and an hour."""
        if not network:
            return 0, 0
        now = clock.now()
        found = self.filter(network=network, created_at__gt=now - timedelta(hours=1)).aggregate(
            now=Count("pk", filter=Q(created_at__gt=now - timedelta(seconds=seconds))),
            hour=Count("pk"),
        )
        return found["now"], found["hour"]

    def came_alike(self, likeness: str, most: int) -> int:
        """Return how many alike comments came within the last hour, counted up to `most`."""
        if not likeness:
            return 0
        lately = self.filter(likeness=likeness, created_at__gt=clock.now() - timedelta(hours=1))
        return lately[:most].count()

    def is_surging(self, most: int) -> bool:
        """Whether as many comments as `most` reached the newspaper within the last minute."""
        moments = self.order_by("-pk").values_list("created_at", flat=True)
        last = moments[most - 1 : most].first()
        return last is not None and last > clock.now() - timedelta(minutes=1)

    def newest_of_waves(self, waves: list[int], status: str) -> dict[int, "Comment"]:
        """Return the newest comment of each wave that has this status."""
        found = self.filter(wave__in=waves, status=status).order_by("wave", "-pk").distinct("wave")
        return {comment.wave_id: comment for comment in found.for_queue() if comment.wave_id}

    def says_again(self, new: "Comment") -> bool:
        """Whether the same sender said the same at the same place within the last day."""
        same = Q(name__iexact=new.name)
        if new.email:
            same |= Q(email__iexact=new.email)
        if new.network:
            same |= Q(network=new.network)
        lately = self.filter(created_at__gt=clock.now() - timedelta(days=1))
        place = lately.filter(article=new.article, parent=new.parent)
        return place.filter(same, text=new.text).exists()


def _many(comments: "models.QuerySet[Comment]") -> Coalesce:
    """Return the number of rows that a subquery finds, as an expression."""
    counted = comments.order_by().values("email").annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(counted), 0)
