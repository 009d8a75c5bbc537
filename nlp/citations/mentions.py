"""Find the mentions of documents in a text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from nlp.citations import dates
from nlp.citations.details import LISTED, begins_item, find_pinpoint, find_relation, find_title, is_own, is_sibling
from nlp.citations.issuers import IssuerContext, find_issuer, joint_issuer, names_issuer
from nlp.citations.laws import Hit, find_bare, find_laws
from nlp.citations.lists import Item, numbers_after, numbers_before, shared_days, shares_issuer
from nlp.citations.numbers import NUMBER, Number, find_number, is_cut, unify
from nlp.citations.vocabulary import (
    LETTER_TYPES,
    abbreviation_pattern,
    is_party_organ,
    party_type_by_code,
    type_by_abbreviation,
    type_by_code,
    type_by_printed,
    type_pattern,
)
from nlp.tables import load_csv
from nlp.text.fold import fold

Form = Literal["full", "number_only", "bare", "title_only", "self", "ambiguous"]

_PREFIX_WINDOW = 48  # code points before a number in which its type word and "số" stand
_SO = re.compile(r"(?<![^\W_])s[ốôồổỗộo]\s*:?\s*\Z", re.IGNORECASE)
_SELF = re.compile(r"(?:\A|\n)\s*số\s*:\s*\Z", re.IGNORECASE)
# An invoice or form is numbered like a document ("Mẫu số 06a/VPCP/KSTT", "hóa đơn số 12/HĐ") and is none.
_PAPERS = "|".join(row["word"].replace(" ", r"\s+") for row in load_csv("not_documents"))
_NO_DOCUMENT = re.compile(rf"(?<![^\W_])(?:{_PAPERS})(?:\s+số)?\s*:?\s*\Z", re.IGNORECASE)
_HEAD = re.compile(r"(?<![^\W_])(công văn|văn bản)(?=\s*:|\s+(?:chỉ đạo|số|sau|hướng dẫn|đôn đốc))", re.IGNORECASE)
_LIST_GAP = re.compile(r"\s*[,;]?\s*(?:và\s+)?(?:số\s*:?\s*)?", re.IGNORECASE)
_JOINT = frozenset({"TTLT", "NQLT"})
_NORMATIVE_ORGANS = frozenset({"QH", "UBTVQH"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of a document: code points [start, end) of the text it was found in.

    `number` is canonical, `date` ISO, `issuer` a full name; None where the text does not make them certain. `title` and
    `pinpoint` ("khoản 2 Điều 5") are as printed, `relation` is what the text does with the document (see
    `nlp.citations.details`), `own` tells that the reporting unit issued it itself.
    """

    start: int
    end: int
    text: str
    number: str | None
    type: str | None
    date: str | None
    issuer: str | None
    form: Form
    code: str | None = None
    organ: str | None = None
    name: str | None = None
    title: str | None = None
    pinpoint: str | None = None
    relation: str | None = None
    own: bool = False


def extract(text: str, context: IssuerContext | None = None) -> list[Mention]:
    """Find the documents that a text mentions.

    Parameters
    ----------
    text : str
        A sentence, paragraph or whole view; line feeds end paragraphs.
    context : IssuerContext, optional
        What is known of the reporting unit; without it "UBND huyện" stays null.

    Returns
    -------
    list of Mention
        In text order, not overlapping.

    Notes
    -----
    One pass of each pattern over the text and a bounded look around each hit: linear.

    Examples
    --------
    >>> [(m.text, m.number, m.date, m.issuer) for m in extract("theo Nghị quyết số 76/NQ-CP ngày 15/7/2021")]
    [('Nghị quyết số 76/NQ-CP ngày 15/7/2021', '76/NQ-CP', '2021-07-15', 'Chính phủ')]
    """
    return _with_details(_bare_mentions(text), text, context or IssuerContext())


def mention_spans(text: str) -> list[tuple[int, int]]:
    """Return where the mentions of a text stand, in order: what `extract` finds, without asking what goes with it."""
    return [(mention.start, mention.end) for mention in _bare_mentions(text)]


