"""Facts of a report: title, issuer, level, province, number, date, period."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta

from nlp.facts.issuers import Issuer, owning, read_issuer, reporting
from nlp.facts.letterhead import read_letterhead
from nlp.facts.naming import level_of
from nlp.facts.news import news_period, subject_unit
from nlp.facts.parts import Parts, find_parts
from nlp.facts.periods import Period, find_period, find_ranges
from nlp.facts.places import find_district, find_province, gather
from nlp.facts.sentences import basis_clauses, opening_clauses
from nlp.facts.stamps import find_date, find_number
from nlp.facts.titles import make_title
from nlp.facts.units import fill_name
from nlp.outline import Outline
from nlp.places.names import name_key
from nlp.text import View

_HEAD_LIMIT = 60  # paragraphs of a letterhead, at most
_EARLIEST = timedelta(days=75)  # how long before its period ends a report may be written: mid-October for a year
_LONGEST = 3000  # code points of a legal basis that are read, so that a broken file costs no more than a long one


@dataclass(frozen=True, slots=True)
class Facts:
    """What a report tells about itself; None where it does not tell.

    Attributes
    ----------
    title : str or None
        "Báo cáo công tác cải cách hành chính năm 2023".
    issuer : str or None
        Canonical name: "UBND xã Tân Việt", "Sở Nội vụ tỉnh Hà Tĩnh", "Ban Pháp chế HĐND tỉnh Phú Yên".
    level : str or None
        "commune", "district", "province", "department" or "ministry".
    province, district, commune : str or None
        Names without type words; the district is the issuer's own or the one above a commune.
    number : str or None
        "196/BC-UBND".
    kind, kind_confidence : str, float or None
        "report", "plan", "directive", "conclusion", "decision", "letter", "minutes" or "news"; how sure, in [0, 1].
    date, period_start, period_end : str or None
        ISO dates.
    """

    title: str | None = None
    issuer: str | None = None
    level: str | None = None
    province: str | None = None
    number: str | None = None
    date: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    district: str | None = None
    commune: str | None = None
    kind: str | None = None
    kind_confidence: float | None = None


def find_facts(source_name: str, view: View, outline: Outline) -> Facts:
    """Read the facts of a report from its own words.

    Parameters
    ----------
    source_name : str
        The file's name; kept for messages, nothing is read from it, since users name files as they like.
    view : View
        The cleaned text.
    outline : Outline
        Of the same view.

    Returns
    -------
    Facts
        Fields are None where the report does not tell.
    """
    parts = find_parts(view, outline)
    day = find_date(_stamps(parts), parts.closing, parts.annex)
    title = make_title(parts.title)
    start, end = _period(parts, title, day, view, outline.kind) or (None, None)
    when = day or end
    evidence = gather(view.text, when)
    issuer = fill_name(_issuer(parts, view.text), evidence, view.text, when)
    if issuer is None and outline.kind == "news":
        issuer = subject_unit(view.text)
    level = issuer.level(when) if issuer else None
    province = find_province(issuer, level, evidence, when)
    district = find_district(issuer, level, province, evidence, when)
    return Facts(
        title,
        issuer.full_name(when) if issuer else None,
        level,
        province,
        find_number(_stamps(parts), parts.annex),
        day,
        start,
        end,
        district[1] if district else None,
        _commune(issuer, when),
        outline.kind,
        outline.kind_confidence,
    )


def _commune(issuer: Issuer | None, when: str | None) -> str | None:
    own = issuer and issuer.word and level_of(issuer.word, issuer.name, when) == "commune"
    return issuer.name if issuer and own else None


def _stamps(parts: Parts) -> list[str]:
    """Paragraphs where number and date may stand: the columns of a letterhead come in any order."""
    return [*parts.head, *(text for text in parts.title if len(text) < 60)]


def _issuer(parts: Parts, text: str) -> Issuer | None:
    """Return the first place that tells the issuer; places after it fill what it leaves open."""
    found: Issuer | None = None
    for candidate in _candidates(parts, text):
        if candidate is None:
            continue
        if found is None:
            found = candidate
        elif found.name is None or found.word is None:
            found = _joined(found, candidate)
    return found if found and (found.body or found.office) else None


def _candidates(parts: Parts, text: str) -> list[Issuer | None]:
    head = read_letterhead(parts.head[:_HEAD_LIMIT], text)
    said = [reporting(paragraph[:_LONGEST], text) for paragraph in parts.basis]
    closing_lines = [paragraph[:_LONGEST] for paragraph in parts.closing]
    closing = [reporting(p, text) or owning(p, text) for p in closing_lines if p.startswith("Trên")]
    annex = [owning(paragraph, text) for paragraph in parts.annex]
    signed = [_signature(p, text) for p in closing_lines if not p.startswith("Trên")]
    return [head, *said, *closing, *annex, *signed]


def _signature(paragraph: str, text: str) -> Issuer | None:
    """The signature ("TM. ỦY BAN NHÂN DÂN XÃ TÂN VIỆT") names the issuer where it names a unit."""
    read = read_issuer(paragraph[2:].lstrip(" ./Mm"), text)
    return read[0] if read and read[0].word else None


def _joined(found: Issuer, other: Issuer) -> Issuer:
    """Fill a missing unit from another place of the report, where the two agree."""
    if other.word is None or (found.word and found.word != other.word):
        return found
    if found.office and not found.council_office and not other.office:
        return found
    if found.central and name_key(other.office or "") != name_key(found.office or ""):
        return found
    return replace(
        found, word=other.word, name=other.name, body=found.body or other.body, office=found.office or other.office
    )


def _period(parts: Parts, title: str | None, day: str | None, view: View, kind: str | None) -> Period | None:
    """Return the period of the title, else of the legal basis, the closing line, the first paragraphs.

    Of a plan, directive, decision or conclusion only the title names the own period; its words name many others.
    """
    if kind == "news":
        return news_period(view)
    clauses = [title or ""]
    if kind in (None, "report", "minutes"):
        clauses += [*basis_clauses(parts.basis), *basis_clauses(parts.closing), *opening_clauses(parts.opening)]
    period = next((found for clause in clauses if (found := find_period(clause, day))), None)
    if period and day and kind in (None, "report") and period[1] > day:
        return _checked(period, day, view)
    return period


def _checked(period: Period, day: str, view: View) -> Period | None:
    """Return a report's period that ends after the report's date, cut short or refused.

    A year is reported on in its last weeks; a report of June does not cover the year, whatever its title names.
    """
    if period[0][:4] < day[:4] and (cut := _cut_short(period, view)):
        return cut
    late = date.fromisoformat(period[1]) - date.fromisoformat(day)
    return period if late <= _EARLIEST or period[0][:4] < day[:4] else None


def _cut_short(period: Period, view: View) -> Period | None:
    """A term that ends after the report's own date: the text tells until when it was examined."""
    ends = Counter(found for found in find_ranges(view.text[:40000]) if found[0] == period[0])
    return ends.most_common(1)[0][0] if ends else None
