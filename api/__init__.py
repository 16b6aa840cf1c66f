"""What readers see, for programs: a read-only JSON API, described by the words that make it."""