def _bare_mentions(text: str) -> list[Mention]:
    usual = unify(text)
    numbered = list(_numbered(usual))
    others = [_unnumbered(usual, hit) for hit in (*find_laws(usual), *find_bare(usual))]
    found = _with_names(_without_overlaps(numbered, sorted(others, key=lambda mention: mention.start)), usual)
    return [replace(mention, text=text[mention.start : mention.end]) for mention in shared_days(found, usual)]


def _with_names(mentions: list[Mention], text: str) -> list[Mention]:
    """Join a law's name and the number right behind it ("Luật Đất đai số 31/2024/QH15") to one mention."""
    joined: list[Mention] = []
    for mention in mentions:
        law = joined[-1] if joined and joined[-1].form == "title_only" else None
        gap = text[law.end : mention.start] if law and mention.organ in _NORMATIVE_ORGANS else None
        if law and mention.form == "number_only" and gap is not None and gap.strip() in ("", "("):
            mention = replace(mention, type=law.type, name=law.name)
            if not gap.strip():
                joined.pop()
                start = law.start
                mention = replace(mention, start=start, text=text[start : mention.end], form="full")
        joined.append(mention)
    return joined


def _unnumbered(text: str, hit: Hit) -> Mention:
    """A named law or a bare number; a date phrase belongs to it only where it directly follows.

    Behind a law its day says which of several laws of one name is meant: "Luật Đất đai ngày 29/11/2013".
    """
    end, date = _date(text, hit.start, hit.end, hit.start) if hit.form == "bare" else _day_of_law(text, hit.end)
    found = text[hit.start : end]
    return Mention(hit.start, end, found, hit.number, hit.type, date, hit.issuer, hit.form, name=hit.name)


def _day_of_law(text: str, end: int) -> tuple[int, str | None]:
    day = dates.AFTER_NAME.match(text, end, end + 40)
    return (day.end(), dates.to_iso(day)) if day else (end, None)


def _without_overlaps(numbered: list[Mention], others: list[Mention]) -> list[Mention]:
    """Merge two lists in text order; of mentions that overlap the numbered one stays, else the first."""
    starts = [mention.start for mention in numbered]
    merged = list(numbered)
    low = 0
    for mention in others:
        before = bisect_left(starts, mention.end) - 1  # the last numbered mention that begins before this one ends
        if mention.start >= max(low, numbered[before].end if before >= 0 else 0):
            merged.append(mention)
            low = mention.end
    return sorted(merged, key=lambda mention: mention.start)


def _with_details(mentions: list[Mention], text: str, context: IssuerContext) -> list[Mention]:
    """Add issuer and details; an item of a list (after ";") shares the relation of the item before it."""
    detailed: list[Mention] = []
    end, shared = 0, None  # where the mention before ends; what the text does with the head of the current item
    for mention, stop in zip(mentions, _stops(mentions), strict=True):
        relation = None if mention.form == "self" else find_relation(text, mention.start, mention.end)
        if relation is None and shared in LISTED and is_sibling(text, end, mention.start):
            relation = shared
        if not detailed or begins_item(text, end, mention.start):
            shared = relation
        end = mention.end
        detailed.append(_with_detail(mention, text, context, relation, stop))
    return _with_list_issuers(detailed, text, context)


def _with_list_issuers(mentions: list[Mention], text: str, context: IssuerContext) -> list[Mention]:
    """Give the items of a list the issuer that stands once: behind the last, or in the head of the list."""
    found = list(mentions)
    for index in range(len(found) - 2, -1, -1):
        left, right = found[index], found[index + 1]
        if shares_issuer(left, right, text) and not names_issuer(text, left.end):
            said = names_issuer(text, right.end) or mentions[index + 1] is not right
            found[index] = _issued_by(left, right.issuer, context) if said else left
    for index in range(1, len(found)):
        left, right = found[index - 1], found[index]
        if shares_issuer(left, right, text) and not names_issuer(text, right.end) and _is_headed(text, left):
            found[index] = _issued_by(right, left.issuer, context)
    return found


def _is_headed(text: str, mention: Mention) -> bool:
    """Tell whether an organ before a list's first item is said to issue it ("UBND tỉnh ban hành các Kế hoạch số …")."""
    return find_issuer(text, mention.start, mention.end, mention.organ) == mention.issuer


def _issued_by(mention: Mention, issuer: str | None, context: IssuerContext) -> Mention:
    return replace(mention, issuer=issuer, own=is_own(mention.relation, issuer, context))


def _stops(mentions: list[Mention]) -> list[int | None]:
    """Where the next numbered mention begins, for each mention; a named law may be a part of a title."""
    stops: list[int | None] = []
    stop: int | None = None
    for mention in reversed(mentions):
        stops.append(stop)
        stop = stop if mention.form in ("bare", "title_only") else mention.start
    return stops[::-1]


def _issuer(mention: Mention, text: str, context: IssuerContext) -> str | None:
    if mention.code in _JOINT and mention.number and mention.number.count("-") > 1:
        return joint_issuer(mention.number)  # one known organ of two would be half the truth
    own = mention.form == "self"
    return find_issuer(text, mention.start, mention.end, mention.organ, context, own)


def _with_detail(
    mention: Mention, text: str, context: IssuerContext, relation: str | None, stop: int | None
) -> Mention:
    issuer = mention.issuer or _issuer(mention, text, context)
    unknown = relation == "issued" and issuer is None
    subject = find_issuer(text, mention.start, mention.end, None, context) if unknown else None
    own_line = mention.form == "self" and mention.number is not None and mention.number == context.number
    return replace(
        mention,
        date=context.date if own_line and mention.date is None else mention.date,
        issuer=issuer,
        title=None if mention.form in ("title_only", "self") else find_title(text, mention.end, stop),
        pinpoint=find_pinpoint(text, mention.start),
        relation=relation,
        own=is_own(relation, issuer, context, subject),
    )


def _numbered(text: str) -> Iterator[Mention]:
    previous: Mention | None = None
    for match in NUMBER.finditer(text):
        if previous and match.start() < previous.end:
            continue
        mention = _mention_at(text, match, previous)
        if mention:
            before, after = _items_before(text, mention, match, previous), _items_after(text, mention)
            previous = (after or [mention])[-1]
            yield from (*before, mention, *after)


def _items_before(text: str, mention: Mention, match: re.Match[str], previous: Mention | None) -> list[Mention]:
    """Return the items of a list that names the code once, at its end: "Kế hoạch số 21, 22, 23/KH-UBND"."""
    if mention.number is None or mention.form != "number_only":
        return []
    items = numbers_before(text, previous.end if previous else 0, match.start())
    return [_item(text, mention, item) for item in items]


def _items_after(text: str, mention: Mention) -> list[Mention]:
    """Return the items of a list that names the code once, at its head: "các Quyết định số 31/QĐ-UBND, 32 và 33"."""
    if mention.number is None or mention.form != "full":
        return []
    return [_item(text, mention, item) for item in numbers_after(text, mention.start, mention.end)]


def _item(text: str, mention: Mention, item: Item) -> Mention:
    """Return an item of a list with the code and organ of the mention that names them."""
    code = (mention.number or "").partition("/")[2]
    start = item.start if item.type_start is None else item.type_start
    form: Form = "number_only" if item.type_start is None else "full"
    found = replace(mention, start=start, end=item.end, text=text[start : item.end], number=f"{item.number}/{code}")
    return replace(found, type=item.type_name or mention.type, form=form, date=None)


