"""Sitemaps: every address that search engines shall know, in files of a bounded length."""
