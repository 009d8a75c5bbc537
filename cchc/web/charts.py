"""Charts as inline SVG: pure functions of numbers. Each has a name, a description, and its table behind it.

Lengths are in percent of the drawing's width and text in pixels, so that a chart is as legible on a telephone as on a
desk; the sheet gives the colours (`.c1` … `.c6`) and the margins in which names and scales stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import cycle, pairwise
from math import ceil, floor, log10, sqrt
from typing import Final

from markupsafe import Markup, escape

from cchc.language import say
from cchc.web.render import number

COLOURS: Final = ("c1", "c2", "c3", "c4", "c5", "c6")  # classes of the sheet
STEPS: Final = 9  # of a heat map, beside the one for nothing
_ROW, _BAR = 26, 16  # pixels: a row of bars, the bar in it
_PLOT, _TOP, _BASE = 64, 10, 20  # pixels of a small panel: the plot, what is above it and below it


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name in the table, a short one beside the bar, a value for each series, and where it leads."""

    name: str
    short: str
    values: Sequence[int]
    href: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """One of several small charts on one scale: a value for each place of the axis, and the counts behind them."""

    name: str
    values: Sequence[float]
    counts: Sequence[int]
    href: str = ""


def heat(count: int, most: int) -> str:
    """Return the class of a cell of a heat map: "h0" for nothing, "h9" for the most, the root of the share between.

    Examples
    --------
    >>> heat(0, 100), heat(1, 100), heat(25, 100), heat(100, 100), heat(0, 0)
    ('h0', 'h1', 'h5', 'h9', 'h0')
    """
    return f"h{max(1, min(STEPS, ceil(STEPS * sqrt(count / most))))}" if count > 0 and most > 0 else "h0"


def compact(value: float) -> str:
    """Return a number for a narrow place: 1.234, but 1,2 triệu."""
    for size, name in ((1e9, say(" tỷ", " bn")), (1e6, say(" triệu", " m"))):
        if value >= size:
            return f"{number(value / size, 1)}{name}"
    return number(value)


def element(name: str, *content: str, **attributes: object) -> Markup:
    """Return an element with everything in it escaped; "class_" and "stroke_width" become "class", "stroke-width"."""
    told = (Markup(' {}="{}"').format(key.strip("_").replace("_", "-"), value) for key, value in attributes.items())
    inner = Markup("").join(escape(one) for one in content)
    return Markup("<{0}{1}>{2}</{0}>").format(name, Markup("").join(told), inner)


def _picture(ident: str, title: str, told: str, height: int, drawn: Iterable[Markup], kind: str) -> Markup:
    heading = element("title", title, id=f"{ident}-t")
    telling = element("desc", told, id=f"{ident}-d")
    named = {"aria_labelledby": f"{ident}-t", "aria_describedby": f"{ident}-d"}
    return element("svg", heading, telling, *drawn, class_=kind, role="img", width="100%", height=height, **named)


def table(caption: str, heads: Sequence[str], rows: Iterable[tuple[Markup | str, Sequence[str]]]) -> Markup:
    """Return the table behind a chart, closed until somebody asks for it."""
    first, *rest = heads
    top = [element("th", first, scope="col"), *(element("th", head, scope="col", class_="n") for head in rest)]
    body = [
        element("tr", element("th", name, scope="row"), *(element("td", cell, class_="n") for cell in cells))
        for name, cells in rows
    ]
    made = element(
        "table",
        element("caption", caption, class_="hidden"),
        element("thead", element("tr", *top)),
        element("tbody", *body),
    )
    scrolled = element("div", made, class_="scroll", tabindex="0", role="region", aria_label=caption)
    return element(
        "details", element("summary", say("Bảng số liệu", "The figures as a table")), scrolled, class_="data"
    )


def _linked(name: str, href: str) -> Markup:
    return element("a", name, href=href) if href else escape(name)


