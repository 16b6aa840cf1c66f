"""What we publish: sections, bylines, articles, their revisions and their verbs."""
