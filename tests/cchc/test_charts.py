"""Charts: names, tables and lengths for nothing, one, many and huge values; nothing from a report becomes markup."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree

import pytest
from markupsafe import Markup

from cchc.language import choose
from cchc.web.charts import Bar, Panel, ceiling, compact, heat, meter, small_multiples, stacked_bars

HOSTILE = '<script>alert(1)</script>"&'


def parsed(markup: Markup) -> ElementTree.Element:
    """Return a chart as a tree: it is well-formed, and holds nothing that the desk's policy forbids."""
    assert " style=" not in markup and "<style" not in markup and " on" not in re.sub(r">[^<]*<", "><", markup)
    return ElementTree.fromstring(markup)


def bars(values: Sequence[Sequence[int]], **options: object) -> ElementTree.Element:
    series = [f"loạt {n}" for n in range(len(values[0]) if values else 2)]
    drawn = [Bar(f"Năm {2000 + n}", str(2000 + n), one) for n, one in enumerate(values)]
    return parsed(stacked_bars("x", "Tên hình", series, drawn, "Kỳ", **options))  # type: ignore[arg-type]


def rows(tree: ElementTree.Element) -> list[list[str]]:
    return [["".join(cell.itertext()) for cell in row] for row in tree.iterfind(".//tbody/tr")]


def extents(tree: ElementTree.Element) -> list[tuple[float, float]]:
    picture = next(svg for svg in tree.iter("svg") if svg.get("role") == "img")
    return [(float(r.attrib["x"][:-1]), float(r.attrib["width"][:-1])) for r in picture.iter("rect")]


def test_a_picture_has_a_name_a_description_and_its_table() -> None:
    tree = bars([[1, 2], [3, 0]])
    picture = next(svg for svg in tree.iter("svg") if svg.get("role") == "img")
    ids = {one.get("id"): one.text for one in picture}
    assert ids[picture.attrib["aria-labelledby"]] == "Tên hình"
    assert "Năm 2000" in (ids[picture.attrib["aria-describedby"]] or "")
    assert rows(tree) == [["Năm 2000", "1", "2", "3"], ["Năm 2001", "3", "0", "3"]]
    assert [th.get("scope") for th in tree.iter("th")] == ["col"] * 4 + ["row"] * 2


def test_parts_of_a_bar_follow_each_other_to_the_longest() -> None:
    assert extents(bars([[1, 3], [1, 1]])) == [(0, 25), (25, 75), (0, 25), (25, 25)]
    assert extents(bars([[5]])) == [(0, 100)]


def test_nothing_to_draw() -> None:
    for values in ([], [[0, 0]], [[0], [0]]):
        tree = bars(values)
        assert extents(tree) == []
        assert "Không có gì để vẽ" in "".join(tree.itertext())
        assert len(rows(tree)) == len(values)


def test_many_bars_are_drawn_in_part_and_told_in_full() -> None:
    tree = bars([[n + 1, 1] for n in range(40)], most=12)
    assert len(extents(tree)) == 24
    assert len(rows(tree)) == 40
    assert "40 kỳ" in "".join(tree.itertext())


def test_huge_numbers_stay_in_the_drawing() -> None:
    tree = bars([[10**15, 1], [1, 10**12]])
    assert all(x >= 0 and width >= 0 and x + width <= 100.001 for x, width in extents(tree))
    assert rows(tree)[0][1] == "1.000.000.000.000.000"
    assert compact(10**15) == "1.000.000,0 tỷ"


def test_names_are_text() -> None:
    bar = Bar(HOSTILE, HOSTILE, [2], 'javascript:"><i>')
    made = stacked_bars("x", HOSTILE, [HOSTILE], [bar], HOSTILE)
    made += small_multiples("y", HOSTILE, [HOSTILE], [Panel(HOSTILE, [1.0], [1], HOSTILE)], (HOSTILE, HOSTILE, HOSTILE))
    assert "<script" not in made and "<i>" not in made
    assert HOSTILE in "".join(parsed(Markup("<div>{}</div>").format(made)).itertext())


def panels(values: Sequence[Sequence[float]]) -> ElementTree.Element:
    axis = [str(2000 + n) for n in range(len(values[0]) if values else 0)]
    drawn = [Panel(f"Lĩnh vực {n}", one, [round(10 * v) for v in one]) for n, one in enumerate(values)]
    return parsed(small_multiples("p", "Xu hướng", axis, drawn, ("Lĩnh vực", "mỗi báo cáo", "tổng")))


def test_panels_share_a_scale() -> None:
    tree = panels([[4.0, 0.0], [1.0, 2.0]])
    heights = [float(dot.attrib["cy"]) for dot in tree.iter("circle")]
    assert heights[0] < heights[3] < heights[2] < heights[1]
    assert [line.get("class") for line in tree.iter("line")].count("line") == 2
    assert rows(tree) == [["Lĩnh vực 0", "4,0 (40)", "0,0 (0)"], ["Lĩnh vực 1", "1,0 (10)", "2,0 (20)"]]


@pytest.mark.parametrize(("values", "dots"), [([], 0), ([[]], 0), ([[3.0]], 1), ([[0.0] * 5], 5), ([[1e15, 1.0]], 2)])
def test_panels_of_few_and_of_huge_values(values: list[list[float]], dots: int) -> None:
    found = [(float(dot.attrib["cx"][:-1]), float(dot.attrib["cy"])) for dot in panels(values).iter("circle")]
    assert len(found) == dots
    assert all(0 < x < 100 and 0 <= y <= 80 for x, y in found)


@pytest.mark.parametrize(("value", "top"), [(0, 1), (1, 1), (1.01, 2), (2.5, 4), (41, 50), (99, 100), (0.03, 0.04)])
def test_a_scale_ends_in_a_round_number(value: float, top: float) -> None:
    assert ceiling(value) == pytest.approx(top)


def test_heat() -> None:
    assert [heat(n, 81) for n in (0, 1, 4, 36, 80, 81, 10**9)] == ["h0", "h1", "h2", "h6", "h9", "h9", "h9"]
    assert heat(0, 0) == "h0"
    assert heat(1, 10**18) == "h1"


def test_a_meter_is_hidden_from_readers() -> None:
    tree = parsed(meter(1, 4))
    assert (tree.get("aria-hidden"), tree[0].get("width")) == ("true", "25.0%")
    assert parsed(meter(1, 0))[0].get("width") == "0%"


def test_english() -> None:
    choose("en")
    try:
        assert compact(2_500_000) == "2.5 m"
        assert rows(bars([[1234, 1]]))[0][1] == "1,234"
    finally:
        choose(None)