def stacked_bars(
    ident: str,
    title: str,
    series: Sequence[str],
    bars: Sequence[Bar],
    head: str,
    *,
    most: int = 12,
    colours: Sequence[str] = COLOURS,
) -> Markup:
    """Return lying bars, each divided by series, with a legend and the table of all.

    Parameters
    ----------
    ident : str
        Of the drawing in its page.
    title : str
    series : sequence of str
        Names, in the order of each bar's values.
    bars : sequence of Bar
        The first `most` are drawn; the table tells all.
    head : str
        What the bars are, for the table.
    colours : sequence of str
        Classes of the series.
    """
    drawn, longest = bars[:most], max((sum(bar.values) for bar in bars[:most]), default=0)
    parts = [
        part
        for place, bar in enumerate(drawn)
        for part in _bar(place, bar, [*zip(cycle(colours), series, strict=False)], longest)
    ]
    picture = _picture(ident, title, _told(drawn), max(_ROW * len(drawn), _ROW), parts, "chart bars")
    left_out = element("p", _left_out(most, len(bars)), class_="soft") if len(bars) > most else Markup("")
    total = say("Cộng", "Total")
    rows = ((_linked(bar.name, bar.href), [number(v) for v in (*bar.values, sum(bar.values))]) for bar in bars)
    behind = table(title, [head, *series, total], rows)
    return element(
        "div", _legend([*zip(cycle(colours), series, strict=False)]), picture, left_out, behind, class_="figure"
    )


def _left_out(most: int, count: int) -> str:
    return say(
        f"Hình vẽ {number(most)} kỳ gần nhất; bảng có đủ {number(count)} kỳ.",
        f"Drawn are the latest {number(most)}; the table has all {number(count)}.",
    )


def _told(bars: Sequence[Bar]) -> str:
    if not any(sum(bar.values) for bar in bars):
        return say("Không có gì để vẽ.", "Nothing to draw.")
    top = max(bars, key=lambda bar: sum(bar.values))
    return say(
        f"{number(len(bars))} thanh; dài nhất: {top.name}, {number(sum(top.values))}.",
        f"{number(len(bars))} bars; the longest: {top.name}, {number(sum(top.values))}.",
    )


def _bar(place: int, bar: Bar, series: Sequence[tuple[str, str]], longest: int) -> list[Markup]:
    """Return a bar: the name left of the drawing, the parts, the sum behind them."""
    top, middle, total = place * _ROW + (_ROW - _BAR) // 2, place * _ROW + _ROW // 2 + 4, sum(bar.values)
    parts, at = [element("text", bar.short, x=-8, y=middle, text_anchor="end")], 0
    for (colour, name), value in zip(series, bar.values, strict=True):
        if value > 0:
            said = element("title", f"{bar.name} · {name}: {number(value)}")
            x, width = f"{_share(at, longest)}%", f"{_share(value, longest)}%"
            parts.append(element("rect", said, x=x, y=top, width=width, height=_BAR, class_=colour))
        at += value
    return [*parts, element("text", compact(total), x=f"{_share(total, longest)}%", dx=6, y=middle, class_="value")]


def _share(value: float, whole: float) -> float:
    """Return a share in percent, with three decimals at most: zero of nothing."""
    return round(100 * (value / whole), 3) if whole else 0


def _legend(series: Sequence[tuple[str, str]]) -> Markup:
    if len(series) < 2:
        return Markup("")
    keys = []
    for colour, name in series:
        square = element("rect", class_=colour, width=12, height=12, rx=2)
        key = element("svg", square, width=12, height=12, aria_hidden="true", focusable="false")
        keys.append(element("li", key, Markup(" "), name))
    return element("ul", *keys, class_="legend")


