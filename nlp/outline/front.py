"""Where the narrative begins: behind letterhead, title, legal basis and table of contents, in any kind of document."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from nlp.outline.lexicon import has_predicate, heading_area, is_nominal, zone_pattern
from nlp.text.fold import fold
from nlp.text.markers import find_marker
from nlp.text.paragraphs import shouts
from nlp.text.view import Block, View

_READ = 60  # paragraphs in which a front ends
_LONGEST_LETTERHEAD = 220  # code points
_LONGEST_TITLE_LINE = 300  # code points
_LONGEST_HEADLINE = 200  # code points
_LETTERED = 12  # paragraphs in which a letterhead shows itself
_FEWEST_LINES = 2  # of a letterhead
_TITLE_LINES = 3  # paragraphs that a title has below its first word
_ORGAN = re.compile(r"(?:uy ban|hoi dong) nhan dan|dang bo|van phong|doan giam sat|ban phap che|thuong truc")
_TITLE_START = re.compile(
    r"\W*(?:bao cao|ke hoach|chi thi|thong bao|quyet dinh|to trinh|chuong trinh|de an|nghi quyet|ket luan|bien ban"
    r"|phuong an|huong dan|cong dien|quy dinh|quy che)\s*:?\W*\Z"
)
_TITLE_WORDS = re.compile(r"bao cao|ket qua|cong tac|cai cach|giam sat|thang|quy |nam \d")
_ENDS = (".", ";", ":", "!", "?")


def body_start(view: View, folded: Sequence[str], back: int, contents: Collection[int]) -> int:
    """Return the index of the first paragraph of the narrative.

    Parameters
    ----------
    view : View
    folded : sequence of str
        The folded paragraphs of the view.
    back : int
        Where the closing lines begin.
    contents : collection of int
        Paragraphs that make up a table of contents.

    Returns
    -------
    int
        The first heading, or the first paragraph that is no letterhead, title, legal basis or list of attendance.
    """
    opened = _opening_formula(view, folded, back)
    found = _body(view, folded, back, contents)
    return max(found, opened, max(contents, default=-1) + 1 if found in contents else 0)


def _opening_formula(view: View, folded: Sequence[str], back: int) -> int:
    """Return what follows the formula that opens a notice of conclusions; 0 where there is none.

    "Ngày 18 tháng 11, … đã chủ trì buổi làm việc", "Cùng dự có …", "Sau khi nghe …, kết luận như sau:" state nothing.
    """
    for index in range(min(back, _READ)):
        if find_marker(view.block_text(view.blocks[index])).style in ("roman", "part", "upper"):
            return 0
        if zone_pattern("concluding").search(folded[index]):
            return index + 1
    return 0


def _body(view: View, folded: Sequence[str], back: int, contents: Collection[int]) -> int:
    """The body begins at the first heading, or at the first paragraph that is no letterhead, title or legal basis."""
    last_front, based = -1, False
    lettered = _is_lettered(folded)
    for index in range(min(back, _READ + len(contents))):
        text = view.block_text(view.blocks[index])
        titled = _is_title(text, folded, index)
        if index in contents:
            last_front = index
            continue
        if not titled and (_opens_body(text) or (based and _is_capital_heading(text, folded[index]))):
            return _with_preamble(view, folded, last_front, index)
        based = based or bool(zone_pattern("basis").search(folded[index]))
        # Capitals alone tell nothing where no letterhead stands: an excerpt may begin with a heading.
        front = is_front(text, folded[index]) and (lettered or _is_report_title(text) or not shouts(text))
        if front or titled or (last_front == index - 1 and _is_caption(view, folded, index, lettered)):
            last_front = index
        elif _is_narrative(text):
            break
    return last_front + 1


def _is_lettered(folded: Sequence[str]) -> bool:
    head = folded[:_LETTERED]
    titled = any(_TITLE_START.match(line) or line.startswith("bao cao") for line in head)
    return titled or sum(bool(zone_pattern("letterhead").search(line)) for line in head) >= _FEWEST_LINES


def _is_capital_heading(text: str, folded: str) -> bool:
    return shouts(text) and not zone_pattern("letterhead").search(folded) and not _TITLE_START.match(folded)


def _is_caption(view: View, folded: Sequence[str], index: int, lettered: bool) -> bool:
    """Tell whether a paragraph at the head of a web page is its headline, a caption or a by-line.

    A headline is the first line, without a full stop, over whole paragraphs: "Xã Đông Hải làm tốt cải cách hành chính".
    """
    if lettered:
        return False
    text = view.block_text(view.blocks[index]).rstrip()
    if is_byline(folded[index]):
        return True
    if index > 0 or len(text) > _LONGEST_HEADLINE or (text.endswith(_ENDS) and not text.endswith("...")):
        return False
    below = view.block_text(view.blocks[1]).rstrip() if len(view.blocks) > 1 else ""
    return not find_marker(text).length and not shouts(text) and _is_headed(text, below, view.blocks[0])


def _is_headed(text: str, below: str, first: Block) -> bool:
    """Tell whether a first line stands over an article: marked as heading, or a sentence without its full stop."""
    if first.heading_level:
        return True
    said = ":" in text or not is_nominal(text)
    return said and below.endswith((".", '."', ".”")) and not find_marker(below).length


def document_topic(front: Sequence[str]) -> str | None:
    """Return the reform area that a document's own title names, None where it names none or several.

    Examples
    --------
    >>> document_topic(["CHỈ THỊ", "VỀ VIỆC TĂNG CƯỜNG CẢI CÁCH THỦ TỤC", "HÀNH CHÍNH TRÊN ĐỊA BÀN TỈNH"])
    'procedures'
    >>> document_topic(["BÁO CÁO", "Kết quả công tác cải cách hành chính năm 2023"])
    """
    starts = [index for index, text in enumerate(front) if _TITLE_START.match(fold(text[:_LONGEST_TITLE_LINE]))]
    first = starts[-1] + 1 if starts else 0
    lines = front[first : first + _TITLE_LINES + 1] if starts else front[:1]
    title = " ".join(
        line for line in lines if len(line) < _LONGEST_TITLE_LINE and not zone_pattern("basis").search(fold(line))
    )
    return heading_area(title)[0] if title else None


def is_byline(folded: str) -> bool:
    """Tell whether a line names author, photographer, source or time of an article."""
    return bool(zone_pattern("byline").search(folded))


def _opens_body(text: str) -> bool:
    marker = find_marker(text)
    if fold(text[:4]).startswith("v/v"):  # "V/v gửi báo cáo" is a letter's subject, not section V
        return False
    if marker.style in ("roman", "part", "upper"):
        return True
    if marker.style in ("dec1", "dec2") and len(text) < 400:
        return True
    return len(text) < 160 and not marker.length and heading_area(text)[1] == "name" and not _is_report_title(text)


def _is_narrative(text: str) -> bool:
    """A long paragraph that ends as a sentence: what looks like a legal basis further down is none."""
    return len(text) > 80 and text.rstrip().endswith((".", ";"))


def _is_report_title(text: str) -> bool:
    return bool(re.search(r"bao cao|cai cach hanh chinh|cchc", fold(text)))


def is_front(text: str, folded: str) -> bool:
    """Tell whether a paragraph is letterhead, number line, date line or legal basis."""
    if zone_pattern("basis").search(folded):
        return True
    if len(text) >= _LONGEST_LETTERHEAD:
        return False
    return shouts(text) or (bool(zone_pattern("letterhead").search(folded)) and not _is_said_by_an_organ(text, folded))


def _is_said_by_an_organ(text: str, folded: str) -> bool:
    """Tell whether a line that an organ's name opens is a sentence about it: "Ủy ban nhân dân xã đã ban hành …"."""
    return bool(_ORGAN.match(folded)) and text.rstrip().endswith((".", ";")) and has_predicate(text)


