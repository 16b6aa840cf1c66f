"""The newspaper's one colour: whether it can be read, and its sister for dark paper.

Colours are `#rrggbb`. Ratios are those of WCAG 2.2, from 1 (the same) to 21 (black on white).
"""

import colorsys
import re
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Paper and tint of `static/css/2-tokens.css`, light and dark.
LIGHT_PAPER, LIGHT_TINT = "#fffefb", "#f5f2ea"
DARK_PAPER, DARK_TINT = "#141311", "#1e1c19"
ENOUGH = 4.5
# Light signs on dark ground glare less when they have more than enough.
ENOUGH_ON_DARK_PAPER = 7.0
STEP = 0.005


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, whichever is lighter."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def is_readable(colour: str) -> bool:
    """Whether text in this colour can be read on light paper and on light tint."""
    return min(contrast(colour, LIGHT_PAPER), contrast(colour, LIGHT_TINT)) >= ENOUGH


def for_dark(colour: str) -> str:
    """Return the colour itself, or the nearest lighter one that can be read on dark grounds."""

    def reads(candidate: str) -> bool:
        on_paper = contrast(candidate, DARK_PAPER) >= ENOUGH_ON_DARK_PAPER
        return on_paper and contrast(candidate, DARK_TINT) >= ENOUGH

    return _nearest(colour, reads, STEP)


def readable(colour: str) -> str:
    """Return the colour itself, or the nearest darker one that can be read on light grounds."""
    return _nearest(colour, is_readable, -STEP)


def validate_accent(colour: str) -> None:
    """Raise ValidationError, with the measured ratio and a way out, unless it can be read."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise ValidationError(
            _("Write the colour as # and six digits from 0 to f, as in “#a3161c”."), code="colour"
        )
    if not is_readable(colour):
        raise ValidationError(
            _(
                "Words in %(colour)s can't be read well: their contrast with our tinted paper is "
                "%(ratio)s to 1, and at least 4.5 to 1 is needed. The nearest darker shade that "
                "can be read is %(shade)s."
            ),
            code="contrast",
            # Rounded down, so that 4.46 is never said to be 4.5.
            params={
                "colour": colour,
                "ratio": f"{int(contrast(colour, LIGHT_TINT) * 100) / 100:.2f}",
                "shade": readable(colour),
            },
        )


def _nearest(colour: str, accepts: Callable[[str], bool], step: float) -> str:
    """Walk from a colour towards black or white, its hue kept, until one is accepted."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    candidate = colour
    while not accepts(candidate):
        lightness = min(1.0, max(0.0, lightness + step))
        parts = colorsys.hls_to_rgb(hue, lightness, saturation)
        candidate = "#" + "".join(f"{round(part * 255):02x}" for part in parts)
    return candidate


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in _parts(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue
