"""The parts of a report that tell facts: letterhead, title, legal basis, first paragraphs, closing lines, annexes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from nlp.citations.vocabulary import type_by_code
from nlp.facts.stamps import date_lines
from nlp.kinds import find_number_line, find_title, letterhead_cells, read_title_line
from nlp.outline import Outline
from nlp.text import Block, View
from nlp.text.fold import fold
from nlp.text.markers import find_marker
from nlp.text.paragraphs import shouts

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
_ANNOUNCED = re.compile(r"[^.;:]{5,90}\bthong bao (?:de|den|toi|ket luan)\b|[^.;:]{5,60}\btran trong thong bao\b")
_SIGNED = re.compile(r"(?:tm|t/m|kt|k/t|tl|tuq)\b\s*[./]?|noi nhan\b")
_CLOSES = re.compile(r"tren day la|(?:tm|t/m)\b")
_NEAR_SIGNATURE = 4  # paragraphs between a signature and the date line above or below it
_FRONT_LIMIT = 45
_LONGEST_STAMP = 200  # code points of a paragraph that holds number, date or title
_SUBJECT = re.compile(r"v/v|.{0,30}bao cao")  # "V/v gửi báo cáo" bears no numeral, "B. BÁO CÁO" may be the title
_ENDED = re.compile(r"noi nhan\b|(?:tm|kt|tl)\s*\.|tren day la\b")  # a paper that ends before another one begins
# The organ that decides stands below the title, above "Căn cứ": "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH".
_DECIDING = ("Quyết định", "Nghị quyết", "Chỉ thị", "Công điện")
_HEAD_OF = re.compile(
    r"(?:pho )?(?:chu tich|giam doc|bo truong|thu tuong|chanh van phong|cuc truong|tong cuc truong|hoi dong nhan dan)\b"
)
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
    type : str or None
        The type that the title bears: "Báo cáo", "Kế hoạch".
    basis : list of str
        Legal basis: "Thực hiện Công văn …, UBND xã … báo cáo như sau:".
    opening : list of str
        The first paragraphs of the narrative.
    closing : list of str
        "Trên đây là báo cáo …", "Văn phòng … thông báo để … biết", signature and the date line beside it.
    annex : list of str
        "(Kèm theo Báo cáo số … của …)".
    """

    head: list[str] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    type: str | None = None
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
    number = find_number_line(letterhead_cells(texts[:body]))
    title = find_title(texts[:body], type_by_code().get(number.code or "") if number else None)
    if title is None:
        _without_title(parts, texts[:body])
    else:
        parts.type = title[1].type
        _with_title(parts, texts[:body], title[0])
    parts.opening = [text for text in texts[body : body + 8] if len(text) > 40]
    _ending(parts, texts[max(body, len(texts) // 3) :])
    return parts


def _without_contents(view: View, outline: Outline, block: Block) -> str:
    """Return a paragraph; an empty text for one of a table of contents, which is no part of the title."""
    listed = any(start == block.start for start, _ in outline.contents)
    return "" if listed else view.block_text(block).strip()


def _body_start(view: View, outline: Outline, texts: list[str]) -> int:
    """The outline's front, or all above the first Roman heading; further where stamps or the title stand below it."""
    front = sum(block.end <= outline.front_end for block in view.blocks)
    heading, stamped = None, 0
    for index, text in enumerate(texts[:_FRONT_LIMIT]):
        if _ENDED.match(fold(text[:60])):
            break
        if find_marker(text).style in ("roman", "part", "upper") and not _SUBJECT.match(fold(text[:60])):
            heading = index
            break
        if _is_stamp(text):
            stamped = index + 1
    if front and find_title(texts[:front]):
        return max(front, stamped)
    return max(heading if heading is not None else stamped, front)


def _is_stamp(text: str) -> bool:
    """Tell whether a paragraph is a number line, a date line or a title."""
    if len(text) > _LONGEST_STAMP:
        return False
    cells = letterhead_cells([text])
    return bool(find_number_line(cells) or any(date_lines(cells)) or read_title_line(text))


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
        if parts.type in _DECIDING and _HEAD_OF.match(fold(front[end])) and shouts(front[end]):
            break
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
    folded = [fold(text[:600]) for text in texts]
    signed = [index for index, line in enumerate(folded) if _SIGNED.match(line)]
    near = {place + step for place in signed for step in range(-_NEAR_SIGNATURE, _NEAR_SIGNATURE + 1)}
    own = fold(parts.type or "Báo cáo")
    for index, (text, line) in enumerate(zip(texts, folded, strict=True)):
        if _CLOSES.match(line) or _is_announced(line) or (index in near and _is_dated(text)):
            parts.closing.append(text)
        elif f"kem theo {own}" in line and len(text) < 300:
            parts.annex.append(text)


def _is_dated(text: str) -> bool:
    return len(text) < _LONGEST_STAMP and any(stamp.day for stamp in date_lines([text]))


def _is_announced(folded: str) -> bool:
    """Tell whether a notice ends with this sentence: "Văn phòng UBND tỉnh thông báo để các sở biết, thực hiện./."."""
    return bool(_ANNOUNCED.match(folded)) and folded.rstrip().endswith(("./.", ".", "/"))
