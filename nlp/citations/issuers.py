"""Who issued a cited document: from the text around it, from its number, from the report."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from nlp.citations.vocabulary import departments, is_party_organ, ministry_names, organs
from nlp.text.fold import fold
from nlp.text.letters import CAPITALS


def _listed(names: Iterable[str]) -> str:
    """Return a pattern for any of the names, longest first, any white space between their words."""
    longest = sorted(names, key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in longest)


_LEVELS = {
    "tinh": "province",
    "thanh pho": "city",
    "huyen": "district",
    "thi xa": "district",
    "quan": "district",
    "xa": "commune",
    "phuong": "commune",
    "thi tran": "commune",
}
_LEVEL_WORD = r"(?:tỉnh|thành phố|TP|huyện|thị xã|quận|xã|phường|thị trấn)"
# Names keep their capitals even inside patterns that ignore case.
_NAME = rf"(?-i:[{CAPITALS}][^\W\d_]*(?:\s+[{CAPITALS}][^\W\d_]*){{0,3}})"
_BODY = (
    rf"(?:(?P<council>HĐND|Hội đồng nhân dân)|(?P<committee>UBND|[ỦU][ỷyỶỳ]\s+ban\s+nhân\s+dân|Ủy ban nhân dân))"
    rf"(?:\s+(?P<level>{_LEVEL_WORD})(?:\s+(?P<name>{_NAME}))?)?"
)
_PARTY = (
    rf"(?:(?P<wing>Ban Thường vụ|BTV|Ban Chấp hành|BCH|Thường trực)\s+)?"
    rf"(?P<party>Tỉnh ủy|Tỉnh uỷ|Huyện ủy|Huyện uỷ|Thành ủy|Thành uỷ|Thị ủy|Thị uỷ|Quận ủy|Đảng ủy|Đảng uỷ"
    rf"|Đảng bộ (?:tỉnh|huyện|thành phố|thị xã|xã|phường))(?:\s+(?P<pname>{_NAME}))?"
)
_CENTRAL = (
    r"(?P<central>Thủ tướng Chính phủ|Văn phòng Chính phủ|Chính phủ|Quốc hội|Ủy ban Thường vụ Quốc hội|Bộ Chính trị"
    r"|Ban Bí thư(?: Trung ương Đảng)?|Ban Chấp hành Trung ương(?: Đảng)?|BCH Trung ương(?: Đảng)?|Trung ương Đảng"
    r"|Thanh tra Chính phủ|Ban Chỉ đạo\s+[^,;.]{0,60}?(?=[,;.]|\s+về|\s+tại|\Z))"
)
_MINISTRY = rf"(?P<ministry>{_listed(ministry_names())}|Bộ\s+{_NAME}(?:\s+và\s+{_NAME})?)"
_OFFICE = rf"(?P<office>{_listed(departments().values())}|Sở\s+{_NAME}(?:\s+và\s+{_NAME})?)"
_ISSUER = rf"(?:{_BODY}|{_PARTY}|{_CENTRAL}|{_MINISTRY}|{_OFFICE})"
# "… Hội nghị lần thứ năm BCH Trung ương"
_CONFERENCE = r"Hội nghị\s+(?:lần\s+)?thứ\s+[^\s,;.]+(?:\s+(?:mươi|một|hai|ba|tư|lăm|sáu|bảy|tám|chín))?\s+"
_AFTER = re.compile(rf"\s*,?\s*(?:(?:\(?của|do)\s+(?:Chủ tịch\s+)?|{_CONFERENCE}(?:của\s+)?){_ISSUER}", re.IGNORECASE)
# A day without its year: no date of the mention, but the issuer stands behind it.
_DAY_ALONE = re.compile(r"\s*,?\s*ngày\s+\d{1,2}\s*(?:[/.-]|tháng)\s*\d{1,2}(?!\s*[/.-]?\d|\s+năm)", re.IGNORECASE)
_STUCK = re.compile(rf"\s+(?P<level>{_LEVEL_WORD})(?:\s+(?P<name>{_NAME}))?(?=[\s,.;)]|\Z)")
_ANYWHERE = re.compile(_ISSUER, re.IGNORECASE)
_CLAUSE_END = re.compile(r"[;\n]|\. ")
_ISSUING = re.compile(r"\b(?:ban hành|xây dựng|có|ký|tại|theo|trình|đã|phê duyệt)\b")


@dataclass(frozen=True, slots=True)
class IssuerContext:
    """The reporting unit, as far as the report tells: full issuer name, level, the names above it, number and day."""

    issuer: str | None = None
    level: str | None = None
    province: str | None = None
    district: str | None = None
    commune: str | None = None
    number: str | None = None
    date: str | None = None


def names_issuer(text: str, end: int) -> bool:
    """Tell whether an issuer stands directly behind the mention that ends at `end` ("… của UBND tỉnh")."""
    return bool(_AFTER.match(text[end : end + 170].split("\n", 1)[0]))


def find_issuer(
    text: str,
    start: int,
    end: int,
    organ: str | None,
    context: IssuerContext | None = None,
    own: bool = False,
) -> str | None:
    """Return the issuer of the document mentioned at [start, end), None where it is not certain.

    The text decides first ("… của UBND tỉnh"), then the number ("NĐ-CP"), then the report: a number of "UBND" without
    any word on its level is the reporting unit's.
    """
    context = context or IssuerContext()
    if own:
        return context.issuer
    after = _after(text, end, organ, context)
    if after.name and _agrees(after.name, organ):
        return after.name
    certain = _from_number(organ, context)
    if certain or after.open:
        return certain
    before = _before(text, start, organ, context)
    if before.name and _agrees(before.name, organ):
        return before.name
    return None if before.open else _default(organ, context)


def joint_issuer(number: str) -> str | None:
    """Return the issuers of a joint circular, with ";" between, None where its number has an organ nobody knows.

    Examples
    --------
    >>> joint_issuer("01/2018/TTLT-BNV-BTC")
    'Bộ Nội vụ; Bộ Tài chính'
    """
    codes = number.split("-")[1:]
    known = [organs()[code].issuer for code in codes if code in organs()]
    return "; ".join(known) if len(known) == len(codes) > 1 else None


@dataclass(frozen=True, slots=True)
class _Named:
    """An organ that the text names: `open` where the report does not complete its name ("UBND xã" of a district)."""

    name: str | None = None
    open: bool = False


def _named(match: re.Match[str], organ: str | None, context: IssuerContext) -> _Named:
    name = _name(match, context)
    body = bool(match["committee"]) if organ == "UBND" else bool(match["council"]) if organ == "HĐND" else False
    return _Named(name, open=name is None and body)


def _after(text: str, end: int, organ: str | None, context: IssuerContext) -> _Named:
    window = text[end : end + 170].split("\n", 1)[0]
    day = _DAY_ALONE.match(window)
    match = _AFTER.match(window, day.end() if day else 0)
    if match:
        return _named(match, organ, context)
    stuck = _STUCK.match(window) if organ in ("UBND", "HĐND") else None
    if not stuck:
        return _Named()
    name = _body_name(organ or "", stuck["level"], stuck["name"], context)
    return _Named(name, open=name is None)


def _before(text: str, start: int, organ: str | None, context: IssuerContext) -> _Named:
    """The nearest organ before the mention, in its clause, that issues it ("UBND tỉnh tại văn bản số …")."""
    window = _CLAUSE_END.split(text[max(0, start - 160) : start])[-1]
    for match in reversed(list(_ANYWHERE.finditer(window))):
        gap = window[match.end() :]
        if not _ISSUING.search(gap) and gap.strip():
            continue
        if organ in ("UBND", "HĐND") and not _same_body(match, organ):
            return _Named()
        return _named(match, organ, context)
    return _Named()


def _same_body(match: re.Match[str], organ: str) -> bool:
    groups = match.groupdict()
    return bool(groups.get("council") if organ == "HĐND" else groups.get("committee"))


def _agrees(issuer: str, organ: str | None) -> bool:
    """A number's own organ must not contradict the name found beside it."""
    if organ is None:
        return True
    if organ in ("UBND", "HĐND"):
        return issuer.startswith(organ)
    known = organs().get(organ)
    if known and known.scope == "central":
        return issuer == known.issuer
    if organ in departments():
        return issuer.startswith(("Sở", "Ban", "Văn phòng", "Thanh tra", "UBND"))
    if known and known.scope.startswith("party"):
        return not issuer.startswith(("UBND", "HĐND", "Sở", "Bộ N", "Bộ T", "Chính phủ"))
    return True


