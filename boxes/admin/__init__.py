"""Boxes at the desk."""

from boxes.admin.box import BoxAdmin

__all__ = ["BoxAdmin"]
