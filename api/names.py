"""What the API tells of pictures, and of what articles stand under: sections, tags, authors."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from api.shapes import ADDRESS, COUNTED, ID, PIXELS, TEXT, Field, Shape, one_of, or_null, several
from articles.models import Author, Section
from articles.templatetags.newspaper import absolute
from images.models import Image
from images.renditions import LADDERS, WRITERS, address, jpeg_widths
from images.templatetags.images import preview_jpeg
from series.reading import public_parts
from tags.models import Tag

type Rendition = dict[str, Any]


def address_of(row: Any) -> str:
    return absolute(row.get_absolute_url())


def renditions_of(image: Image) -> Iterator[Rendition]:
    """Every file of a picture, shape by shape, the narrowest first; none before the job has run."""
    for shape, cut in image.renditions.items():
        start, plain = absolute(address(image, shape)), jpeg_widths(cut)
        for width, height in cut["sizes"]:
            formats = [each for each in cut["formats"] if each != "jpg"]
            for form in [*formats, "jpg"] if width in plain else formats:
                yield {
                    **{"shape": shape, "format": form, "width": width, "height": height},
                    "address": f"{start}-{width}.{form}",
                }


def picture(image: Image | None) -> dict[str, Any] | None:
    return PICTURE.tell({"image": image, "file": preview_jpeg(image)}) if image else None


RENDITION = Shape(
    "Rendition",
    "A file of a picture.",
    (
        Field(
            "shape",
            one_of(LADDERS),
            "`whole`, or cut around what matters in it: `landscape` is 3:2, `square` 1:1.",
            lambda file: file["shape"],
        ),
        Field("format", one_of(WRITERS), "Of the file.", lambda file: file["format"]),
        Field("width", PIXELS, "In pixels.", lambda file: file["width"]),
        Field("height", PIXELS, "In pixels.", lambda file: file["height"]),
        Field("address", ADDRESS, "Of the file.", lambda file: file["address"]),
    ),
)
PICTURE = Shape(
    "Picture",
    "A picture, with a file that every program can show, and the others to choose from.",
    (
        Field("address", ADDRESS, "Of the file.", lambda it: absolute(it["file"]["src"])),
        Field("width", PIXELS, "Of that file, in pixels.", lambda it: it["file"]["width"]),
        Field("height", PIXELS, "Of that file, in pixels.", lambda it: it["file"]["height"]),
        Field(
            "description",
            TEXT,
            "For who can't see it; empty if it says nothing.",
            lambda it: it["image"].alt_text,
        ),
        Field("caption", TEXT, "Stands under it.", lambda it: it["image"].caption),
        Field("credit", TEXT, "Who made it; print it too.", lambda it: it["image"].credit),
        Field(
            "renditions",
            several(RENDITION),
            "All files; none while they are being made.",
            lambda it: [RENDITION.tell(file) for file in renditions_of(it["image"])],
        ),
    ),
)

_ID = Field("id", ID, "Stays the same when name and address change.", lambda row: row.pk)
_ADDRESS = Field("address", ADDRESS, "The page of readers.", address_of)
_NAME = Field("name", TEXT, "As readers see it.", lambda row: row.name)
NAME = Shape("Name", "A section, a tag or an author, in short.", (_ID, _NAME, _ADDRESS))


def _articles_of(kind: str) -> Field:
    return Field(
        "articles",
        ADDRESS,
        "Where its articles are listed.",
        lambda row: absolute(reverse(f"api:{kind}_articles", args=[row.pk])),
    )


def _description(row: Section | Tag) -> str:
    return row.description


def _links(author: Author) -> list[dict[str, Any]]:
    return [LINK.tell(link) for link in author.links.all()]


SECTION = Shape(
    "Section",
    "A section, or a part of one.",
    (
        *(_ID, _NAME, _ADDRESS, _articles_of("section")),
        Field("description", TEXT, "Of what it is about.", _description),
        Field(
            "part_of", or_null(ID), "The id of the section around it.", lambda row: row.parent_id
        ),
    ),
    sparse=True,
)
TAG = Shape(
    "Tag",
    "A tag that public articles have.",
    (
        *(_ID, _NAME, _ADDRESS, _articles_of("tag")),
        Field("description", TEXT, "Of what it is about.", _description),
    ),
    sparse=True,
)
LINK = Shape(
    "Link",
    "An address elsewhere.",
    (
        Field("label", TEXT, "Its words.", lambda link: link.label),
        Field("address", {"type": "string"}, "As the author wrote it.", lambda link: link.url),
    ),
)
AUTHOR = Shape(
    "Author",
    "Somebody who wrote public articles.",
    (
        *(_ID, _NAME, _ADDRESS, _articles_of("author")),
        Field("role", TEXT, "At the newspaper.", lambda row: row.role),
        Field("biography", TEXT, "Plain text.", lambda row: row.biography),
        Field("portrait", or_null(PICTURE), "Of them.", lambda row: picture(row.portrait)),
        Field("links", several(LINK), "Where they are elsewhere.", _links),
    ),
    sparse=True,
)
PART = Shape(
    "Part",
    "A public article that is part of a series.",
    (
        Field("id", ID, "Of the article.", lambda row: row.pk),
        Field("headline", TEXT, "Plain text.", lambda row: row.headline),
        _ADDRESS,
    ),
)
SERIES = Shape(
    "OneSeries",
    "Articles that belong together.",
    (
        _ID,
        Field("headline", TEXT, "As readers see it.", lambda row: row.headline),
        _ADDRESS,
        Field("standfirst", TEXT, "What the parts have in common.", lambda row: row.standfirst),
        Field("picture", or_null(PICTURE), "Of the series.", lambda row: picture(row.picture)),
        Field(
            "parts",
            several(PART),
            "In the order in which they are to be read.",
            lambda row: [PART.tell(part) for part in public_parts(row)],
        ),
    ),
    sparse=True,
)
PLACE = Shape(
    "Place",
    "Where an article stands in its series: among the parts that readers see.",
    (
        Field("id", ID, "Of the series.", lambda place: place.series.pk),
        Field("headline", TEXT, "Of the series.", lambda place: place.series.headline),
        Field("address", ADDRESS, "Its page of readers.", lambda place: address_of(place.series)),
        Field("number", COUNTED, "Which part it is.", lambda place: place.number),
        Field("count", COUNTED, "How many parts there are.", lambda place: place.count),
    ),
)
