"""A feed as an answer: RSS 2.0, readable in a browser too, or JSON Feed 1.1."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from articles.feeds.feed import Entry, Feed

# What XML can't say, not even escaped.
_UNSAYABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
JSON_FEED = "https://jsonfeed.org/version/1.1"


def rss(feed: Feed, request: HttpRequest) -> HttpResponse:
    """Answer with RSS. As text/xml: Chromium shows a page of type application/rss+xml as its
    source, and feed readers take both."""
    answer = xml("articles/feeds/rss.xml", {"feed": feed}, request)
    return _with_hub(answer, feed, feed.rss)


def xml(template: str, context: dict[str, Any], request: HttpRequest) -> HttpResponse:
    """Answer with an XML template, without the signs that no XML may hold."""
    text = render_to_string(template, context, request)
    return HttpResponse(_UNSAYABLE.sub("", text), content_type="text/xml; charset=utf-8")


def json(feed: Feed) -> HttpResponse:
    """Answer with a JSON Feed."""
    said = {
        "version": JSON_FEED,
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.json,
        "description": feed.description,
        "language": feed.language,
        "hubs": [{"type": "WebSub", "url": feed.hub}] if feed.hub else None,
        "items": [_item(entry) for entry in feed.entries],
    }
    answer = JsonResponse(
        _without_empty(said) | {"items": said["items"]},
        content_type="application/feed+json; charset=utf-8",
        json_dumps_params={"ensure_ascii": False},
    )
    return _with_hub(answer, feed, feed.json)


def _with_hub(answer: HttpResponse, feed: Feed, address: str) -> HttpResponse:
    """Name the hub in a header too: so WebSub finds it whatever the feed is written in."""
    if feed.hub:
        answer["Link"] = f'<{feed.hub}>; rel="hub", <{address}>; rel="self"'
    return answer


def _item(entry: Entry) -> dict[str, Any]:
    return _without_empty(
        {
            "id": entry.id,
            "url": entry.address,
            "title": entry.title,
            "content_html": entry.html,
            "summary": entry.summary,
            "image": entry.picture.address if entry.picture else None,
            "date_published": entry.published.isoformat(),
            "date_modified": entry.updated.isoformat() if entry.updated else None,
            "authors": [
                _without_empty({"name": person.name, "url": person.address})
                for person in entry.people
            ],
            "tags": entry.tags,
            "language": entry.language,
        }
    )


def _without_empty(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value}
