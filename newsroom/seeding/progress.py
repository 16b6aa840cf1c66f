"""How far a long command is: a bar on a terminal, plain lines otherwise."""

import time
from typing import TextIO

_BAR = 30
_BETWEEN_LINES = 10.0  # Seconds. A log wants no line for each batch.


class Progress:
    """Tells on `stream` how many of `total` articles are in, and how fast they come."""

    def __init__(self, stream: TextIO, total: int) -> None:
        self._stream, self._total = stream, total
        self._terminal = stream.isatty()
        self._start = self._told = time.monotonic()

    def __call__(self, articles: int, comments: int) -> None:
        now = time.monotonic()
        rate = articles / max(now - self._start, 0.001)
        facts = f"{articles:,} of {self._total:,} articles, {comments:,} comments"
        line = f"{facts}; {rate:,.0f} articles a second"
        if articles < self._total:
            line += f", {(self._total - articles) / rate:,.0f} s left"
        if self._terminal:
            full = _BAR * articles // self._total
            self._stream.write(f"\r\033[K[{'#' * full}{'.' * (_BAR - full)}] {line}")
            if articles == self._total:
                self._stream.write("\n")
        elif articles == self._total or now - self._told >= _BETWEEN_LINES:
            self._told = now
            self._stream.write(f"{line}\n")
        self._stream.flush()

    def say(self, sentence: str) -> None:
        self._stream.write(f"{sentence}\n")
        self._stream.flush()
