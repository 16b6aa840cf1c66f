"""What pages say about sections, articles and moments: presentation only."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from datetime import timezone as fixed_zone
from functools import lru_cache
from math import ceil
from typing import Any
from urllib.parse import urlencode, urljoin

from django import template
from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from articles.card import HEIGHT, WIDTH
from articles.models import Article, Author, Section
from images.templatetags.images import preview_jpeg
from press import clock
from press.pages.keys import note
from press.pages.parts import kept
from press.pages.stencils import filled
from publication import hyphenation
from publication.addresses import place
from publication.languages import direction
from publication.middleware import present
from publication.models import TODAY_KEY, Publication

register = template.Library()
WORDS_A_MINUTE = 230


@register.simple_tag
def sections() -> list[Section]:
    """Return the top-level sections in order, each with its `children`."""
    return kept("sections", Section.objects.tree)


@register.simple_tag
def newspaper() -> Publication:
    """Return the newspaper, for a part, which must load by itself what it shows."""
    return present()


@register.filter
def menu_place(section: Section | str | None) -> int:
    """Return the number of the section that is marked in the menu for `section`, or 0 for none."""
    return (section.parent_id or section.pk) if isinstance(section, Section) else 0


@register.simple_tag
def breadcrumbs(section: Section, *, to_section: bool = False) -> SafeString:
    """Draw where a page stands: `to_section` where it lies below the section, which must be loaded
    with its parent."""
    parent = section.parent
    words = {
        "parent": parent.name if parent else "",
        "parent_address": parent.get_absolute_url() if parent else "",
        "section": section.name,
        "section_address": section.get_absolute_url(),
    }
    facts = {"has_parent": parent is not None, "to_section": to_section}
    return filled("components/_breadcrumbs.html", facts, words)


@register.simple_tag
def today() -> SafeString:
    """Today's date in words, in the newsroom's zone."""
    note(TODAY_KEY)
    here = timezone.localtime(clock.now())
    # Translators: the date in the masthead, as in “Monday, 23 November 2026”.
    words = date_format(here, pgettext("date in the masthead", "l, j F Y"))
    return format_html('<time datetime="{}">{}</time>', here.date().isoformat(), words)


@register.simple_tag
def this_year() -> str:
    """The year of today, in four digits."""
    note(TODAY_KEY)
    return f"{timezone.localtime(clock.now()):%Y}"


@register.simple_tag
def teaser_time(at: datetime) -> SafeString:
    """The time of day for what is of today, else the date."""
    note(TODAY_KEY)
    here, now = timezone.localtime(at), timezone.localtime(clock.now())
    return _time(here, "TIME_FORMAT" if here.date() == now.date() else "DATE_FORMAT")


@register.simple_tag
def moment(at: datetime, after: datetime | None = None) -> SafeString:
    """The date and time; the time alone when it follows `after` on the same day."""
    here = timezone.localtime(at)
    if after and timezone.localtime(after).date() == here.date():
        return _time(here, "TIME_FORMAT")
    return _time(here, "DATETIME_FORMAT")


def _time(here: datetime, form: str) -> SafeString:
    minute = here.replace(tzinfo=None, second=0, microsecond=0)
    return _drawn_time(minute, here.utcoffset() or timedelta(), form, get_language() or "")


# A page that is made anew shows the moments that it showed before.
@lru_cache(maxsize=10_000)
def _drawn_time(minute: datetime, offset: timedelta, form: str, language: str) -> SafeString:
    """Draw a minute in the words of `language`, which is the present one."""
    written = minute.replace(tzinfo=fixed_zone(offset)).isoformat(timespec="minutes")
    words = date_format(minute, form)
    return format_html('<time datetime="{}">{}</time>', written, words)


@register.simple_tag
def speaks(article: Article) -> SafeString | str:
    """The attributes that say an article's own language where it isn't the newspaper's.

    Written into the start tag of whatever holds its words: `<h2{% speaks article %}>`.
    """
    if article.language == get_language():
        return ""
    return format_html(' lang="{}" dir="{}"', article.language, direction(article.language))


@register.filter
def hyphenated(text: str, language: str = "") -> str:
    """Soft hyphens in long words of a headline or a name, in the newspaper's language if no other.

    Never in `<title>`, feeds or addresses.
    """
    return hyphenation.hyphenated(text, language or get_language() or "")


@register.filter
def counted(number: int) -> str:
    """A number that people read, parted as their language parts thousands."""
    return number_format(number, force_grouping=True)


@register.simple_tag
def tag_links(article: Article) -> SafeString:
    """The tags of an article, each leading to its page."""
    tags = [{"address": tag.get_absolute_url(), "name": tag.name} for tag in article.tags.all()]
    return SafeString("".join(filled("articles/_tag_link.html", {}, words) for words in tags))


@register.simple_tag
def absolute(path: str) -> str:
    """The whole address of a path of ours, for what leaves this page: mails, link previews."""
    if path.startswith("/") and not path.startswith("//"):
        return f"{settings.SITE_URL}{path}"
    return urljoin(settings.SITE_URL, path)


@register.simple_tag
def oembed_address(article: Article, form: str) -> str:
    """Where other sites ask how to show this article on a page of theirs: in "json" or "xml"."""
    query = urlencode({"url": absolute(article.get_absolute_url())})
    return f"{absolute(place(f'articles:oembed_{form}'))}?{query}"


@register.simple_tag
def social_picture(article: Article) -> dict[str, Any] | None:
    """`src`, `width`, `height` and `alt` of the one file that link previews elsewhere show.

    The lead picture, unless it is too small or missing: then the drawn one, once it is there.
    """
    if article.social_picture:
        src = default_storage.url(article.social_picture)
        return {"src": src, "width": WIDTH, "height": HEIGHT, "alt": article.headline}
    image = article.lead_image
    return preview_jpeg(image) | {"alt": image.alt_text} if image else None


@register.filter
def reading_minutes(article: Article) -> int:
    """How long reading takes, at least one minute. For pages that have loaded the text."""
    # Gaps between words, thirty times as quickly as words.
    gaps = article.body.count(" ") + article.body.count("\n")
    return max(1, ceil(gaps / WORDS_A_MINUTE))


@register.filter
def label(article: Article) -> str:
    """The words that set an article apart from news, or "" for news; with who paid for it."""
    if article.sponsor:
        return _("Sponsored by %(name)s") % {"name": article.sponsor}
    return "" if article.label == Article.Label.NEWS else article.get_label_display()


@register.filter
def titled(article: Article, title: str = "") -> str:
    """The headline, or another title, with its label before it, for where it stands alone: in
    feeds, and on other sites."""
    word, title = label(article), title or article.headline
    return f"{word} · {title}" if word else title


@register.filter
def kicker(article: Article) -> str:
    """The word above the headline: a label first, else the kicker, else the section's name."""
    return label(article) or article.kicker or article.section.name


@register.simple_tag
def byline(article: Article) -> str:
    """The names of the authors, as in “Ingrid Solheim and Mateus Ferraz”."""
    return _listed(format_html("<bdi>{}</bdi>", author) for author in _authors(article))


@register.simple_tag
def linked_byline(article: Article) -> str:
    """The names of the authors, each leading to their page."""
    return _listed(
        format_html(
            '<a href="{}" rel="author"><bdi>{}</bdi></a>', author.get_absolute_url(), author
        )
        for author in _authors(article)
    )


def _authors(article: Article) -> list[Author]:
    return [byline.author for byline in article.bylines.all()]


def _listed(parts: Iterable[SafeString]) -> SafeString:
    *first, last = list(parts) or [mark_safe("")]
    if not first:
        return last
    # Translators: the comma between names in a list.
    comma = conditional_escape(pgettext("between names", ", "))
    names = mark_safe(comma.join(first))  # noqa: S308
    return format_html(_("{others} and {last}"), others=names, last=last)
