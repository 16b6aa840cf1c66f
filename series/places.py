"""The public places of a series, as a receipt names them."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Article
from articles.places import at
from press.pages.receipts import Place
from series.models import Series


def places_with(article: Article) -> Iterator[Place]:
    """Yield the names and paths of the series that the article is a part of."""
    for series in Series.objects.filter(parts__article=article):
        yield from at(series.headline, series.get_absolute_url())
        page = reverse("api:one_series", args=[series.pk])
        yield _("%(name)s in the API") % {"name": series}, page
