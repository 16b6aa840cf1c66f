"""What we send to other hosts stays off our own network, and comes to an end."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from press import outgoing


@pytest.fixture
def far_side(monkeypatch):
    """A server on this machine, which counts as the wide world for this test."""
    got = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.append((self.path, self.headers["Host"], self.headers["X-Word"], body))
            self.send_response(302 if self.path == "/moved" else 202)
            self.send_header("Location", "/elsewhere")
            self.end_headers()
            self.wfile.write(b"So be it. " * 1_000)

        def log_message(self, *words):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setattr(outgoing, "is_public", lambda address: True)
    yield f"http://127.0.0.1:{server.server_port}", got
    server.shutdown()
    thread.join()
    server.server_close()


def test_words_arrive_and_the_answer_is_cut(far_side):
    address, got = far_side

    status, answer = outgoing.post(f"{address}/hub?a=1", b"words", {"X-Word": "yes"})

    assert status == 202
    assert len(answer) == outgoing.READ_BYTES
    assert got == [("/hub?a=1", address.removeprefix("http://"), "yes", b"words")]


def test_no_redirect_is_followed(far_side):
    address, got = far_side

    assert outgoing.post(f"{address}/moved", b"", {})[0] == 302
    assert len(got) == 1


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost:5432/",
        "https://10.1.2.3/hub",
        "http://192.168.0.1/",
        "http://169.254.169.254/latest/",
        "http://[::1]/",
        "http://[fd00::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
        "ftp://hub.example/",
        "file:///etc/passwd",
        "hub.example",
    ],
)
def test_nothing_is_sent_into_our_own_network(address):
    with pytest.raises(outgoing.Refused):
        outgoing.post(address, b"", {})
