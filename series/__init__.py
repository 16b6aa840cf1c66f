"""Series: articles that belong together, in the order of an editor."""
