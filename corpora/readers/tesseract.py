"""Tesseract, called as a program: the picture of a page in, words with their places out."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from lxml import html
from numpy.typing import NDArray

Gray = NDArray[np.uint8]  # shape (height, width), 0 is black

LANGUAGE: Final = "vie"
PAGE_SECONDS: Final = 120.0  # a page takes one to three seconds; what takes longer does not end
_ASK_SECONDS: Final = 20.0
_UPWARD: Final = 2.0  # times as high as wide: a line that runs up the page, for single letters are wider
_TITLE: Final = re.compile(r"(\w+) (-?[\d.]+(?: -?[\d.]+)*)")
_LINES: Final = "//*[contains(' ocr_line ocr_header ocr_caption ocr_textfloat ', concat(' ', @class, ' '))]"


@dataclass(frozen=True, slots=True)
class Word:
    """A recognised word: its edges, baseline and size in pixels from the upper left corner, confidence in [0, 1]."""

    text: str
    left: float
    right: float
    base: float
    size: float
    confidence: float
    line: int


def find() -> str | None:
    """Return the path of the program where it and its Vietnamese data are installed, else None."""
    program = shutil.which("tesseract")
    return program if program and LANGUAGE in languages(program) else None


@cache
def languages(program: str) -> frozenset[str]:
    """Return the languages whose data a Tesseract has; none where it does not run."""
    return frozenset(_ask(program, "--list-langs").splitlines()[1:])


@cache
def version(program: str) -> str:
    """Return a Tesseract's version, such as "5.3.0"; empty where it does not run."""
    found = re.search(r"tesseract v?(\S+)", _ask(program, "--version"))
    return found[1] if found else ""


def _ask(program: str, option: str) -> str:
    try:
        done = subprocess.run([program, option], capture_output=True, check=False, timeout=_ASK_SECONDS)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (done.stdout or done.stderr).decode("utf-8", "replace")


def recognise(program: str, picture: Gray, dpi: int, *, block: bool = False) -> list[Word] | None:
    """Return the words of a picture; None where the program fails or takes longer than two minutes.

    Parameters
    ----------
    program : str
        As `find` returns it.
    picture : array of uint8, shape (height, width)
    dpi : int
        Pixels per inch.
    block : bool
        Whether the picture is one block of lines, such as a table; otherwise columns are looked for.
    """
    height, width = picture.shape
    data = b"P5 %d %d 255\n" % (width, height) + picture.tobytes()
    options = ["-l", LANGUAGE, "--psm", "6" if block else "3", "--dpi", str(dpi), "-c", "tessedit_create_hocr=1"]
    command = [program, "stdin", "stdout", *options]
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}  # pages are read side by side: a thread each is faster
    try:
        done = subprocess.run(  # noqa: S603
            command, input=data, capture_output=True, check=False, timeout=PAGE_SECONDS, env=environment
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return _words(done.stdout) if done.returncode == 0 and done.stdout else None


def _words(hocr: bytes) -> list[Word]:
    tree = html.fromstring(hocr, parser=html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True))
    return [word for number, line in enumerate(tree.xpath(_LINES)) for word in _line_words(line, number)]


def _line_words(line: Any, number: int) -> list[Word]:
    """Return the words of a line; its baseline is a slope and the height over its box's lower left corner."""
    about = _told(line)
    left, top, right, bottom = about["bbox"]
    upward = bottom - top > _UPWARD * (right - left) or bool(about.get("textangle", (0.0,))[0])
    slope, rise = about.get("baseline", (0.0, 0.0))
    (size,) = about.get("x_size", (0.0,))
    words = []
    for element in line.iter("span"):
        text = "".join(element.itertext()).strip()
        if element.get("class") != "ocrx_word" or not text:
            continue
        told = _told(element)
        low, _, high, _ = told["bbox"]
        base = bottom + rise + slope * ((low + high) / 2 - left)
        # Of a line that runs up or down the page the places tell nothing: its page lies on its side.
        sure = 0.0 if upward else told.get("x_wconf", (0.0,))[0] / 100
        words.append(Word(text, low, high, base, size, sure, number))
    return words


def _told(element: Any) -> dict[str, tuple[float, ...]]:
    """Return what the `title` of an hOCR element tells: "bbox 36 92 618 361; baseline 0 -5; x_size 41"."""
    parts = (_TITLE.match(part.strip()) for part in (element.get("title") or "").split(";"))
    return {part[1]: tuple(map(float, part[2].split())) for part in parts if part}
