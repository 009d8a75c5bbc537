"""Facts of a report: title, issuer, level, province, number, date, period."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nlp.facts.issuers import Issuer, announcing, owning, read_issuer, reporting
from nlp.facts.letterhead import read_letterhead
from nlp.facts.naming import level_of
from nlp.facts.news import posted_day, subject_unit
from nlp.facts.own_period import own_period
from nlp.facts.parts import Parts, find_parts
from nlp.facts.places import find_district, find_province, gather
from nlp.facts.stamps import date_lines, find_date, find_number
from nlp.facts.symbols import fill_place, read_symbol
from nlp.facts.titles import letter_subject, make_title
from nlp.facts.units import fill_name
from nlp.kinds import find_number_line, headline_of, letterhead_cells
from nlp.outline import Outline
from nlp.places.names import name_key
from nlp.text import View
from nlp.text.fold import fold
from nlp.text.quality import text_quality

_HEAD_LIMIT = 60  # paragraphs of a letterhead, at most
_FOR = re.compile(r"\W*(?:TM|T/M)\s*[./]?\s*")
_ATTACHED = re.compile(r"\W*(?:ban hanh )?kem theo\b")  # "(Kèm theo Quyết định số 3300/QĐ-UBND của UBND tỉnh …)"
_READABLE = 0.8  # share of syllables
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
    stamps = letterhead_cells(_stamps(parts))
    day = posted_day(view) if outline.kind == "news" else find_date(stamps, parts.closing, parts.annex)
    title = make_title(parts.title, view.text)
    start, end = own_period(parts, title, day, view, outline.kind) or (None, None)
    when = day or end
    evidence = gather(view.text, when)
    issuer = _issuer(parts, view.text) or read_symbol(find_number_line(stamps)) or _signing_body(parts, view.text)
    place = next((line.place for line in date_lines([*stamps, *parts.closing]) if line.place), None)
    issuer = fill_name(fill_place(issuer, place, view.text, when), evidence, view.text, when)
    if issuer is None and outline.kind == "news":
        issuer = subject_unit(view)
    level = issuer.level(when) if issuer else None
    province = find_province(issuer, level, evidence, when)
    district = find_district(issuer, level, province, evidence, when)
    return Facts(
        _readable(title or _other_title(outline.kind, parts, view)),
        issuer.full_name(when) if issuer else None,
        level,
        province,
        find_number(stamps, parts.annex, _own_types(parts)),
        day,
        start,
        end,
        district[1] if district else None,
        _commune(issuer, when),
        outline.kind,
        outline.kind_confidence,
    )


def _other_title(kind: str | None, parts: Parts, view: View) -> str | None:
    """Return what a document without a type's line goes by: a letter's subject, an article's headline."""
    if kind == "letter":
        return letter_subject(parts.head)
    return headline_of([view.block_text(block) for block in view.blocks]) if kind == "news" else None


def _readable(title: str | None) -> str | None:
    """Return a title; None for one that lost too many letters to be shown."""
    return title if title and text_quality(title) >= _READABLE else None


def _commune(issuer: Issuer | None, when: str | None) -> str | None:
    own = issuer and issuer.word and level_of(issuer.word, issuer.name, when) == "commune"
    return issuer.name if issuer and own else None


def _stamps(parts: Parts) -> list[str]:
    """Paragraphs where number and date may stand: the columns of a letterhead come in any order."""
    return [*parts.head, *(text for text in parts.title if len(text) < 60)]


def _own_types(parts: Parts) -> tuple[str, ...]:
    return (parts.type,) if parts.type else ("Báo cáo",)


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
    announced = [announcing(paragraph, text) for paragraph in closing_lines]
    annex = [owning(paragraph, text) for paragraph in parts.annex]
    attached = [owning(p, text) for p in parts.head if _ATTACHED.match(fold(p[:60])) and len(p) < _LONGEST]
    signed = [_signature(p, text) for p in closing_lines]
    named = [signature if signature and signature.word else None for signature in signed]
    return [head, *said, *closing, *announced, *annex, *attached, *named]


def _signing_body(parts: Parts, text: str) -> Issuer | None:
    """Return the body or office that signs, without its unit ("TM. ĐOÀN GIÁM SÁT"); the place may tell the unit."""
    signed = (_signature(paragraph[:_LONGEST], text) for paragraph in parts.closing)
    return next((signature for signature in signed if signature), None)


def _signature(paragraph: str, text: str) -> Issuer | None:
    """Return who signs ("TM. ỦY BAN NHÂN DÂN XÃ TÂN VIỆT"); None for another closing line."""
    match = _FOR.match(paragraph)
    read = read_issuer(paragraph[match.end() :], text) if match else None
    return read[0] if read else None


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
