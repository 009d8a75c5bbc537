"""Mentions to documents: pairs that are one record beside pairs that must stay apart; marking mentions in a text."""

from __future__ import annotations

import pytest

from nlp.citations import IssuerContext, Mention, annotate, extract, resolve
from nlp.citations.short_forms import find_short_forms

DISTRICT = IssuerContext("UBND huyện Đức Thọ", "district", "Hà Tĩnh", "Đức Thọ")


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        # one record
        ("Nghị quyết số 76/NQ-CP ngày 15/7/2021; Nghị quyết số 76/NQ-CP ngày 15/7/2021", [[0, 1]]),
        ("Nghị quyết số 76/NQ-CP ngày 15/7/2021; Nghị quyết 76/NQ-CP", [[0, 1]]),
        ("Nghị quyết 76/NQ-CP; Nghị quyết số 76/NQ-CP ngày 15/7/2021", [[0, 1]]),
        ("Kết luận số 29-KL/TU; Kết luận số 29/KL/TU", [[0, 1]]),
        ("Nghị định số 130/2005/NĐ-CP; theo Nghị định 130 của Chính phủ", [[0, 1]]),
        ("theo Nghị định 130 của Chính phủ; Nghị định số 130/2005/NĐ-CP", [[0, 1]]),
        ("Chỉ thị số 23/CT-TTg ngày 26/12/2022; Chỉ thị 23 của Thủ tướng Chính phủ", [[0, 1]]),
        ("Đề án 06; nhiệm vụ của Đề án 06", [[0, 1]]),
        ("Luật PCTN; Luật Phòng, chống tham nhũng; luật phòng chống tham nhũng", [[0, 1, 2]]),
        ("Luật Đất đai năm 2024; triển khai Luật Đất đai", [[0, 1]]),
        ("Kế hoạch số 25/KH-UBND của UBND tỉnh; Kế hoạch số 25/KH-UBND của UBND tỉnh", [[0, 1]]),
        # apart: a year, a date, an issuer, a type
        ("Nghị định số 61/2018/NĐ-CP; Nghị định số 61/2023/NĐ-CP", [[0], [1]]),
        ("Chỉ thị số 23/CT-TTg ngày 02/9/2021; Chỉ thị số 23/CT-TTg ngày 26/12/2022", [[0], [1]]),
        ("Kế hoạch số 25/KH-UBND của UBND tỉnh; Kế hoạch số 25/KH-UBND của UBND huyện", [[0], [1]]),
        ("Kế hoạch số 25/KH-UBND của UBND xã Yên Hồ; Kế hoạch số 25/KH-UBND của UBND xã Tùng Ảnh", [[0], [1]]),
        ("Quyết định số 06/QĐ-TTg; Đề án 06", [[0], [1]]),
        ("Nghị quyết số 19-NQ/TW; Nghị quyết số 19/NQ-CP", [[0], [1]]),
        ("Luật Đất đai năm 2013; Luật Đất đai năm 2024", [[0], [1]]),
        ("Luật Căn cước; Luật Căn cước công dân", [[0], [1]]),
        # not certain: two records could take it
        ("Chỉ thị 23/CT-TTg ngày 02/9/2021; Chỉ thị 23/CT-TTg ngày 26/12/2022; Chỉ thị 23/CT-TTg", [[0], [1], [2]]),
        ("Nghị định số 108/2014/NĐ-CP; Nghị định số 108/2020/NĐ-CP; Nghị định 108 của Chính phủ", [[0], [1], [2]]),
        ("Luật Đất đai năm 2013; Luật Đất đai năm 2024; Luật Đất đai", [[0], [1], [2]]),
        ("", []),
    ],
)
def test_resolve(text: str, groups: list[list[int]]) -> None:
    documents = resolve(extract(text, DISTRICT))
    assert [document.mentions for document in documents] == groups


def test_a_record_keeps_what_any_mention_tells() -> None:
    text = "Chương trình số 88-CTr/HU của Huyện ủy; Chương trình số 88-CTr/HU ngày 10/02/2023"
    (document,) = resolve(extract(text, DISTRICT))
    assert (document.number, document.type, document.date, document.issuer) == (
        "88-CTr/HU",
        "Chương trình",
        "2023-02-10",
        "Huyện ủy Đức Thọ",
    )