def _from_number(organ: str | None, context: IssuerContext) -> str | None:
    known = organs().get(organ or "")
    if known and known.scope == "central":
        return known.issuer
    return _office_name(departments()[organ], context) if organ in departments() else None


def _default(organ: str | None, context: IssuerContext) -> str | None:
    """What the report makes of a number whose text names nobody."""
    if organ in ("UBND", "HĐND"):
        return _own_body(organ, context)
    return _party_default(organ, context) if organ else None


def _office_name(name: str, context: IssuerContext) -> str | None:
    return f"{name} {_province_word(context.province)} {context.province}" if context.province else None


def _province_word(province: str | None) -> str:
    return "thành phố" if province in ("Hà Nội", "Hồ Chí Minh", "Đà Nẵng", "Hải Phòng", "Cần Thơ", "Huế") else "tỉnh"


def _name(match: re.Match[str], context: IssuerContext) -> str | None:
    """Turn a match of `_ISSUER` into a full name, None where the report does not complete it."""
    groups = match.groupdict()
    if groups.get("council") or groups.get("committee"):
        return _body_name("HĐND" if groups["council"] else "UBND", groups["level"], groups["name"], context)
    if groups.get("party"):
        return _party_name(groups["wing"], groups["party"], groups["pname"], context)
    if groups.get("office"):
        return _office_name(_as_listed(groups["office"], departments().values()), context)
    if groups.get("ministry"):
        return _as_listed(groups["ministry"], ministry_names())
    central = _tidy(groups["central"] or "")
    if fold(central).startswith(("bch trung uong", "ban chap hanh trung uong")):
        return "Ban Chấp hành Trung ương Đảng"
    return central or None


