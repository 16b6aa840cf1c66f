"""What happened to tags, for rooms above: in the past tense, inside the transaction."""

from django.dispatch import Signal

# Arguments: tag.
tag_renamed = Signal()