@pytest.mark.parametrize(
    ("text", "records"),
    [
        # one field of the date differs in one year, number and issuer are the same: one record, both dates shown
        ("23/CT-TTg ngày 15/7/2021; 23/CT-TTg ngày 15/1/2021", [(None, ["2021-07-15", "2021-01-15"], ["date"])]),
        (
            "23/CT-TTg ngày 15/7/2021; 23/CT-TTg ngày 15/1/2021; 23/CT-TTg ngày 15/1/2021; 23/CT-TTg",
            [("2021-01-15", ["2021-01-15", "2021-07-15"], ["date"])],
        ),
        # two records: two fields, another year, no issuer known, a chain in which the ends are no slip of each other
        (
            "23/CT-TTg ngày 15/7/2021; 23/CT-TTg ngày 16/8/2021",
            [("2021-07-15", ["2021-07-15"], []), ("2021-08-16", ["2021-08-16"], [])],
        ),
        (
            "23/CT-TTg ngày 02/9/2021; 23/CT-TTg ngày 02/9/2022",
            [("2021-09-02", ["2021-09-02"], []), ("2022-09-02", ["2022-09-02"], [])],
        ),
        (
            "Thông báo số 12/TB-ABC ngày 15/7/2021; Thông báo số 12/TB-ABC ngày 15/1/2021",
            [("2021-07-15", ["2021-07-15"], []), ("2021-01-15", ["2021-01-15"], [])],
        ),
        (
            "23/CT-TTg ngày 15/7/2021; 23/CT-TTg ngày 15/1/2021; 23/CT-TTg ngày 20/1/2021",
            [(date, [date], []) for date in ("2021-07-15", "2021-01-15", "2021-01-20")],
        ),
    ],
)
def test_dates_of_a_record(text: str, records: list[tuple[str | None, list[str], list[str]]]) -> None:
    found = resolve(extract(text))
    assert [(document.date, document.dates, document.conflicts) for document in found] == records


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (["về thanh tra", "về  thanh\ntra", "về kiểm tra"], ["về thanh tra", "về kiểm tra"]),
        (["về kiểm tra", "Về thanh tra", "về thanh tra"], ["Về thanh tra", "về kiểm tra"]),
        ([None, ""], []),
    ],
)
def test_titles_of_a_record(titles: list[str | None], expected: list[str]) -> None:
    class Titled(Mention):  # a mention with the title printed after it
        title: str | None = None

    mentions = [Titled(0, 1, "x", "76/NQ-CP", "Nghị quyết", None, None, "full") for _ in titles]
    for mention, title in zip(mentions, titles, strict=True):
        object.__setattr__(mention, "title", title)
    (document,) = resolve(mentions)
    assert document.titles == expected


def test_short_forms_join_the_record_of_their_antecedent() -> None:
    text = "Nghị quyết số 76/NQ-CP; Kế hoạch số 25/KH-UBND; Nghị quyết này; Kế hoạch trên; Đề án này"
    mentions = extract(text, DISTRICT)
    documents = resolve(mentions, find_short_forms(text, mentions))
    assert [(document.mentions, document.short_forms) for document in documents] == [([0], [0]), ([1], [1])]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("không có gì", "không có gì"),
        ('a < b & "c"', "a &lt; b &amp; &quot;c&quot;"),
        ("theo Đề án 06.", 'theo <cite data-number="06">Đề án 06</cite>.'),
        ("Luật Thanh tra", '<cite data-number="">Luật Thanh tra</cite>'),
        (
            "<i>số 335/SNV-CCHC&VTLT</i>",
            '&lt;i&gt;<cite data-number="335/SNV-CCHC&amp;VTLT">số 335/SNV-CCHC&amp;VTLT</cite>&lt;/i&gt;',
        ),
        (
            "Nghị quyết 76/NQ-CP, Luật Viên chức",
            '<cite data-number="76/NQ-CP">Nghị quyết 76/NQ-CP</cite>, <cite data-number="">Luật Viên chức</cite>',
        ),
    ],
)
def test_annotate(text: str, marked: str) -> None:
    assert annotate(text, extract(text)) == marked


def test_annotate_hands_the_escaped_text_to_the_wrapper() -> None:
    def wrap(mention: Mention, escaped: str) -> str:
        return f'<a href="#{mention.type}">{escaped}</a>'

    text = "số 12/UBND-KT&HT <"
    assert annotate(text, extract(text), wrap) == '<a href="#Công văn">số 12/UBND-KT&amp;HT</a> &lt;'
