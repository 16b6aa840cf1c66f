"""What an article should have before readers see it: small rules, each with a way to mend it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.bodies import boxes_of
from articles.content import Content
from articles.links import inner_path, is_dead
from articles.models import Article
from articles.outline import Outline
from images.models import RIGHTS_WARNING, Image, today

# Search engines and networks cut longer titles.
TITLE_LENGTH = 90
# In pixels, of the longer side: what fills a screen, what fills the column.
LARGE_PICTURE, SMALL_PICTURE = 1200, 640
# Words that say nothing to who hears the links of a page read out, one after the other.
EMPTY_WORDS = {
    "en": {"here", "click here", "read more", "more", "link", "this link", "this"},
    "de": {"hier", "hier klicken", "klicken sie hier", "mehr", "weiterlesen", "link", "mehr dazu"},
    "fr": {"ici", "cliquez ici", "cliquer ici", "lire la suite", "en savoir plus", "plus", "lien"},
    "ar": {"هنا", "اضغط هنا", "انقر هنا", "المزيد", "اقرأ المزيد", "الرابط"},
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, how to mend it, and where: a field of the form, and of a text its block."""

    code: str
    what: str
    mend: str
    field: str
    block: int | None = None
    picture: int | None = None


@dataclass(slots=True)
class Subject:
    """An article about to be public, read once for all rules."""

    article: Article
    content: Content
    at: datetime | None = None
    outline: Outline = field(init=False)
    images: dict[int, Image] = field(init=False)

    def __post_init__(self) -> None:
        self.outline = Outline(self.content.body)
        wanted = {figure.image for figure in self.outline.figures}
        wanted |= {self.content.lead_image} - {None}  # type: ignore[arg-type]
        self.images = Image.objects.in_bulk(wanted) if wanted else {}


def findings_of(article: Article, content: Content, at: datetime | None = None) -> list[Finding]:
    """Return what is to be mended before `content` is public as `article`, in the form's order.

    Public `at` a moment; if none is named, at that of a scheduled article, else now.
    """
    subject = Subject(article, content, at)
    return [finding for rule in RULES for finding in rule(subject)]


def _title(subject: Subject) -> Iterator[Finding]:
    title = subject.content.seo_title or subject.content.headline
    if len(title) > TITLE_LENGTH:
        yield Finding(
            "long title",
            _("The headline has %(count)s signs; search engines and networks cut it.")
            % {"count": len(title)},
            _("Shorten it, or write a title for search engines of at most %(count)s signs.")
            % {"count": TITLE_LENGTH},
            "seo_title" if subject.content.seo_title else "headline",
        )


def _same_headline(subject: Subject) -> Iterator[Finding]:
    others = (
        Article.objects.published().exclude(pk=subject.article.pk).headed(subject.content.headline)
    )
    if other := others.only("headline", "date").first():
        yield Finding(
            "same headline",
            _("An article of %(date)s has the same headline.") % {"date": other.date},
            _("Say what is new in this one, so that readers can tell the two apart."),
            "headline",
        )


def _standfirst(subject: Subject) -> Iterator[Finding]:
    if not subject.content.standfirst.strip():
        yield Finding(
            "no standfirst",
            _("The standfirst is missing. Lists, link previews and newsletters would be bare."),
            _("Write one or two sentences that say what is new and why it matters."),
            "standfirst",
        )


def _sponsor(subject: Subject) -> Iterator[Finding]:
    if subject.content.is_sponsored and not subject.content.sponsor:
        yield Finding(
            "no sponsor",
            _("Nothing says who paid for this article."),
            _("Name whoever paid for it, or choose another label."),
            "sponsor",
        )


def _headings(subject: Subject) -> Iterator[Finding]:
    above = 1
    for heading in subject.outline.headings:
        if not heading.text.strip():
            what, mend = _("A sub-heading is empty."), _("Write its words, or remove it.")
            yield Finding("empty heading", what, mend, "body", heading.block)
        elif not heading.boxed and heading.level > above + 1:
            yield Finding(
                "heading order",
                _("The small sub-heading “%(words)s” stands under no sub-heading.")
                % {"words": heading.text[:60]},
                _("Make it a sub-heading: screen readers find their way by the levels."),
                "body",
                heading.block,
            )
        if not heading.boxed:
            above = heading.level


def _links(subject: Subject) -> Iterator[Finding]:
    empty = EMPTY_WORDS["en"] | EMPTY_WORDS.get(subject.content.language, set())
    for link in subject.outline.links:
        words = " ".join(link.text.split())
        if not words or not link.address:
            what = _("A link has no words.") if link.address else _("A link leads nowhere.")
            mend = _("Give it an address and words, or remove it.")
            yield Finding("empty link", what, mend, "body", link.block)
        elif words.casefold().strip(" .…:›»→") in empty:
            yield Finding(
                "empty words",
                _("The words of a link, “%(words)s”, don't say where it leads.") % {"words": words},
                _("Link the words that name what is there."),
                "body",
                link.block,
            )


