"""Tags: our own, with a description."""
