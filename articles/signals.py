"""What publishing announces, after the transaction, to rooms that publishing doesn't know.

`article_changed(sender, article)`: content or state of an article changed, in whatever way; sent
inside the transaction, so that a listener's job commits or rolls back with the change.
"""

from django.dispatch import Signal

article_changed = Signal()