def _dead_links(subject: Subject) -> Iterator[Finding]:
    known: dict[str, bool] = {}
    for link in subject.outline.links:
        path = inner_path(link.address)
        if path is None:
            continue
        if path not in known:
            known[path] = is_dead(path)
        if known[path]:
            yield Finding(
                "dead link",
                _("Nothing of ours answers at %(address)s.") % {"address": link.address},
                _("Correct the address of “%(words)s”, or remove the link.")
                % {"words": link.text[:60]},
                "body",
                link.block,
            )


def _boxes(subject: Subject) -> Iterator[Finding]:
    boxes = subject.outline.boxes
    keys = [box.article for box in boxes]
    public = Article.objects.published().only("pk").in_bulk(keys) if keys else {}
    for box in boxes:
        if box.article not in public:
            what = _("Readers don't see article %(number)s, which they shall read also.")
            mend = _("Publish it first, choose another one, or remove the box.")
            yield Finding("dead link", what % {"number": box.article}, mend, "body", box.block)


def _kept_boxes(subject: Subject) -> Iterator[Finding]:
    there = boxes_of({box.number for box in subject.outline.kept_boxes})
    for box in subject.outline.kept_boxes:
        if box.number not in there:
            what = _("Box %(number)s was removed: readers don't see it.") % {"number": box.number}
            mend = _("Bring it back, choose another one, or remove it from the text.")
            yield Finding("no box", what, mend, "body", box.block)


def _pictures(subject: Subject) -> Iterator[Finding]:
    lead = subject.content.lead_image
    if lead and lead in subject.images:
        yield from _picture(subject.images[lead], LARGE_PICTURE, "lead_image", None)
    for figure in subject.outline.figures:
        image = subject.images.get(figure.image)
        if image is None:
            what = _("Picture %(number)s is not in the library.") % {"number": figure.image}
            mend = _("Choose another one, or remove it.")
            yield Finding("no picture", what, mend, "body", figure.block)
        else:
            needed = LARGE_PICTURE if figure.wide else SMALL_PICTURE
            yield from _picture(image, needed, "body", figure.block)


def _rights(subject: Subject) -> Iterator[Finding]:
    """Pictures that may not be shown when the article comes out, or a week later."""
    if not any(image.rights_until for image in subject.images.values()):
        return
    moment = subject.at
    if moment is None and subject.article.is_scheduled():
        moment = subject.article.published_at
    day = max(today(), today(moment)) if moment else today()
    places: list[tuple[str, int | None, int | None]]
    places = [("body", figure.block, figure.image) for figure in subject.outline.figures]
    for place, block, number in [("lead_image", None, subject.content.lead_image), *places]:
        image = subject.images.get(number or 0)
        if image and image.rights_until and image.rights_end_by(day + RIGHTS_WARNING):
            facts = {"name": str(image)[:60], "day": date_format(image.rights_until)}
            yield Finding(
                "rights end",
                _("The picture “%(name)s” may be shown until %(day)s.") % facts,
                _("Ask for longer and write that into the library, or choose another one."),
                place,
                block,
                image.pk,
            )


def _picture(image: Image, needed: int, place: str, block: int | None) -> Iterator[Finding]:
    name = {"name": str(image)[:60]}
    if not image.alt and not image.decorative:
        yield Finding(
            "no alt text",
            _("The picture “%(name)s” has no description for who can't see it.") % name,
            _("Describe it in one sentence, or mark it as decorative."),
            place,
            block,
            image.pk,
        )
    if not image.credit and not image.decorative:
        what = _("Nobody is credited for the picture “%(name)s”.") % name
        mend = _("Write who made it, and for whom.")
        yield Finding("no credit", what, mend, place, block, image.pk)
    if max(image.width, image.height) < needed:
        yield Finding(
            "small picture",
            _("The picture “%(name)s” is too small: %(width)s × %(height)s pixels.")
            % {**name, "width": image.width, "height": image.height},
            _("Choose one whose longer side has at least %(count)s pixels.") % {"count": needed},
            place,
            block,
        )


RULES: list[Callable[[Subject], Iterator[Finding]]] = [
    _title,
    _same_headline,
    _standfirst,
    _sponsor,
    _headings,
    _links,
    _dead_links,
    _boxes,
    _kept_boxes,
    _pictures,
    _rights,
]
