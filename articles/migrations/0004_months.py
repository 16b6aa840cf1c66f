"""Months keep how many articles they have; a trigger keeps them."""

from django.db import migrations, models

# A statement may touch many articles (an import, a seed): each month is written once, in order, so
# that two of them never wait for each other. Only what a sitemap shows counts as a change.
KEEP = """
CREATE FUNCTION article_months_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO articles_month AS kept (month, articles, changed_at)
    SELECT date_trunc('month', date::timestamp)::date, count(*), max(saved_at)
    FROM fresh WHERE status = 'published' GROUP BY 1 ORDER BY 1
    ON CONFLICT (month) DO UPDATE SET articles = kept.articles + excluded.articles,
      changed_at = greatest(kept.changed_at, excluded.changed_at);
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO articles_month AS kept (month, articles, changed_at)
    SELECT date_trunc('month', date::timestamp)::date, -count(*), max(saved_at)
    FROM former WHERE status = 'published' GROUP BY 1 ORDER BY 1
    ON CONFLICT (month) DO UPDATE SET articles = kept.articles + excluded.articles,
      changed_at = greatest(kept.changed_at, excluded.changed_at);
  ELSE
    INSERT INTO articles_month AS kept (month, articles, changed_at)
    SELECT date_trunc('month', change.date::timestamp)::date, sum(change.articles), max(change.at)
    FROM former JOIN fresh USING (id), LATERAL (VALUES
      (former.status, former.date, -1, fresh.saved_at), (fresh.status, fresh.date, 1, fresh.saved_at)
    ) AS change (status, date, articles, at)
    WHERE change.status = 'published' AND
      (former.status, former.date, former.slug, former.published_at, former.updated_at, former.lead_image_id)
      IS DISTINCT FROM
      (fresh.status, fresh.date, fresh.slug, fresh.published_at, fresh.updated_at, fresh.lead_image_id)
    GROUP BY 1 ORDER BY 1
    ON CONFLICT (month) DO UPDATE SET articles = kept.articles + excluded.articles,
      changed_at = greatest(kept.changed_at, excluded.changed_at);
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER article_months_insert AFTER INSERT ON articles_article
REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION article_months_keep();
CREATE TRIGGER article_months_update AFTER UPDATE ON articles_article
REFERENCING OLD TABLE AS former NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION article_months_keep();
CREATE TRIGGER article_months_delete AFTER DELETE ON articles_article
REFERENCING OLD TABLE AS former FOR EACH STATEMENT EXECUTE FUNCTION article_months_keep();
INSERT INTO articles_month (month, articles, changed_at)
SELECT date_trunc('month', date::timestamp)::date, count(*), max(greatest(published_at, updated_at))
FROM articles_article WHERE status = 'published' GROUP BY 1;
"""
KEEP_NOT = """
DROP TRIGGER article_months_insert ON articles_article;
DROP TRIGGER article_months_update ON articles_article;
DROP TRIGGER article_months_delete ON articles_article;
DROP FUNCTION article_months_keep();
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_prepared_texts")]
    operations = [
        migrations.CreateModel(
            name="Month",
            fields=[
                ("month", models.DateField(primary_key=True, serialize=False, verbose_name="its first day")),
                ("articles", models.IntegerField(verbose_name="articles")),
                ("changed_at", models.DateTimeField(verbose_name="changed")),
            ],
            options={"verbose_name": "month", "verbose_name_plural": "months"},
        ),
        migrations.RunSQL(KEEP, KEEP_NOT),
    ]
