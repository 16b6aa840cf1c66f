"""The front page, composed of what is public now. (Being written by the front-end engineer.)"""


def compose() -> None:
    """Called by articles.views.front_page without arguments; returns the Front."""
