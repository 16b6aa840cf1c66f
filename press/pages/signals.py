"""What finished pages tell the rooms."""

from django.dispatch import Signal

# A receipt found, after all its rounds, that readers get an old page somewhere: `receipt`.
page_stayed_old = Signal()
