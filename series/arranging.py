"""Verbs of series: which there are, and which articles are their parts, in which order."""

from collections.abc import Collection, Iterable, Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles import rights
from articles.models import Article
from articles.publishing import lock
from articles.rights import Person
from press import history
from press.pages.keys import key_of, touch
from press.redirects import moving
from series.models import MOST_PARTS, SERIES_KEY, Part, Series


def may_arrange(user: Person) -> bool:
    return user.has_perm("series.change_series")


@transaction.atomic
def describe(series: Series, *, by: Person) -> Series:
    """Save a new series, or another headline, standfirst, picture or address of one.

    Readers of an old address are led to the new one. Writes the entry "added" or "changed", and
    touches the series. Raises PermissionDenied.
    """
    _must(by)
    old = Series.objects.select_for_update().filter(pk=series.pk).first()
    series.save()
    path = series.get_absolute_url()
    moving.free(path)
    if old is not None:
        moving.move(old.get_absolute_url(), path)
    history.record(series, "changed" if old else "added", by=by)
    touch([SERIES_KEY, key_of(series)])
    return series


@transaction.atomic
def order(
    series: Series, *, by: Person, articles: Sequence[int], out: Collection[int] = ()
) -> Series:
    """Let the articles of these numbers be the parts in this order, without those of `out`.

    A part that is named in neither, because somebody else put it there meanwhile, stays behind
    them. Writes the entry "arranged" with all headlines, unless nothing changes; touches the
    series, and what comes in and goes out. Raises ValidationError for too many parts,
    PermissionDenied.
    """
    _must(by)
    [series] = _lock([series])
    present = _parts_of(series)
    named = [*dict.fromkeys(articles)]
    wanted = named + [pk for pk in present if pk not in {*named, *out}]
    if wanted == present:
        return series
    gone = set(present) - set(wanted)
    Part.objects.filter(series=series, article__in=gone).delete()
    _write(series, wanted)
    history.record(series, "arranged", by=by, detail=_detail(wanted, gone))
    touch([SERIES_KEY, key_of(series), *_keys(set(present) ^ set(wanted))])
    return series


@transaction.atomic
def place(article: Article, *, by: Person, series: Series, number: int | None = None) -> Part:
    """Let an article be part `number` of a series, or the last one; it leaves any other.

    For whoever may edit the article. Writes one entry about the article, "put into a series", and
    touches it and the series. Raises ValidationError for too many parts, PermissionDenied.
    """
    article = lock(article)
    rights.must(rights.may_edit(by, article))
    former = Part.objects.filter(article=article).select_related("series").first()
    touched = _lock([series, *([former.series] if former else [])])
    parts = [pk for pk in _parts_of(series) if pk != article.pk]
    parts.insert(len(parts) if number is None else max(0, number - 1), article.pk)
    _write(series, parts)
    detail = {"series": series.headline, "part": parts.index(article.pk) + 1}
    history.record(article, "put into a series", by=by, detail=detail)
    touch([SERIES_KEY, key_of(article), *map(key_of, touched)])
    return Part.objects.get(article=article)


@transaction.atomic
def take_out(article: Article, *, by: Person) -> None:
    """Let an article be no part of its series any more; for one in none there is nothing to do.

    Otherwise as `place`, with the entry "taken out of a series".
    """
    article = lock(article)
    rights.must(rights.may_edit(by, article))
    part = Part.objects.filter(article=article).select_related("series").first()
    if part is None:
        return
    part.delete()
    detail = {"series": part.series.headline}
    history.record(article, "taken out of a series", by=by, detail=detail)
    touch([SERIES_KEY, key_of(article), key_of(part.series)])


@transaction.atomic
def merge(series: Series, others: Iterable[Series], *, by: Person) -> Series:
    """Let the parts of other series follow those of this one, and their addresses lead here.

    Writes the entry "merged" about each that is gone, with its parts, and touches all of them.
    Raises ValidationError for too many parts, PermissionDenied.
    """
    _must(by)
    others = [other for other in others if other.pk != series.pk]
    locked = _lock([series, *others])
    parts = _parts_of(series)
    for other in others:
        theirs = _parts_of(other)
        parts += theirs
        detail = {"into": series.headline, **_detail(theirs)}
        history.record(other, "merged", by=by, detail=detail)
        moving.move(other.get_absolute_url(), series.get_absolute_url())
    _write(series, parts)
    touch([SERIES_KEY, *map(key_of, locked), *_keys(parts)])
    Series.objects.filter(pk__in=[other.pk for other in others]).delete()
    return series


@transaction.atomic
def remove(series: Series, *, by: Person) -> None:
    """Remove a series; its articles stay, and its address answers 410.

    Writes the entry "deleted" with its parts in their order, and touches it and them. Raises
    PermissionDenied.
    """
    if not by.has_perm("series.delete_series"):
        raise PermissionDenied
    [series] = _lock([series])
    parts = _parts_of(series)
    history.record(series, "deleted", by=by, detail=_detail(parts))
    moving.mark_gone(series.get_absolute_url())
    touch([SERIES_KEY, key_of(series), *_keys(parts)])
    series.delete()


def _must(by: Person) -> None:
    if not may_arrange(by):
        raise PermissionDenied


def _lock(series: Iterable[Series]) -> list[Series]:
    """Lock the rows in one order."""
    pks = {each.pk for each in series}
    return list(Series.objects.select_for_update().filter(pk__in=pks).order_by("pk"))


def _parts_of(series: Series) -> list[int]:
    return list(Part.objects.filter(series=series).values_list("article", flat=True))


def _write(series: Series, articles: list[int]) -> None:
    """Number the parts anew; an article that is part of another series leaves it."""
    if len(articles) > MOST_PARTS:
        raise ValidationError(
            _("A series has at most %(most)s parts. Use a tag for what has no end.")
            % {"most": MOST_PARTS}
        )
    Part.objects.bulk_create(
        [
            Part(series=series, article_id=pk, position=position)
            for position, pk in enumerate(articles, start=1)
        ],
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["series", "position"],
    )


def _detail(articles: Sequence[int], gone: Collection[int] = ()) -> dict[str, list[str]]:
    """The headlines of the parts in their order, and of those that are none any more."""
    rows = Article.objects.filter(pk__in=[*articles, *gone])
    headlines = dict(rows.values_list("pk", "headline"))
    told = {"parts": [headlines[pk] for pk in articles]}
    return told | ({"taken out": [headlines[pk] for pk in gone]} if gone else {})


def _keys(articles: Iterable[int]) -> list[str]:
    return [f"{Article._meta.label_lower}:{pk}" for pk in articles]
