"""What happened to pictures, for rooms that the library doesn't know."""

from django.dispatch import Signal

# Another file stands in the place of the former one. Sent in the transaction that makes it true,
# with the row `image`.
picture_replaced = Signal()
