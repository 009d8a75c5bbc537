"""A table of contents in front of the narrative: entries that come again as headings are no outline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.text.fold import fold
from nlp.text.markers import find_marker

_TITLE = re.compile(r"\W*muc luc\W*\Z")
_PAGE = re.compile(r"(?:[\s.…·_\-–]*[.…·_\t ])\d{1,3}\s*\Z")  # "I. KẾT QUẢ ......... 3", "I. KẾT QUẢ 3"
_SIGNS = re.compile(r"\W+")
_LONGEST_ENTRY = 220  # code points
_FIRST = 80  # paragraphs in which a table of contents begins
_FEWEST = 2  # entries
_COVERED = 0.6  # share of the later main headings that a table without a title must name


def contents_blocks(texts: Sequence[str]) -> frozenset[int]:
    """Return the indices of the paragraphs that make up a table of contents; none where there is no table.

    A table is a run of short paragraphs that come again further down. Without the title "Mục lục" it has to name most
    of the main headings, for "a) Kết quả" and "* Đối với cấp xã" come again inside every area of some reports.

    Parameters
    ----------
    texts : sequence of str
        The paragraphs of a document in order.
    """
    keys = [_key(text) for text in texts]
    later: dict[str, int] = {key: index for index, key in enumerate(keys) if key}
    for first in range(min(len(keys), _FIRST)):
        titled = bool(_TITLE.match(fold(texts[first])))
        start = first + titled
        if start < len(keys) and later.get(keys[start], 0) > start:
            end = _end(keys, later, start)
            if titled or (end - start >= _FEWEST and _names_most(texts, keys, start, end)):
                return frozenset(range(first, end))
    return frozenset()


def _key(text: str) -> str:
    """Return what two printings of one heading share: letters and figures, without the page number behind."""
    if len(text) > _LONGEST_ENTRY:
        return ""
    return _SIGNS.sub(" ", fold(_PAGE.sub("", text.strip()))).strip()


def _end(keys: Sequence[str], later: dict[str, int], start: int) -> int:
    """Return where the run of entries that begins at `start` ends: where its first entry comes again, or before."""
    seen: set[str] = set()
    for index in range(start, len(keys)):
        if keys[index] in seen or later.get(keys[index], 0) <= index:
            return index
        seen.add(keys[index])
    return len(keys)


def _names_most(texts: Sequence[str], keys: Sequence[str], start: int, end: int) -> bool:
    entries = set(keys[start:end])
    main = [key for text, key in zip(texts[end:], keys[end:], strict=True) if key and _is_main(text)]
    return bool(main) and sum(key in entries for key in main) >= _COVERED * len(main)


def _is_main(text: str) -> bool:
    return find_marker(text).style in ("roman", "part", "upper")
