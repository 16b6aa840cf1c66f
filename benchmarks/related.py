"""How good related posts are: `python -m benchmarks.related FOLDER`.

The folder holds a folder for each label, and in it texts, one a file, whose first line is the
headline (so lie the well-known sets of news). They are written, published and related by the code
and with the bounds of production, on a database that is gone afterwards. Precision at 5 is the
share of the first five related articles that have the label of their article. Only the text is
given: no tag, and one section for all.

Beside it stands what the same words reach with no bound at all: every text compared with every
other by plain TF-IDF cosine; and chance.
"""

import heapq
import math
import re
import sys
import time
from collections import Counter, defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django

import tests.embedded  # noqa: F401  # It runs the database that the settings name.

django.setup()

from django.db import connection  # noqa: E402
from django.test.utils import setup_databases, teardown_databases  # noqa: E402

from articles import likeness, publishing, related, sections, writing  # noqa: E402
from articles.content import Content  # noqa: E402
from articles.models import Article, RelatedArticle, Section  # noqa: E402
from tests.factories import make_editor  # noqa: E402

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Text:
    label: str
    headline: str
    body: str


def main(folder: Path) -> None:
    """Measure with the texts in `folder`, and print a line for each way."""
    texts = list(read(folder))
    if len({text.label for text in texts}) < 2:
        sys.exit(f"{folder} holds no two folders with texts: give one folder for each label.")
    with throwaway_database():
        pks = written(texts)
        labels = {pk: text.label for pk, text in zip(pks, texts, strict=True)}
        likeness.count_words()
        likeness.make_profiles(pks)
        started, before = time.process_time(), backend_seconds()
        for article in Article.objects.filter(pk__in=pks).order_by("pk"):
            related.relate(article)
        spent = time.process_time() - started + backend_seconds() - before
        ours = {pk: list(shown(pk)) for pk in pks}
    show("related posts", precision(ours, labels), f"{1000 * spent / len(pks):.0f} ms CPU each")
    show("plain TF-IDF cosine, unbounded", precision(plain(texts, pks), labels))
    show("chance", chance(texts))


def read(folder: Path) -> "list[Text]":
    """Return the texts below a folder, in the order of their paths."""
    return [
        Text(path.parent.name, headline.strip()[:300] or path.stem, body)
        for path in sorted(folder.glob("*/*.txt"))
        for headline, _, body in [path.read_text("utf-8", "replace").strip().partition("\n")]
    ]


@contextmanager
def throwaway_database() -> Any:
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        yield
    finally:
        teardown_databases(databases, verbosity=0)


def written(texts: list[Text]) -> list[int]:
    """Publish the texts by the verbs; return their keys."""
    editor = make_editor()
    section = sections.arrange(Section(name="All", slug="all"), by=editor)
    pks = []
    for text in texts:
        paragraphs = re.split(r"\n\s*\n", text.body)
        body = "".join(f"<p>{_escaped(paragraph)}</p>" for paragraph in paragraphs)
        content = Content(headline=text.headline, body=body, section=section.pk)
        article = writing.create(content, by=editor)
        pks.append(publishing.publish(article, by=editor).pk)
    return pks


def shown(pk: int) -> list[int]:
    """Return what stands below an article, best first."""
    rows = RelatedArticle.objects.filter(article=pk).order_by("-score", "-other")
    return list(rows.values_list("other", flat=True)[:SHOWN])


def backend_seconds() -> float:
    """Return the processor time of the database's process for this connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def plain(texts: list[Text], pks: list[int]) -> dict[int, list[int]]:
    """Compare every text with every other; return the nearest five of each."""
    words = [
        Counter(re.findall(r"\w{3,}", f"{text.headline} {text.body}".lower())) for text in texts
    ]
    found = Counter(word for counts in words for word in counts)
    idf = {word: 1 + math.log((1 + len(texts)) / (1 + many)) for word, many in found.items()}
    having: dict[str, list[tuple[int, float]]] = defaultdict(list)
    vectors = []
    for place, counts in enumerate(words):
        weights = {word: many * idf[word] for word, many in counts.items()}
        length = math.hypot(*weights.values()) or 1.0
        vectors.append({word: weight / length for word, weight in weights.items()})
        for word, weight in vectors[-1].items():
            having[word].append((place, weight))
    return {pk: _nearest(place, vectors[place], having, pks) for place, pk in enumerate(pks)}


def _nearest(
    place: int, vector: dict[str, float], having: dict[str, list[tuple[int, float]]], pks: list[int]
) -> list[int]:
    cosines: dict[int, float] = defaultdict(float)
    for word, weight in vector.items():
        for other, theirs in having[word]:
            cosines[other] += weight * theirs
    cosines.pop(place, None)
    return [pks[other] for other in heapq.nlargest(SHOWN, cosines, key=cosines.__getitem__)]


def precision(found: dict[int, list[int]], labels: dict[int, str]) -> float:
    """Return the share of the five places that are filled with the right label."""
    right = sum(labels[other] == labels[pk] for pk, others in found.items() for other in others)
    return right / (SHOWN * len(found))


def chance(texts: list[Text]) -> float:
    many = Counter(text.label for text in texts)
    return sum(count * (count - 1) for count in many.values()) / (len(texts) * (len(texts) - 1))


def show(what: str, share: float, further: str = "") -> None:
    sys.stdout.write(f"{what}: {share:.3f}{f' ({further})' if further else ''}\n")
    sys.stdout.flush()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").strip()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Say where the texts are: python -m benchmarks.related FOLDER")
    main(Path(sys.argv[1]))
