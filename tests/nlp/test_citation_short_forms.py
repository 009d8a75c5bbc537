"""Short forms: what stands for one document of the text beside what must stay without one."""

from __future__ import annotations

import pytest

from nlp.citations import extract
from nlp.citations.short_forms import SECTION, find_short_forms

FAR = "Đơn vị đã làm tốt. " * (SECTION // 19 + 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # "này", "đó": one document of the type in the paragraph
        ("Nghị quyết số 76/NQ-CP; theo Nghị quyết này", [("Nghị quyết này", 0)]),
        ("Nghị quyết số 76/NQ-CP; Nghị quyết 76/NQ-CP; Nghị quyết đó", [("Nghị quyết đó", 1)]),
        ("Kế hoạch số 25/KH-UBND; Quyết định số 08/QĐ-UBND; quyết định này", [("quyết định này", 1)]),
        ("Công văn số 12/UBND-NV; công văn này", [("công văn này", 0)]),
        ("Công văn số 12/UBND-NV; văn bản này", [("văn bản này", 0)]),
        ("Luật Đất đai; Luật này", [("Luật này", 0)]),
        ("Nghị quyết số 76/NQ-CP; Nghị quyết số 30/NQ-CP; Nghị quyết này", [("Nghị quyết này", None)]),
        ("Nghị quyết số 76/NQ-CP.\nNghị quyết này", [("Nghị quyết này", None)]),
        ("Nghị quyết này; Nghị quyết số 76/NQ-CP", [("Nghị quyết này", None)]),
        ("Nghị quyết số 76/NQ-CP; Kế hoạch này", [("Kế hoạch này", None)]),
        ("Công văn số 12/UBND-NV; Nghị quyết số 76/NQ-CP; văn bản này", [("văn bản này", None)]),
        ("Báo cáo số 12/BC-UBND; báo cáo này", [("báo cáo này", None)]),
        ("Luật Đất đai; pháp luật này", []),
        # "nêu trên", "nói trên", "trên": one document of the type in the section
        ("Kế hoạch số 25/KH-UBND.\nKế hoạch nêu trên", [("Kế hoạch nêu trên", 0)]),
        ("Nghị định số 61/2018/NĐ-CP.\nNghị định nói trên", [("Nghị định nói trên", 0)]),
        ("Kế hoạch số 25/KH-UBND; Kế hoạch trên đã xong", [("Kế hoạch trên", 0)]),
        ("Chương trình số 88-CTr/HU; Chương trình hành động nêu trên", [("Chương trình hành động nêu trên", 0)]),
        ("Kế hoạch số 25/KH-UBND; Kế hoạch số 26/KH-UBND.\nKế hoạch nêu trên", [("Kế hoạch nêu trên", None)]),
        (f"Kế hoạch số 25/KH-UBND. {FAR} Kế hoạch nêu trên", [("Kế hoạch nêu trên", None)]),
        ("Kế hoạch số 25/KH-UBND; các Kế hoạch trên", [("Kế hoạch trên", None)]),
        ("Kế hoạch số 25/KH-UBND; 02 Kế hoạch nêu trên", [("Kế hoạch nêu trên", None)]),
        ("Kế hoạch số 25/KH-UBND; kế hoạch trên địa bàn; kế hoạch trên 90%", []),
        # names that the text defines
        ("Nghị định số 120/2020/NĐ-CP (sau đây gọi tắt là Nghị định số 120)", [("Nghị định số 120", 0)]),
        ("Kế hoạch số 25/KH-UBND của huyện (gọi tắt là Kế hoạch)", [("Kế hoạch", 0)]),
        (
            "Quyết định số 06/QĐ-TTg phê duyệt đề án dữ liệu (gọi tắt là Đề án 06). Triển khai Đề án 06.",
            [("Đề án 06", 0), ("Đề án 06", 0)],
        ),
        ("Nghị định số 113/2018/NĐ-CP (gọi tắt là Nghị định số 120)", [("Nghị định số 120", None)]),
        ("Quyết định số 07/QĐ-TTg (gọi tắt là Đề án 06)", [("Đề án 06", None)]),
        ("Kế hoạch số 25/KH-UBND, Kế hoạch số 26/KH-UBND (gọi tắt là Kế hoạch)", [("Kế hoạch", None)]),
        ("Nghị định số 120/2020/NĐ-CP; một văn bản khác (gọi tắt là Nghị định)", [("Nghị định", None)]),
        # a bare number after a full one
        ("Nghị định số 61/2018/NĐ-CP; Nghị định 61", [("Nghị định 61", 0)]),
        ("Kế hoạch số 25/KH-UBND; Kế hoạch 25 đã xong", [("Kế hoạch 25", 0)]),
        ("Nghị định số 61/2018/NĐ-CP; Nghị định số 61/2023/NĐ-CP; Nghị định 61", [("Nghị định 61", None)]),
        ("Nghị định 61; Nghị định số 61/2018/NĐ-CP", [("Nghị định 61", None)]),
        ("Nghị định số 61/2018/NĐ-CP; Nghị định 62", [("Nghị định 62", None)]),
        ("Quyết định số 06/QĐ-TTg; Đề án 06", [("Đề án 06", None)]),
        ("Báo cáo số 6/BC-UBND; báo cáo 6 tháng; Báo cáo 6 tháng", []),
        ("Nghị định số 61/2018/NĐ-CP", []),
        ("", []),
    ],
)
def test_short_forms(text: str, expected: list[tuple[str, int | None]]) -> None:
    found = find_short_forms(text, extract(text))
    assert [(text[form.start : form.end], form.antecedent) for form in found] == expected


def test_short_forms_are_no_mentions() -> None:
    text = "Kế hoạch số 25/KH-UBND; Kế hoạch nêu trên; Kế hoạch này"
    assert len(extract(text)) == 1


def test_cost_is_linear(cpu_seconds) -> None:
    unit = "Kế hoạch số 25/KH-UBND; Kế hoạch này; Kế hoạch nêu trên; Kế hoạch 25. "

    def seconds(times: int) -> float:
        text = unit * times
        mentions = extract(text)
        return cpu_seconds(lambda: find_short_forms(text, mentions))

    # Eight times the text; a quadratic pass would take 64 times as long.
    assert seconds(3200) < 24 * max(seconds(400), 0.005)
