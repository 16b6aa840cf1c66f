"""Series in the words of schema.org."""

from articles import structured
from articles.models import Article
from articles.structured import Node
from articles.templatetags.newspaper import absolute
from series.models import Series
from series.reading import Page, Place


def series_of(place: Place, article: Article) -> Node:
    """What an article's own node is given beside it: its series, and its place there."""
    return {
        "@id": structured.name_of(article),
        "isPartOf": _named(place.series),
        "position": place.number,
    }


def page(series: Series, page: Page) -> Node:
    """The page of a series, whose main entity is the series with the parts that stand here."""
    path = series.get_absolute_url()
    whole = _named(series) | {
        "publisher": {"@id": absolute("/#newspaper")},
        "hasPart": [
            {
                "@id": structured.name_of(article),
                "url": absolute(article.get_absolute_url()),
                "headline": article.headline,
                "position": number,
            }
            for number, article in page.numbered
        ],
    }
    about = {"description": series.standfirst} if series.standfirst else {}
    return structured.collection(series.headline, path, series.standfirst) | {
        "mainEntity": whole | about
    }


def _named(series: Series) -> Node:
    path = absolute(series.get_absolute_url())
    return {
        "@type": "CreativeWorkSeries",
        "@id": f"{path}#series",
        "name": series.headline,
        "url": path,
    }
