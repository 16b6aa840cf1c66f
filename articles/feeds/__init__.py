"""Feeds: the newest of a list with its full text, for programs that read on people's behalf."""
