"""Straight lines that a PDF page draws: strokes, edges of frames, thin filled boxes."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

import pypdfium2.raw as pdfium

from corpora.readers.pdf_chars import is_white
from corpora.readers.table_grid import Rule

_THIN: Final = 3.0  # points: a narrower filled box is a line
_STRAIGHT: Final = 1.0  # points off the axis
_DEEPEST: Final = 5  # forms within forms
_MOST_SEGMENTS: Final = 400  # of one path; more is a drawing

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
_UNIT: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def page_rules(page: Any, rotation: int) -> list[Rule]:
    """Return the straight lines of a page along its axes.

    Parameters
    ----------
    page : pypdfium2 page (raw handle)
    rotation : int
        Degrees by which the page's lines of text are turned, as in `PageChars`.
    """
    rules: list[Rule] = []
    for number in range(pdfium.FPDFPage_CountObjects(page)):
        for start, end in _edges(pdfium.FPDFPage_GetObject(page, number), _UNIT, 0):
            rule = _rule(_turned(start, rotation), _turned(end, rotation))
            if rule:
                rules.append(rule)
    return rules


def _edges(handle: Any, outer: Matrix, depth: int) -> Iterator[tuple[Point, Point]]:
    kind = pdfium.FPDFPageObj_GetType(handle)
    if kind == pdfium.FPDF_PAGEOBJ_PATH:
        yield from _path_edges(handle, _times(_matrix(handle), outer))
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        inner = _times(_matrix(handle), outer)
        for number in range(pdfium.FPDFFormObj_CountObjects(handle)):
            yield from _edges(pdfium.FPDFFormObj_GetObject(handle, number), inner, depth + 1)


def _path_edges(handle: Any, matrix: Matrix) -> Iterator[tuple[Point, Point]]:
    """Yield the edges of a stroked path; of a filled one its middle line, where it is thin."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(handle, fill, stroke)
    runs = list(_runs(handle, matrix))
    if stroke.value:
        for run in runs:
            yield from pairwise(run)
    elif fill.value and not is_white(handle):
        for run in runs:
            yield from _middle(run)


def _middle(run: list[Point]) -> Iterator[tuple[Point, Point]]:
    xs, ys = [x for x, _ in run], [y for _, y in run]
    left, right, low, high = min(xs), max(xs), min(ys), max(ys)
    if high - low <= _THIN:
        yield (left, (low + high) / 2), (right, (low + high) / 2)
    elif right - left <= _THIN:
        yield ((left + right) / 2, low), ((left + right) / 2, high)


def _runs(handle: Any, matrix: Matrix) -> Iterator[list[Point]]:
    """Yield the pieces of a path as points on the page, closed ones with their first point again."""
    count = pdfium.FPDFPath_CountSegments(handle)
    run: list[Point] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(count if count <= _MOST_SEGMENTS else 0):
        segment = pdfium.FPDFPath_GetPathSegment(handle, number)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and run:
            yield run
            run = []
        run.append(_moved((x.value, y.value), matrix))
        if pdfium.FPDFPathSegment_GetClose(segment):
            run.append(run[0])
    if run:
        yield run


def _rule(start: Point, end: Point) -> Rule | None:
    (x, y), (u, v) = start, end
    if abs(y - v) <= _STRAIGHT < abs(x - u):
        return Rule(True, (y + v) / 2, min(x, u), max(x, u))
    if abs(x - u) <= _STRAIGHT < abs(y - v):
        return Rule(False, (x + u) / 2, min(y, v), max(y, v))
    return None


def _turned(point: Point, rotation: int) -> Point:
    x, y = point
    return {90: (y, -x), 180: (-x, -y), 270: (-y, x)}.get(rotation, point)


def _matrix(handle: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(handle, found):
        return _UNIT
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _moved(point: Point, matrix: Matrix) -> Point:
    x, y = point
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
