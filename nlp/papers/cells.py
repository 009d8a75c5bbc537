"""What one column of a line is: a part of a letterhead, of a signature, an annex title, the title of a paper."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from nlp.tables import load_csv, load_toml
from nlp.text.fold import fold

_LONGEST = 100  # code points of a motto or date line
_LONGEST_ORGAN, _LONGEST_NUMBER = 90, 60
_LONGEST_PLAIN = 45  # of an organ or a stamp in small letters
# "21/BC-UBND", "12/2023/QĐ-UBND", "74-BC/HU"; before it is registered "……/BC-UBND".
NUMBER: Final = (
    r"(?P<digits>\d[\d ]{0,5}[a-zđ]?|[.…_ ]{0,30})\s{0,9}[/–-]\s{0,3}"
    r"(?P<code>(?:\d{4}\s?/\s?)?[^\W\d_]{1,10}(?:\s?[-–/.&]\s?[^\W\d_]{1,12}){0,4})"
)
_NUMBER = re.compile(r"S\S?\s{0,3}[:.]?\s{0,8}" + NUMBER, re.IGNORECASE)
# "Hà Tĩnh, ngày 24 tháng 11 năm 2025"; a narrow column breaks it anywhere, a draft leaves the day blank.
_DATE = re.compile(
    r"(?P<place>[^\W\d_][^,\d\n]{1,40}),?\s{1,4}ng[a ]y\s{0,20}(?P<day>\d{0,2})[\s\d.…/_thangnm-]{0,60}"
    r"|(?:ng[a ]y\s{1,4})?(?:\d{1,2}\s{1,4})?(?:th[a ]ng\s{1,4})?(?:\d{1,2}\s{1,4})?n[a ]m\s{1,4}(?:19|20)\d\d"
)
_SUBJECT = re.compile(r"v/?v\b|v[e ] vi[e ]c\b")
_ADDRESS = re.compile(r"k[i ]nh g[u ]i\b")
_BY_WHOM = re.compile(r"luu\s?:|-\s?luu\b")
_ITEM = re.compile(
    r"[-–+•●▪]\s|\(?(?:[IVX]{1,5}|\d{1,2}|[a-zđA-H])[.)/]\s?(?=\S)|(?:PHẦN|CHƯƠNG|MỤC|ĐIỀU|Điều)\s[\dIVXT]"
)
_SPACED = re.compile(r"(?:\S\s{1,3}){2,30}\S")
_ANNEX_SIGN = re.compile(r"\W{0,3}(?:so )?\W{0,2}(?:[\divx]{1,5}|\d{0,2}[a-z])?\W{0,3}\Z")
_ANNEX_NUMBER = re.compile(r"(?:mau|bieu mau|bieu|phu luc) (?:so )?\d")
# "(Kèm theo Báo cáo số 12/BC-UBND …)": what belongs to a report or a plan is its annex, whatever its title.
_ENCLOSED = re.compile(r"\(?\s?(?:ban hanh |dinh )?kem theo (?:bao cao|ke hoach|chuong trinh|huong dan|de an)\b")
_PLACE = re.compile(r"[^\W\d_][^,\d\n]{1,30},")  # "Đồng Tháp," over "ngày 19 tháng 11 năm 2025"
_MOTTOS = "cong hoa xa hoi chu nghia viet nam|doc lap tu do hanh phuc|dang cong san viet nam"
_PLACEHOLDER = re.compile(r"\.{3,}|…|_{3,}|\[[^\]]{0,40}\]|\(\d\)")
QUOTED = ("“", '"', "«", "‘", "'")
_SPACE_OR_QUOTE = " \t\u00a0" + "".join(QUOTED)


class Kind:
    """What a line may be: bits, which add up over its columns. Plain integers, since an enum is six times slower."""

    NONE: Final = 0
    ORGAN: Final = 1 << 0
    UNIT: Final = 1 << 1
    MOTTO: Final = 1 << 2
    NUMBER: Final = 1 << 3
    DATE: Final = 1 << 4
    TITLE: Final = 1 << 5
    TITLE_ALONE: Final = 1 << 6
    SUBJECT: Final = 1 << 7
    ADDRESS: Final = 1 << 8
    ATTACHED: Final = 1 << 9
    CAPITALS: Final = 1 << 10
    FORM: Final = 1 << 11
    SIGNATURE: Final = 1 << 12
    CLOSING: Final = 1 << 13
    ANNEX: Final = 1 << 14
    PROSE: Final = 1 << 15
    SHORT: Final = 1 << 16
    STAMP: Final = 1 << 17
    BODY: Final = 1 << 18


@dataclass(slots=True)
class Found:
    """What the columns of a line are together."""

    kinds: int = Kind.NONE
    number: str = ""
    organ: str = ""
    day: str = ""


@cache
def _words(*names: str) -> re.Pattern[str]:
    """Return the folded pattern of the words under some keys of `papers.toml`, whole words only."""
    words = {fold(word) for name in names for word in load_toml("papers")[name]}
    return re.compile(rf"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?![^\W_])")


def _lossy(phrase: str) -> str:
    """Return the folded pattern of a phrase whose letters with accents may be lost, one blank for each."""
    letters = (f"[{fold(char)} ]" if fold(char) != char else re.escape(char) for char in phrase)
    return "".join(r"\s{1,3}" if letter == "\\ " else letter for letter in letters)


@cache
def _motto() -> re.Pattern[str]:
    return re.compile("|".join(map(_lossy, load_toml("papers")["mottos"])))


@cache
def _title() -> re.Pattern[str]:
    listed = [row["name"].lower() for row in load_csv("document_types") if row["family"] == "administrative"]
    words = sorted({*load_toml("papers")["titles"], *listed}, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(_lossy, words))})(?![^\W_])")


@cache
def _spaced_titles() -> frozenset[str]:
    return frozenset(fold(word).replace(" ", "") for word in load_toml("papers")["titles"])


@cache
def _attached() -> re.Pattern[str]:
    types = _words("attaching").pattern
    return re.compile(
        rf"\(?\s?(?:(?:ban hanh |duoc ban hanh |dinh )?kem (?:theo )?|ban hanh theo )(?P<type>{types})(?:\s|:|\Z)"
    )


def attached_type(folded: str) -> str:
    """Return the type of document that an attachment's note names: "quyet dinh"; empty where it names none."""
    match = _attached().match(folded)
    return match["type"] if match else ""


