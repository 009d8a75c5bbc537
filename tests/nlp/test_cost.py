"""Cost grows with the text, not with its square: hostile texts, doubled."""

from __future__ import annotations

from functools import partial

import pytest

from nlp.facts import find_facts
from nlp.outline import build_outline
from nlp.places import find_places
from nlp.statements import find_statements
from nlp.text import make_view

SENTENCE = "Trong năm xã tiếp nhận 1.204 hồ sơ, trả đúng hạn theo Nghị định số 61/2018/NĐ-CP. "
HOSTILE = {
    "one line": SENTENCE,
    "lines": SENTENCE + "\n",
    "digits and slashes": "12/34/",
    "one word": "số ",
    "dots": ". ",
    "stars": "*a ",
    "open tags": "<b ",
    "footnote signs": "<sup>1</sup>",
    "footnotes": "chữ1 \n1 Kế hoạch\n",
    "headings": "I. A\n",
    "brackets": "(",
    "tabs": "a\t",
    "bullets": "- Về việc:\n",
    "decomposed": "e\u0302\u0301 ",
}


def read(text: str) -> None:
    """Do everything that comes before the model."""
    view = make_view(text)
    outline = build_outline(view)
    find_statements(view, outline)
    find_places(view.text)
    find_facts("", view, outline)


@pytest.mark.parametrize("name", HOSTILE)
def test_twice_the_text_costs_about_twice(name: str, cpu_seconds) -> None:
    piece = HOSTILE[name]
    texts = (piece * (size // len(piece)) for size in (50_000, 100_000))
    short, long = (cpu_seconds(partial(read, text)) for text in texts)
    assert long < 3.2 * short + 0.05  # quadratic cost would be four times
