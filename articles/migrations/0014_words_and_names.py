"""Words for spellings that would find something, and names for suggestions."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

LEARN = r"""
INSERT INTO articles_word (word, shortened)
SELECT word, ARRAY(
  SELECT DISTINCT left(word, place) || substr(word, place + 2)
  FROM generate_series(0, length(word)) place
)
FROM (
  SELECT DISTINCT regexp_split_to_table(
    fold_accents(concat_ws(' ', headline, standfirst, body_text, tag_words, name_words)), '\W+'
  ) AS word
  FROM articles_article WHERE status = 'published'
) found
WHERE length(word) BETWEEN 3 AND 30 AND word !~ '[0-9_]'
"""
NAMED = {"section_names": "articles_section", "author_names": "articles_author", "tag_names": "tags_tag"}


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0013_search_by_names_and_days"),
        ("tags", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Word",
            fields=[
                ("word", models.CharField(max_length=30, primary_key=True, serialize=False)),
                (
                    "shortened",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), size=None
                    ),
                ),
            ],
        ),
        migrations.RunSQL(LEARN, migrations.RunSQL.noop),
        migrations.AddIndex(
            "word", django.contrib.postgres.indexes.GinIndex("shortened", name="word_shortened")
        ),
        *(
            migrations.RunSQL(
                f"CREATE INDEX {name} ON {table}"
                " USING gin (to_tsvector('simple', fold_accents(name)))",
                f"DROP INDEX {name}",
            )
            for name, table in NAMED.items()
        ),
    ]