def small_multiples(
    ident: str, title: str, axis: Sequence[str], panels: Sequence[Panel], heads: tuple[str, str, str]
) -> Markup:
    """Return small line charts on one scale, one for each panel, with the table of all.

    Parameters
    ----------
    axis : sequence of str
        Names of the places, the earliest first.
    panels : sequence of Panel
        As many values each as the axis has places.
    heads : tuple of str
        What the panels are, what the values are, what the counts are.
    """
    top = ceiling(max((value for panel in panels for value in panel.values), default=0))
    charts = [_panel(f"{ident}-{place}", panel, axis, top, heads[1]) for place, panel in enumerate(panels)]
    rows = (
        (_linked(panel.name, panel.href), [_cell(v, c) for v, c in zip(panel.values, panel.counts, strict=True)])
        for panel in panels
    )
    behind = table(f"{title} ({heads[1]}; {heads[2]})", [heads[0], *axis], rows)
    return element("div", element("ul", *charts, class_="panels"), behind, class_="figure")


def _cell(value: float, count: int) -> str:
    return f"{number(value, 1)} ({number(count)})"


def ceiling(value: float) -> float:
    """Return the round number at the top of a scale.

    Examples
    --------
    >>> ceiling(3.2), ceiling(0), ceiling(41), ceiling(0.3)
    (4.0, 1.0, 50.0, 0.4)
    """
    if value <= 0:
        return 1.0
    size = 10.0 ** floor(log10(value))
    step = next(step for step in (1, 2, 4, 5, 10) if value <= step * size * (1 + 1e-9))
    return float(round(step * size, 9))


def _panel(ident: str, panel: Panel, axis: Sequence[str], top: float, what: str) -> Markup:
    last = number(panel.values[-1], 1) if panel.values else "–"
    heading = element("p", _linked(panel.name, panel.href), Markup(" "), element("b", last))
    drawn = [*_scale(top), *_line(panel, axis, top), *_ends(axis)]
    told = "; ".join(f"{name}: {number(value, 1)}" for name, value in zip(axis, panel.values, strict=True))
    height = _TOP + _PLOT + _BASE
    return element("li", heading, _picture(ident, f"{panel.name} – {what}", told, height, drawn, "chart panel"))


def _scale(top: float) -> list[Markup]:
    """Return three lines across with their numbers, the same in each panel."""
    parts = []
    for share in (0.0, 0.5, 1.0):
        y = _TOP + _PLOT * (1 - share)
        value = compact(top * share) if top >= 4 else number(top * share, 1)
        parts.append(element("line", x1=0, x2="100%", y1=y, y2=y, class_="grid" if share else "axis"))
        parts.append(element("text", value, x=-6, y=y + 4, text_anchor="end", class_="small"))
    return parts


def _line(panel: Panel, axis: Sequence[str], top: float) -> list[Markup]:
    points = [
        (f"{_share(place + 0.5, len(axis))}%", round(_TOP + _PLOT * (1 - value / top), 2), name, value, count)
        for place, (name, value, count) in enumerate(zip(axis, panel.values, panel.counts, strict=True))
    ]
    parts = [
        element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_="line") for (x1, y1, *_), (x2, y2, *_) in pairwise(points)
    ]
    for x, y, name, value, count in points:
        said = element("title", f"{panel.name} · {name}: {_cell(value, count)}")
        parts.append(element("circle", said, cx=x, cy=y, r=3, class_="dot"))
    return parts


def _ends(axis: Sequence[str]) -> list[Markup]:
    """Return the names of the first and the last place; those between stand in the points' titles and the table."""
    y = _TOP + _PLOT + _BASE - 5
    if len(axis) < 2:
        return [element("text", name, x="50%", y=y, text_anchor="middle", class_="small") for name in axis]
    first = element("text", axis[0], x=0, y=y, class_="small")
    return [first, element("text", axis[-1], x="100%", y=y, text_anchor="end", class_="small")]


def meter(value: float, whole: float) -> Markup:
    """Return a thin bar beside a number that says the same: hidden from readers of the page."""
    bar = element("rect", width=f"{_share(value, whole)}%", height=4, rx=1)
    return element("svg", bar, class_="meter", width="100%", height=4, aria_hidden="true", focusable="false")