def _is_capital(text: str) -> bool:
    """Tell whether nearly all letters of a line are capitals."""
    capitals = sum(map(str.isupper, text))
    return capitals > 0 and capitals > 3 * sum(map(str.islower, text))


@dataclass(frozen=True, slots=True)
class _Cell:
    """One column of a line, as printed and folded."""

    text: str
    folded: str
    capital: bool

    def __len__(self) -> int:
        return len(self.text)

    def opens_with(self, *names: str) -> re.Match[str] | None:
        """Match the words under some keys of `papers.toml` at its beginning."""
        return _words(*names).match(self.folded)


def _make_cell(text: str) -> _Cell:
    text = text.strip(_SPACE_OR_QUOTE)
    return _Cell(text, fold(text), _is_capital(text))


def read_cell(text: str, found: Found) -> None:
    """Add what one column of a line is."""
    cell = _make_cell(text)
    if _MOTTOS.find(_squeezed(cell)) >= 0 and cell.capital and " " in cell.text:
        found.kinds |= Kind.MOTTO  # a narrow column breaks it anywhere: "CỘNG HÒA XÃ" / "HỘI CHỦ NGHĨA VIỆT NAM"
        return
    if motto := _find_motto(cell):
        found.kinds |= Kind.MOTTO
        cell = _make_cell(f"{cell.text[: motto.start()]} {cell.text[motto.end() :]}".strip(" -–—."))
        if cell.folded.startswith(("tu do", "hanh phuc", "chu nghia")) or len(cell) < 2:
            return
    for read in (
        _read_note,
        _read_number,
        _read_date,
        _read_signature,
        _read_annex,
        _read_title,
        _read_organ,
        _read_rest,
    ):
        if read(cell, found):
            return


def _squeezed(cell: _Cell) -> str:
    """Return the words of a column alone."""
    return " ".join(re.findall(r"[^\W\d_]+", cell.folded)) if len(cell) <= _LONGEST else "?"


def _find_motto(cell: _Cell) -> re.Match[str] | None:
    """Find a motto: in capitals, or alone in its column; "Đảng Cộng sản Việt Nam …" may open a sentence."""
    match = _motto().search(cell.folded) if len(cell) <= _LONGEST else None
    if match is None:
        return None
    if cell.folded.startswith(("doc lap", "d c l p")):
        return match if len(cell) < 50 and re.search(r"t[u ] do\b", cell.folded) else None
    alone = match.end() - match.start() > 0.8 * len(cell)
    return match if alone or _is_capital(cell.text[match.start() : match.end()]) else None


def _read_note(cell: _Cell, found: Found) -> bool:
    """Read what a title is attached to: "(Ban hành kèm theo Quyết định số 12/QĐ-UBND …)"."""
    attached, enclosed = _attached().match(cell.folded), _ENCLOSED.match(cell.folded)
    found.kinds |= (Kind.ATTACHED if attached else Kind.NONE) | (Kind.FORM if enclosed else Kind.NONE)
    return bool(attached or enclosed)


