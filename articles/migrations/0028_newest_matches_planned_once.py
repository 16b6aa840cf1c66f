"""Finding the newest matches plans each of its questions once for a connection.

It asks one question for every stretch of days, and PostgreSQL planned it anew for each, which cost a
third of the whole: for related posts it is asked a hundred times. No other plan is ever better,
since one index alone can answer it.
"""

from django.db import migrations

ALTER = """
ALTER FUNCTION newest_matches(
  tsquery, tsquery, tsquery, real[], timestamptz, timestamptz, integer, integer
)
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0027_quicker_to_index")]

    operations = [
        migrations.RunSQL(
            f"{ALTER} SET plan_cache_mode = force_generic_plan",
            f"{ALTER} RESET plan_cache_mode",
        )
    ]
