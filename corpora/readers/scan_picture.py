"""The picture of a page: is it turned, which lines are ruled on it. Arrays of gray, 0 is black."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from corpora.readers.table_grid import Rule
from corpora.readers.tesseract import Gray

_WIDEST: Final = 5.0  # degrees looked at on either side
_COARSE: Final = 0.5
_FINE: Final = 0.1
_SAMPLE: Final = 600  # pixels of width that are enough to see a page's lines
_INK: Final = 0.6  # of the paper's brightness: darker is ink
_BLACK: Final = 20.0  # of 255: darker is black
_PAPER: Final = 0.75  # of the paper's brightness: brighter is white
_SEEN: Final = 200  # of 255: darker belongs to a mark on white paper
_SPECK: Final = 7  # pixels; the dots of 10-point letters have twice as many at 200 to the inch
_LONG: Final = 0.6  # inches: a longer dark run is a rule, no letter
_THICK: Final = 0.05  # inches: a thicker one is a bar or a picture
_BRIDGE: Final = 0.02  # inches: gaps that noise tears into a rule
_WHOLE: Final = 0.93  # of a rule is ink, three rows together; of a line of letters much less


def skew(picture: Gray) -> float:
    """Return by how many degrees a page is turned against the clock, within 5 degrees.

    Rows of ink are sharpest in the profile of the page's heights where the lines lie level; the profile is looked at
    for each angle, coarsely first.
    """
    ink = _small_ink(picture)
    if not ink.any():
        return 0.0
    ys, xs = np.nonzero(ink)
    coarse = _sharpest(xs, ys, np.arange(-_WIDEST, _WIDEST + _COARSE / 2, _COARSE))
    return round(float(_sharpest(xs, ys, np.arange(coarse - _COARSE, coarse + _COARSE + _FINE / 2, _FINE))), 2)


def _small_ink(picture: Gray) -> NDArray[np.bool_]:
    step = max(picture.shape[1] // _SAMPLE, 1)
    height, width = (size // step * step for size in picture.shape)
    small = picture[:height, :width].reshape(height // step, step, width // step, step).min(axis=(1, 3))
    return is_ink(small)


def _sharpest(xs: NDArray[np.intp], ys: NDArray[np.intp], angles: NDArray[np.float64]) -> float:
    """Return the angle whose profile varies most from row to row."""
    scores = []
    for angle in angles:
        rows = np.round(ys + xs * math.tan(math.radians(angle))).astype(np.intp)
        profile = np.bincount(rows - rows.min())
        scores.append(float((np.diff(profile).astype(np.float64) ** 2).sum()))
    return float(angles[int(np.argmax(scores))])


def is_ink(picture: Gray) -> NDArray[np.bool_]:
    """Return where a picture is much darker than its paper."""
    paper = float(np.percentile(picture, 90))
    return picture < _INK * paper


def turn(picture: Gray, degrees: float) -> Gray:
    """Turn a picture with the clock by some degrees; corners that come in are white."""
    turned = Image.fromarray(picture).rotate(-degrees, Image.Resampling.BICUBIC, fillcolor=255)
    return np.asarray(turned, dtype=np.uint8)


def enlarged(picture: Gray, times: int) -> Gray:
    """Return a picture of several times the size."""
    size = (picture.shape[1] * times, picture.shape[0] * times)
    return np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.LANCZOS), dtype=np.uint8)


def whitened(picture: Gray) -> Gray:
    """Return a picture whose paper is plain white: grain on it would be read as signs beside cut-out cells.

    Specks of ink smaller than any dot over or under a letter go too.
    """
    from scipy import ndimage  # takes a while to load; pages with letters do without

    paper = max(float(np.percentile(picture, 90)), 1.0)
    stretched = (picture.astype(np.float32) - _BLACK) * 255 / (_PAPER * paper - _BLACK)
    white: Gray = np.clip(stretched, 0, 255).astype(np.uint8)
    found, _ = ndimage.label(white < _SEEN, structure=np.ones((3, 3)))
    marks: NDArray[np.int32] = np.asarray(found)
    sizes = np.bincount(marks.ravel())
    specks = (sizes < _SPECK)[marks] & (marks > 0)
    white[specks] = 255
    return white


def ruled_lines(picture: Gray, dpi: int) -> list[Rule]:
    """Return the ruled lines of a level page, in points upwards from the picture's lower edge."""
    ink = is_ink(picture)
    return [
        _rule(horizontal, line, start, end, picture.shape[0], dpi)
        for horizontal in (True, False)
        for line, start, end in _long_runs(ink if horizontal else ink.T, dpi)
    ]


def _rule(horizontal: bool, line: int, start: int, end: int, height: int, dpi: int) -> Rule:
    scale = 72 / dpi
    if horizontal:
        return Rule(True, (height - line) * scale, start * scale, end * scale)
    return Rule(False, line * scale, (height - end) * scale, (height - start) * scale)


def _long_runs(ink: NDArray[np.bool_], dpi: int) -> list[tuple[int, int, int]]:
    """Return (row, start, end) of the dark runs that are long, without gaps, and belong to nothing thick."""
    long, thick = int(_LONG * dpi), max(int(_THICK * dpi), 3)
    # A rule of a page that is turned a little climbs from row to row: neighbours are taken together.
    near = ink.copy()
    near[1:] |= ink[:-1]
    near[:-1] |= ink[1:]
    sums = np.cumsum(np.vstack([np.zeros((1, ink.shape[1]), np.int32), ink.astype(np.int32)]), axis=0)
    found = []
    for row in map(int, np.flatnonzero(near.sum(axis=1) >= long)):
        low, high = max(row - thick, 0), min(row + thick, ink.shape[0])
        for start, end in _runs(_closed(near[row], max(int(_BRIDGE * dpi), 1))):
            if end - start < long or near[row, start:end].mean() < _WHOLE:
                continue
            if np.median(sums[high, start:end] - sums[low, start:end]) <= thick:
                found.append((row, start, end))
    return found


def _runs(row: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], row.astype(np.int8), [0]))))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _closed(row: NDArray[np.bool_], reach: int) -> NDArray[np.bool_]:
    """Close gaps of up to `reach` pixels."""
    closed = row.copy()
    for start, end in _runs(~row):
        if end - start <= reach:
            closed[start:end] = True
    return closed
