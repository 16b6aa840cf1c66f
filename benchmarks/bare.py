"""A bare WSGI callable: the least that granian can run, with the bytes of one page."""

import os
from pathlib import Path

BODY = Path(os.environ["BARE_BODY"]).read_bytes()
# The same headers that the newspaper sends.
HEADERS = [
    tuple(line.split(": ", 1)) for line in Path(os.environ["BARE_HEADERS"]).read_text().splitlines()
]
PAGES = {os.environ["BARE_PATH"]: BODY}


def application(environ, start_response):  # type: ignore[no-untyped-def]
    body = PAGES.get(environ["PATH_INFO"], b"")
    start_response("200 OK", HEADERS)
    return [body]
