"""Decide which paragraphs are headings, and where a heading ends when text follows on its line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.outline.lexicon import (
    has_predicate,
    heading_area,
    heading_role,
    is_lead,
    is_nominal,
    is_order,
    title_end,
    word_count,
)
from nlp.text.letters import CAPITALS
from nlp.text.markers import RANK, Marker, find_marker
from nlp.text.paragraphs import shouts
from nlp.text.view import Block

_LONGEST = 320  # code points of the longest heading seen in guidance forms (with its bracketed instructions)
_LONGEST_LEAD = 700  # code points of a sentence that only hands over to a list ("Để khắc phục …, yêu cầu …:")
_TITLE_WORDS = 25  # syllables of a title that names an area or a role
_PLAIN_WORDS = 14  # syllables up to which a title without full stop may hold a verb ("Việc chấp hành được giao")
_BETWEEN_WORDS = 14  # syllables of an unnumbered line that stands between two paragraphs
_WHOLE = 80  # code points from which a paragraph that ends as a sentence is a whole one
_MOST = 0.5  # share of siblings
_SIGNS = re.compile(rf"[()]|[.:](?=\s|\Z|[{CAPITALS}])")
_DOCUMENT = re.compile(r"(?:Kế hoạch|Quyết định|Công văn|Văn bản|Thông báo|Chỉ thị|Nghị quyết|Báo cáo|Tờ trình) ")
_TASK_VERBS = re.compile(
    r"(?:tiếp tục|tăng cường|đẩy mạnh|nâng cao|tập trung|chú trọng|phấn đấu|chủ động|duy trì|khắc phục|quan tâm"
    r"|thường xuyên|kịp thời|bố trí|chỉ đạo(?!,? (?:và )?điều hành)|đổi mới|hoàn thiện"
    r"|phối hợp|triển khai|ban hành|xem xét|đề nghị|sớm|quán triệt)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What the decision needs to know of the block that follows."""

    marker: Marker
    text: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a paragraph: what follows, the open section, and its place in the skeleton.

    Attributes
    ----------
    following : Neighbour or None
        The next body paragraph, None at the end of the body.
    before : str
        The paragraph before, empty at the beginning of the body.
    role : str or None
        Of the section that is open.
    has_children : bool
        A paragraph stands below this one before its next sibling.
    sibling_children, sibling_titles : float
        Shares in [0, 1] of its siblings that have something below them, and of those that are worded as titles.
    """

    following: Neighbour | None = None
    before: str = ""
    role: str | None = None
    has_children: bool = False
    sibling_children: float = 0.0
    sibling_titles: float = 0.0

    @property
    def in_tasks(self) -> bool:
        """Whether the section is one of tasks or proposals, where numbered paragraphs are mostly items."""
        return self.role in ("tasks", "proposals")

    @property
    def in_list(self) -> bool:
        """Whether the section lists statements: numbered ones that end as sentences are no headings there."""
        return self.role in ("tasks", "proposals", "limitations", "causes", "achievements")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A heading's end within its block (0: no heading) and its marker."""

    end: int
    marker: Marker


def judge(block: Block, text: str, around: Surroundings) -> Verdict:
    """Decide whether a paragraph is a heading, or begins with one.

    Parameters
    ----------
    block : Block
    text : str
        The paragraph.
    around : Surroundings

    Returns
    -------
    Verdict
        `end` counts code points from the paragraph's beginning.
    """
    marker = find_marker(text)
    rest = text[marker.length :]
    head_end, closed_by = _first_sentence(rest)
    glued = title_end(rest, block.first_line - marker.length) if marker.numbered else 0
    if 0 < glued < head_end:
        head_end, closed_by = glued, ":"
    head = rest[:head_end].strip()
    if not head:
        return Verdict(len(text) if marker.style in ("part", "upper") else 0, marker)
    whole = head_end >= len(rest.rstrip())
    if whole and _is_whole_heading(block, marker, head, closed_by, around):
        return Verdict(len(text), marker)
    if not whole and _is_run_in_heading(marker, head, closed_by, rest[head_end:], around):
        return Verdict(marker.length + head_end, marker)
    return Verdict(0, marker)


def is_title(text: str) -> bool:
    """Tell whether a numbered paragraph is worded as a title: it names an area or a role and says nothing of it.

    Examples
    --------
    >>> is_title("2. Nguyên nhân"), is_title("2. Mạng yếu."), is_title("3. Công tác kiểm tra còn ít")
    (True, False, False)
    """
    body = text[find_marker(text).length :].strip()
    if len(body) > _LONGEST or body.endswith((".", ";")):
        return False
    named = heading_area(body)[1] == "name" or heading_role(body) is not None
    return named and not has_predicate(body) and word_count(body) <= _TITLE_WORDS


def _first_sentence(rest: str) -> tuple[int, str]:
    """Return the end of the first sentence or lead-in and the sign that closes it; brackets are skipped."""
    depth = 0
    for match in _SIGNS.finditer(rest):
        sign = match.group()
        if sign in "()":
            depth = max(0, depth + (1 if sign == "(" else -1))
        elif not depth and not _is_inside(rest, match.start()):
            return match.end(), sign
    return len(rest), ""


def _is_inside(rest: str, sign: int) -> bool:
    """A dot after one capital ("Q. 1") or a colon inside a number ("9001: 2015") ends nothing."""
    before, after = rest[max(0, sign - 2) : sign], rest[sign + 1 : sign + 3].strip()
    if rest[sign] == ":":
        return before[-1:].isdigit() and after[:1].isdigit()
    return bool(after) and len(before) == 2 and before[1].isupper() and not before[0].isalpha()