def _read_number(cell: _Cell, found: Found) -> bool:
    """A number line ends behind its code, or the date line of the other column follows."""
    match = _NUMBER.match(cell.text) if cell.text[:1] == "S" else None
    if match is None:
        return False
    rest = cell.text[match.end() :].strip(" .-–")
    if len(cell) > _LONGEST_NUMBER if not rest else not _read_date(_make_cell(rest), found):
        return False
    found.kinds |= Kind.NUMBER
    found.number = number_key(match)
    return True


def number_key(match: re.Match[str]) -> str:
    """Return a document number for comparing: "21/bc-ubnd", "/bc-ubnd" where it is left blank."""
    return re.sub(r"[\s.…_]+", "", fold(f"{match['digits']}/{match['code']}")).replace("–", "-")


def _read_date(cell: _Cell, found: Found) -> bool:
    match = _DATE.fullmatch(cell.folded.strip(" .()")) if len(cell) <= _LONGEST else None
    if match is None:
        return False
    found.kinds |= Kind.DATE
    found.day = match["day"] or found.day
    return True


def _read_signature(cell: _Cell, found: Found) -> bool:
    """Read who signs, for whom, and the recipients: TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH, Nơi nhận:, - Lưu: VT."""
    if len(cell) > _LONGEST_ORGAN:
        return False
    proxy = cell.opens_with("signed_for") if cell.capital else None
    signed = proxy and cell.folded[proxy.end() : proxy.end() + 1] in (".", " ", ",")
    if not (signed or cell.opens_with("recipients") or _BY_WHOM.match(cell.folded) or _is_signer(cell)):
        return False
    found.kinds |= Kind.SIGNATURE
    return True


def _is_signer(cell: _Cell) -> bool:
    """Tell whether an office signs: PHÓ CHỦ TỊCH, CHỦ TỊCH UBND XÃ, Giám đốc; THỦ TƯỚNG CHÍNH PHỦ is an organ."""
    match = cell.opens_with("signers")
    if match is None or cell.folded.startswith("thu tuong chinh phu"):
        return False
    return cell.capital or not cell.folded[match.end() :].strip(" .:")


def _read_annex(cell: _Cell, found: Found) -> bool:
    """An annex title: "Phụ lục 1B", "BIỂU MẪU SỐ 2", "Mẫu số 01", "DANH MỤC …"; a sentence that begins so is none."""
    folded = cell.folded.lstrip("([")
    match = _words("annexes").match(folded)
    if match is None or cell.text.endswith((".", ";", ",")):
        return False
    if not (cell.capital or _ANNEX_SIGN.match(folded, match.end()) or _ANNEX_NUMBER.match(folded)):
        return False
    found.kinds |= Kind.ANNEX
    return True


def _read_title(cell: _Cell, found: Found) -> bool:
    """A title word in capitals, or alone in its line: "BÁO CÁO", "B Á O  C Á O", "Quy chế"."""
    if _SPACED.fullmatch(cell.text) and re.sub(r"[\s.:]", "", cell.folded) in _spaced_titles():
        found.kinds |= Kind.TITLE | Kind.TITLE_ALONE
        return True
    match = _title().match(cell.folded)
    if match is None or cell.text.endswith(":"):
        return False
    alone = not cell.folded[match.end() :].strip(" .:–-") and cell.text[:1].isupper()
    if not (alone or _is_capital(cell.text[: match.end()])):
        return False
    found.kinds |= Kind.TITLE | (Kind.TITLE_ALONE if alone else Kind.NONE)
    return True


def _read_organ(cell: _Cell, found: Found) -> bool:
    if cell.opens_with("form_organs"):
        found.kinds |= Kind.FORM
        return True
    longest = _LONGEST_ORGAN if cell.capital else _LONGEST_PLAIN
    if len(cell) > longest or cell.text.endswith((".", ";", ",", ":")):
        return False
    organ = cell.opens_with("organs" if cell.capital else "plain_organs")
    if not organ and not (cell.capital and cell.opens_with("units")):
        return False
    found.kinds |= (Kind.ORGAN if organ else Kind.UNIT) | (Kind.FORM if _PLACEHOLDER.search(cell.text) else Kind.NONE)
    found.organ = f"{found.organ} {cell.folded}".strip()
    return True


def _read_rest(cell: _Cell, found: Found) -> bool:
    if _SUBJECT.match(cell.folded):
        found.kinds |= Kind.SUBJECT
    elif _ADDRESS.match(cell.folded):
        found.kinds |= Kind.ADDRESS
    elif len(cell) < _LONGEST_PLAIN and (
        _PLACE.fullmatch(cell.text) or _words("stamps").match(cell.folded.lstrip("("))
    ):
        found.kinds |= Kind.STAMP
    elif _ITEM.match(cell.text) or (not cell.capital and cell.opens_with("body")):
        found.kinds |= Kind.BODY
    elif cell.capital and len(cell) <= _LONGEST_ORGAN:
        found.kinds |= Kind.CAPITALS
    return True
