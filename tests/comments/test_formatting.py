"""What readers may mark in a comment, and what becomes of everything else."""

import time

import pytest

from comments.formatting import formatted

LINK = '<a href="{0}" rel="ugc nofollow noopener">{0}</a>'


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("One\ntwo\n\nthree", "<p>One<br>two</p>\n\n<p>three</p>"),
        ("*so* _so_ **so**", "<p><em>so</em> <em>so</em> <strong>so</strong></p>"),
        ("snake_case_name and 2 * 3 * 4", "<p>snake_case_name and 2 * 3 * 4</p>"),
        ("`a < b`", "<p><code>a &lt; b</code></p>"),
        ("```python\nif a < b:\n    c\n```", "<pre><code>if a &lt; b:\n    c\n</code></pre>"),
        ("``` no code\nyes", "<pre><code>no code\nyes</code></pre>"),
        ("> so\nno", "<blockquote>\n<p>so</p>\n</blockquote>\n<p>no</p>"),
        ("```\n> so\nno\n```", "<pre><code>&gt; so\nno\n</code></pre>"),
        ("Look: https://example.org/a_b_c.", f"<p>Look: {LINK.format('https://example.org/a_b_c')}.</p>"),
        ("\\*no\\*", "<p>*no*</p>"),
    ],
)  # fmt: skip
def test_marks_that_people_know(typed, seen):
    assert formatted(typed) == seen


@pytest.mark.parametrize(
    "typed",
    [
        "<b>no</b>",
        "# no heading",
        "1. no list",
        "![no picture](/x.png)",
        "[no](/hidden) [no](javascript:alert(1)) <javascript:alert(1)>",
        "www.example.org example.org somebody@example.org mailto:a@example.org //example.org",
        "&lt;script&gt; &#106;",
        "a | b\n--|--\nc | d",
    ],
)
@pytest.mark.parametrize("mark", ["", "*so* "])
def test_all_else_is_plain_text(typed, mark):
    html = formatted(mark + typed).replace("<br>", "")

    assert not any(tag in html for tag in ("<b", "<h", "<a", "<img", "<ol", "<ul", "<table"))
    assert html.count("<p>") == 1


def test_the_words_of_a_hundred_quotes_in_quotes_are_still_there():
    assert "<p>deep</p>" in formatted(">" * 100 + " deep")


@pytest.mark.parametrize(
    "sign", ["*", "_a", "`", ">", "> \n", "://", "https://a.b/(", "\\", "**a*"]
)
@pytest.mark.parametrize("many", [200, 10_000])
def test_no_text_takes_long_to_read(sign, many):
    text = (sign * many)[:10_000]
    text += "x" * (10_000 - len(text))

    def seconds():
        start = time.thread_time()
        formatted(text)
        return time.thread_time() - start

    # Time that grows with the square would be minutes; a busy machine takes a second now and then.
    assert any(seconds() < 1 for _ in range(5))
