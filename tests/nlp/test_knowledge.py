"""The table of cited documents: every row is sound, one document or none is found, and what it was worth on a day."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from nlp.citations import extract, normalise
from nlp.citations.knowledge import Known, find_known, load_known, status_at
from nlp.citations.numbers import NUMBER, find_number
from nlp.citations.vocabulary import organs, type_by_printed
from nlp.tables import load_csv
from nlp.text.fold import fold

TABLE = load_known()
ROWS = load_csv("documents")
BY_NUMBER = Counter(known.number for known in TABLE)
COLUMNS = "number type issuer date title in_force_from replaced_by replaced_from amended_by source".split()


def label(known: Known) -> str:
    return f"{known.number} {known.date}"


def row(number: str = "1/2001/NĐ-CP", type: str = "Nghị định", **cells: str) -> dict[str, str]:
    return {"number": number, "type": type, **cells}


# the table


def test_the_table_has_its_columns_and_is_read_whole() -> None:
    # A comma that nobody quoted would make a column more.
    assert [cells for cells in ROWS if list(cells) != COLUMNS] == []
    assert len(TABLE) == len(ROWS) >= 150


def test_no_two_rows_are_one_document() -> None:
    keys = Counter((known.number.upper(), known.type, known.date, known.issuer) for known in TABLE)
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("cells", ROWS, ids=lambda cells: cells["number"])
def test_numbers_are_canonical(cells: dict[str, str]) -> None:
    listed = [cells["number"], *cells["replaced_by"].split(";"), *cells["amended_by"].split(";")]
    for number in filter(None, listed):
        match = NUMBER.search(number)
        assert match
        assert find_number(match, sure=True), number
        assert normalise(number) == number


@pytest.mark.parametrize("known", TABLE, ids=label)
def test_dates_follow_each_other(known: Known) -> None:
    days = [day for day in (known.date, known.in_force_from, known.replaced_from) if day]
    assert days == sorted(days)
    assert all("2000-01-01" <= day <= "2026-12-31" for day in days)


@pytest.mark.parametrize("known", TABLE, ids=label)
def test_the_number_agrees_with_type_year_and_issuer(known: Known) -> None:
    match = NUMBER.search(known.number)
    number = find_number(match, sure=True) if match else None
    assert number
    assert fold(known.type) in type_by_printed()
    assert number.year is None or known.date is None or known.date.startswith(number.year)
    organ = organs()[number.organ or ""]
    assert organ.scope in ("central", "party")
    assert organ.scope == "party" or (known.issuer or "").split(";")[0] == organ.issuer


@pytest.mark.parametrize("known", TABLE, ids=label)
def test_every_row_names_its_source(known: Known) -> None:
    assert known.source
    # A replacement stands in the document that replaces, or in the one that changed its day.
    assert all(number in known.source for number in known.replaced_by)


@pytest.mark.parametrize("known", [known for known in TABLE if known.replaced_by], ids=label)
def test_a_replacement_is_later_and_begins_when_the_replacing_document_does(known: Known) -> None:
    for number in known.replaced_by:
        for other in (other for other in TABLE if other.number == number):
            assert other.date
            assert known.date
            assert known.date < other.date
            if len(known.replaced_by) == 1 and known.replaced_from and other.in_force_from:
                assert known.replaced_from >= other.in_force_from


@pytest.mark.parametrize("known", [known for known in TABLE if known.amended_by], ids=label)
def test_an_amendment_is_later_than_what_it_amends(known: Known) -> None:
    amending = [other for other in TABLE if other.number in known.amended_by]
    assert all((other.date or "") > (known.date or "") for other in amending)


@pytest.mark.parametrize(
    "number",
    "30c/NQ-CP 131/NQ-CP 06/QĐ-TTg 942/QĐ-TTg 749/QĐ-TTg 468/QĐ-TTg 19/2014/QĐ-TTg 896/QĐ-TTg 1557/QĐ-TTg "
    "63/2010/NĐ-CP 61/2018/NĐ-CP 45/2020/NĐ-CP 42/2022/NĐ-CP 30/2020/NĐ-CP 34/2016/NĐ-CP 108/2014/NĐ-CP "
    "178/2024/NĐ-CP 120/2020/NĐ-CP 115/2020/NĐ-CP 90/2020/NĐ-CP 60/2021/NĐ-CP 59/2019/NĐ-CP "
    "22/2008/QH12 80/2025/QH15 58/2010/QH12 77/2015/QH13 "
    "72/2025/QH15 57-NQ/TW 05-CT/TW 01/2018/TT-VPCP 12/2022/TT-BNV".split(),
)
def test_what_reports_cite_most_is_there(number: str) -> None:
    assert BY_NUMBER[number] == 1


# a user's own rows


def test_own_rows_come_after_the_table() -> None:
    own = row("7/2001/NĐ- CP", date="2001-02-03", amended_by="8/2002/NĐ-CP; 9/2003/NĐ-CP", source="văn bản gốc")
    known = load_known([own])[-1]
    assert load_known([own])[:-1] == TABLE
    assert (known.number, known.amended_by) == ("7/2001/NĐ-CP", ("8/2002/NĐ-CP", "9/2003/NĐ-CP"))
    assert (known.issuer, known.in_force_from, known.replaced_by) == (None, None, ())
    assert find_known("7/2001/NĐ-CP", table=(known,)) == known
    assert find_known("7/2001/NĐ-CP") is None


@pytest.mark.parametrize(
    ("cells", "named"),
    [
        (row(number=""), "number"),
        (row(type=" "), "type"),
        (row(date="15/7/2021"), "'15/7/2021'"),
        (row(date="2021-02-30"), "'2021-02-30'"),
        (row(in_force_from="20210715"), "in_force_from"),
        (row(replaced_from="2021-7-5"), "1/2001/NĐ-CP, replaced_from"),
    ],
)
def test_a_bad_row_is_refused_by_name(cells: dict[str, str], named: str) -> None:
    with pytest.raises(ValueError, match=re.escape(named)):
        load_known([cells])


# finding


@pytest.mark.parametrize(
    ("number", "told", "found"),
    [
        ("61/2018/NĐ-CP", {}, "2018-04-23"),
        ("61/2018/NĐ- CP", {}, "2018-04-23"),
        ("61 / 2018 / NĐ – CP", {}, "2018-04-23"),
        ("06/QĐ-TTG", {}, "2022-01-06"),
        ("57/NQ/TW", {}, "2024-12-22"),
        ("61/2018/NĐ-CP", {"type": "nghị định", "issuer": "Chính phủ", "date": "2018-04-23"}, "2018-04-23"),
        ("76/NQ-CP", {"date": "2021-07-15"}, "2021-07-15"),
        ("76/NQ-CP", {"date": "2013-06-13"}, "2013-06-13"),
        ("23/CT-TTg", {"date": "2021-09-02"}, "2021-09-02"),
        ("23/CT-TTg", {"date": "2022-12-26"}, "2022-12-26"),
        ("27-NQ/TW", {"date": "2018-05-21"}, "2018-05-21"),
        ("27-NQ/TW", {"date": "2022-11-09", "issuer": "Trung ương Đảng"}, "2022-11-09"),
        ("39-NQ/TW", {"date": "2015-04-17", "issuer": "Bộ Chính trị"}, "2015-04-17"),
        # one of two by its issuer alone
        ("26-NQ/TW", {"issuer": "Bộ Chính trị"}, "2022-11-03"),
        # the two issuers of a joint circular
        ("71/2014/TTLT-BTC-BNV", {"issuer": "Bộ Nội vụ"}, "2014-05-30"),
        ("71/2014/TTLT-BTC-BNV", {"issuer": "Bộ Tài chính"}, "2014-05-30"),
        # several fit
        ("76/NQ-CP", {}, None),
        ("76/NQ-CP", {"type": "Nghị quyết", "issuer": "Chính phủ"}, None),
        ("23/CT-TTg", {}, None),
        ("27-NQ/TW", {}, None),
        ("27-NQ/TW", {"issuer": "Ban Chấp hành Trung ương Đảng"}, None),
        ("18-NQ/TW", {"type": "Nghị quyết"}, None),
        # what is told contradicts
        ("61/2018/NĐ-CP", {"date": "2018-04-24"}, None),
        ("61/2018/NĐ-CP", {"type": "Nghị quyết"}, None),
        ("61/2018/NĐ-CP", {"issuer": "Thủ tướng Chính phủ"}, None),
        ("76/NQ-CP", {"date": "2022-07-15"}, None),
        ("71/2014/TTLT-BTC-BNV", {"issuer": "Bộ Tư pháp"}, None),
        # not in the table, no number
        ("61/2019/NĐ-CP", {}, None),
        ("61", {}, None),
        ("", {}, None),
        ("Nghị định của Chính phủ", {}, None),
    ],
)
def test_find(number: str, told: dict[str, str], found: str | None) -> None:
    known = find_known(number, **told)
    assert (known.date if known else None) == found


@pytest.mark.parametrize(
    "number",
    ["25/KH-UBND", "08/2023/QĐ-UBND", "55/NQ-HĐND", "12-NQ/TU", "88-CTr/HU", "335/SNV-CCHC&VTLT", "1087/QĐ-ĐA"],
)
def test_a_local_number_is_never_found_even_in_own_rows(number: str) -> None:
    own = load_known([row(number, "Văn bản", source="văn bản gốc")])
    assert own[-1].number == number
    assert find_known(number, table=own) is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "theo Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ",
            "Chương trình tổng thể cải cách hành chính 2021-2030",
        ),
        ("Nghị quyết số 18-NQ/TW ngày 25/10/2017 của Ban Chấp hành Trung ương", "Sắp xếp tổ chức bộ máy"),
        ("Nghị quyết số 18-NQ/TW ngày 16/6/2022 của BCH Trung ương Đảng", "Đổi mới chính sách, quản lý đất đai"),
        ("Kết luận số 40-KL/TW ngày 18/7/2022 của Bộ Chính trị", "Quản lý biên chế"),
        ("Quy định số 164-QĐ/TW ngày 01/02/2013", "Bồi dưỡng, cập nhật kiến thức"),
        ("Pháp lệnh số 34/2007/PL-UBTVQH11", "Pháp lệnh về dân chủ ở xã"),
        ("Luật Thanh tra số 11/2022/QH15", "Luật Thanh tra"),
        ("Thông tư số 02/2017/TT-VPCP của Văn phòng Chính phủ", "Hướng dẫn nghiệp vụ kiểm soát"),
        ("Công điện số 280/CĐ-TTg ngày 19/4/2023", "Chấn chỉnh trách nhiệm"),
        # a mention without its date, of a number that two documents bear
        ("thực hiện Nghị quyết số 18-NQ/TW", None),
        ("theo Nghị định 130 của Chính phủ", None),
    ],
)
def test_a_mention_finds_its_document(text: str, title: str | None) -> None:
    mention = next(mention for mention in extract(text) if mention.number)
    assert mention.number
    known = find_known(mention.number, mention.type, mention.date, mention.issuer)
    assert (known is None) == (title is None)
    assert known is None or (known.title or "").startswith(title or "")


# what a document was worth


@pytest.mark.parametrize(
    ("number", "date", "value", "by"),
    [
        # reports of several years cite one document
        ("43/2011/NĐ-CP", "2011-07-31", "not_yet", ""),
        ("43/2011/NĐ-CP", "2020-12-31", "in_force", ""),
        ("43/2011/NĐ-CP", "2022-08-14", "in_force", ""),
        ("43/2011/NĐ-CP", "2022-08-15", "replaced", "42/2022/NĐ-CP"),
        ("43/2011/NĐ-CP", "2023-12-15", "replaced", "42/2022/NĐ-CP"),
        ("61/2018/NĐ-CP", "2018-04-30", "not_yet", ""),
        ("61/2018/NĐ-CP", "2018-06-21", "in_force", ""),
        ("61/2018/NĐ-CP", "2021-12-05", "in_force", ""),
        ("61/2018/NĐ-CP", "2021-12-06", "amended", "107/2021/NĐ-CP"),
        ("61/2018/NĐ-CP", "2023-11-30", "amended", "107/2021/NĐ-CP"),
        ("61/2018/NĐ-CP", "2026-03-31", "replaced", "118/2025/NĐ-CP"),
        ("118/2025/NĐ-CP", "2025-06-30", "not_yet", ""),
        ("118/2025/NĐ-CP", "2025-09-15", "in_force", ""),
        ("63/2010/NĐ-CP", "2012-12-31", "in_force", ""),
        ("63/2010/NĐ-CP", "2015-12-31", "amended", "48/2013/NĐ-CP"),
        ("63/2010/NĐ-CP", "2020-12-31", "amended", "48/2013/NĐ-CP 92/2017/NĐ-CP"),
        ("108/2014/NĐ-CP", "2019-12-31", "amended", "113/2018/NĐ-CP"),
        ("108/2014/NĐ-CP", "2022-12-31", "amended", "113/2018/NĐ-CP 143/2020/NĐ-CP"),
        ("108/2014/NĐ-CP", "2023-12-31", "replaced", "29/2023/NĐ-CP"),
        ("29/2023/NĐ-CP", "2025-06-30", "replaced", "154/2025/NĐ-CP"),
        ("34/2016/NĐ-CP", "2025-06-30", "replaced", "78/2025/NĐ-CP"),
        ("16/2015/NĐ-CP", "2021-12-31", "replaced", "60/2021/NĐ-CP"),
        ("110/2004/NĐ-CP", "2020-06-30", "replaced", "30/2020/NĐ-CP"),
        ("30/2020/NĐ-CP", "2020-06-30", "in_force", ""),
        ("22/2008/QH12", "2019-12-31", "in_force", ""),
        ("22/2008/QH12", "2023-12-31", "amended", "52/2019/QH14"),
        ("22/2008/QH12", "2025-12-31", "replaced", "80/2025/QH15"),
        # what replaces it is known, so what it was worth until then is known too
        ("58/2010/QH12", "2026-06-30", "amended", "52/2019/QH14"),
        ("58/2010/QH12", "2026-07-01", "replaced", "129/2025/QH15"),
        ("77/2015/QH13", "2025-06-30", "replaced", "65/2025/QH15"),
        ("65/2025/QH15", "2025-06-30", "replaced", "72/2025/QH15"),
        ("06/QĐ-TTg", "2021-12-31", "not_yet", ""),
        ("06/QĐ-TTg", "2023-06-30", "in_force", ""),
        # two laws share out what one amending law held
        ("52/2019/QH14", "2025-12-31", "in_force", ""),
        ("52/2019/QH14", "2026-07-01", "replaced", "80/2025/QH15 129/2025/QH15"),
        # the day of coming into force is not known
        ("64/2007/NĐ-CP", "2007-04-09", "not_yet", ""),
        ("64/2007/NĐ-CP", "2023-12-31", "unknown", ""),
        # nor the day of the amendment, but its year
        ("60/2021/NĐ-CP", "2024-12-31", "in_force", ""),
        ("60/2021/NĐ-CP", "2025-05-21", "in_force", ""),
        ("60/2021/NĐ-CP", "2025-05-22", "unknown", ""),
        # nor the day of the replacement
        ("93/2007/QĐ-TTg", "2014-12-31", "unknown", ""),
        # the table was not followed so far
        ("30/2020/NĐ-CP", "2025-06-30", "in_force", ""),
        ("30/2020/NĐ-CP", "2025-07-01", "unknown", ""),
        ("118/2025/NĐ-CP", "2026-01-01", "unknown", ""),
    ],
)
def test_status(number: str, date: str, value: str, by: str) -> None:
    known = find_known(number)
    assert known
    status = status_at(known, date)
    assert (status.value, list(status.by)) == (value, by.split())


BASE = {"date": "2001-01-01", "in_force_from": "2001-02-01", "source": "văn bản gốc"}
NEW = {"date": "2010-01-01", "source": "văn bản gốc"}


@pytest.mark.parametrize(
    ("cells", "new", "date", "value"),
    [
        # a replacement without its day: the replacing document's own day, where the table has it
        ({"replaced_by": "2/2010/NĐ-CP"}, NEW | {"in_force_from": "2010-03-01"}, "2010-02-28", "in_force"),
        ({"replaced_by": "2/2010/NĐ-CP"}, NEW | {"in_force_from": "2010-03-01"}, "2010-03-01", "replaced"),
        ({"replaced_by": "2/2010/NĐ-CP"}, NEW, "2012-01-01", "unknown"),
        ({"replaced_by": "3/2010/NĐ-CP"}, NEW, "2012-01-01", "unknown"),
        ({"replaced_by": "2/2010/NĐ-CP;3/2010/NĐ-CP"}, NEW | {"in_force_from": "2010-03-01"}, "2012-01-01", "unknown"),
        # its own day goes before that of the replacing document
        (
            {"replaced_by": "2/2010/NĐ-CP", "replaced_from": "2011-01-01"},
            NEW | {"in_force_from": "2010-03-01"},
            "2010-06-01",
            "in_force",
        ),
        # an amendment without its day
        ({"amended_by": "2/2010/NĐ-CP"}, NEW, "2009-12-31", "in_force"),
        ({"amended_by": "2/2010/NĐ-CP"}, NEW, "2010-01-01", "unknown"),
        ({"amended_by": "3/2011/NĐ-CP"}, NEW, "2010-12-31", "in_force"),
        ({"amended_by": "3/2011/NĐ-CP"}, NEW, "2011-01-01", "unknown"),
        ({"amended_by": "3/NQ-CP"}, NEW, "2002-01-01", "unknown"),
        # one amendment whose day is known is enough
        ({"amended_by": "2/2010/NĐ-CP;3/2010/NĐ-CP"}, NEW | {"in_force_from": "2010-03-01"}, "2010-03-01", "amended"),
        ({"in_force_from": ""}, NEW, "2005-01-01", "unknown"),
        ({"in_force_from": ""}, NEW, "2000-12-31", "not_yet"),
    ],
)
def test_status_by_own_rows(cells: dict[str, str], new: dict[str, str], date: str, value: str) -> None:
    own = load_known([row(**(BASE | cells)), row("2/2010/NĐ-CP", **new)])
    assert status_at(own[-2], date, own).value == value


@pytest.mark.parametrize("date", ["", "2023", "31/12/2023", "20231231", "2023-12-32"])
def test_a_status_needs_an_iso_day(date: str) -> None:
    with pytest.raises(ValueError, match="ISO date"):
        status_at(TABLE[0], date)
