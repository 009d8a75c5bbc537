"""The parts of a report that tell facts: letterhead, title, legal basis, first paragraphs, closing lines, annexes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from nlp.kinds import title_word
from nlp.outline import Outline
from nlp.text import Block, View
from nlp.text.fold import fold
from nlp.text.markers import find_marker
from nlp.text.paragraphs import shouts

_TITLE_WORD = re.compile(r"\W*bao cao\b\W*")
# What a legal basis begins with, without accents; "thực hiện nhiệm vụ …" may be the title's own words.
_ACCORDING = (
    r"(?:thuc hien|theo) (?:cong van|van ban|ke hoach|quyet dinh|chi thi|nghi quyet|huong dan|che do|chuong trinh"
    r"|thong bao|to trinh|y kien|chi dao|su chi dao|yeu cau|de nghi)\b"
)
_LETTER = re.compile(_ACCORDING)
_BASIS = re.compile(rf"{_ACCORDING}|thuc hien nhiem vu\b|trien khai\b|can cu\b")
# A report may be on a programme or plan; nobody reports on the letter that asked for it.
_TOPIC = re.compile(r"thuc hien (?:ke hoach|quyet dinh|chi thi|nghi quyet|chuong trinh)\b")
_SENTENCE = re.compile(r"\bbao cao\b|[:;,.]\s*\Z")
_NO_TITLE = re.compile(
    r"kinh gui|can cu|(?:tu )?ngay \d|sau khi nghe|cong hoa xa hoi|doc lap|so\s*:|noi nhan|\(|uy ban nhan dan\b"
    r"|[^,]{2,40},\s*ngay\b|\W*\Z"
)
_BASIS_END = re.compile(r"(?:nhu sau|sau day|sau)\s*[:.]?\s*\Z|:\s*\Z")
_ANNEX_OWN = re.compile(r"kem theo (?:bao cao|cong van|van ban)")
_FRONT_LIMIT = 45
# A long title fills its line, so that the joiner takes the next paragraph for its second line: a capital begins it.
_GLUED = re.compile(
    r"\s+(?=Kính gửi\s*:|Căn cứ |Triển khai |Thực hiện |Theo "
    r"|(?:UBND|[ỦU][ỷyỶY] ban nhân dân|Ủy ban nhân dân|Sở|Phòng|Ban|Đoàn giám sát) [^.;:]{0,60}báo cáo )"
)


@dataclass(slots=True)
class Parts:
    """Paragraphs of a report by what they are.

    Attributes
    ----------
    head : list of str
        Paragraphs before the title.
    title : list of str
        The title's lines; "BÁO CÁO" is the first where it is printed.
    basis : list of str
        Legal basis: "Thực hiện Công văn …, UBND xã … báo cáo như sau:".
    opening : list of str
        The first paragraphs of the narrative.
    closing : list of str
        "Trên đây là báo cáo …", signature.
    annex : list of str
        "(Kèm theo Báo cáo số … của …)".
    """

    head: list[str] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    basis: list[str] = field(default_factory=list)
    opening: list[str] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)
    annex: list[str] = field(default_factory=list)


def find_parts(view: View, outline: Outline) -> Parts:
    """Sort the paragraphs of a view.

    Parameters
    ----------
    view : View
    outline : Outline
        Of the same view.
    """
    texts = [_without_contents(view, outline, block) for block in view.blocks]
    body = _body_start(view, outline, texts)
    parts = Parts()
    title = next((i for i in range(body) if _is_title_word(texts[i])), None)
    if title is None:
        _without_title(parts, texts[:body])
    else:
        _with_title(parts, texts[:body], title)
    parts.opening = [text for text in texts[body : body + 8] if len(text) > 40]
    _ending(parts, texts[max(body, len(texts) // 3) :])
    return parts


def _without_contents(view: View, outline: Outline, block: Block) -> str:
    """Return a paragraph; an empty text for one of a table of contents, which is no part of the title."""
    listed = any(start == block.start for start, _ in outline.contents)
    return "" if listed else view.block_text(block).strip()


def _body_start(view: View, outline: Outline, texts: list[str]) -> int:
    """The outline's front; where it finds none, all before the first Roman heading."""
    front = sum(block.end <= outline.front_end for block in view.blocks)
    if front and any(_is_title_word(text) for text in texts[:front]):
        return front
    for index, text in enumerate(texts[:_FRONT_LIMIT]):
        if find_marker(text).style in ("roman", "part", "upper") and fold(text)[:40].count("bao cao") == 0:
            return max(index, front)
    return front


def _is_title_word(text: str) -> bool:
    """Tell whether a paragraph is "BÁO CÁO" alone or a title that begins with it; so of the other kinds' types."""
    folded = fold(text)
    match = _TITLE_WORD.match(folded)
    if not match:
        return len(text) < 300 and title_word(text) is not None
    alone = match.end() == len(folded)
    word = text[match.start() : match.end()].strip(" *:#")
    return alone or (len(text) < 300 and (word.isupper() or word == "Báo cáo") and not _BASIS_END.search(folded))


def _unglued(texts: list[str]) -> list[str]:
    """Cut the first lines behind "BÁO CÁO" where a legal basis or an address was joined to the title."""
    found: list[str] = []
    for text in texts:
        match = _seam(text) if len(found) < 4 else None
        found += [text[: match.start()], text[match.end() :]] if match and match.start() < 300 else [text]
    return found


def _seam(text: str) -> re.Match[str] | None:
    """Return the gap before a basis or address inside a paragraph; who reports inside a basis begins none."""
    own_basis = _BASIS.match(fold(text))
    for match in _GLUED.finditer(text):
        rest = text[match.end() :]
        if _BASIS.match(fold(rest)) or (not own_basis and not rest.startswith(("Thực hiện", "Theo"))):
            return match
    return None


def _with_title(parts: Parts, front: list[str], title: int) -> None:
    parts.head = front[:title]
    front = front[:title] + _unglued(front[title:])
    end = title + 1
    while end < len(front) and end - title < 5 and _goes_on(front[end], end == title + 1):
        end += 1
    parts.title = front[title:end]
    for text in front[end:]:
        (parts.head if len(text) < 120 and not _is_basis(text) else parts.basis).append(text)


def _goes_on(text: str, first: bool) -> bool:
    """Tell whether a paragraph behind "BÁO CÁO" is still title; the first one may be "Thực hiện Nghị quyết …"."""
    folded = fold(text)
    if len(text) >= 300 or _is_basis(text) or _NO_TITLE.match(folded):
        return False
    if shouts(text) or text[:1].islower():  # no basis stands in capitals; a small letter goes on with the line above
        return True
    letter = _LETTER.match(folded) and not (first and _TOPIC.match(folded))
    return not letter and not (_BASIS.match(folded) and _SENTENCE.search(folded))


def _is_basis(text: str) -> bool:
    """Tell whether a paragraph ends as a basis does; a short one must say who reports ("UBND xã báo cáo như sau:")."""
    folded = fold(text)
    return bool(_BASIS_END.search(folded)) and (len(text) > 30 or " bao cao" in folded)


def _without_title(parts: Parts, front: list[str]) -> None:
    for text in front:
        (parts.basis if len(text) > 100 or _is_basis(text) else parts.head).append(text)


def _ending(parts: Parts, texts: list[str]) -> None:
    for text in texts:
        folded = fold(text[:600])
        if folded.startswith("tren day la") or re.match(r"(?:tm|t/m)\b\s*\.?", folded):
            parts.closing.append(text)
        elif _ANNEX_OWN.search(folded) and len(text) < 300:
            parts.annex.append(text)
