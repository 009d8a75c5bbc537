"""What the end of one line and the beginning of the next tell: whether a sentence, a number, a name goes on."""

from __future__ import annotations

import re

from nlp.text.footnotes import RAISED
from nlp.text.letters import SMALL_LETTERS
from nlp.text.markers import find_marker

# After these words a number at the beginning of the next line goes on with the sentence.
_WANTS_NUMBER = re.compile(
    r"(?:ngày|tháng|năm|quý|số|điều|khoản|mục|điểm|là|đạt|còn|có|gồm|trên|từ|đến|và|hơn|gần|được|cho|tại|với|khóa|kỳ|"
    r"mức độ|thứ|trong|ISO|TCVN|[,(/\-–])\Z",
    re.IGNORECASE,
)
# First halves of names that are written with a dash: "Phát thanh - Truyền hình", "kinh tế - xã hội".
_FIRST_HALF = re.compile(
    r"(?:phát thanh|truyền thanh|văn h[oó]a|kinh tế|lao động|tư pháp|văn phòng|địa chính|tài chính|tài nguyên|giáo dục"
    r"|nông nghiệp|khoa học|xây dựng|chính trị|an ninh|quốc phòng|thương binh|kế hoạch|kỹ thuật)\Z",
    re.IGNORECASE,
)
_CODE_TAIL = re.compile(r"/[A-ZĐ]{1,6}\s*\Z")
# A line may cut a document number at its stroke or hyphen, full or not: "12/KH-⏎UBND", "12/KH⏎-UBND", "12/⏎KH-UBND".
_CODE = "[A-ZĐa-zđ]{1,6}"
_CODE_CUT = re.compile(rf"\d\w*/(?:{_CODE}\s?[-–]\n[A-ZĐ]{{2}}|{_CODE}\n[-–][A-ZĐ]{{2}}|\n[A-ZĐ]{{1,6}}[-–])")

# A line that ends with one of these goes on, whatever the next one begins with: "phối hợp với⏎Sở Nội vụ".
_GOES_ON = re.compile(
    r"(?:,|\b(?:và|của|với|tại|cho|theo|trong|về|các|những|do|bởi|từ|là|để|hoặc|giữa|vào|thuộc|đối với|nhằm|bằng|nếu"
    r"|khi))\Z"
)
# No sentence: lines of the letterhead that stand below each other, the addressee above the text.
_OWN_LINE = re.compile(
    r"(?:Số|V/v|Kính (?:gửi|thưa))\b|Độc lập|(?:TM|KT|TL|TUQ|Q)\s?\.|Mẫu số|.{2,40}, ngày\s[\d.… ]{0,8}\s?tháng"
)
_PUNCTUATION = re.compile(r"[,;]|[:.)\]”](?![.\w])")
_LONE_MARK = re.compile(
    rf"(?:[{RAISED}]{{1,3}}|\(\d{{1,2}}\)|\[\d{{1,2}}\]|<sup\b[^<>]*>[^<>]{{0,12}}</sup>)\Z", re.IGNORECASE
)
# "1,984 tỷ đồng/2,5 tỷ đồng.", "98,5%": a figure with its unit and nothing else.
_VALUE = re.compile(
    r"(?:\d[\d.,]*\s*(?:(?:nghìn |triệu |tỷ )?đồng|nghìn|triệu|tỷ|tỉ|%|hồ sơ|người|văn bản|cuộc|lượt|điểm)"
    r"[\s/;,.]*){1,4}\Z"
)
_BARE_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)/]|\d{1,2}(?:\.\d{1,2}){2,3}|[IVX]{1,5}[.)/]|[a-zđ][.)/])\Z")
_SMALL_DASH = re.compile(rf"[-–] (?=[{SMALL_LETTERS}])")
_LONGEST_NUMBER = 24  # code points: "Phần thứ nhất:"
_SHORTEST_ITEM = 25  # code points below a lone dash, which is an empty cell as well


def wants_number(above: str) -> bool:
    """Tell whether a figure at the beginning of the next line goes on with the sentence: "trong tháng⏎12"."""
    return bool(_WANTS_NUMBER.search(above))


def wants_more(above: str) -> bool:
    """Tell whether a line ends with a word or comma that no paragraph ends with."""
    return bool(_GOES_ON.search(above)) and not stands_alone(above)


def stands_alone(line: str) -> bool:
    """Tell whether a line is no part of a sentence: of the letterhead, the signature, the addressee."""
    return bool(_OWN_LINE.match(line))


def cuts_code(above: str, below: str) -> bool:
    """Tell whether a document's number goes on over the line end."""
    return bool(_CODE_CUT.search(f"{above[-24:]}\n{below[:8]}"))


def begins_with_stop(below: str) -> bool:
    """Tell whether a line begins with a sign that belongs to the word before: ", xã rà soát"."""
    return bool(_PUNCTUATION.match(below))


def begins_with_small_dash(below: str) -> bool:
    """Tell whether a line begins with a dash before a small letter, within a name or a bullet."""
    return bool(_SMALL_DASH.match(below))


def is_bare_number(line: str) -> bool:
    """Tell whether a line holds only the number of a heading or item."""
    return bool(_BARE_NUMBER.match(line))


def is_lone_mark(line: str) -> bool:
    """Tell whether a line holds only the mark of a footnote: raised, or in brackets."""
    return bool(_LONE_MARK.match(line))


def numbers_next(above: str, below: str) -> bool:
    """Tell whether a line says only a number or dash, whose words stand below it: "Phần thứ nhất", "III.", "-"."""
    if len(above) > _LONGEST_NUMBER or find_marker(below).style != "none":
        return False
    joined = find_marker(f"{above} {below}")
    if joined.text != above:
        return False
    return joined.numbered or (joined.style == "dash" and len(below) >= _SHORTEST_ITEM and below[0].isalpha())


def is_value_of(above: str, below: str) -> bool:
    """Tell whether a line is only the value that the lead-in above it announces."""
    return above[-1] == ":" and bool(_VALUE.match(below))


def continues_marked(above: str, below: str) -> bool:
    """Tell whether what looks like a marker is part of the sentence: "tháng ⏎ 12. Trong", "61/2018/NĐ ⏎ - CP"."""
    if below[0].isdigit():
        return bool(_WANTS_NUMBER.search(above))
    return below[0] in "-–" and bool(_CODE_TAIL.search(above) or _FIRST_HALF.search(above))
