"""Sends views as pages do: `beacons.py PORT FIRST LAST PER_SECOND SECONDS`, each of a new reader.

`FIRST` and `LAST` are primary keys of articles; those between them are read in turn.
"""

import socket
import sys
import time
from threading import Thread

CONNECTIONS = 8
BEACON = (
    "POST /seen/ HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\n"
    "User-Agent: Mozilla/5.0 reader {reader}\r\nContent-Length: {length}\r\n\r\n{article}"
)


def send(port: int, articles: range, readers: range, per_second: float) -> None:
    """Send one view of each reader over one connection, at a steady rate."""
    with socket.create_connection(("127.0.0.1", port)) as line, line.makefile("rb") as answers:
        began = time.monotonic()
        for number, reader in enumerate(readers):
            time.sleep(max(0.0, began + number / per_second - time.monotonic()))
            article = str(articles[reader % len(articles)])
            words = BEACON.format(reader=reader, length=len(article), article=article)
            line.sendall(words.encode())
            status = answers.readline()
            if b" 204 " not in status:
                raise SystemExit(f"A beacon was answered {status!r}.")
            while answers.readline().strip():
                pass


def main(port: int, first: int, last: int, per_second: int, seconds: int) -> None:
    share = per_second * seconds // CONNECTIONS
    start = time.time_ns()  # Readers that no run before has had.
    threads = [
        Thread(
            target=send,
            args=(
                port,
                range(first, last + 1),
                range(start + place * share, start + (place + 1) * share),
                per_second / CONNECTIONS,
            ),
        )
        for place in range(CONNECTIONS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
