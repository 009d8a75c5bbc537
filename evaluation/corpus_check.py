"""Check a labelled corpus: leaks between splits, duplicates, conflicting labels, implausible text, variety."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from corpora.loading import Splits, load_rows
from corpora.rows import Row
from evaluation.near_duplicates import THRESHOLD, Pair, clusters, near_duplicates
from evaluation.text_faults import faults
from evaluation.variety import Variety, compare
from nlp.errors import CchcError

SAMPLES: Final = "samples"
AGAINST: Final = "against"
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Finding:
    """Two statements that should not stand as they do; `left` is the checked corpus's."""

    left: Row
    right: Row
    left_split: str
    right_split: str
    similarity: float


@dataclass(slots=True)
class CorpusCheck:
    """What was found.

    Attributes
    ----------
    counts : dict
        Statements by split.
    invalid : list of CchcError
        Lines that could not be read, labels that the scheme does not hold.
    leaks : list of Finding
        Near-duplicates in two splits, or in the corpus and in what only measures (samples, the folder against).
    duplicates : list of Finding
        Near-duplicates within a split.
    duplicate_groups : int
        How many groups the near-duplicates within the corpus make.
    conflicts : list of Finding
        Near-duplicates with the same figures and the same kind of place, but other labels.
    implausible : list of (Row, faults)
    variety : dict
        As `evaluation.variety.compare` gives it; empty for an empty corpus.
    """

    counts: dict[str, int]
    invalid: list[CchcError] = field(default_factory=list)
    leaks: list[Finding] = field(default_factory=list)
    duplicates: list[Finding] = field(default_factory=list)
    duplicate_groups: int = 0
    conflicts: list[Finding] = field(default_factory=list)
    implausible: list[tuple[Row, list[str]]] = field(default_factory=list)
    variety: dict[str, Variety] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether there is neither a leak nor an invalid line."""
        return not self.leaks and not self.invalid


def check_corpus(
    name_or_path: str | Path, against: Path | None = None, threshold: float = THRESHOLD, seed: int = 0
) -> CorpusCheck:
    """Check a corpus.

    Parameters
    ----------
    name_or_path : str or Path
        As `corpora.load` takes it.
    against : Path, optional
        A folder with `reports/` and `gold/`: nothing of it may stand in the corpus, and its variety is told beside.
    threshold : float
        The Jaccard similarity from which sentences are near-duplicates, in (0, 1].
    seed : int
        Of hash functions and samples.

    Raises
    ------
    CchcError
        E023, E009, E007 where the corpus or the folder is not there.
    """
    invalid: list[CchcError] = []
    splits = load_rows(name_or_path, invalid.append)
    measuring = _measuring(name_or_path, against)
    check = CorpusCheck({name: len(rows) for name, rows in splits.items()}, invalid)
    _compare(check, splits, measuring, threshold, seed)
    corpus = [row for rows in splits.values() for row in rows]
    check.implausible = [(row, found) for row in corpus if (found := faults(row.text))]
    if corpus:
        check.variety = compare(corpus, measuring.get(AGAINST, ()), seed)
    return check


def _measuring(name_or_path: str | Path, against: Path | None) -> Splits:
    """Return what must not stand in the corpus."""
    found: Splits = {}
    if name_or_path != SAMPLES:
        found[SAMPLES] = load_rows(SAMPLES)["test"]
    if against is not None:
        found[AGAINST] = [row for rows in load_rows(against).values() for row in rows]
    return found


def _compare(check: CorpusCheck, splits: Splits, measuring: Splits, threshold: float, seed: int) -> None:
    placed = [(split, row) for split, rows in (*splits.items(), *measuring.items()) for row in rows]
    pairs = near_duplicates([row.text for _, row in placed], threshold, seed)
    own = [pair for pair in pairs if placed[pair.left][0] in splits]  # the corpus comes first, so left is its own
    check.duplicate_groups = len(clusters([p for p in own if placed[p.right][0] in splits], len(placed)))
    for pair in own:
        finding = _finding(pair, placed)
        (check.duplicates if finding.left_split == finding.right_split else check.leaks).append(finding)
        if finding.right_split in splits and conflicting(finding.left, finding.right):
            check.conflicts.append(finding)


def _finding(pair: Pair, placed: Sequence[tuple[str, Row]]) -> Finding:
    (left_split, left), (right_split, right) = placed[pair.left], placed[pair.right]
    return Finding(left, right, left_split, right_split, pair.similarity)


def conflicting(left: Row, right: Row) -> bool:
    """Tell whether two near-duplicates contradict each other: same figures, same kind of place, other labels.

    Figures count, as "đạt 100%" and "đạt 45%" may well be judged differently; an accepted area is no other area. Two
    neighbours without headings are a pair that was written to differ in a word ("đáp ứng", "chưa đáp ứng").
    """
    if _is_pair(left, right) or _figures(left) != _figures(right) or _place(left) != _place(right):
        return False
    areas_agree = left.area in right.areas or right.area in left.areas
    return not areas_agree or (left.stance, left.sub) != (right.stance, right.sub)


def _is_pair(left: Row, right: Row) -> bool:
    """Tell whether two sentences stand beside each other in an authored file of loose ones."""
    (left_file, _, left_line), (right_file, _, right_line) = left.where.rpartition(":"), right.where.rpartition(":")
    if left_file != right_file or not left_file.endswith(".acr") or not (left_line.isdigit() and right_line.isdigit()):
        return False
    return not any((*left.headings, *right.headings)) and abs(int(left_line) - int(right_line)) == 1


def _figures(row: Row) -> list[str]:
    return _NUMBER.findall(row.text)


def _place(row: Row) -> tuple[str | None, str | None]:
    return row.role, row.section_area
