"""Numbers of cited documents beside gaps: null where a lost character may belong to them, kept where none can."""

from __future__ import annotations

import pytest

from nlp.citations import extract
from nlp.citations.lost import doubt_numbers
from nlp.text import make_view

FAR = ((0, 1),)  # a gap somewhere else in the text: the document is known to have lost letters


def numbers(text: str, lost: tuple[tuple[int, int], ...]) -> list[str | None]:
    view = make_view(text)
    return [mention.number for mention in doubt_numbers(extract(view.text), view, text, lost)]


@pytest.mark.parametrize(
    "text",
    [
        "x theo Nghị định số 60/2021/NĐ-   n    n",  # the organ is lost, and passes for spaces
        "x theo Nghị định số 60/2021/NĐ- ngày 21/6/2021",
        "x theo Nghị định số   0/2021/NĐ-CP ngày 21/6/2021",  # the first digits
        "x theo Nghị định ( 0/2021/NĐ-CP)",
        "x theo Kế hoạch số 12/KH-UBND   của tỉnh",  # a letter of the organ, or of the next word
        "x theo Kế hoạch số 12/KH-UB  ; tiếp",
        "x theo Quyết định số 12/QĐ-UBND , tiếp",
    ],
)
def test_a_number_beside_a_gap_is_null(text: str) -> None:
    assert numbers(text, FAR) == [None]
    # The same blanks in a text that lost nothing are someone's typing.
    assert numbers(text, ()) != [None]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("x theo Nghị định số 60/2021/NĐ-CP ngày 21/6/2021", "60/2021/NĐ-CP"),
        ("x theo Nghị định số 60/2021/NĐ-CP, Kế hoạch", "60/2021/NĐ-CP"),
        ("x theo Nghị định (60/2021/NĐ-CP) của", "60/2021/NĐ-CP"),
        ("x\n- 60/2021/NĐ-CP của Chính phủ", "60/2021/NĐ-CP"),
        ("x theo Nghị định số 60/2021/NĐ-CP - Chính phủ", "60/2021/NĐ-CP"),
        ("x theo Kế hoạch số 12/KH-UBND\n   của tỉnh", "12/KH-UBND"),
        ("x theo Nghị định số 60/2021/NĐ-CP ngày", "60/2021/NĐ-CP"),
        ("x theo Kế hoạch số 12/KH - UBND ngày", "12/KH-UBND"),
    ],
)
def test_a_number_away_from_gaps_is_kept(text: str, number: str) -> None:
    assert numbers(text, FAR) == [number]


def test_an_open_gap_within_reach_is_enough() -> None:
    text = "x theo Kế hoạch số 12/KH-UBND ề việc"
    assert numbers(text, ((text.index("UBND") + 4, text.index("UBND") + 5),)) == [None]
    assert numbers(text, ((text.index("việc"), text.index("việc") + 1),)) == ["12/KH-UBND"]
