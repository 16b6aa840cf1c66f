"""The outbox with a real SMTP server behind it."""

import pytest

from .letters import mailers
from .smtp_server import ScriptedServer


@pytest.fixture
def serve(settings):
    """Start a scripted server that the outbox uses: `serve(RCPT="550 No such user")`."""
    servers = []

    def start(**script):
        server = ScriptedServer(**script)
        servers.append(server.__enter__())
        settings.MAILERS = mailers(server.port)
        return server

    yield start
    for server in servers:
        server.__exit__()
