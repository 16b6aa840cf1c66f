"""Believable articles and comments at any size: the rows that `manage.py seed` copies in."""
