"""The picture that a link preview shows for an article without one: drawn like our front page.

Our fonts hold Latin letters only. Words with any other sign are left out, so that no preview ever
shows the empty boxes of missing letters.
"""

import unicodedata
from functools import lru_cache
from io import BytesIO
from typing import NamedTuple

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 630
MARGIN = 72
PAPER, INK, SOFT, RED = "#fffefb", "#171512", "#5b564e", "#a3161c"
FONTS = settings.BASE_DIR / "static" / "fonts"
HEADLINE_SIZES = range(120, 39, -4)
LINES_AT_MOST = 5
LEADING = 1.12
# Where the headline may stand: below the double rule and the kicker, above the last rule.
TOP, BOTTOM = 236, HEIGHT - MARGIN - 24


class Card(NamedTuple):
    """What a card says. `voice` is that of the label: "opinion" speaks in the lighter weight."""

    name: str
    kicker: str
    headline: str
    voice: str


def draw(card: Card) -> bytes:
    """Return a PNG of WIDTH by HEIGHT pixels that says what `card` says."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(picture)
    name, headline = (_readable(words, _serif(400, 40)) for words in (card.name, card.headline))
    if headline:
        _draw_rules(pen, 140)
        _draw_name(pen, name, 64, 116)
        _draw_kicker(pen, _readable(card.kicker, _sans(40)), card.voice)
        _draw_headline(pen, headline, 400 if card.voice == "opinion" else 600)
    else:  # The title alone, as on the cover of a bound year.
        _draw_rules(pen, MARGIN)
        _draw_name(pen, name, 128, HEIGHT / 2 + 40)
    written = BytesIO()
    # Few colours in large areas: smaller than a JPEG, and without its dirt around the letters.
    picture.quantize(64).save(written, "PNG", optimize=True)
    return written.getvalue()


def _draw_rules(pen: ImageDraw.ImageDraw, top: int) -> None:
    """Thick and thin above, as over a department; a hairline at the foot."""
    pen.rectangle((MARGIN, top, WIDTH - MARGIN - 1, top + 5), fill=INK)
    pen.rectangle((MARGIN, top + 12, WIDTH - MARGIN - 1, top + 13), fill=INK)
    pen.rectangle((MARGIN, HEIGHT - MARGIN, WIDTH - MARGIN - 1, HEIGHT - MARGIN + 1), fill=INK)


def _draw_name(pen: ImageDraw.ImageDraw, name: str, largest: int, baseline: float) -> None:
    for size in range(largest, 23, -4):
        font = _serif(700, size)
        if font.getlength(name) <= WIDTH - 2 * MARGIN:
            break
    pen.text((WIDTH / 2, baseline), _cut(name, font), INK, font, anchor="ms")


def _draw_kicker(pen: ImageDraw.ImageDraw, kicker: str, voice: str) -> None:
    font, colour = _sans(30), {"news": SOFT, "sponsored": INK}.get(voice, RED)
    pen.text((MARGIN, 212), _cut(kicker, font), colour, font, anchor="ls")


def _draw_headline(pen: ImageDraw.ImageDraw, headline: str, weight: int) -> None:
    font, lines = fitted(headline, weight)
    # Long ones fill the sheet; short ones begin where they would in a newspaper, at the top.
    for number, line in enumerate(lines):
        baseline = TOP + font.size * (0.86 + number * LEADING)
        pen.text((MARGIN - font.size / 24, baseline), line, INK, font, anchor="ls")


def fitted(headline: str, weight: int) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """Return the largest font in which the headline fits its place, and its balanced lines.

    A word too long for a line even in the smallest is broken; what then is too much ends in "…".
    """
    width = WIDTH - 2 * MARGIN
    for size in HEADLINE_SIZES:
        font = _serif(weight, size)
        lines = _wrapped(headline.split(), font, width)
        high = font.size * LEADING * len(lines)
        if len(lines) <= LINES_AT_MOST and high <= BOTTOM - TOP and _widest(lines, font) <= width:
            return font, _balanced(headline.split(), font, len(lines), width)
    words = [part for word in headline.split() for part in _broken(word, font, width)]
    lines = _wrapped(words, font, width)
    if len(lines) > LINES_AT_MOST:
        last = " ".join(lines[LINES_AT_MOST - 1 :])
        lines = [*lines[: LINES_AT_MOST - 1], _cut(last, font)]
    return font, lines


def _wrapped(words: list[str], font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _balanced(words: list[str], font: ImageFont.FreeTypeFont, number: int, width: int) -> list[str]:
    """The narrowest lines that are no more than `number`: none is left with a lonely word."""
    low, high = 1, width
    while low < high:
        middle = (low + high) // 2
        lines = _wrapped(words, font, middle)
        fits = len(lines) <= number and _widest(lines, font) <= middle
        low, high = (low, middle) if fits else (middle + 1, high)
    return _wrapped(words, font, low)


def _widest(lines: list[str], font: ImageFont.FreeTypeFont) -> float:
    return max((font.getlength(line) for line in lines), default=0)


def _broken(word: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    parts = [""]
    for letter in word:
        if font.getlength(parts[-1] + letter) > width:
            parts.append("")
        parts[-1] += letter
    return parts


def _cut(line: str, font: ImageFont.FreeTypeFont) -> str:
    """The line, ending in "…" where it would leave the sheet."""
    kept = line
    while kept and font.getlength(kept) > WIDTH - 2 * MARGIN:
        kept = kept.rstrip("…")[:-1].rstrip() + "…"
    return kept


def _readable(words: str, font: ImageFont.FreeTypeFont) -> str:
    """The words with plain spaces, or "" if the font lacks one of their signs."""
    composed = unicodedata.normalize("NFC", words).replace("\N{SOFT HYPHEN}", "")
    plain = " ".join(composed.replace("\N{NON-BREAKING HYPHEN}", "-").split())
    missing = _drawn("\uffff", font)
    return "" if any(_drawn(sign, font) == missing for sign in set(plain)) else plain


def _drawn(sign: str, font: ImageFont.FreeTypeFont) -> tuple[tuple[int, int], bytes]:
    mask = font.getmask(sign)
    return mask.size, bytes(mask)


def _serif(weight: int, size: int) -> ImageFont.FreeTypeFont:
    return _font("serif-latin.woff2", weight, size)


def _sans(size: int) -> ImageFont.FreeTypeFont:
    return _font("sans-latin.woff2", 600, size)


@lru_cache(maxsize=64)
def _font(file: str, weight: int, size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(FONTS / file, size)
    font.set_variation_by_axes([weight])
    return font
