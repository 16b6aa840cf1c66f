"""Search finds an article by what other rooms say below it: `below_text` enters its vector."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from articles import indexing

LONGEST = 100_000


def weighted(field, weight):
    words = indexing.Fold(models.F(field))
    return indexing._WeightedVector(models.F("search_config"), words, weight=weight)


VECTOR = indexing._Joined(
    weighted("headline", "A"),
    weighted("standfirst", "B"),
    weighted("tag_words", "B"),
    weighted("body_text", "C"),
    weighted("below_text", "C"),
    weighted("name_words", "D"),
    indexing._Marks(models.F("marks")),
)


class Migration(migrations.Migration):
    dependencies = [("articles", "0022_on_top")]

    operations = [
        migrations.AddField(
            "article",
            "below_text",
            models.TextField(blank=True, db_default="", default="", editable=False),
        ),
        migrations.RemoveConstraint("article", "article_text_fits_search"),
        migrations.AddConstraint(
            "article",
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("body_text"), LONGEST)
                & LessThanOrEqual(Length("below_text"), LONGEST),
                name="article_text_fits_search",
            ),
        ),
        migrations.RemoveIndex("article", "article_search"),
        migrations.RemoveField("article", "search"),
        migrations.AddField(
            "article",
            "search",
            models.GeneratedField(
                db_persist=True,
                expression=VECTOR,
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            "article", django.contrib.postgres.indexes.GinIndex("search", name="article_search")
        ),
    ]
