"""Search knows tags, authors and sections, and finds the newest matches first.

The marks of a vector (`articles.indexing`) say in which spans of days an article came out. So one
GIN index answers "this word, in these days", and a word that stands in half of a million articles
costs no more than the days in which its newest matches came out.

A vector of the whole text is kept apart from its row, and unpacked for each look. The small one of
what stands at the top (`search_top`) lies in the row, so that thousands can be weighed.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

from articles import indexing

FILL = """
UPDATE articles_article article SET
  tag_words = coalesce((
    SELECT string_agg(tag.name, ' · · ' ORDER BY tag.name) FROM articles_taggedarticle tagged
    JOIN tags_tag tag ON tag.id = tagged.tag_id WHERE tagged.content_object_id = article.id
  ), ''),
  name_words = concat_ws(' · · ', (
    SELECT string_agg(author.name, ' · · ' ORDER BY byline.position) FROM articles_byline byline
    JOIN articles_author author ON author.id = byline.author_id WHERE byline.article_id = article.id
  ), (
    SELECT string_agg(section.name, ' · · ') FROM articles_placement placed
    JOIN articles_section section ON section.id = placed.section_id
    WHERE placed.article_id = article.id
  )),
  marks = CASE WHEN status = 'published' THEN
    ARRAY(
      SELECT format(
        'span%s %s', size, floor(extract(epoch FROM published_at) / 86400)::bigint >> 2 * size
      ) FROM generate_series(0, 4) size
    )
    || ARRAY(SELECT 'section ' || section_id FROM articles_placement WHERE article_id = article.id)
    || ARRAY(SELECT 'author ' || author_id FROM articles_byline WHERE article_id = article.id)
  ELSE '{}' END
"""

# Goes back from the newest: some days, then four times as many, until enough is found. Where a
# stretch of time holds far more than is wanted, a part of it is looked at. So what is read depends
# on how much is wanted, and not on how large the archive is or how common the word. Seqscans are
# off because the planner doesn't know what it costs to unpack a vector.
NEWEST_MATCHES = """
CREATE FUNCTION newest_matches(
  asked tsquery, weighed tsquery, points real[],
  since timestamptz, until timestamptz, most integer
) RETURNS TABLE (id bigint, published_at timestamptz, top real)
LANGUAGE plpgsql STABLE ROWS 1000
SET enable_seqscan = off SET jit = off
AS $$
DECLARE
  day_seconds CONSTANT integer := 86400;
  coarsest CONSTANT integer := 4;  -- Spans of 4 ^ 4 days, as in articles.indexing.
  last_day bigint;
  first_day bigint;
  from_day bigint;
  span integer := 0;
  taken integer := 0;
  got integer;
  part tsquery;
  ids bigint[];
  moments timestamptz[];
  tops real[];
BEGIN
  IF numnode(asked) = 0 THEN RETURN; END IF;
  SELECT floor(extract(epoch FROM least(until, max(a.published_at))) / day_seconds),
         floor(extract(epoch FROM greatest(since, min(a.published_at))) / day_seconds)
    INTO last_day, first_day
    FROM articles_article a WHERE a.status = 'published';
  WHILE last_day >= first_day AND taken < most LOOP
    -- Down to where the next coarser span begins: at most four spans of this size.
    from_day := (last_day >> 2 * (span + 1)) << 2 * (span + 1);
    SELECT string_agg(quote_literal(format('span%s %s', span, number)), ' | ')::tsquery INTO part
      FROM generate_series(from_day >> 2 * span, last_day >> 2 * span) number;
    SELECT array_agg(f.id), array_agg(f.published_at), array_agg(f.top) INTO ids, moments, tops
    FROM (
      SELECT a.id, a.published_at, ts_rank(points, a.search_top, weighed) AS top
      FROM articles_article a WHERE a.search @@ (asked && part)
      LIMIT CASE WHEN span > 0 THEN 3 * most END
    ) f;
    got := coalesce(cardinality(ids), 0);
    IF span > 0 AND got >= 3 * most THEN
      span := span - 1;
      CONTINUE;
    END IF;
    RETURN QUERY SELECT f.id, f.moment, f.top
      FROM unnest(ids, moments, tops) AS f(id, moment, top)
      WHERE f.moment BETWEEN since AND until
      ORDER BY f.moment DESC, f.id DESC LIMIT most - taken;
    GET DIAGNOSTICS got = ROW_COUNT;
    taken := taken + got;
    last_day := from_day - 1;
    -- As far as the end of this stretch is also that of a coarser span.
    WHILE span < coarsest AND (last_day + 1) % (1 << 2 * (span + 1)) = 0 LOOP
      span := span + 1;
    END LOOP;
  END LOOP;
END
$$
"""


def weighted(field, weight):
    words = indexing.Fold(models.F(field))
    return indexing._WeightedVector(models.F("search_config"), words, weight=weight)


VECTOR = indexing._Joined(
    weighted("headline", "A"),
    weighted("standfirst", "B"),
    weighted("tag_words", "B"),
    weighted("body_text", "C"),
    weighted("name_words", "D"),
    indexing._Marks(models.F("marks")),
)
TOP_VECTOR = indexing._Joined(
    weighted("headline", "A"), weighted("standfirst", "B"), weighted("tag_words", "B")
)


class Migration(migrations.Migration):
    dependencies = [("articles", "0012_forms_that_became_articles")]

    operations = [
        migrations.AddField(
            "article", "tag_words", models.TextField(blank=True, default="", editable=False)
        ),
        migrations.AddField(
            "article", "name_words", models.TextField(blank=True, default="", editable=False)
        ),
        migrations.AddField(
            "article",
            "marks",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(), default=list, editable=False, size=None
            ),
        ),
        # Without the old column the filling is quick: it computes no vectors.
        migrations.RemoveIndex("article", "article_search"),
        migrations.RemoveField("article", "search"),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        # The rows were changed, and a table can't be altered while checks of its keys wait.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AddField(
            "article",
            "search",
            models.GeneratedField(
                db_persist=True,
                expression=VECTOR,
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddField(
            "article",
            "search_top",
            models.GeneratedField(
                db_persist=True,
                expression=TOP_VECTOR,
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            "article", django.contrib.postgres.indexes.GinIndex("search", name="article_search")
        ),
        migrations.RunSQL(
            NEWEST_MATCHES,
            "DROP FUNCTION newest_matches"
            "(tsquery, tsquery, real[], timestamptz, timestamptz, integer)",
        ),
    ]
