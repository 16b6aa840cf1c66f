"""The ground of a picture while it loads: one of twelve classes, near to its average colour.

The colours themselves stand in `static/css/5h-pictures.css`.
"""

import colorsys

from PIL import Image as Pillow

# A hue begins at its degree on the circle and ends where the next one does; red goes round it.
HUES = {"red": 335, "amber": 25, "green": 70, "blue": 165, "violet": 260}
DEPTHS = ("deep", "pale")
TINTS = tuple(f"tint-{hue}-{depth}" for hue in ("grey", *HUES) for depth in DEPTHS)
# Below this chroma (0 to 1) the eye sees no hue in a whole picture.
GREY_BELOW = 0.05


def tint_of(picture: Pillow.Image) -> str:
    """Return the class of TINTS for a picture, or "" for one that one can see through."""
    if picture.has_transparency_data:
        return ""
    pixel = picture.convert("RGB").resize((1, 1), Pillow.Resampling.BOX).tobytes()
    red, green, blue = (value / 255 for value in pixel)
    lightness = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return f"tint-{_hue(red, green, blue)}-{'pale' if lightness > 0.5 else 'deep'}"


def _hue(red: float, green: float, blue: float) -> str:
    if max(red, green, blue) - min(red, green, blue) < GREY_BELOW:
        return "grey"
    degree = colorsys.rgb_to_hsv(red, green, blue)[0] * 360
    begun = [hue for hue, start in HUES.items() if start <= degree and hue != "red"]
    return begun[-1] if begun and degree < HUES["red"] else "red"
