"""The library at the desk, and the windows in which a picture is chosen from it."""

from images.admin.library import ImageAdmin

__all__ = ["ImageAdmin"]