def _mention_at(text: str, match: re.Match[str], previous: Mention | None) -> Mention | None:
    floor = previous.end if previous else 0
    low = max(floor, match.start() - _PREFIX_WINDOW)
    start, type_name, form = _prefix(text, low, match.start())
    number = find_number(match, sure=start < match.start())
    if number is None or _NO_DOCUMENT.search(text, low, match.start()):
        return None
    if type_name is None:
        type_name = _own_type(text, number, previous)
    end, date = _date(text, start, number.end, floor)
    found = Mention(start, end, text[start:end], number.text, type_name, date, None, form, number.code, number.organ)
    return replace(found, number=None, form="ambiguous") if is_cut(text, number) else found


def _prefix(text: str, low: int, start: int) -> tuple[int, str | None, Form]:
    """Return where the mention begins, its printed type, and its form."""
    window = text[low:start]
    if _SELF.search(window):
        return low + _SO.search(window).start(), None, "self"  # type: ignore[union-attr]
    match = type_pattern().search(fold(window))
    if match:
        return low + match.start(), type_by_printed()[re.sub(r"\s+", " ", match.group("type"))], "full"
    short = abbreviation_pattern().search(window)
    if short:
        return low + short.start(), type_by_abbreviation()[short.group("type")], "full"
    misspelt = _misspelt(window)
    if misspelt:
        return low + misspelt[0], misspelt[1], "full"
    so = _SO.search(window)
    return (low + so.start() if so else start), None, "number_only"


def _misspelt(window: str) -> tuple[int, str] | None:
    """Two capitalised or typed words before the number that are one letter away from a type name ("Công án")."""
    match = re.search(r"(?<![^\W_])([^\W\d_]+\s+[^\W\d_]+)\s*(?:[Ss][ốô]\s*)?\Z", window)
    if not match or not match.group(1)[0].isupper():
        return None
    words = re.sub(r"\s+", " ", fold(match.group(1)))
    near = [name for folded, name in type_by_printed().items() if _one_edit(words, folded)]
    return (match.start(), near[0]) if len(near) == 1 else None


def _one_edit(left: str, right: str) -> bool:
    """Tell whether two words differ by one inserted, lost or changed letter."""
    if abs(len(left) - len(right)) > 1 or left == right:
        return left == right
    head = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    return left[head + 1 :] == right[head + 1 :] or left[head:] == right[head + 1 :] or left[head + 1 :] == right[head:]


def _own_type(text: str, number: Number, previous: Mention | None) -> str | None:
    """The type of a number without a type word: from its own code, else from the head of the list it stands in."""
    if number.code:
        names = party_type_by_code() if number.organ and is_party_organ(number.organ) else type_by_code()
        return names.get(number.code)
    if number.organ in _NORMATIVE_ORGANS:
        return _type_of_list(text, number, previous)
    floor = previous.end if previous else max(0, number.start - 400)
    heads = _HEAD.findall(text[floor : number.start])
    if heads:
        return type_by_printed()[fold(heads[-1])]
    same_paragraph = previous is not None and "\n" not in text[previous.end : number.start]
    if previous is not None and same_paragraph and previous.type in LETTER_TYPES:
        return previous.type
    return "Công văn"


def _type_of_list(text: str, number: Number, previous: Mention | None) -> str | None:
    """The type word at the head of the list in which a number of the same organ stands next ("các Luật số …, …")."""
    if previous is None or previous.organ != number.organ:
        return None
    return previous.type if _LIST_GAP.fullmatch(text, previous.end, number.start) else None


def _date(text: str, start: int, end: int, floor: int) -> tuple[int, str | None]:
    """Return where the mention ends with its date phrase, and the ISO date."""
    after = dates.AFTER.match(text, end, end + 60)
    if after:
        return after.end(), dates.to_iso(after)
    bracketed = dates.IN_BRACKETS.match(text, end, end + 60)
    if bracketed:
        return end, dates.to_iso(bracketed)
    issued = dates.AFTER_ISSUER.match(text, end, end + 110)
    if issued:
        return end, dates.to_iso(issued)
    before = dates.BEFORE.search(text, max(floor, start - 180), start)
    before = before or dates.UNTIL.search(text, max(floor, start - 140), start)
    if before and "\n" not in before.group():
        return end, dates.to_iso(before)
    return end, None
