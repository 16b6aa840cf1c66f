"""The front page: what editors put where, and the page composed around it."""
