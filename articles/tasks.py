"""Work after the commit: thin, by primary key, safe to run twice."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from articles import (
    announcing,
    card_fetching,
    emptying,
    likeness,
    naming,
    related,
    social,
    spelling,
)
from articles.models import Article

# Ten seconds, then ever longer: two days in all. What is new by then is announced with later news.
UNTIL_ANSWERED = RetryStrategy(max_attempts=12, wait=10, exponential_wait=3)


@app.task(queue="slow", retry=3)
def relate(article_id: int) -> None:
    """Find anew what is related to one article, in both directions."""
    article = Article.objects.filter(pk=article_id).first()
    if article is not None:
        related.relate(article)


@app.periodic(cron="23 3 * * *")
@app.task(queue="slow", queueing_lock="count words")
def count_words(timestamp: int) -> None:
    """Count words anew each night, for what is alike; a young newspaper more often.

    Then make ready to be compared what came in without a look at it, as an archive does.
    """
    likeness.count_words()
    likeness.make_missing_profiles()


@app.task(queue="slow", retry=3)
def learn_words(article_id: int) -> None:
    """Know the words of an article, for spellings that would find something."""
    spelling.learn([article_id])


@app.task(queue="slow", retry=3)
def name_anew(kind: str, pk: int, beyond: int) -> None:
    """Let search know a new name, in one step of articles after the other."""
    last = naming.name_anew(kind, pk, beyond)
    if last is not None:
        naming.name_anew_after(kind, pk, last)


@app.task(queue="slow", retry=3)
def name_these_anew(articles: list[int]) -> None:
    """Let search forget a name that is gone, in one step of articles."""
    naming.name_these_anew(articles)


@app.task(queue="slow", retry=3)
def draw_social_picture(article_id: int) -> None:
    """Draw the picture that link previews show, where an article needs one."""
    social.keep(article_id)


@app.task(queue="slow", retry=3)
def discard_social_picture(name: str) -> None:
    """Delete a drawn picture that no article names any more."""
    social.discard(name)


@app.task(queue="slow", retry=UNTIL_ANSWERED)
def fetch_card(address: str) -> None:
    """Ask a provider for the card of what a text embeds."""
    card_fetching.fetch(address)


@app.task(queue="ordinary", retry=UNTIL_ANSWERED)
def tell_hub(article_id: int) -> None:
    """Let the hub of our feeds know what is new (WebSub)."""
    announcing.tell_hub(article_id)


@app.task(queue="ordinary", retry=UNTIL_ANSWERED)
def tell_search_engines(article_id: int) -> None:
    """Let search engines look at an article anew (IndexNow)."""
    announcing.tell_search_engines(article_id)


@app.periodic(cron="17 3 * * *")
@app.task(queue="ordinary", queueing_lock="empty_bin")
def empty_bin(timestamp: int) -> None:
    """Remove each night what has lain in the bin for 30 days."""
    emptying.empty_by_clock()