def _tidy(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip()


def _as_listed(name: str, names: Iterable[str]) -> str:
    """Return the spelling of the table where it differs only in case and spaces."""
    tidy = _tidy(name)
    return next((listed for listed in names if fold(listed) == fold(tidy)), tidy)


def _proper(name: str | None) -> str | None:
    """A name written after a level word; a pattern that ignores case also catches words, which are refused."""
    return _tidy(name) if name and name[0].isupper() else None


def _body_name(body: str, level: str | None, name: str | None, context: IssuerContext) -> str | None:
    if not level:
        return _own_body(body, context)
    word = "thành phố" if level.upper() == "TP" else level.lower()
    proper = _proper(name) or _name_at(word, context)
    return f"{body} {word} {proper}" if proper else None


def _name_at(word: str, context: IssuerContext) -> str | None:
    """The report's own unit at the level of a word ("huyện" in a district's or its commune's report)."""
    level = _LEVELS[fold(word)]
    if level == "province":
        return context.province
    if level == "city":
        return context.province if _province_word(context.province) == "thành phố" else context.district
    return context.district if level == "district" else context.commune


def _own_body(body: str, context: IssuerContext) -> str | None:
    """The reporting unit's own committee or council, where the unit is one."""
    if context.issuer and context.issuer.startswith("UBND "):
        return body + context.issuer[4:]
    return None


def _party_name(wing: str | None, party: str, name: str | None, context: IssuerContext) -> str | None:
    folded = fold(party)
    if folded.startswith("dang bo"):
        word = party[len("Đảng bộ") :].strip().lower()
        proper = _proper(name) or _name_at(word, context)
        return f"Ban Chấp hành Đảng bộ {word} {proper}" if proper else None
    if folded.startswith("dang uy") and not _proper(name):
        return _commune_party(context)
    proper = _proper(name) or _party_place(folded, context)
    if not proper:
        return None
    base = f"{party[0].upper()}{party[1:-2]}ủy {proper}"
    wings = {"ban thuong vu": "Ban Thường vụ ", "btv": "Ban Thường vụ ", "thuong truc": "Thường trực "}
    wings |= {"ban chap hanh": "Ban Chấp hành ", "bch": "Ban Chấp hành "}
    return wings.get(fold(wing or ""), "") + base


def _party_place(folded: str, context: IssuerContext) -> str | None:
    if folded.startswith("tinh"):
        return context.province
    if folded.startswith(("huyen", "thi", "quan")):
        return context.district
    return context.province if _province_word(context.province) == "thành phố" else context.district


def _commune_party(context: IssuerContext) -> str | None:
    """The Party committee of the reporting commune: only its own name tells xã, phường or thị trấn."""
    return _own_body("Đảng ủy", context) if context.commune else None


def _party_default(organ: str, context: IssuerContext) -> str | None:
    """A Party number's own code tells the committee, its place comes from the report."""
    if not is_party_organ(organ):
        return None
    party = organs()[organ]
    if party.scope == "party-province":
        # TU is the Thành ủy of a city under the centre.
        name = party.issuer if _province_word(context.province) == "tỉnh" else party.issuer.replace("Tỉnh", "Thành")
        return f"{name} {context.province}" if context.province else None
    if party.scope == "party-district":
        return f"{party.issuer} {context.district}" if context.district else None
    if party.scope == "party-commune":
        return _commune_party(context)
    return party.issuer if party.code in ("BTCTW", "BTGTW", "UBKTTW", "VPTW", "TW") else None
