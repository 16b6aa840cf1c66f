"""A rare word costs no more in a large archive: an index of words together with their days.

To find the newest matches of a word, its places were met with those of a mark of days; where the
word is rare and the days are many, that costs more than the matches themselves. `dated` joins every
lexeme of a vector with the number of the 256 days in which its article came out. So the index
yields a word of these days at once, newest days first, and marks are met only within them.
"""

from importlib import import_module

import django.contrib.postgres.indexes
from django.db import migrations, models

BEFORE = import_module("articles.migrations.0021_newest_matches_by_their_rate")
DATED = r"""
CREATE FUNCTION dated(vector tsvector) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
  SELECT array_to_tsvector(array_agg(own.lexeme || coarsest.number))
  FROM unnest(vector) own, (
    SELECT substr(lexeme, 6) AS number FROM unnest(vector) WHERE lexeme LIKE 'span4 %'
  ) coarsest
$$;

CREATE FUNCTION dated(asked tsquery, number bigint) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
  SELECT regexp_replace(
    asked::text, '(''(?:[^'']|'''')+)''', format('\1 %s''', number), 'g'
  )::tsquery
$$;

CREATE FUNCTION asked_in_days(asked tsquery, first bigint, last bigint) RETURNS tsquery
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
  part tsquery;
  parts tsquery;
BEGIN
  FOR number IN first >> 8 .. last >> 8 LOOP
    part := dated(asked, number);
    -- Later days than the last were seen, and are known by it. A word that must not be there is in
    -- no article of other days, so that these have to be told.
    IF first > number << 8 OR asked::text LIKE '%!%' THEN
      part := part && dated(
        spans_of_days(greatest(first, number << 8), least(last, (number << 8) + 255)), number
      );
    END IF;
    parts := CASE WHEN parts IS NULL THEN part ELSE parts || part END;
  END LOOP;
  RETURN parts;
END
$$;
"""
UNDATED = """
DROP FUNCTION asked_in_days(tsquery, bigint, bigint);
DROP FUNCTION dated(tsquery, bigint);
DROP FUNCTION dated(tsvector);
"""
# `asked` is what the index can answer, `exact` what the article itself must answer too, or NULL.
# Where a stretch holds far more than the days before it promised, a part of it is looked at.
# Seqscans are off because the planner doesn't know what it costs to unpack a vector.
NEWEST_MATCHES = """
CREATE OR REPLACE FUNCTION newest_matches(
  asked tsquery, exact tsquery, weighed tsquery, points real[],
  since timestamptz, until timestamptz, most integer, look_through integer
) RETURNS TABLE (id bigint, published_at timestamptz, top real, looked_at integer)
LANGUAGE plpgsql STABLE ROWS 1000
SET enable_seqscan = off SET jit = off
AS $$
DECLARE
  day_seconds CONSTANT integer := 86400;
  last_day bigint;
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
         floor(extract(epoch FROM greatest(since, min(a.published_at))) / day_seconds)
    INTO newest, first_day
    FROM articles_article a WHERE a.status = 'published' HAVING max(a.published_at) IS NOT NULL;
  last_day := floor(newest);
  WHILE last_day >= first_day AND taken < most AND (exact IS NULL OR seen < look_through) LOOP
    wanted := CASE WHEN exact IS NULL THEN most - taken ELSE look_through - seen END;
    bound := CASE WHEN days > 1 THEN 2 * wanted + 200 END;
    from_day := last_day - days + 1;
    -- Most of 256 days cost more than all of them, which need no marks.
    from_day := CASE WHEN 2 * days > last_day & 255 THEN from_day >> 8 << 8
      ELSE greatest(first_day, from_day) END;
    part := asked_in_days(asked, from_day, last_day);
    SELECT array_agg(f.id), array_agg(f.published_at), array_agg(f.top) INTO ids, moments, tops
    FROM (
      SELECT a.id, CASE WHEN a.status = 'published' THEN a.published_at END AS published_at,
        ts_rank(points, a.search_top, weighed) AS top
      FROM articles_article a WHERE dated(a.search) @@ part LIMIT bound
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


class Migration(migrations.Migration):
    dependencies = [("articles", "0024_boxes_in_texts")]

    operations = [
        migrations.RunSQL(DATED, UNDATED),
        migrations.AddIndex(
            "article",
            django.contrib.postgres.indexes.GinIndex(
                models.Func("search", function="dated"), name="article_dated"
            ),
        ),
        migrations.RunSQL(
            NEWEST_MATCHES, BEFORE.NEWEST_MATCHES.replace("CREATE", "CREATE OR REPLACE", 1)
        ),
    ]
