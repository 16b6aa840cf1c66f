"""What a page says to programs about itself, in the words of schema.org.

Each node has an address of its own (`@id`), by which nodes of the same page, and comments in a
block of their own, speak of each other. Nothing is said here that the page doesn't show.
"""

from typing import Any

from django.urls import reverse

from articles.models import Article, Author, Correction, Section
from articles.templatetags.newspaper import absolute, reading_minutes, social_picture
from images.models import Image
from images.renditions import address, jpeg_widths
from images.templatetags.images import preview_jpeg
from publication.models import Publication

type Node = dict[str, Any]

KINDS = {
    Article.Label.NEWS: "NewsArticle",
    Article.Label.ANALYSIS: "AnalysisNewsArticle",
    Article.Label.OPINION: "OpinionNewsArticle",
    Article.Label.SPONSORED: "AdvertiserContentArticle",
}


def newspaper(publication: Publication) -> Node:
    """The newspaper as the publisher of all that it says."""
    node: Node = {
        "@type": "NewsMediaOrganization",
        "@id": absolute("/#newspaper"),
        "name": publication.name,
        "url": absolute("/"),
        "sameAs": [line["address"] for line in publication.social_lines],
    }
    if publication.tagline:
        node["description"] = publication.tagline
    if publication.logo:
        node["logo"] = {
            "@type": "ImageObject",
            "url": absolute(publication.logo.url),
            "width": publication.logo_width,
            "height": publication.logo_height,
        }
    return node


def website(publication: Publication) -> Node:
    """The site, with the address at which it is searched."""
    return {
        "@type": "WebSite",
        "@id": absolute("/#website"),
        "url": absolute("/"),
        "name": publication.name,
        "inLanguage": publication.language,
        "publisher": {"@id": absolute("/#newspaper")},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": absolute(reverse("articles:search")) + "?q={search_term_string}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def name_of(article: Article) -> str:
    """Return the name by which other nodes speak of an article."""
    return absolute(f"{article.get_absolute_url()}#article")


def article(article: Article, comments: int) -> Node:
    """The article; `comments` is the number of its public replies."""
    assert article.published_at is not None
    page = absolute(article.get_absolute_url())
    authors = [byline.author for byline in article.bylines.all()]
    node: Node = {
        "@type": KINDS[Article.Label(article.label)],
        "@id": name_of(article),
        "mainEntityOfPage": page,
        "url": page,
        "headline": article.headline,
        "description": article.seo_description or article.standfirst,
        "image": _pictures(article),
        "datePublished": article.published_at.isoformat(),
        "dateModified": (article.updated_at or article.published_at).isoformat(),
        "author": [_name(author) for author in authors] or [{"@id": absolute("/#newspaper")}],
        "publisher": {"@id": absolute("/#newspaper")},
        "isPartOf": {"@id": absolute("/#website")},
        "articleSection": article.section.name,
        "keywords": [tag.name for tag in article.tags.all()],
        "inLanguage": article.language,
        "timeRequired": f"PT{reading_minutes(article)}M",
        "isAccessibleForFree": True,
        "commentCount": comments,
        "discussionUrl": f"{page}#replies",
        "sponsor": _sponsor(article),
        "correction": [_correction(row) for row in article.corrections.all()],
    }
    return {name: value for name, value in node.items() if value not in ("", [], {})}


def _sponsor(article: Article) -> Node:
    """Who paid, as schema.org calls it: a name, of a person or a house."""
    return {"@type": "Organization", "name": article.sponsor} if article.sponsor else {}


def _correction(correction: Correction) -> Node:
    node: Node = {
        "@type": "CorrectionComment",
        "url": absolute(correction.get_absolute_url()),
        "text": correction.text,
        "datePublished": correction.published_at.isoformat(),
    }
    edited = correction.edited_at
    return node | ({"dateModified": edited.isoformat()} if edited else {})


def _pictures(article: Article) -> list[Node]:
    """The lead picture whole, in landscape and as a square; else the one of link previews."""
    image = article.lead_image
    if image is None or not image.renditions:
        drawn = social_picture(article)
        return [_picture(drawn["src"], drawn["width"], drawn["height"])] if drawn else []
    facts = {"caption": image.caption, "creditText": image.credit}
    said = {name: value for name, value in facts.items() if value}
    return [_cut(image, shape) | said for shape in image.renditions]


def _cut(image: Image, shape: str) -> Node:
    cut = image.renditions[shape]
    width = jpeg_widths(cut)[-1]
    [height] = [height for wide, height in cut["sizes"] if wide == width]
    return _picture(f"{address(image, shape)}-{width}.jpg", width, height)


def _picture(src: str, width: int, height: int) -> Node:
    return {"@type": "ImageObject", "url": absolute(src), "width": width, "height": height}


def _name(author: Author) -> Node:
    page = absolute(author.get_absolute_url())
    return {"@type": "Person", "@id": f"{page}#author", "name": author.name, "url": page}


def profile(author: Author) -> Node:
    """The page of an author, whose main entity is the person."""
    page = absolute(author.get_absolute_url())
    person = _name(author) | {
        "jobTitle": author.role,
        "description": author.biography,
        "sameAs": [link.url for link in author.links.all()],
        "worksFor": {"@id": absolute("/#newspaper")},
    }
    if author.portrait:
        file = preview_jpeg(author.portrait)
        person["image"] = _picture(file["src"], file["width"], file["height"])
    return {
        "@type": "ProfilePage",
        "@id": page,
        "url": page,
        "mainEntity": {name: value for name, value in person.items() if value},
        "isPartOf": {"@id": absolute("/#website")},
    }


def way_to(section: Section, *last: str) -> Node:
    """The breadcrumbs to a section, and to `last`, the name of the page if it is another."""
    steps = [
        (row.name, absolute(row.get_absolute_url())) for row in (section.parent, section) if row
    ]
    items: list[Node] = [
        {"@type": "ListItem", "position": number, "name": name, "item": item}
        for number, (name, item) in enumerate(steps, 1)
    ]
    # A page that is the last step needs no address: it is the one that is being read.
    items += [{"@type": "ListItem", "position": len(items) + 1, "name": name} for name in last]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def collection(name: str, path: str, description: str = "") -> Node:
    """A page that lists articles."""
    node: Node = {
        "@type": "CollectionPage",
        "@id": absolute(path),
        "url": absolute(path),
        "name": name,
        "isPartOf": {"@id": absolute("/#website")},
    }
    return node | ({"description": description} if description else {})
