"""Corpora by name or path: as rows, and as Hugging Face data sets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from hashlib import blake2s
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from corpora.annotated import AnnotatedReport, authored, samples
from corpora.corrections import read_corrections
from corpora.history import read_parquet
from corpora.rows import Refuse, Row, refuse_all
from corpora.scheme import AREAS, STANCES, SUBS, nearest
from corpora.sources import annotated_rows, folder_rows
from nlp.errors import CchcError

if TYPE_CHECKING:  # datasets takes a second; the command line must not wait for it
    from datasets import DatasetDict, Features

Splits = dict[str, list[Row]]
NAMES: Final = ("authored", "reports", "samples")
_SHARES: Final = (("train", 80), ("validation", 90), ("test", 100))  # percent of reports up to here
_CORRECTION: Final = ("reviewer", "at", "before_area", "before_stance")
_CONFIDENCES: Final = ("area_confidence", "stance_confidence")


def split_of(report: str) -> str:
    """Return the split of an authored report: by a digest of its name, so that a new report moves no other.

    Examples
    --------
    >>> split_of("xa-2023-nam")
    'train'
    """
    point = int.from_bytes(blake2s(report.encode()).digest()[:4], "big") % 100
    return next(split for split, limit in _SHARES if point < limit)


def load_rows(name_or_path: str | Path, refuse: Refuse = refuse_all) -> Splits:
    """Return a corpus as rows by split; `corpora.load` tells the names and paths.

    Parameters
    ----------
    name_or_path : str or Path
    refuse : callable
        Gets the error of each bad line; by default the first is raised.
    """
    if name_or_path == "authored":
        return _authored_splits()
    if name_or_path == "reports":
        return {"train": _rows(report for report in authored() if report.keys.get("kind") == "report")}
    if name_or_path == "samples":
        return {"test": _rows(iter(samples()))}
    return _path_splits(Path(name_or_path), refuse)


def _authored_splits() -> Splits:
    splits: Splits = {split: [] for split, _ in _SHARES}
    for report in authored():
        splits[split_of(report.name)] += annotated_rows(report)
    return splits


def _rows(reports: Iterator[AnnotatedReport]) -> list[Row]:
    return [row for report in reports for row in annotated_rows(report)]


def _path_splits(path: Path, refuse: Refuse) -> Splits:
    if path.is_dir():
        return {"test": folder_rows(path, refuse)}
    if path.is_file():
        if path.suffix.lower() == ".parquet":
            return {"train": list(read_parquet(path, refuse))}
        return {"train": list(read_corrections(path, refuse))}
    guess = nearest(str(path), NAMES)
    raise CchcError("E023", str(path), ", ".join(NAMES) + (f' ("{guess}"?)' if guess else ""))


def to_datasets(splits: Splits) -> DatasetDict:
    """Return rows as a `datasets.DatasetDict`; columns that only some sources have are left out where none has them."""
    from datasets import Dataset, DatasetDict

    optional = (*_CORRECTION, *_CONFIDENCES)
    rows = [row for split in splits.values() for row in split]
    names = [f.name for f in fields(Row) if f.name not in optional or any(getattr(row, f.name) for row in rows)]
    features = _features(names)
    return DatasetDict(
        {name: Dataset.from_dict(_columns(split, names), features=features) for name, split in splits.items()}
    )


def _columns(rows: Sequence[Row], names: Sequence[str]) -> dict[str, list[Any]]:
    return {name: [_cell(getattr(row, name)) for row in rows] for name in names}


def _cell(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _features(names: Sequence[str]) -> Features:
    from datasets import ClassLabel, Features, List, Value

    area = ClassLabel(names=list(AREAS))
    special: dict[str, Any] = {
        "area": area,
        "stance": ClassLabel(names=list(STANCES)),
        "sub": ClassLabel(names=list(SUBS)),
        "areas": List(area),
        "headings": List(Value("string")),
        "position": Value("int32"),
        **dict.fromkeys(_CONFIDENCES, Value("float32")),
    }
    return Features({name: special.get(name, Value("string")) for name in names})
