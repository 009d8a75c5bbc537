"""A Word file set in the fonts of before Unicode: .VnTime with .VnTimeH for capitals, or VNI-Times."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any, Final

from docx import Document
from docx.oxml.ns import qn
from docx.text.run import Run

from corpora.sample_writers.layout import Layout
from corpora.sample_writers.old_encodings import to_tcvn3, to_vni
from corpora.sample_writers.word import write_typed_word

# Capitals that TCVN3 has no codes for: typed as small letters in the font that draws capitals.
_CAPITALS: Final = re.compile("([ÀÁẢÃẠẰẮẲẴẶẦẤẨẪẬÈÉẺẼẸỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌỒỐỔỖỘỜỚỞỠỢÙÚỦŨỤỪỨỬỮỰỲÝỶỸỴ]+)")


def write_tcvn3_word(layout: Layout) -> bytes:
    """Return the report as .docx in TCVN3: .VnTime, and .VnTimeH for lines of capitals and capitals with a tone."""
    return _recoded(write_typed_word(layout), _tcvn3_pieces)


def write_vni_word(layout: Layout) -> bytes:
    """Return the report as .docx whose text is VNI in VNI-Times."""
    return _recoded(write_typed_word(layout), lambda text: iter([(to_vni(text), "VNI-Times")]))


def _tcvn3_pieces(text: str) -> Iterator[tuple[str, str]]:
    if text.isupper():
        yield to_tcvn3(text.lower()), ".VnTimeH"
        return
    for piece in filter(None, _CAPITALS.split(text)):
        capital = bool(_CAPITALS.match(piece))
        yield to_tcvn3(piece), ".VnTimeH" if capital else ".VnTime"


def _recoded(data: bytes, pieces: Any) -> bytes:
    """Write every run of a Word file anew in the fonts and codes that `pieces` gives for its text."""
    document = Document(io.BytesIO(data))
    for element in list(document.element.body.iter(qn("w:r"))):
        run = Run(element, document)
        for text, font in pieces(run.text):
            copy = deepcopy(element)
            element.addprevious(copy)
            _set(Run(copy, document), text, font)
        element.getparent().remove(element)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _set(run: Run, text: str, font: str) -> None:
    run.text = text
    run.font.name = font
