"""For clients of others that speak through httpx: they reach what `outgoing` reaches, no more."""

import httpx

from press import outgoing


class Transport(httpx.BaseTransport):
    """Sends a client's POST by `outgoing.post`, which is bounded by so many seconds a step."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.method != "POST":
            raise httpx.UnsupportedProtocol(f"{request.method} isn't sent from here.")
        # The length and the host are the connection's to say.
        said = {"content-type", "user-agent"}
        headers = {name: value for name, value in request.headers.items() if name in said}
        address = str(request.url)
        try:
            status, text = outgoing.post(address, request.read(), headers, seconds=self._seconds)
        except TimeoutError as problem:
            raise httpx.ReadTimeout(str(problem)) from problem
        except OSError as problem:
            raise httpx.ConnectError(str(problem)) from problem
        return httpx.Response(status, text=text)