def _is_whole_heading(block: Block, marker: Marker, head: str, closed_by: str, around: Surroundings) -> bool:
    body = head.rstrip(".: ")
    if len(head) <= _LONGEST_LEAD and (is_lead(head) or is_order(head)):
        return True
    if len(head) > _LONGEST or word_count(body) == 0 or head.endswith((";", ",")):
        return False
    if shouts(body):
        return len(body) > 3
    if marker.style in ("roman", "part", "upper"):
        return around.has_children or closed_by != "." or not (has_predicate(body) or around.sibling_children)
    if _announces(head, closed_by, around.following):
        return True
    if block.heading_level:
        return not (closed_by == "." and has_predicate(body))
    if marker.style == "none":
        return _is_bare_heading(block, body, closed_by, around)
    if marker.numbered:
        return _is_numbered_heading(body, closed_by, around)
    return _is_bullet_heading(marker, body, closed_by, around)


def _announces(head: str, closed_by: str, following: Neighbour | None) -> bool:
    """A noun phrase that ends with a colon and has something below it."""
    return closed_by == ":" and following is not None and is_nominal(head) and not _DOCUMENT.match(head)


def _goes_deeper(marker: Marker, following: Neighbour | None) -> bool:
    """Tell whether what follows stands below this paragraph: no marker, or one of lower rank, or another sign."""
    if following is None:
        return False
    if following.marker.style == "none":
        return True
    if following.marker.style == marker.style:
        return False
    return RANK[following.marker.style] >= RANK[marker.style]


def _is_numbered_heading(body: str, closed_by: str, around: Surroundings) -> bool:
    """Decide for a whole numbered paragraph; one with nothing below it states something itself.

    "4. Kỷ luật, kỷ cương nghiêm." is a statement; "4. Kỷ luật, kỷ cương" among headings with text below is an empty
    section.
    """
    stop, words = closed_by == ".", word_count(body)
    named = heading_area(body)[1] == "name" or heading_role(body) in ("limitations", "achievements", "causes")
    plain = not has_predicate(body) or (not stop and words <= _PLAIN_WORDS)
    if not around.has_children:
        return _is_empty_heading(body, stop, named, around)
    if named and plain and words <= _TITLE_WORDS and not (_TASK_VERBS.match(body) and around.sibling_children < _MOST):
        return not (stop and around.in_list) or around.sibling_children >= _MOST
    if around.in_tasks and (_TASK_VERBS.match(body) or not is_nominal(body)):
        # "2. Nâng cao nhận thức" over bullets, among others of its kind, is a heading for all its verb.
        return not stop and words <= 20 and (around.sibling_children >= _MOST or not _TASK_VERBS.match(body))
    if stop:
        listed = around.in_list and around.sibling_children < _MOST
        return is_nominal(body, nouns_only=True) and not listed
    return words <= 40 or (is_nominal(body) and words <= _TITLE_WORDS)


def _is_empty_heading(body: str, stop: bool, named: bool, around: Surroundings) -> bool:
    """Decide for a numbered paragraph with nothing below it: a heading only as one of a row of headings."""
    if has_predicate(body) or not is_nominal(body) or word_count(body) > _TITLE_WORDS:
        return False
    if around.sibling_children >= _MOST:
        return named or not stop
    return named and not stop


def _is_bullet_heading(marker: Marker, body: str, closed_by: str, around: Surroundings) -> bool:
    following = around.following
    if _DOCUMENT.match(body) or not _goes_deeper(marker, following):
        return False
    if following is not None and following.marker.style != "none" and not is_nominal(body):
        return False
    if around.in_tasks and closed_by == "." and _TASK_VERBS.match(body):
        return False
    return is_nominal(body, nouns_only=closed_by == ".")


def _is_bare_heading(block: Block, body: str, closed_by: str, around: Surroundings) -> bool:
    """A paragraph without marker is a heading when it is short, open-ended, and names an area or role or is bold.

    So is a short one without verb between whole paragraphs, as news and web pages set it.
    """
    following = around.following
    if following is None or closed_by == "." or word_count(body) > 24 or not body[:1].isupper():
        return False
    if _stands_between(body, around):
        return True
    if not is_nominal(body):
        return False
    named = heading_area(body)[1] is not None or heading_role(body) is not None
    return block.bold or (named and word_count(body) <= 20)


def _stands_between(body: str, around: Surroundings) -> bool:
    """Tell whether a short line stands between a whole paragraph and another, with no verb that says something."""
    if not around.following or word_count(body) > _BETWEEN_WORDS or has_predicate(body):
        return False
    below = around.following.text.rstrip()
    whole = len(below) > _WHOLE and below.endswith((".", ".”", '."'))
    return whole and len(around.before) > _WHOLE and around.before.rstrip().endswith((".", ".”", '."'))


def _is_run_in_heading(marker: Marker, head: str, closed_by: str, tail: str, around: Surroundings) -> bool:
    """A heading with text on its line: a numbered title before a colon, or any nominal title before a stop."""
    body = head.rstrip(".: ")
    if len(head) > _LONGEST or _DOCUMENT.match(body) or not is_nominal(body) or word_count(body) > 30:
        return False
    if len(tail.strip()) < 15:
        return False
    named = heading_area(body)[1] is not None or heading_role(body) is not None
    if around.in_tasks and heading_area(body)[1] != "name":
        return False
    if marker.style in ("roman", "part", "upper", "dec1", "dec2", "dec3"):
        return named or (closed_by == "." and is_nominal(body, nouns_only=True))
    if closed_by == ":" or around.in_tasks:
        return False
    if marker.style == "none" and (word_count(body) > 12 or ("," in body and not body.startswith("Kết quả"))):
        return False
    return named and is_nominal(body, nouns_only=True) and word_count(body) >= 3
