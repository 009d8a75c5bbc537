"""A sample of the fuzz run; `make fuzz` does five thousand."""

from __future__ import annotations

import random
import tarfile
import zipfile
from io import BytesIO

import pytest

from evaluation.fuzz import MEMORY_LIMIT, TIMEOUT, fuzz
from evaluation.hostile import MUTATIONS, declared_tar, declared_zip, nested_zip

SAMPLE = 300


def test_no_hostile_file_brings_the_reading_down() -> None:
    figures = fuzz(SAMPLE, seed=7)
    assert figures.files == SAMPLE
    assert (figures.escaped, figures.late, figures.left) == ([], [], [])
    assert 0 < figures.peak < MEMORY_LIMIT
    bombs = {(".zip", "E013"), (".tar", "E013"), (".tar.gz", "E013"), (".tar.gz", "E006"), (".docx", "E006")}
    assert bombs <= figures.outcomes.keys()
    outcomes = {outcome for _, outcome in figures.outcomes}
    assert {"read", "E004"} <= outcomes and figures.slowest[0] < 3 * TIMEOUT


@pytest.mark.parametrize("mutation", sorted(set(MUTATIONS), key=lambda m: m.__name__))
def test_mutations_change_the_file(mutation: object) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "Báo cáo số 12, năm 2024. " * 50)
    data = packed.getvalue()
    changed = [mutation(data, random.Random(seed)) for seed in range(5)]  # type: ignore[operator]
    assert all(one != data for one in changed) and len(set(changed)) > 1


def test_bombs_declare_what_they_say() -> None:
    with zipfile.ZipFile(BytesIO(declared_zip(10_000_000_000))) as archive:
        assert sum(info.file_size for info in archive.infolist()) == 9_999_999_999
    with tarfile.open(fileobj=BytesIO(declared_tar(10_000_000_000))) as tar:
        member = tar.next()
    assert member is not None and member.size == 10_000_000_000
    data, depth = nested_zip(5), 0
    while data.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            data, depth = archive.read(archive.namelist()[0]), depth + 1
    assert depth == 6
