"""The card of an article on a page of another site: it shows there, and no other page of ours."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def other_site() -> Iterator[str]:
    """Another site (another port), whose every page frames the address in its query."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            framed = self.path.partition("?")[2]
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(f'<iframe src="{framed}" width="600" height="260">'.encode())

        def log_message(self, *words: object) -> None:
            pass

    site = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=site.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{site.server_port}"
    site.shutdown()
    thread.join()
    site.server_close()


def test_the_card_shows_in_a_frame_of_another_site(reader, paper, server, other_site):
    page = reader()
    page.goto(f"{other_site}/?{server}{paper.card}")

    frame = page.frame_locator("iframe")
    assert frame.locator("h1").inner_text().replace("\N{SOFT HYPHEN}", "") == paper.best.headline


def test_no_other_page_of_ours_shows_in_a_frame(reader, paper, server, other_site):
    page, refusals = reader(), []
    page.on("console", lambda message: refusals.append(message.text))

    page.goto(f"{other_site}/?{server}{paper.article}")

    assert page.frames[-1].url.startswith("chrome-error:")
    assert any("frame-ancestors" in refusal for refusal in refusals)
