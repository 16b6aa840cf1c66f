"""Let search find the articles whose posts were written before it looked at them."""

from django.db import migrations

FIND = r"""
UPDATE articles_article SET below_text = left((
  SELECT string_agg(
    concat_ws(' ', headline, regexp_replace(body, '<[^>]*>', ' ', 'g')), ' ' ORDER BY id DESC
  ) FROM live_post WHERE article_id = articles_article.id AND removed_at IS NULL
), 100000)
WHERE EXISTS (
  SELECT 1 FROM live_post WHERE article_id = articles_article.id AND removed_at IS NULL
)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("live", "0001_live_posts"),
        ("articles", "0023_found_by_what_stands_below"),
    ]

    operations = [migrations.RunSQL(FIND, migrations.RunSQL.noop)]
