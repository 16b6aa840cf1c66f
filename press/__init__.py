"""The machinery under the newsroom; knows nothing of news."""
