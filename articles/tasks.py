"""Work after the commit: thin, by primary key, safe to run twice."""

from procrastinate.contrib.django import app

from articles import pending, publishing, related, social
from articles.models import Article


@app.task(queue="slow", retry=3)
def relate(article_id: int) -> None:
    """Find anew what is related to one article, in both directions."""
    article = Article.objects.filter(pk=article_id).first()
    if article is not None:
        related.relate(article)


@app.task(queue="slow", retry=3)
def draw_social_picture(article_id: int) -> None:
    """Draw the picture that link previews show, where an article needs one."""
    social.keep(article_id)


@app.task(queue="slow", retry=3)
def discard_social_picture(name: str) -> None:
    """Delete a drawn picture that no article names any more."""
    social.discard(name)


@app.periodic(cron="17 3 * * *")
@app.task(queue="ordinary", queueing_lock="empty_bin")
def empty_bin(timestamp: int) -> None:
    """Remove each night what has lain in the bin for 30 days."""
    publishing.empty_bin()


@app.periodic(cron="* * * * *")
@app.task(queue="urgent", queueing_lock="settle_changes")
def settle_changes(timestamp: int) -> None:
    """Put due changes in place where nobody asked for a page since; readers never wait for this."""
    pending.settle()
