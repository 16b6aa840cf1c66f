"""Words for newspapers of tests: of an article's usual length, in three languages."""

SENTENCES = (
    "The agreement came before dawn, after a night in which nobody left the building.",
    "Ministers from seven coastal states agreed to limit heavy fuel on the northern lanes.",
    "Who enforces the limit is left to a conference in the spring, and that is the weak point.",
    "“We stay. They pass through,” said the harbour master, who has counted ships since 1994.",
    "Shipowners call the register workable; the smaller ports fear for the traffic they have.",
    "The text names eleven harbours that must offer shore power within four winters.",
    "A public list will show which ship burned what, and where, no later than a day after.",
    "The fishermen’s union asked for a wider margin at the spawning grounds and got half.",
)


def long_body() -> str:
    """Some 750 words: headings, lists, a quote, a numbered outcome, links."""
    parts = []
    for chapter in ("What the text says", "Who pays", "What is left open", "What comes next"):
        parts.append(f"<h2>{chapter}</h2>")
        parts += [f"<p>{' '.join(SENTENCES[start:] + SENTENCES[:start])}</p>" for start in (0, 3)][
            : 1 if chapter == "Who pays" else 2
        ]
    parts.insert(4, "<ul><li>a limit on heavy fuel</li><li>a public register</li></ul>")
    parts.insert(6, "<blockquote><p>We stay. They pass through.</p></blockquote>")
    parts.insert(8, '<h3>In order</h3><ol><li>July 2027</li><li>A <a href="/">list</a></li></ol>')
    return "".join(parts)


LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitän"
ARABIC = {
    "name": "الميدان",
    "tagline": "أخبار الساحل والبحر",
    "section": "العالم",
    "author": "ليلى الحسن",
    "headline": "الوزراء يتوصلون إلى اتفاق هش بشأن الممرات الشمالية",
    "standfirst": "من يراقب التنفيذ؟ سؤال تُرك للربيع، وهو أضعف ما في النص.",
    "sentence": "جاء الاتفاق قبل الفجر بعد ليلة طويلة، وحدد موعد المؤتمر 2027.",
    "tag": "القطب الشمالي",
}
