"""The period a report covers: a year, half-year, quarter, some months, a term, from the words of its title."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final

Period = tuple[str, str]
Span = tuple[int, int]  # first and last month

_YEAR: Final = r"(?P<year>20\d\d|19\d\d)(?!\d|/)"
_QUARTERS: Final = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "01": 1,
    "02": 2,
    "03": 3,
    "04": 4,
}
_WORDS: Final = {"ba": 3, "sáu": 6, "chín": 9}
# What follows is about the next period: "…, phương hướng nhiệm vụ năm 2024", "và 6 tháng cuối năm".
_FUTURE = re.compile(
    r"\s*(?:[,;:\-–]|\bvà\b|\s)\s*(?:(?:một số|các|những)\s+)?"
    r"(?:phương hướng|nhiệm vụ|kế hoạch|dự kiến|giải pháp|chương trình"
    r"|định hướng|mục tiêu|triển khai|phương án|trọng tâm)\b"
)
_AND_NEXT = re.compile(r"\s*(?:,|;|\bvà)\s*(?:6|06|sáu|3|03|ba)\s+tháng\s+cuối\s+năm")
_RANGE = re.compile(
    r"từ\s*(?:ngày\s*)?(\d{1,2})[/.-](\d{1,2})[/.-](20\d\d)\s*(?:đến|-|–)\s*(?:hết\s*)?(?:ngày\s*)?(\d{1,2})[/.-](\d{1,2})[/.-](20\d\d)"
)
_LOOSE_RANGE = re.compile(
    r"\btừ\s*(?:ngày\s*)?(\d{1,2})/(\d{1,2})/(20\d\d)\s*đến\s*(?:hết\s*)?(?:ngày\s*)?(\d{1,2})/(\d{1,2})/(20\d\d)",
    re.IGNORECASE,
)
_STAGE = re.compile(
    r"(?:giai đoạn|nhiệm kỳ|thời kỳ|\d+\s*năm)\s*"
    r"\(?(?:từ\s+)?(?:năm\s+)?(20\d\d)\s*(?:-|–|—|đến)\s*(?:năm\s+)?(20\d\d)(?!\d)"
    r"|từ\s+(?:đầu\s+)?năm\s+(20\d\d)\s*(?:-|–|đến)\s*(?:hết\s+)?(?:năm\s+)?(20\d\d)(?!\d)|(?<![\d/])(20\d\d)\s*[-–]\s*(20\d\d)(?!\d)"
)
_WHOLE = re.compile(
    rf"(?:(?<!ước )cả năm|quý\s*(?:iv|4)(?:\s*(?:/|năm)\s*20\d\d)?\s*(?:,|và)\s*(?:cả\s*)?năm)(?:\s+{_YEAR})?"
)
_QUARTER = re.compile(rf"quý\s*(?P<q>iv|iii|ii|i|0?[1-4])\b(?:\s*(?:/|-|,|\.|năm|\s)\s*(?:năm\s*)?{_YEAR})?")
_MONTHS = re.compile(
    rf"(?<![\d/.])(?P<n>0?[2-9]|1[0-2]|ba|sáu|chín)\s*tháng(?!\s*\d{{1,2}}\b)(?:\s*(?P<part>đầu|cuối))?(?:\s*năm)?(?:\s*{_YEAR})?"
)
_MONTH = re.compile(
    rf"(?<!\d )(?<!ngày )tháng\s*(?P<m>0?[1-9]|1[0-2])(?:\s*(?:/|-|năm|\.)\s*(?:năm\s*)?{_YEAR})(?![/\d])"
)
# "tháng 10", where the words end with it: "…, nhiệm vụ tháng 11 năm 2023" was cut off, or the title says no more.
_LAST_MONTH = re.compile(rf"(?<!\d )(?<!ngày )(?<!đến )(?<!từ )tháng\s*(?P<m>1[0-2]|0?[1-9])(?:\s*/\s*{_YEAR})?\W*\Z")
_ONE_YEAR = re.compile(rf"(?:năm|cchc|hành chính|nhà nước)\s*{_YEAR}")
# "Chương trình tổng thể … đến năm 2030": the horizon of a programme, not the months that are reported.
_HORIZON = re.compile(
    r"(?<!\d )(?<!\d, )(?:,?\s*(?:và )?(?:tầm nhìn|định hướng|mục tiêu|kế hoạch)\s+)?đến (?:hết )?năm 20\d\d"
)
_ANY_YEAR = re.compile(r"(?<![\d/])(20\d\d)(?![\d/])")
_NEW_CLAUSE = re.compile(r"\s*(?:[,;:\-–]|và\b)")
_SUMMED = re.compile(r"tổng kết|sơ kết|giám sát")


def find_period(text: str, day: str | None = None) -> Period | None:
    """Return first and last day of the period that a title or sentence names.

    Parameters
    ----------
    text : str
        A title ("Công tác cải cách hành chính quý III năm 2019"), or a sentence cut to the words that name the period.
    day : str, optional
        ISO date of the report, for a period without a year ("6 tháng đầu năm").

    Examples
    --------
    >>> find_period("công tác CCHC quý III và nhiệm vụ trọng tâm quý IV năm 2019")
    ('2019-07-01', '2019-09-30')
    >>> find_period("công tác CCHC tháng 12, nhiệm vụ tháng 01 năm 2024")
    ('2023-12-01', '2023-12-31')
    >>> find_period("công tác cải cách hành chính 6 tháng đầu năm") is None
    True
    """
    whole = _HORIZON.sub(" ", " ".join(text.lower().split()))
    for head in _heads(whole):
        found = _period_in(head, whole, day)
        if found:
            return found
    return None


def _heads(text: str) -> Iterator[str]:
    """Yield the text before what is planned, then all of it: "kết quả nhiệm vụ năm 2023" has nothing before it."""
    for pattern in (_FUTURE, _AND_NEXT):
        for cut in pattern.finditer(text):
            if cut.start() > 0:
                yield text[: cut.start()]
    yield text


def _period_in(head: str, whole: str, day: str | None) -> Period | None:
    stage = _stage(head)
    bare = _STAGE.sub(" ", head)
    if stage and _SUMMED.search(head):
        return stage
    return _range(head) or _parts_of_year(bare, whole, day) or _one_year(bare) or stage


def _range(text: str) -> Period | None:
    match = _RANGE.search(text)
    return _dates(match) if match else None


def _dates(match: re.Match[str]) -> Period | None:
    try:
        d1, m1, y1, d2, m2, y2 = (int(part) for part in match.groups())
        return date(y1, m1, d1).isoformat(), date(y2, m2, d2).isoformat()
    except ValueError:
        return None


def _stage(text: str) -> Period | None:
    match = _STAGE.search(text)
    if not match:
        return None
    first, last = [part for part in match.groups() if part]
    return (f"{first}-01-01", f"{last}-12-31") if first < last else None


def _parts_of_year(text: str, whole: str, day: str | None) -> Period | None:
    """Return the part of the year that a text names, its year from the text, the whole title or the report's date."""
    found = _named(text)
    if not found:
        return None
    year, span = found
    year = year or _year_near(text) or _year_after(text, span, whole, day) or _year_before(span, day)
    return _period(int(year), *span) if year else None


