"""Gazetteer look-ups and the places a text names: each resolved example beside one that must stay open."""

from __future__ import annotations

import time

import pytest

from nlp.places import find_places, load_gazetteer
from nlp.places.names import name_key

OLD, NEW = "2023-06-01", "2025-09-01"


@pytest.mark.parametrize(
    ("word", "name", "province", "date", "full"),
    [
        ("huyện", "Cẩm Xuyên", None, None, "huyện Cẩm Xuyên"),
        ("Huyện", "CẨM XUYÊN", None, OLD, "huyện Cẩm Xuyên"),
        ("huyện", "Cam Xuyen", None, OLD, "huyện Cẩm Xuyên"),
        ("huyện", "Cẩm Xuyên", None, NEW, None),  # districts ended on 30 June 2025
        ("huyện", "Châu Thành", None, OLD, None),  # ten provinces had one
        ("huyện", "Châu Thành", "Kiên Giang", OLD, "huyện Châu Thành"),
        ("district", "Kỳ Anh", None, OLD, None),  # a district and a town
        ("thị xã", "Kỳ Anh", None, OLD, "thị xã Kỳ Anh"),
        ("huyện", "Kỳ Sơn", None, "2018-01-01", None),  # Hòa Bình had one until 2019
        ("huyện", "Kỳ Sơn", None, OLD, "huyện Kỳ Sơn"),
        ("huyện", "Lộc Hà", "Hà Tĩnh", "2021-01-01", "huyện Lộc Hà"),
        ("quận", "01", None, OLD, "quận 1"),
        ("TP.", "Vinh", None, OLD, "thành phố Vinh"),
        ("xã", "Tân Việt", "Hải Dương", OLD, None),  # in Thanh Hà and in Bình Giang
        ("xã", "Thanh Chăn", None, OLD, "xã Thanh Chăn"),
        ("xã", "Mỏ Cày", None, NEW, None),
        ("xã", "Mỏ Cày", "Vĩnh Long", NEW, "xã Mỏ Cày"),
        ("đặc khu", "Phú Quốc", None, NEW, "đặc khu Phú Quốc"),
        ("phường", "Không Có", None, None, None),
    ],
)
def test_find(word: str, name: str, province: str | None, date: str | None, full: str | None) -> None:
    unit = load_gazetteer().find(word, name, province, date)
    assert (unit.full_name if unit else None) == full


@pytest.mark.parametrize(
    ("name", "date", "province"),
    [
        ("Hải Dương", OLD, "Hải Dương"),
        ("Hải Dương", NEW, None),
        ("Huế", OLD, "Thừa Thiên Huế"),
        ("Huế", NEW, "Huế"),
        ("Thừa Thiên - Huế", OLD, "Thừa Thiên Huế"),
        ("Bà Rịa Vũng Tàu", OLD, "Bà Rịa - Vũng Tàu"),
        ("TPHCM", OLD, "Hồ Chí Minh"),
        ("Đăk Lăk", OLD, "Đắk Lắk"),
        ("Đắc Lắc", NEW, "Đắk Lắk"),
        ("HOÀ BÌNH", OLD, "Hòa Bình"),
        ("Hoa Binh", OLD, "Hòa Bình"),
        ("Thanh Hà", OLD, None),
    ],
)
def test_province_at(name: str, date: str, province: str | None) -> None:
    unit = load_gazetteer().province_at(name, date)
    assert (unit.name if unit else None) == province


def test_provinces_before_and_after() -> None:
    gazetteer = load_gazetteer()
    assert len(gazetteer.provinces(OLD)) == 63
    assert len(gazetteer.provinces(NEW)) == 34


