"""What every saved text pays for search, without what nothing needs: a fifth of it.

The same functions with the same answers: signs are replaced one after the other instead of by a
table, which reads every sign twice, and lexemes are joined with their days without unpacking where
in the text they stand. Vectors hardly get smaller by compression, so they are kept without.
"""

from django.db import migrations

FOLD_ACCENTS = r"""
CREATE OR REPLACE FUNCTION fold_accents(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
  SELECT CASE WHEN words ~ '[^\x01-\x7f‘’“”–—£]' THEN normalize(
    regexp_replace(
      normalize({plain}, NFKD),
      '[\u0300-\u036f\u0591-\u05c7\u064b-\u065f]+', '', 'g'
    ),
    NFC
  )
  ELSE {plain} END
$$;
"""
REPLACED = FOLD_ACCENTS.format(plain="replace(replace(lower(words), '<', ' '), '>', ' ')")
TRANSLATED = FOLD_ACCENTS.format(plain="translate(lower(words), '<>', '  ')")
DATED = """
CREATE OR REPLACE FUNCTION dated(vector tsvector) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
  SELECT array_to_tsvector(ARRAY(
    SELECT lexeme || coarsest.number FROM unnest(tsvector_to_array(vector)) lexeme
  ))
  FROM (
    SELECT substr(lexeme, 6) AS number FROM unnest(tsvector_to_array(vector)) lexeme
    WHERE lexeme LIKE 'span4 %'
  ) coarsest
$$;
"""
UNPACKED = """
CREATE OR REPLACE FUNCTION dated(vector tsvector) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
  SELECT array_to_tsvector(array_agg(own.lexeme || coarsest.number))
  FROM unnest(vector) own, (
    SELECT substr(lexeme, 6) AS number FROM unnest(vector) WHERE lexeme LIKE 'span4 %'
  ) coarsest
$$;
"""
UNCOMPRESSED = "ALTER TABLE articles_article ALTER search SET STORAGE EXTERNAL;"
COMPRESSED = "ALTER TABLE articles_article ALTER search SET STORAGE EXTENDED;"


class Migration(migrations.Migration):
    dependencies = [("articles", "0026_sponsors")]

    operations = [
        migrations.RunSQL(REPLACED + DATED + UNCOMPRESSED, TRANSLATED + UNPACKED + COMPRESSED)
    ]
