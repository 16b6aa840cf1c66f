"""A spelling that would find something: the words of the archive, and those one slip away.

Articles' words are learned by a job after each change. A word that no article has any more does
no harm: what is proposed to a reader has been searched for first.
"""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any

from django.db import connection
from procrastinate.contrib.django import app

from articles.indexing import folded
from articles.models import Article, Word

SHORTEST, LONGEST = 3, 30
WORDS_LOOKED_AT = 6
CANDIDATES = 50
PROPOSED = 3

LEARN = """
INSERT INTO articles_word (word, shortened)
SELECT word, ARRAY(
  SELECT DISTINCT left(word, place) || substr(word, place + 2)
  FROM generate_series(0, length(word)) place
)
FROM (
  SELECT DISTINCT regexp_split_to_table(fold_accents(words), '\\W+') AS word
  FROM ({texts}) texts (words)
) found
WHERE length(word) BETWEEN %s AND %s AND word !~ '[0-9_]'
ORDER BY word
ON CONFLICT DO NOTHING
"""
OF_ARTICLES = """
SELECT concat_ws(' ', headline, standfirst, body_text, tag_words, name_words)
FROM articles_article WHERE id = ANY(%s)
"""


def learn(articles: Iterable[int]) -> None:
    """Add the words of the articles with these keys to those that are known.

    In order, so that two jobs which learn the same words don't wait for each other.
    """
    _learn(OF_ARTICLES, list(articles))


def learn_texts(texts: Iterable[str]) -> None:
    """Add the words of some texts, as `learn` does."""
    _learn("SELECT unnest(%s::text[])", list(texts))


def _learn(texts: str, which: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(LEARN.format(texts=texts), [which, SHORTEST, LONGEST])


def learn_after(article: Article) -> None:
    """Defer the job inside the present transaction, if readers can find the article."""
    if article.status == Article.Status.PUBLISHED:
        # By its name: the jobs call the verbs, so the verbs can't import the jobs.
        job = app.configure_task("articles.tasks.learn_words", queue="slow")
        job.defer(article_id=article.pk)


def meant(words: str) -> list[str]:
    """Return the same words with slips corrected, the likeliest first; empty if none is seen.

    Operators and known words stay as they are.
    """
    asked = [word for word in re.findall(r"\w+", words) if _is_looked_at(word)][:WORDS_LOOKED_AT]
    near = _near({folded(word) for word in asked})
    choices = {word: near[folded(word)] for word in asked if near[folded(word)]}
    most = max(map(len, choices.values()), default=0)
    return [_put(words, choices, rank) for rank in range(most)]


def _near(words: set[str]) -> dict[str, list[str]]:
    """Return for each folded word the known ones that are one slip away, the most alike first.

    A known word has no slip in it.
    """
    slips = {word: _shortened(word) for word in words}
    every = sorted(set().union(*slips.values()))
    rows = Word.objects.filter(shortened__overlap=every)[: CANDIDATES * WORDS_LOOKED_AT]
    known = {row.word: set(row.shortened) for row in rows} if every else {}
    return {
        word: []
        if word in known
        else sorted(
            (other for other, theirs in known.items() if theirs & shortened),
            key=lambda other: (-_likeness(word, other), other),
        )[:PROPOSED]
        for word, shortened in slips.items()
    }


def _shortened(word: str) -> set[str]:
    """The word, and what is left when one of its letters is taken away, as it is stored."""
    return {word[:place] + word[place + 1 :] for place in range(len(word) + 1)}


def _likeness(one: str, other: str) -> float:
    """How alike two words are; swapped letters are the likeliest slip, a wrong first letter not."""
    same = 0.1 if sorted(one) == sorted(other) else 0.0
    return SequenceMatcher(None, one, other).ratio() + same + (0.1 if one[0] == other[0] else 0.0)


def _is_looked_at(word: str) -> bool:
    return SHORTEST <= len(folded(word)) <= LONGEST and not re.search(r"\d", word)


def _put(words: str, choices: dict[str, list[str]], rank: int) -> str:
    for word, found in choices.items():
        words = re.sub(rf"\b{re.escape(word)}\b", found[min(rank, len(found) - 1)], words)
    return words
