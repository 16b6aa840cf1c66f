"""Profiles weigh a word by the root of its rarity: those that were kept can't be compared with them.

The next article that comes out has the words counted and the profiles of the newest articles made
anew, by a job; so has the night. Older ones are made on the way, as after an import.
"""

from django.db import migrations

FORGET = "TRUNCATE articles_profile, articles_term, articles_census"


class Migration(migrations.Migration):
    dependencies = [("articles", "0029_words_joined_with_their_days_as_one_text")]

    operations = [migrations.RunSQL(FORGET, FORGET)]
