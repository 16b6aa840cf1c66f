from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

# The numbers of the pictures in a text, for the index only: it never differs from the text.
PICTURE_NUMBERS = r"""
CREATE FUNCTION picture_numbers(html text) RETURNS bigint[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
  SELECT array(
    SELECT found[1]::bigint
    FROM regexp_matches(html, '<figure [^>]*data-image-id="([0-9]{1,18})"', 'g') AS found
  )
$$
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0019_live_coverage")]

    operations = [
        migrations.RunSQL(PICTURE_NUMBERS, "DROP FUNCTION picture_numbers(text)"),
        migrations.AddIndex(
            "article",
            GinIndex(
                models.Func(
                    "body",
                    function="picture_numbers",
                    output_field=ArrayField(models.BigIntegerField()),
                ),
                condition=models.Q(body__contains="<figure "),
                name="article_pictures",
            ),
        ),
    ]
