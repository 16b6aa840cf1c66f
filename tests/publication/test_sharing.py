"""Share links: whatever the headline holds, each leads to the article that it came from."""

from urllib.parse import parse_qs, quote, urlsplit

import pytest

from publication.models import Publication
from publication.sharing import Network, share_link
from publication.templatetags.sharing import share_links
from tests.factories import make_published_article

ADDRESS = "https://example.org/2026/11/24/قهوة-100%25-&-more/?a=b#c"
TITLE = "“Tea & coffee”: 100% #1 + {milk}? عاصفة"
SHARED = (ADDRESS, quote(ADDRESS, safe=""), quote(TITLE, safe=""))


def facts(network):
    """All values that the far side reads from the address, in its query or its fragment."""
    parts = urlsplit(share_link(network, *SHARED).address)
    return [
        value for values in parse_qs(parts.query or parts.fragment).values() for value in values
    ]


@pytest.mark.parametrize("network", [name for name in Network if name != Network.COPY])
def test_every_address_parses_back_to_the_article(network):
    told = " ".join(facts(network))

    assert ADDRESS in told
    # These two read the headline from the page itself.
    assert (TITLE in told) == (network not in {Network.FACEBOOK, Network.LINKEDIN})


def test_the_link_to_copy_is_the_address_itself():
    assert share_link(Network.COPY, *SHARED).address == ADDRESS


def test_chosen_networks_stand_first_in_their_order_and_all_others_behind():
    links = share_links(["telegram", "copy"], *SHARED)

    assert [link.network for link in links["first"]] == ["telegram", "copy"]
    assert {link.network for link in links["first"] + links["more"]} == set(Network)
    assert len(links["more"]) == len(Network) - 2


@pytest.mark.django_db
def test_an_article_offers_the_networks_that_the_newspaper_chose(client):
    article = make_published_article(headline=TITLE)
    Publication.objects.current()
    Publication.objects.update(share_first=["bluesky"])

    page = client.get(article.get_absolute_url()).content.decode()

    in_sight, _, behind = page.partition("<summary>More</summary>")
    assert "https://bsky.app/intent/compose?text=" in in_sight
    assert "https://wa.me/" not in in_sight
    assert "https://wa.me/?text=" in behind
    assert f'href="http://testserver{article.get_absolute_url()}" data-copy' in behind
