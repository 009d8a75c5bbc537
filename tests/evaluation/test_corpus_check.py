"""The check of a corpus finds what was put into it, and nothing in what differs."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from corpora.annotated import samples
from corpora.rows import Row
from corpora.sources import annotated_rows
from evaluation.corpus_check import check_corpus, conflicting
from evaluation.near_duplicates import clusters, near_duplicates, plain
from evaluation.text_faults import faults
from evaluation.variety import compare, measure, skeleton

FIRST = "Bộ phận một cửa của xã đã tiếp nhận 1.204 hồ sơ, giải quyết đúng hạn 1.190 hồ sơ, còn lại đang trong hạn."
VARIANT = "- Bộ phận một cửa của xã đã tiếp nhận 987 hồ sơ, giải quyết đúng hạn 950 hồ sơ, còn lại đang trong hạn."
OTHER = "Huyện giao 12 chỉ tiêu biên chế cho Phòng Nội vụ nhưng đến nay mới tuyển được 09 người do thiếu ứng viên."
ROW = Row("a#1", "a.acr:1", FIRST, "procedures", "achievement", areas=("procedures",), report="a")


@pytest.fixture(scope="module")
def sample_rows() -> list[Row]:
    return [row for report in samples() for row in annotated_rows(report)]


def test_near_duplicates_differ_in_figures_and_markers_only() -> None:
    pairs = near_duplicates([FIRST, OTHER, VARIANT])
    assert [(pair.left, pair.right) for pair in pairs] == [(0, 2)]
    assert pairs[0].similarity == 1.0
    assert near_duplicates([FIRST, OTHER]) == near_duplicates([FIRST]) == near_duplicates([]) == []


def test_short_answers_are_no_duplicates() -> None:
    assert near_duplicates(["Không có hồ sơ trễ hạn."] * 3) == []


def test_minhash_finds_what_comparing_all_pairs_finds(sample_rows: list[Row]) -> None:
    generator = random.Random(3)
    texts = [row.text for row in sample_rows if len(row.text.split()) > 12]
    texts += [" ".join(w for w in text.split() if generator.random() > 0.04) for text in texts]

    def grams(text: str) -> set[str]:
        return {plain(text)[i : i + 5] for i in range(len(plain(text)) - 4)}

    sets = [grams(text) for text in texts]
    similarity = {(i, j): len(sets[i] & sets[j]) / len(sets[i] | sets[j]) for j in range(len(sets)) for i in range(j)}
    found = {(pair.left, pair.right): pair.similarity for pair in near_duplicates(texts)}
    clear = {pair for pair, value in similarity.items() if value >= 0.75}
    assert len(clear) > 100
    assert clear <= found.keys()
    # Hashed pieces may collide now and then: no pair may be much less alike than told.
    assert max(abs(similarity[pair] - value) for pair, value in found.items()) < 0.02


def test_a_crowd_of_equal_sentences_stays_one_group() -> None:
    pairs = near_duplicates([FIRST] * 500)
    assert len(pairs) < 500 * 20
    assert clusters(pairs, 500) == [list(range(500))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("12/15 (80%)", ["empty"]),
        ("Đã ban hành Kế hoạch số ....../KH-UBND về cải cách hành chính.", ["placeholder"]),
        ("Xã đã tổ chức {so_luong} hội nghị tuyên truyền về CCHC.", ["placeholder"]),
        ("UBND xã đã giải quyết 12 hồ sơ đất đai và", ["wrong_final"]),
        ("Cá»§a xã có 12 hồ sơ đất đai.", ["broken_letters"]),
        ("Còn 12 hồ s\ufffd đất đai trễ hạn.", ["broken_letters"]),
        ("The committee reviewed every request that the department had made this year.", ["not_vietnamese"]),
        ("Xã có 12 hồ sơ. " * 100, ["too_long"]),
        ("Hồ sơ đất đai trễ hạn làm những ngành khác chậm theo.", []),
        ("Kết quả: 12/12 xã, thị trấn (100%) đạt chuẩn", []),
    ],
)
def test_faults_of_text(text: str, found: list[str]) -> None:
    assert faults(text) == found


def test_the_samples_hold_no_fault(sample_rows: list[Row]) -> None:
    assert [row.where for row in sample_rows if faults(row.text)] == []


def test_labels_conflict_in_one_kind_of_place_only() -> None:
    other = replace(ROW, stance="limitation", sub="limitation", report="b")
    assert conflicting(ROW, other)
    assert not conflicting(ROW, ROW)
    assert not conflicting(ROW, replace(other, role="limitations"))
    assert not conflicting(ROW, replace(other, text=VARIANT))
    assert not conflicting(ROW, replace(ROW, area="steering", areas=("steering", "procedures")))
    assert conflicting(ROW, replace(ROW, area="steering", areas=("steering",)))


def test_a_skeleton_masks_what_a_template_fills_in() -> None:
    left = "- Ngày 05/3/2023, UBND huyện Bố Trạch chi 1,2 tỷ đồng theo Quyết định số 12/QĐ-UBND."
    right = "Ngày 17/11/2024, UBND huyện Quảng Ninh chi 350 triệu đồng theo Quyết định số 7/QĐ-UBND."
    assert skeleton(left) == skeleton(right)
    assert skeleton(left) != skeleton(right.replace("chi", "thu"))


def test_a_template_shows_in_every_measure(sample_rows: list[Row]) -> None:
    size = len(sample_rows)
    made = [replace(ROW, text=FIRST.replace("1.204", str(1000 + i)), report=str(i % 7)) for i in range(size)]
    found = compare(sample_rows, made)
    assert found["corpus"].sentences == found["other"].sentences == size
    assert found["corpus"].distinct_4grams > 0.8 > 0.2 > found["other"].distinct_4grams
    assert found["corpus"].self_similarity < 0.6 < 0.9 < found["other"].self_similarity
    assert found["corpus"].recurring_skeletons < 0.05 < found["other"].recurring_skeletons == 1.0
    assert found["corpus"].recurring_openings < 0.2 < found["other"].recurring_openings == 1.0


def test_samples_are_of_one_size_and_come_again_with_their_seed(sample_rows: list[Row]) -> None:
    part = sample_rows[:60]
    once, again, other = (compare(sample_rows, part, seed) for seed in (1, 1, 2))
    assert once == again != other
    assert {measured.sentences for measured in once.values()} == {60}
    assert once["corpus_few_reports"].reports < once["corpus"].reports
    assert once["other"] == measure(part)


def line(text: str, **labels: str) -> str:
    return json.dumps({"text": text, "area": "procedures", "stance": "achievement"} | labels, ensure_ascii=False)


def test_a_file_of_corrections(tmp_path: Path, sample_rows: list[Row]) -> None:
    leaked = next(row.text for row in sample_rows if len(row.text.split()) > 15)
    path = tmp_path / "sua.jsonl"
    rows = [line(FIRST), line(FIRST, area="steering"), line(VARIANT), line(leaked), line("…"), line(OTHER, area="x")]
    path.write_text("\n".join(rows), encoding="utf-8")
    check = check_corpus(path)
    assert check.counts == {"train": 5}
    assert [error.code for error in check.invalid] == ["E022"]
    assert [(found.left.where, found.right_split) for found in check.leaks] == [(f"{path}:4", "samples")]
    assert len(check.duplicates) == 3
    assert check.duplicate_groups == 1
    assert [(found.left.where, found.right.where) for found in check.conflicts] == [(f"{path}:1", f"{path}:2")]
    assert [(row.where, found) for row, found in check.implausible] == [(f"{path}:5", ["empty"])]
    assert not check.passed


def test_an_empty_file_passes(tmp_path: Path) -> None:
    (tmp_path / "sua.jsonl").write_text("")
    check = check_corpus(tmp_path / "sua.jsonl")
    assert (check.passed, check.counts, check.variety) == (True, {"train": 0}, {})


def test_the_authored_text_leaks_nothing() -> None:
    check = check_corpus("authored")
    assert [(found.left.where, found.right.where) for found in check.leaks] == []
    assert check.invalid == check.conflicts == check.implausible == []