def _named(text: str) -> tuple[str | None, Span] | None:
    """Return year and months of the first part of a year; the wider of two wins ("quý III và 9 tháng đầu năm")."""
    found = [
        (match, span)
        for pattern, reader in _READERS
        if (match := pattern.search(text)) and (span := reader(match)) is not None
    ]
    if not found:
        return None
    first = found[0][1]
    wider = [one for one in found[1:] if _holds(one[1], first) and not text[: one[0].start()].endswith("ước ")]
    match, span = (wider or found)[0]
    return match["year"], span


def _holds(outer: Span, inner: Span) -> bool:
    return outer[0] <= inner[0] and outer[1] >= inner[1]


def _read_year(match: re.Match[str]) -> Span:
    return 1, 12


def _read_quarter(match: re.Match[str]) -> Span:
    quarter = _QUARTERS[match["q"]]
    return quarter * 3 - 2, quarter * 3


def _read_months(match: re.Match[str]) -> Span | None:
    count = _WORDS.get(match["n"]) or int(match["n"])
    if match["part"] == "cuối":
        return 13 - count, 12
    return 1, count


def _read_month(match: re.Match[str]) -> Span:
    return int(match["m"]), int(match["m"])


#: In the order in which they decide: a whole year named beside a quarter wins ("quý IV và cả năm 2025").
_READERS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Span | None]], ...]] = (
    (_WHOLE, _read_year),
    (_QUARTER, _read_quarter),
    (_MONTHS, _read_months),
    (_MONTH, _read_month),
    (_LAST_MONTH, _read_month),
)


def _year_near(text: str) -> str | None:
    """Return the year that stands alone in a text, None where there are several."""
    years = set(_ANY_YEAR.findall(text))
    return str(years.pop()) if len(years) == 1 else None


def _year_after(text: str, span: Span, whole: str, day: str | None) -> str | None:
    """Return the year that only the plan behind tells ("quý III và nhiệm vụ quý IV năm 2019").

    A plan that ends before the period does is one of the next year ("quý IV, nhiệm vụ quý I năm 2024"); the report's
    own date decides where it is known.
    """
    tail = whole[len(text) :] if whole.startswith(text) else ""
    planned = _named(tail)
    year = _year_near(_STAGE.sub(" ", whole)) or (planned[0] if planned else None)
    if year is None or not _NEW_CLAUSE.match(tail):
        return year
    dated = _year_before(span, day)
    if dated and int(year) - int(dated) in (0, 1):
        return dated
    last = planned[1][1] if planned else 12 if _one_year(tail) else 13
    return str(int(year) - 1) if last <= span[1] else year


def _year_before(span: tuple[int, int], day: str | None) -> str | None:
    """A report is written within two months of its period's end: that leaves one year."""
    if day is None:
        return None
    written = date.fromisoformat(day)
    for year in (written.year, written.year - 1):
        end = date(year, span[1], monthrange(year, span[1])[1])
        if end - timedelta(days=60) <= written <= end + timedelta(days=92):
            return str(year)
    return None


def _one_year(text: str) -> Period | None:
    match = _ONE_YEAR.search(text) or re.search(rf"(?<![\d/]){_YEAR}\s*\W*\Z", text)
    return _period(int(match["year"]), 1, 12) if match else None


def _period(year: int, first: int, last: int) -> Period:
    return f"{year}-{first:02d}-01", f"{year}-{last:02d}-{monthrange(year, last)[1]}"


def find_ranges(text: str) -> Iterator[Period]:
    """Yield every "từ ngày 01/01/2021 đến ngày 30/6/2023" of a text."""
    for match in _LOOSE_RANGE.finditer(text):
        found = _dates(match)
        if found and found[0] < found[1]:
            yield found
