"""Redirects: an old path leads to its target in one step, or is known to be gone."""
