"""Kinds and facts of documents of every kind: from whole letterheads, and where the letterhead is lost."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from nlp.components import load
from nlp.facts import Facts, find_facts
from nlp.outline import build_outline
from nlp.source import Source
from nlp.text import make_view
from nlp.tokenizer import make_doc

FOLDER = Path(__file__).parent / "letterheads"
FILES = sorted(path.stem for path in FOLDER.glob("*.toml"))
STANDS_FOR = {
    "<motto>": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
    "<plan>": """I. MỤC ĐÍCH, YÊU CẦU
1. Nâng cao hiệu lực, hiệu quả quản lý của các cơ quan hành chính trên địa bàn.
2. Xác định rõ trách nhiệm của người đứng đầu các cơ quan, đơn vị.
II. NỘI DUNG
1. Cải cách thể chế
Rà soát văn bản quy phạm pháp luật theo quy định.
III. TỔ CHỨC THỰC HIỆN
Giao Phòng Nội vụ theo dõi, đôn đốc, báo cáo kết quả thực hiện.""",
    "<report>": """I. KẾT QUẢ
Đã ban hành kế hoạch và tổ chức triển khai đến các đơn vị trực thuộc theo đúng thời gian quy định.
II. HẠN CHẾ
Còn một số hồ sơ trễ hạn ở lĩnh vực đất đai.""",
}


def papers(name: str) -> list[Any]:
    """Return the papers of a file as parameters: text, facts that are known, names of those that are not."""
    table = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return [pytest.param(paper, id=f"{name}-{key}") for key, paper in table.items()]


def read(text: str) -> Facts:
    for sign, meaning in STANDS_FOR.items():
        text = text.replace(sign, meaning)
    view = make_view(text)
    return find_facts("x.txt", view, build_outline(view))


def known(found: Facts, name: str) -> Any:
    if name == "period":
        return [found.period_start, found.period_end] if found.period_start else None
    return getattr(found, name)


@pytest.mark.parametrize("paper", [paper for name in FILES for paper in papers(name)])
def test_facts(paper: dict[str, Any]) -> None:
    found = read(paper["text"])
    wanted = {name: value for name, value in paper.items() if name not in ("text", "unknown")}
    wanted |= dict.fromkeys(paper.get("unknown", ()))
    assert {name: known(found, name) for name in wanted} == wanted


def test_a_third_refuses() -> None:
    every = [param.values[0] for name in FILES for param in papers(name)]
    assert len(every) >= 75
    assert 3 * sum("unknown" in paper for paper in every) >= len(every)


@pytest.mark.parametrize("sign", ["'", "’", "‘", "ʼ", "`", "´"])
@pytest.mark.parametrize("printed", ["Huyện Ea H{}leo", "Xã Đưng K{}Nớ", "Thị trấn Ea T{}Ling", "Huyện Cư M{}gar"])
def test_apostrophes_in_letterhead_and_place(printed: str, sign: str) -> None:
    own = printed.format(sign)
    place = own.removeprefix("Huyện ").removeprefix("Xã ").removeprefix("Thị trấn ")
    text = f"ỦY BAN NHÂN DÂN\n{own.upper()}\nSố: 5/BC-UBND\n{place}, ngày 3 tháng 6 năm 2021\nBÁO CÁO\nCCHC năm 2020"
    found = read(text)
    assert found.issuer is not None
    assert found.issuer.lower() == f"ubnd {printed.format(chr(39))}".lower()
    assert found.date == "2021-06-03"


@pytest.mark.parametrize(
    ("printed", "issuer"),
    [
        ("HUYỆN CƯ MGAR", "UBND huyện Cư M'gar"),
        ("HUYỆN CƯ M GAR", "UBND huyện Cư M'gar"),
        ("HUYỆN ĐẮK RLẤP", "UBND huyện Đắk R'Lấp"),
        ("HUYỆN KRÔNG PA", "UBND huyện Krông Pa"),
    ],
)
def test_apostrophes_that_are_not_printed(printed: str, issuer: str) -> None:
    assert read(f"ỦY BAN NHÂN DÂN\n{printed}\nBÁO CÁO\nCCHC năm 2020").issuer == issuer


HEAD = "UBND HUYỆN THANH HÀ\n{}\nThanh Hà, ngày 18 tháng 9 năm 2023\nBÁO CÁO\nCông tác CCHC quý III năm 2023\n"


def piped(text: str, *lost: str) -> Facts:
    """Return the facts of the pipeline; `lost` are stretches whose characters are lost and were not restored."""
    nlp = load(exclude=("cchc_citations", "cchc_statements", "cchc_places"))
    doc = make_doc(nlp.vocab, Source("x.txt", text))
    doc.user_data["cchc.mended"] = text
    doc.user_data["cchc.lost"] = [(text.index(one), text.index(one) + 1) for one in lost]
    for name in ("cchc_outline", "cchc_facts"):
        doc = nlp.get_pipe(name)(doc)
    found: Facts = doc._.facts
    return found


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 37/BC-UBND", "37/BC-UBND"),
        ("Số:  7/BC-UBND", None),  # 37 lost its 3
        ("Số: 3 /BC-UBND", None),  # 37 lost its 7
    ],
)
def test_a_number_with_a_gap_is_unknown_in_a_text_that_lost_letters(line: str, number: str | None) -> None:
    text = HEAD.format(line) + "I. KẾT QUẢ\nCông tác cải cách hành ch nh được quan tâm."
    assert piped(text, " nh được").number == number
    assert piped(text).number is not None


@pytest.mark.parametrize(("day", "date"), [("ngày 18 tháng", "2023-09-18"), ("ngày 1  tháng", None)])
def test_a_day_with_a_gap_is_unknown_in_a_text_that_lost_letters(day: str, date: str | None) -> None:
    text = (
        HEAD.format("Số: 37/BC-UBND").replace("ngày 18 tháng", day) + "I. KẾT QUẢ\nCông tác hành ch nh được quan tâm."
    )
    assert piped(text, " nh được").date == date
    assert piped(text).date is not None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "THÔNG BÁO\nKẾT LUẬN CỦA PHÓ CHỦ TỊCH UBND TỈNH TẠI BUỔI LÀM VIỆC VỚI SỞ TƯ PHÁP\n"
            "Ngày 5, Phó Chủ tịch UBND tỉnh làm việc với Sở Tư pháp. Kết luận như sau:",
            "Thông báo kết luận của Phó Chủ tịch UBND tỉnh tại buổi làm việc với Sở Tư pháp",
        ),
        ("KẾ HOẠCH\nCẢI CÁCH HÀNH CHÍNH NĂM 2024\n<plan>", "Kế hoạch cải cách hành chính năm 2024"),
        (
            "KẾ HOẠCH\nTHỰC HIỆN NGHỊ QUYẾT SỐ 76/NQ-CP NGÀY 15/7/2021\n<plan>",
            "Kế hoạch thực hiện nghị quyết số 76/NQ-CP ngày 15/7/2021",
        ),
        (
            "Số: 90/UBND-NV\nV/v gửi báo cáo cải cách\nhành chính quý I\nKính gửi: Sở Nội vụ\nUBND huyện gửi báo cáo.",
            "Về việc gửi báo cáo cải cách hành chính quý I",
        ),
        ("Kính gửi: Sở Nội vụ\nUBND huyện gửi báo cáo.", None),
    ],
)
def test_titles_of_every_kind(text: str, title: str | None) -> None:
    assert read(text).title == title
