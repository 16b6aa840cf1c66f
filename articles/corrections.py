"""Pages of corrections: all of them, and what one of them changed, word by word."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from articles.comparing import Difference, Kept, compare
from articles.feeds import answers
from articles.feeds.feed import JSON, Entry, Feed, name_of, publication_of
from articles.models import Correction
from articles.numbered import part_of
from articles.templatetags.newspaper import absolute

MANY = 20
FEED_MANY = 50
# What readers saw of a text. Search engines' words, places and pictures are no part of it.
READ = ("kicker", "headline", "standfirst", "body", "bylines")


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """All corrections, newest first."""
    page = part_of(Correction.objects.public(), request, MANY)
    return render(request, "articles/corrections.html", {"page": page})


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One correction, with the text that readers read before and after it.

    404 while its article isn't public: with the article goes what it once said.
    """
    rows = Correction.objects.public().select_related("article__section", "before", "after")
    correction = get_object_or_404(rows, pk=pk)
    differences = changed_for_readers(correction.before.content, correction.after.content)
    context = {"correction": correction, "differences": differences}
    return render(request, "articles/correction.html", context)


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest corrections, as RSS or as JSON Feed."""
    rows = Correction.objects.public()[:FEED_MANY]
    publication = publication_of(request)
    name = _("Corrections")
    said = Feed(
        title=f"{name} · {publication.name}",
        description=_("What we got wrong, and what is right."),
        page=reverse("articles:corrections"),
        publication=publication,
        entries=[_entry(row) for row in rows],
    )
    return answers.json(said) if request.path.endswith(JSON) else answers.rss(said, request)


def changed_for_readers(before: Kept, after: Kept) -> list[Difference]:
    """Return what differs between two texts as readers read them."""
    names = {
        "kicker": pgettext("part of an article", "Kicker"),
        "headline": pgettext("part of an article", "Headline"),
        "standfirst": pgettext("part of an article", "Standfirst"),
        "body": pgettext("part of an article", "Text"),
        "bylines": pgettext("part of an article", "Authors"),
    }
    old, new = ({name: content.get(name) for name in READ} for content in (before, after))
    found = (each for each in compare(old, new) if each.field in READ)
    return [Difference(each.field, names[each.field], each.runs) for each in found]


def _entry(correction: Correction) -> Entry:
    article = correction.article
    words: dict[str, Any] = {"kind": correction.get_kind_display(), "headline": article.headline}
    context = {"correction": correction, "article": article}
    return Entry(
        id=name_of("correction", correction.pk, correction.published_at),
        address=absolute(correction.get_absolute_url()),
        title=_("%(kind)s: %(headline)s") % words,
        html=render_to_string("articles/feeds/correction.html", context),
        published=correction.published_at,
        updated=correction.edited_at,
        summary=correction.text,
        language=article.language,
    )
