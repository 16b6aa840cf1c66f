from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

# The numbers of the boxes in a text, for the index only: it never differs from the text.
BOX_NUMBERS = r"""
CREATE FUNCTION box_numbers(html text) RETURNS bigint[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
  SELECT array(
    SELECT found[1]::bigint
    FROM regexp_matches(html, '<div [^>]*data-box-id="([0-9]{1,18})"', 'g') AS found
  )
$$
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0023_found_by_what_stands_below")]

    operations = [
        migrations.RunSQL(BOX_NUMBERS, "DROP FUNCTION box_numbers(text)"),
        migrations.AddIndex(
            "article",
            GinIndex(
                models.Func(
                    "body",
                    function="box_numbers",
                    output_field=ArrayField(models.BigIntegerField()),
                ),
                condition=models.Q(body__contains="data-box-id="),
                name="article_boxes",
            ),
        ),
    ]
