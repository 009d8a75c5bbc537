"""Lists of numbers under one type, laws with their numbers, dates behind the issuer, joint circulars."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.citations import Mention, extract, resolve
from nlp.citations.index import build_index


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("thực hiện các Nghị định 108, 113 và 143 của Chính phủ", ["108", "113", "143"]),
        ("Nghị định 61 và 107 về một cửa", ["61", "107"]),
        ("theo Thông tư số 01 và số 03; xã đã họp", ["01", "03"]),
        # Unresolved: what follows the last number is counted by it.
        ("Nghị định 108 và 113 trường hợp tinh giản", ["108"]),
        ("Nghị định 61, 15 xã đã sắp xếp phòng một cửa", ["61"]),
        ("Nghị định 61, 107.5 triệu đồng", ["61"]),
        ("Nghị định 61 và 95% hồ sơ", ["61"]),
        ("Đề án 06 và 15 xã", ["06"]),
    ],
)
def test_lists_of_bare_numbers(text: str, numbers: list[str]) -> None:
    assert [mention.number for mention in extract(text)] == numbers


@pytest.mark.parametrize(
    ("text", "surface", "type_name"),
    [
        ("Luật Viên chức số 58/2010/QH12 ngày 15/11/2010", "Luật Viên chức số 58/2010/QH12 ngày 15/11/2010", "Luật"),
        ("Bộ luật Lao động số 45/2019/QH14", "Bộ luật Lao động số 45/2019/QH14", "Bộ luật"),
        ("Luật Đất đai 31/2024/QH15", "Luật Đất đai 31/2024/QH15", "Luật"),
    ],
)
def test_a_law_and_its_number_are_one_mention(text: str, surface: str, type_name: str) -> None:
    (mention,) = extract(text)
    assert (mention.text, mention.type, mention.form) == (surface, type_name, "full")


def test_a_law_and_its_number_in_brackets_are_one_document() -> None:
    mentions = extract("Luật Đất đai (số 31/2024/QH15) có hiệu lực; Luật Đất đai quy định")
    assert [mention.form for mention in mentions] == ["title_only", "number_only", "title_only"]
    assert mentions[1].type == "Luật"
    assert [document.mentions for document in resolve(mentions)] == [[0, 1, 2]]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Nghị quyết 76/NQ-CP của Chính phủ ngày 15/7/2021", "2021-07-15"),
        ("Kế hoạch số 12/KH-UBND của UBND huyện Yên Lập, ngày 02 tháng 3 năm 2022", "2022-03-02"),
        ("Kế hoạch số 12/KH-UBND của UBND huyện từ ngày 02/3/2022", None),
        ("Kế hoạch số 12/KH-UBND của UBND huyện đến ngày 02/3/2022", None),
        ("Kế hoạch số 12/KH-UBND của UBND huyện. Ngày 02/3/2022, xã họp", None),
    ],
)
def test_a_date_behind_the_issuer(text: str, date: str | None) -> None:
    (mention,) = extract(text)
    assert mention.date == date


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Thông tư liên tịch số 01/2018/TTLT-BNV-BTC", "Bộ Nội vụ; Bộ Tài chính"),
        ("Thông tư liên tịch số 01/2018/TTLT-BNV-BTC của Bộ Nội vụ", "Bộ Nội vụ; Bộ Tài chính"),
        ("Thông tư liên tịch số 01/2018/TTLT-BNV-BXYZ", None),
    ],
)
def test_joint_circulars_have_all_their_issuers(text: str, issuer: str | None) -> None:
    (mention,) = extract(text)
    assert mention.issuer == issuer


def test_a_type_stuck_to_its_number() -> None:
    assert [mention.number for mention in extract("theo NĐ61/2018/NĐ-CP")] == ["61/2018/NĐ-CP"]
    assert extract("mã số AB61/2018/NĐ-CP") == []


NUMBERS = st.sampled_from(
    ["76/NQ-CP", "61/2018/NĐ-CP", "36/KH-UBND", "29-KL/TU", "335/SNV-CCHC", "30c/NQ-CP", "99/2023/QH15", "05-CT/TW"]
)
SPACES = st.sampled_from(["", " ", "\u00a0", "\u202f"])
DASHES = st.sampled_from(["-", "–", "—", "\u2010", "\u2011", "\u2212"])
TYPES = {"NQ": "Nghị quyết", "NĐ": "Nghị định", "KH": "Kế hoạch", "KL": "Kết luận", "CT": "Chỉ thị", "QH": "Nghị quyết"}


@st.composite
def spellings(draw: st.DrawFn, number: str) -> str:
    """A number as some typist would print it: other dashes, and a space at a joint where reports have them."""
    printed = ""
    for letter in number:
        if letter == "-":
            printed += draw(DASHES) + draw(SPACES)
        elif letter == "/":
            printed += draw(SPACES) + "/" + draw(SPACES)
        else:
            printed += letter
    return printed


@given(data=st.data(), number=NUMBERS)
def test_two_spellings_meet_in_one_record(data: st.DataObject, number: str) -> None:
    name = next((name for code, name in TYPES.items() if code in number), "Công văn")
    body = "Tỉnh ủy Yên Bái" if number.endswith("TU") else "UBND tỉnh Yên Bái"
    texts = [f"theo {name} số {data.draw(spellings(number))} của {body}" for _ in range(2)]
    found: list[list[Mention]] = [extract(text) for text in texts]
    assert [len(mentions) for mentions in found] == [1, 1]
    assert len(resolve(extract("; ".join(texts)))) == 1
    assert len(build_index([("a", found[0]), ("b", found[1])])) == 1
