"""Misread numbers of headings are mended where shape and sequence agree, and left where they do not."""

from __future__ import annotations

import pytest

from corpora.readers.page_text import Page, TextLine
from corpora.readers.scan_numbers import mend_numbers


def mended(heads: list[str], confidence: float | None = 0.9) -> list[str]:
    """Return the headings, two on a page with a sentence below each, as they are mended."""
    lines = [[head, "Xã đã họp dân."] for head in heads]
    pages = [
        Page([TextLine(text, 60, 500, 700, 12, 30) for pair in lines[n : n + 2] for text in pair], 600, (), confidence)
        for n in range(0, len(lines), 2)
    ]
    return [line.text for page in mend_numbers(pages) for line in page.lines][::2]


@pytest.mark.parametrize(
    ("read", "told"),
    [
        (["|. Kết quả", "II. Hạn chế"], ["I. Kết quả", "II. Hạn chế"]),
        (["L KẾT QUẢ", "II. HẠN CHẾ"], ["I. KẾT QUẢ", "II. HẠN CHẾ"]),
        (["I. Kết quả", "IL Hạn chế", "HI. Nhiệm vụ"], ["I. Kết quả", "II. Hạn chế", "III. Nhiệm vụ"]),
        (["I. Kết quả", "II Hạn chế", "II. Nhiệm vụ", "IV. Kiến nghị"], None),
        (["I. Kết quả", "l. Thể chế", "2. Thủ tục"], ["I. Kết quả", "1. Thể chế", "2. Thủ tục"]),
    ],
)
def test_what_the_sequence_makes_certain(read: list[str], told: list[str] | None) -> None:
    assert mended(read) == (told or [read[0], "II. Hạn chế", *read[2:]])


@pytest.mark.parametrize(
    "read",
    [
        ["I. Kết quả", "II. Hạn chế", "IL Nhiệm vụ", "IV. Kiến nghị"],  # the author may have counted "II." twice
        ["I. Kết quả", "II. Hạn chế", "II. Nhiệm vụ", "IV. Kiến nghị"],
        ["IL Kết quả", "II. Hạn chế"],
        ["L thứ hai là", "II. Hạn chế"],  # no title follows
        ["k) Rà soát", "l. Thể chế", "m) Công khai"],
        ["1. Thể chế", "l. Rà soát", "2. Thủ tục"],
        ["l. Thể chế", "3. Thủ tục"],
    ],
)
def test_what_is_not_certain_stays(read: list[str]) -> None:
    assert mended(read) == read


def test_a_text_layer_stays() -> None:
    assert mended(["|. Kết quả", "II. Hạn chế"], confidence=None) == ["|. Kết quả", "II. Hạn chế"]