def _is_title(text: str, folded: Sequence[str], index: int) -> bool:
    """A short line between "BÁO CÁO", "KẾ HOẠCH", … and the legal basis is the title or one of its lines."""
    near = folded[max(0, index - _TITLE_LINES) : index]
    if len(text) >= _LONGEST_TITLE_LINE or text.rstrip().endswith(_ENDS) or find_marker(text).numbered:
        return False
    if any(_TITLE_START.match(line) for line in near[-1:]):
        return not has_predicate(text) or shouts(text) or _about(folded[index])
    if shouts(text):  # "VỀ VIỆC TĂNG CƯỜNG … NÂNG" and "CAO CHẤT LƯỢNG …" below it
        return any(_TITLE_START.match(line) for line in near) and not _is_named_heading(text)
    titled = any(_TITLE_START.match(line) or line.startswith("bao cao") for line in near)
    return titled and bool(_TITLE_WORDS.search(folded[index]))


def _about(folded: str) -> bool:
    return folded.startswith(("ve ", "v/v", "ket qua", "cong tac", "tinh hinh"))


def _is_named_heading(text: str) -> bool:
    return heading_area(text)[1] == "name" and not _is_report_title(text)


def _with_preamble(view: View, folded: Sequence[str], last_front: int, heading: int) -> int:
    """Paragraphs between the legal basis and the first heading are narrative when they say something.

    Without any front the text is an excerpt, and all of it is narrative.
    """
    if last_front < 0:
        return 0
    for index in range(last_front + 1, heading):
        text = view.block_text(view.blocks[index])
        if not text.rstrip().endswith(":") and (len(text) > 80 or _is_said_by_an_organ(text, fold(text))):
            return index
    return heading