def test_units_above() -> None:
    gazetteer = load_gazetteer()
    commune = gazetteer.find("xã", "Thanh Chăn", date=OLD)
    assert commune is not None
    district = gazetteer.district_of(commune, OLD)
    assert district is not None and district.full_name == "huyện Điện Biên"
    assert gazetteer.province_of(commune, OLD).name == "Điện Biên"
    assert all(gazetteer[key].valid_from == "2025-07-01" for key in commune.successors)
    hue = gazetteer.find("huyện", "Phú Vang", date=OLD)
    assert hue is not None and gazetteer.province_of(hue, OLD).name == "Thừa Thiên Huế"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Hoà Bình", "HÒA BÌNH"),
        ("Thuỷ Nguyên", "Thủy Nguyên"),
        ("Mỹ Đức", "Mĩ Đức"),
        ("Phan Rang-Tháp Chàm", "Phan Rang - Tháp Chàm"),
    ],
)
def test_same_key(left: str, right: str) -> None:
    assert name_key(left) == name_key(right)


@pytest.mark.parametrize(("left", "right"), [("Tân Thành", "Tân Thạnh"), ("Ba Tô", "Ba Tơ"), ("Quý", "Quỳ")])
def test_other_key(left: str, right: str) -> None:
    assert name_key(left) != name_key(right)


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("UBND huyện Yên Châu đã chỉ đạo.", [("UBND huyện Yên Châu", "committee")]),
        ("chỉ đạo UBND các xã, thị trấn thực hiện", [("UBND các xã, thị trấn", "committee")]),
        (
            "HĐND tỉnh, Sở Nội vụ và Bộ Nội vụ",
            [("HĐND tỉnh", "council"), ("Sở Nội vụ", "department"), ("Bộ Nội vụ", "ministry")],
        ),
        ("Sở Tài nguyên và Môi trường tỉnh Hà Tĩnh", [("Sở Tài nguyên và Môi trường tỉnh Hà Tĩnh", "department")]),
        ("Phòng Tư pháp phối hợp xã Cẩm Bình", [("Phòng Tư pháp", "division"), ("xã Cẩm Bình", "unit")]),
        ("tại Trung tâm Phục vụ hành chính công huyện", [("Trung tâm Phục vụ hành chính công huyện", "centre")]),
        ("Văn phòng UBND tỉnh công bố", [("Văn phòng UBND tỉnh", "office")]),
        (
            "Huyện ủy và Ủy ban nhân dân xã Tân Việt",
            [("Huyện ủy", "party"), ("Ủy ban nhân dân xã Tân Việt", "committee")],
        ),
        ("Phòng Tài chính - Kế hoạch huyện", [("Phòng Tài chính - Kế hoạch huyện", "division")]),
        ("Ủy ban\nnhân dân huyện  Cẩm Xuyên", [("Ủy ban nhân dân huyện Cẩm Xuyên", "committee")]),
        ("xã hội, thành phố thông minh, bộ phận, phòng chống tham nhũng", []),
        ("kiểm tra tại các xã và phường", []),
    ],
)
def test_find_places(text: str, mentions: list[tuple[str, str]]) -> None:
    assert [(mention.text, mention.kind) for mention in find_places(text)] == mentions


def test_offsets_and_units() -> None:
    text = "Đoàn đã kiểm tra UBND huyện Châu Thành và huyện Cẩm Xuyên."
    first, second = find_places(text, date=OLD)
    assert text[first.start : first.end] == "UBND huyện Châu Thành"
    assert first.unit is None
    assert second.unit == load_gazetteer().find("huyện", "Cẩm Xuyên").id  # type: ignore[union-attr]
    near = find_places(text, province="Kiên Giang", date=OLD)[0]
    assert near.unit is not None and load_gazetteer().province_of(load_gazetteer()[near.unit]).name == "Kiên Giang"


def test_speed_is_linear() -> None:
    text = "UBND huyện Cẩm Xuyên chỉ đạo các xã, thị trấn rà soát thủ tục hành chính; Sở Nội vụ thẩm định. " * 3000
    find_places(text[:1000])
    start = time.process_time()
    find_places(text)
    assert len(text) / (time.process_time() - start) > 300_000  # a million a second on a free machine


@pytest.mark.parametrize(
    ("typed", "key"), [("²", "²"), ("٣", "٣"), ("0" * 9, "0"), ("07", "7"), ("1" * 5000, "1" * 5000)]
)
def test_a_name_of_any_figures_has_a_key(typed: str, key: str) -> None:
    assert name_key(typed) == key
