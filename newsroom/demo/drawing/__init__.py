"""Scenes and portraits, drawn with Pillow alone."""
