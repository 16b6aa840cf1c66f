"""Finished pages. From the first day: the keys that say which facts a page shows."""
