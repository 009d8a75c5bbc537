"""Charts as coordinates for inline SVG, each with the table behind it; the template draws them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from evaluation.bootstrap import Interval
from evaluation.calibration import coverage_curve, reliability
from evaluation.measures import answers, sureness
from evaluation.runs import Mode
from evaluation.words import Words

WIDTH, HEIGHT = 440, 300  # of the whole drawing, user units
LEFT, RIGHT, TOP, BOTTOM = 58, 14, 12, 46  # margins for the axes
_SHOWN = 120  # points of a curve: more cannot be told apart
_STEPS = 10  # rows of a coverage table
_BAR, _ROW = 220, 26  # widest bar and height of a row of the interval chart


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis: its name, its range, and its ticks as (place in user units, text)."""

    name: str
    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a chart: its name, its points as SVG writes them, and the dots to draw on it."""

    name: str
    points: str
    dots: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A line chart and the table behind it."""

    id: str
    title: str
    note: str
    x: Axis
    y: Axis
    series: tuple[Series, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    diagonal: str = ""


@dataclass(frozen=True, slots=True)
class Whisker:
    """A figure with its interval, drawn at [low, high] around value; coordinates in user units."""

    name: str
    series: int
    y: float
    value: float
    low: float
    high: float
    text: str


@dataclass(frozen=True, slots=True)
class WhiskerChart:
    """Figures with their intervals under each other; the table behind it is the page's own."""

    title: str
    height: float
    ticks: tuple[tuple[float, str], ...]
    whiskers: tuple[Whisker, ...] = field(default=())


def _axis(name: str, low: float, high: float, words: Words, *, upright: bool) -> Axis:
    count = 5
    values = [low + (high - low) * step / count for step in range(count + 1)]
    place = _y if upright else _x
    ticks = tuple((place(value, low, high), words.number(value, 2)) for value in values)
    return Axis(name, low, high, ticks)


def _x(value: float, low: float = 0.0, high: float = 1.0) -> float:
    return round(LEFT + (WIDTH - LEFT - RIGHT) * (value - low) / (high - low), 1)


def _y(value: float, low: float = 0.0, high: float = 1.0) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (value - low) / (high - low), 1)


def _points(places: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in places)


def reliability_chart(modes: Mapping[str, Mode], target: str, words: Words) -> Chart:
    """Return accuracy over confidence in bins of equal mass, a line a pass."""
    series, rows = [], []
    for name, mode in modes.items():
        bins = reliability(*sureness(answers(mode.statements, target)))
        dots = tuple((_x(part.confidence), _y(part.accuracy)) for part in bins)
        series.append(Series(words.say(name), _points(dots), dots))
        rows += [
            (words.say(name), words.number(part.confidence, 3), words.percent(part.accuracy), str(part.count))
            for part in bins
        ]
    return Chart(
        f"reliability-{target}",
        f"{words.say('reliability')}: {words.say(f'target_{target}')}",
        words.say("reliability_note"),
        _axis(words.say("mean_confidence"), 0.0, 1.0, words, upright=False),
        _axis(words.say("share_right"), 0.0, 1.0, words, upright=True),
        tuple(series),
        tuple(words.say(key) for key in ("series", "mean_confidence", "share_right", "count")),
        tuple(rows),
        _points([(_x(0.0), _y(0.0)), (_x(1.0), _y(1.0))]),
    )


def coverage_chart(modes: Mapping[str, Mode], target: str, words: Words) -> Chart:
    """Return precision over coverage, a line a pass; the upright axis begins below the least precision."""
    curves = {}
    for name, mode in modes.items():
        given = answers(mode.statements, target)
        curves[name] = coverage_curve([answer.confidence for answer in given], [answer.right for answer in given])
    least = min((point.precision for curve in curves.values() for point in curve), default=0.0)
    low = max(0.0, int(least * 10 - 0.5) / 10)
    series, rows = [], []
    for name, curve in curves.items():
        kept = curve[:: max(len(curve) // _SHOWN, 1)] + curve[-1:]
        series.append(Series(words.say(name), _points([(_x(p.coverage), _y(p.precision, low)) for p in kept])))
        for step in range(1, _STEPS + 1) if curve else ():
            point = curve[max(-(-len(curve) * step // _STEPS) - 1, 0)]
            shown = (words.percent(point.coverage), words.percent(point.precision), words.number(point.confidence, 3))
            rows.append((words.say(name), *shown))
    return Chart(
        f"coverage-{target}",
        f"{words.say('coverage')}: {words.say(f'target_{target}')}",
        words.say("coverage_note"),
        _axis(words.say("share_kept"), 0.0, 1.0, words, upright=False),
        _axis(words.say("precision"), low, 1.0, words, upright=True),
        tuple(series),
        tuple(words.say(key) for key in ("series", "share_kept", "precision", "mean_confidence")),
        tuple(rows),
    )


def whisker_chart(
    figures: Mapping[str, Mapping[str, float]],
    spans: Mapping[str, Mapping[str, Interval]],
    keys: Sequence[str],
    words: Words,
) -> WhiskerChart:
    """Return the main figures of each pass with their intervals.

    Parameters
    ----------
    figures, spans : mapping
        Pass to figure to value, and to interval.
    keys : sequence of str
        The figures to draw, in order.
    words : Words
    """
    shown = [(name, key) for key in keys for name in figures if key in figures[name] and key in spans[name]]
    low = min((int(spans[name][key].low * 10) / 10 for name, key in shown), default=0.0)
    low = min(low, 0.9)
    whiskers = []
    for row, (name, key) in enumerate(shown):
        value, span = figures[name][key], spans[name][key]
        label = f"{words.metric(key)}, {words.say(name)}"
        text = f"{words.figure(key, value)} [{words.figure(key, span.low)}; {words.figure(key, span.high)}]"
        at, left, right = (_whisker_x(share, low) for share in (value, span.low, span.high))
        whiskers.append(Whisker(label, list(figures).index(name), 20 + _ROW * row, at, left, right, text))
    ticks = [low + (1 - low) * step / 4 for step in range(5)]
    return WhiskerChart(
        words.say("intervals"),
        30 + _ROW * len(shown),
        tuple((_whisker_x(tick, low), words.number(tick, 2)) for tick in ticks),
        tuple(whiskers),
    )


def _whisker_x(value: float, low: float) -> float:
    return round(320 + _BAR * (value - low) / (1 - low), 1)
