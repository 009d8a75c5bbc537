"""Openers that name an area carry it on; document titles name the area of last resort."""

from __future__ import annotations

import pytest

from nlp.outline import build_outline
from nlp.outline.front import document_topic
from nlp.statements import find_statements
from nlp.statements.topics import opener
from nlp.text import make_view


def topics(*paragraphs: str) -> list[tuple[str | None, int]]:
    """Return area and distance of the topic of each statement."""
    view = make_view("\n\n".join(paragraphs))
    return [(s.topic, s.topic_distance) for s in find_statements(view, build_outline(view))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Về cải cách thể chế, xã đã rà soát 12 văn bản.", "Về cải cách thể chế"),
        ("- Đối với công tác hiện đại hóa hành chính, sở đã thay máy chủ.", "Đối với công tác hiện đại hóa hành chính"),
        ("Trong lĩnh vực tài chính công, huyện đã công khai dự toán.", "Trong lĩnh vực tài chính công"),
        ("Công tác cải cách thủ tục hành chính được quan tâm.", "Công tác cải cách thủ tục hành chính"),
        ("Xã đã rà soát 12 văn bản, bãi bỏ 02 văn bản.", ""),
        ("Về đích sớm hai tháng.", ""),
    ],
)
def test_openers(text, words):
    assert opener(text) == words


def test_an_opener_holds_for_the_sentences_that_go_on():
    found = topics(
        "Về cải cách tổ chức bộ máy, huyện đã hợp nhất 03 phòng. Đến nay số cấp phó giảm 05 người.",
        "Cùng với đó, các đơn vị đã ổn định hoạt động.",
        "Đối với cải cách tài chính công, huyện đã giao tự chủ cho 12 trường.",
    )
    assert found == [("organisation", 0), ("organisation", 1), ("organisation", 2), ("public_finance", 0)]


def test_a_summing_up_and_a_new_heading_end_a_topic():
    found = topics(
        "Về cải cách thể chế, xã đã rà soát 12 văn bản.",
        "Nhìn chung, các nội dung đều đạt kế hoạch.",
        "Về công tác cán bộ, công chức, xã cử 05 người đi học.",
        "II. TỒN TẠI, HẠN CHẾ",
        "Máy móc còn cũ.",
    )
    assert found == [("institutions", 0), (None, 0), ("civil_service", 0), (None, 0)]


def test_a_topic_does_not_reach_for_ever():
    paragraphs = ["Về cải cách thể chế, xã đã rà soát 12 văn bản.", *(f"Thôn số {n} đã họp dân." for n in range(12))]
    assert [area for area, _ in topics(*paragraphs)].count("institutions") == 9


@pytest.mark.parametrize(
    ("front", "area"),
    [
        (["KẾ HOẠCH", "Chuyển đổi số của huyện năm 2025"], "digital_government"),
        (["CHỈ THỊ", "VỀ TĂNG CƯỜNG KỶ LUẬT, KỶ CƯƠNG", "HÀNH CHÍNH"], "civil_service"),
        (["Xã Đông Hải đẩy mạnh cải cách thủ tục hành chính"], "procedures"),
        (["BÁO CÁO", "Kết quả công tác cải cách hành chính quý I"], None),
        (["KẾ HOẠCH", "Cải cách hành chính năm 2025"], None),
    ],
)
def test_the_topic_of_a_document(front, area):
    assert document_topic(front) == area
