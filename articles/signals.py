"""What happened to articles, for rooms that articles don't know. Each is sent inside the
transaction that makes it true, with the row `article` and the login `by`."""

from django.dispatch import Signal

# Readers see it: published, restored, or its moment has come (`by` is None then).
article_published = Signal()
# Readers see other words of a public article; `keys` are those of all lists that it stood or
# stands in.
article_revised = Signal()
# Its address answers 410: withdrawn by a person, or by the clock (`by` is None then).
article_withdrawn = Signal()
# Somebody of the staff wrote the note `note`, which names `people`.
note_written = Signal()
# It waits for an editor.
article_submitted = Signal()
# An editor returned it, with the words `note`.
article_returned = Signal()
# The same of a pending change of it; `change` is that row.
change_submitted = Signal()
change_returned = Signal()
