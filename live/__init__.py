"""Live coverage: short posts below an article, while something happens."""
