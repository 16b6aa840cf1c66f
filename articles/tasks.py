"""Work after the commit: thin, by primary key, safe to run twice."""

from procrastinate.contrib.django import app

from articles import related
from articles.models import Article


@app.task(queue="slow", retry=3)
def relate(article_id: int) -> None:
    """Find anew what is related to one article, in both directions."""
    article = Article.objects.filter(pk=article_id).first()
    if article is not None:
        related.relate(article)


def relate_after(article: Article) -> None:
    """Defer `relate` inside the present transaction: both commit, or neither."""
    relate.defer(article_id=article.pk)
