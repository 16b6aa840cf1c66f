"""Boxes that are kept once and shown in many texts."""
