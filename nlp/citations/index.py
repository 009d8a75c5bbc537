"""An index of cited documents over many reports: one record for each document, whoever cites it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from nlp.citations.documents import (
    Document,
    by_count,
    canonical,
    identity,
    merge_slips,
    prevailing,
    resolve,
    titles_of,
    vagueness,
    year_of,
)
from nlp.citations.mentions import Mention
from nlp.citations.vocabulary import LETTER_TYPES, organs
from nlp.text.fold import fold

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_WITH_YEAR = re.compile(r"/(?:19|20)\d\d/")
_CENTRAL_PARTY = "TW"  # the codes of the Party's central organs end so: TW, BTCTW, UBKTTW


@dataclass(slots=True)
class IndexRecord:
    """A document and everything that the reports print of it.

    `key` is readable: type, number, for a local document its issuer (or "in-" and the one report that cites it without
    issuer), and the date where the number has no year. `titles` and `dates` come the most frequent first. With "date"
    in `conflicts` the dates differ by a slip; with "ambiguous" the mentions have too little to tell which of several
    records they belong to. `mentions` are (report, position in that report's list of mentions).
    """

    key: str
    number: str | None
    type: str | None
    issuer: str | None
    date: str | None
    titles: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    mentions: list[tuple[str, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Cited:
    """A document as one report resolves it: its number or title, the issuer that identifies it, its dates."""

    report: str
    position: int
    document: Document
    mentions: tuple[Mention, ...]
    name: str
    owner: str | None
    central: bool
    anonymous: bool


@dataclass(slots=True)
class _Group:
    """What reports cite as one document: an owner (folded issuer or report) and a date, None where nobody tells."""

    owner: str | None
    date: str | None
    cited: list[_Cited] = field(default_factory=list)
    ambiguous: bool = False


def build_index(reports: Iterable[tuple[str, Sequence[Mention]]]) -> list[IndexRecord]:
    """Gather the documents that reports cite.

    Each report is resolved by itself; its documents then meet those of the others by type, number, issuer and date. A
    central number tells its organ. A local number (UBND, HĐND, departments, Party committees, unknown organs) needs its
    issuer: without one it is a record of its report alone. What lacks the date joins the one dated record of its number
    and issuer where there is exactly one; where there are several, it stays apart as "ambiguous". Bare numbers and
    named laws meet their like only.

    Parameters
    ----------
    reports : iterable of (str, sequence of Mention)
        The id of each report and what `extract` found in it.

    Returns
    -------
    list of IndexRecord
        Most cited first: by number of reports, then of mentions, then key. The order of the reports does not matter.

    Notes
    -----
    Linear in the number of mentions, but for sorting.

    Examples
    --------
    >>> from nlp.citations import extract
    >>> texts = {"a": "theo Nghị định số 61/2018/NĐ-CP", "b": "Nghị định 61 /2018/NĐ–CP; Quyết định 06/QĐ-TTg"}
    >>> [(record.key, record.mentions) for record in build_index((name, extract(text)) for name, text in texts.items())]
    [('nghi-dinh/61-2018-nd-cp', [('a', 0), ('b', 0)]), ('quyet-dinh/06-qd-ttg', [('b', 1)])]
    """
    buckets: dict[str, list[_Cited]] = defaultdict(list)
    # By report: what is counted or printed first must not hang on the order in which the reports come.
    for report, mentions in sorted(reports, key=lambda item: item[0]):
        for position, document in enumerate(resolve(mentions)):
            cited = _cited(report, position, document, mentions)
            buckets[cited.name].append(cited)
    groups = [group for bucket in buckets.values() for group in _group(bucket)]
    records = [_record(group) for group in groups]
    _make_keys(records, groups)
    return sorted(records, key=_rank)


def _rank(record: IndexRecord) -> tuple[int, int, str]:
    return -len({report for report, _ in record.mentions}), -len(record.mentions), record.key


def _cited(report: str, position: int, document: Document, mentions: Sequence[Mention]) -> _Cited:
    own = tuple(mentions[index] for index in document.mentions)
    founder = min(own, key=vagueness)
    central = any(_is_central(mention) for mention in own)
    anonymous = not central and not document.issuer
    issuer = fold(document.issuer) if document.issuer else None
    owner = f"in {report}" if anonymous else None if central and _names_organ(founder, issuer) else issuer
    name = f"{fold(_kind(document.type))} {identity(founder)}"
    return _Cited(report, position, document, own, name, owner, central, anonymous)


def _kind(name: str | None) -> str:
    """A letter is a "Công văn" or a "Văn bản"; other types are themselves."""
    return LETTER_TYPES[0] if name in LETTER_TYPES else name or ""


def _is_central(mention: Mention) -> bool:
    """Tell whether a number, or without one the issuer, is of a central organ, so that all reports mean the same."""
    if mention.form == "ambiguous":
        return False
    if mention.organ is None:
        return fold(mention.issuer or "") in _central_names()
    organ = organs().get(mention.organ)
    return organ is not None and (organ.scope == "central" or organ.code.endswith(_CENTRAL_PARTY))


@cache
def _central_names() -> frozenset[str]:
    return frozenset(fold(organ.issuer) for organ in organs().values() if organ.scope == "central")


def _names_organ(mention: Mention, issuer: str | None) -> bool:
    """Tell whether the issuer says no more than the number: "Trung ương Đảng" of N-NQ/TW may be the Politburo's."""
    organ = organs().get(mention.organ or "")
    return issuer is None or (organ is not None and fold(organ.issuer) == issuer)


def _group(bucket: Sequence[_Cited]) -> list[_Group]:
    """Group what one type and number stands for; what tells more founds the groups that what tells less may join."""
    slips = _slips(bucket)
    told: dict[tuple[str | None, str | None], _Group] = {}
    for cited in bucket:
        place = (cited.owner, _date(cited, slips))
        told.setdefault(place, _Group(*place)).cited.append(cited)
    homes = _Homes()
    for group in sorted(told.values(), key=lambda group: (group.date is None) * 2 + (group.owner is None)):
        homes.settle(group)
    return homes.groups


def _slips(bucket: Sequence[_Cited]) -> Mapping[str | None, Mapping[str, str]]:
    """The dates of each known owner that are one with slips; an unknown issuer is not known to be shared."""
    dates: dict[str | None, set[str]] = defaultdict(set)
    for cited in bucket:
        if not cited.anonymous:
            dates[cited.owner].update(cited.document.dates)
    return {owner: merge_slips(printed) for owner, printed in dates.items()}


def _date(cited: _Cited, slips: Mapping[str | None, Mapping[str, str]]) -> str | None:
    """The date that stands for all the dates of a document; those its own report has merged stay together."""
    if not cited.document.dates:
        return None
    first = min(cited.document.dates)
    return slips.get(cited.owner, {}).get(first, first)


class _Homes:
    """Groups of one number that are settled, to be found by owner and by date."""

    def __init__(self) -> None:
        self.groups: list[_Group] = []
        self.by_owner: dict[str | None, list[_Group]] = defaultdict(list)
        self.by_date: dict[str | None, list[_Group]] = defaultdict(list)
        self.shared: list[_Group] = []  # those that a mention without issuer may mean

    def settle(self, group: _Group) -> None:
        """Join the one group that fits, else stand alone."""
        fitting = self._fitting(group)
        if len(fitting) == 1:
            fitting[0].cited.extend(group.cited)
            return
        group.ambiguous = len(fitting) > 1
        self.groups.append(group)
        self.by_owner[group.owner].append(group)
        self.by_date[group.date].append(group)
        self.shared.append(group)

    def _fitting(self, group: _Group) -> list[_Group]:
        if group.owner is None:
            return self.by_date[group.date] if group.date else self.shared
        if group.date:
            return []
        central = not any(cited.anonymous or not cited.central for cited in group.cited)
        return [*self.by_owner[group.owner], *(self.by_owner[None] if central else [])]


def _record(group: _Group) -> IndexRecord:
    cited = sorted(group.cited, key=lambda cited: (cited.report, cited.position))
    mentions = [mention for one in cited for mention in one.mentions]
    dates = [mention.date for mention in mentions if mention.date]
    printed = by_count(dates)
    date = prevailing(dates) if len(printed) > 1 else group.date
    conflicts = ["date"] * (len(printed) > 1) + ["ambiguous"] * group.ambiguous
    places = sorted((one.report, index) for one in cited for index in one.document.mentions)
    return IndexRecord(
        key="",
        number=_first(canonical(one.document.number or "") for one in cited),
        type=_first(one.document.type for one in cited),
        issuer=_issuer(cited),
        date=date,
        titles=titles_of(mentions),
        dates=printed,
        conflicts=conflicts,
        mentions=places,
    )


def _first(values: Iterable[str | None]) -> str | None:
    """The most frequent value that is told."""
    return next(iter(by_count(value for value in values if value)), None)


def _issuer(cited: Sequence[_Cited]) -> str | None:
    """The issuer that identifies the document, else the organ that its number names."""
    return _first(one.document.issuer for one in cited if one.owner) or _first(one.document.issuer for one in cited)


def _make_keys(records: Sequence[IndexRecord], groups: Sequence[_Group]) -> None:
    """Give each record its key; where two would share one, longer ones, and numbers in the last resort."""
    pairs = list(zip(records, groups, strict=True))
    for longer in (False, True):
        shared = Counter(record.key for record in records)
        for record, group in pairs:
            if shared[record.key] > 1 or not record.key:
                record.key = _key(record, group, longer)
    _number_keys(records)


def _number_keys(records: Sequence[IndexRecord]) -> None:
    seen: Counter[str] = Counter()
    for record in sorted(records, key=lambda record: (record.key, record.issuer or "", record.mentions)):
        seen[record.key] += 1
        if seen[record.key] > 1:
            record.key += f"/{seen[record.key]}"


def _key(record: IndexRecord, group: _Group, longer: bool) -> str:
    return "/".join(part for part in _parts(record, group, longer) if part)


def _parts(record: IndexRecord, group: _Group, longer: bool) -> Iterator[str]:
    one = group.cited[0]
    yield _slug(record.type) or "van-ban"
    yield _slug(record.number) or _law(one, record)
    if one.anonymous:
        yield f"in-{_slug(one.report)}"
    elif longer or not one.central:
        yield _slug(record.issuer)
    if longer or not _WITH_YEAR.search(record.number or ""):
        yield group.date or ""


def _law(one: _Cited, record: IndexRecord) -> str:
    """A law's name without its type word, with its year: "dat-dai-2024"."""
    founder = min(one.mentions, key=vagueness)
    year = year_of(founder)
    name = fold(founder.name or founder.text).removeprefix(fold(record.type or "")).removesuffix(year or "")
    return _slug(" ".join(filter(None, (name.strip().removesuffix(" nam") if year else name, year))))


def _slug(text: str | None) -> str:
    return _NOT_SLUG.sub("-", fold(text or "")).strip("-")
