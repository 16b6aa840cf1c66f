"""Replies of readers: posted, screened, moderated, shown."""
