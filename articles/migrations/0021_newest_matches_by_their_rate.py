"""Finding the newest matches looks at little more than is wanted, and knows phrases.

It went back in stretches of fixed length and overshot before it settled on one. Now each stretch is
as long as the matches found so far say that it must be. Whether words stand side by side is seen
in the articles themselves, so it stops as soon as enough of these are found.
"""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("articles.migrations.0013_search_by_names_and_days").NEWEST_MATCHES
DROP_BEFORE = """
DROP FUNCTION newest_matches(tsquery, tsquery, real[], timestamptz, timestamptz, integer)
"""
# The fewest spans of `articles.indexing` that cover these days exactly.
SPANS = """
CREATE FUNCTION spans_of_days(first bigint, last bigint) RETURNS tsquery
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
  coarsest CONSTANT integer := 4;  -- Spans of 4 ^ 4 days.
  day bigint := first;
  span integer;
  spans text[] := '{}';
BEGIN
  WHILE day <= last LOOP
    span := coarsest;
    WHILE day % (1 << 2 * span) <> 0 OR day + (1 << 2 * span) - 1 > last LOOP
      span := span - 1;
    END LOOP;
    spans := spans || quote_literal(format('span%s %s', span, day >> 2 * span));
    day := day + (1 << 2 * span);
  END LOOP;
  RETURN array_to_string(spans, ' | ')::tsquery;
END
$$
"""
# `asked` is what the index can answer, `exact` what the article itself must answer too, or NULL.
# Where a stretch holds far more than the days before it promised, a part of it is looked at.
# Seqscans are off because the planner doesn't know what it costs to unpack a vector.
NEWEST_MATCHES = """
CREATE FUNCTION newest_matches(
  asked tsquery, exact tsquery, weighed tsquery, points real[],
  since timestamptz, until timestamptz, most integer, look_through integer
) RETURNS TABLE (id bigint, published_at timestamptz, top real, looked_at integer)
LANGUAGE plpgsql STABLE ROWS 1000
SET enable_seqscan = off SET jit = off
AS $$
DECLARE
  day_seconds CONSTANT integer := 86400;
  last_day bigint;
  oldest_day bigint;
  first_day bigint;
  from_day bigint;
  newest double precision;  -- Days since 1970, as all of these.
  days bigint := 1;
  days_seen double precision;
  seen integer := 0;
  taken integer := 0;
  wanted integer;
  bound integer;
  part tsquery;
  ids bigint[];
  moments timestamptz[];
  tops real[];
BEGIN
  IF numnode(asked) = 0 THEN RETURN; END IF;
  SELECT extract(epoch FROM least(until, max(a.published_at))) / day_seconds,
         floor(extract(epoch FROM min(a.published_at)) / day_seconds)
    INTO newest, oldest_day
    FROM articles_article a WHERE a.status = 'published';
  last_day := floor(newest);
  first_day := greatest(oldest_day, floor(extract(epoch FROM since) / day_seconds));
  WHILE last_day >= first_day AND taken < most AND (exact IS NULL OR seen < look_through) LOOP
    wanted := CASE WHEN exact IS NULL THEN most - taken ELSE look_through - seen END;
    bound := CASE WHEN days > 1 THEN 2 * wanted + 200 END;
    from_day := greatest(first_day, last_day - days + 1);
    -- Of all that is left no days need to be told: of a rare word that is a third of the cost.
    part := CASE WHEN from_day = oldest_day THEN asked
      ELSE asked && spans_of_days(from_day, last_day) END;
    SELECT array_agg(f.id), array_agg(f.published_at), array_agg(f.top) INTO ids, moments, tops
    FROM (
      SELECT a.id, CASE WHEN a.status = 'published' THEN a.published_at END AS published_at,
        ts_rank(points, a.search_top, weighed) AS top
      FROM articles_article a WHERE a.search @@ part LIMIT bound
    ) f;
    IF cardinality(ids) >= bound THEN
      days := greatest(1, days / 4);
      CONTINUE;
    END IF;
    seen := seen + coalesce(cardinality(ids), 0);
    RETURN QUERY SELECT f.id, f.moment, f.top, seen
      FROM (
        SELECT * FROM unnest(ids, moments, tops) AS given(id, moment, top)
        WHERE given.moment BETWEEN since AND until
          AND given.moment < to_timestamp((last_day + 1) * day_seconds)
        ORDER BY given.moment DESC, given.id DESC LIMIT wanted
      ) f
      WHERE exact IS NULL
        OR EXISTS (SELECT 1 FROM articles_article a WHERE a.id = f.id AND a.search @@ exact)
      LIMIT most - taken;
    GET DIAGNOSTICS wanted = ROW_COUNT;
    taken := taken + wanted;
    last_day := from_day - 1;
    days_seen := newest - from_day;
    days := greatest(1, least(
      last_day - first_day + 1,
      CASE WHEN taken < 8 THEN 4 * days_seen END,  -- Too few to promise anything.
      days_seen * (most - taken) / greatest(1, taken)
    ));
  END LOOP;
END
$$
"""
DROP = """
DROP FUNCTION newest_matches(
  tsquery, tsquery, tsquery, real[], timestamptz, timestamptz, integer, integer
);
DROP FUNCTION spans_of_days(bigint, bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0020_pictures_in_texts")]

    operations = [
        migrations.RunSQL(DROP_BEFORE, BEFORE),
        migrations.RunSQL([SPANS, NEWEST_MATCHES], DROP),
    ]
