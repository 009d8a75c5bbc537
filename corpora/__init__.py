"""What is read and learnt from: readers for every file type, authored training text, sample reports, data sets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datasets import DatasetDict

__all__ = ["load"]


def load(name_or_path: str | Path) -> DatasetDict:
    """Return a labelled corpus as a Hugging Face `DatasetDict`, in memory, nothing downloaded.

    ================  =====================================================  =======================
    name or path      holds                                                  splits
    ================  =====================================================  =======================
    "authored"        all authored statements; a report is in one split      train, validation, test
    "reports"         the authored whole reports, statements in order        train
    "samples"         the sample reports                                     test
    a folder          `reports/NAME.txt` and `gold/NAME.units.jsonl`         test
    a .jsonl file     users' corrections (`corpora.corrections`)             train
    a .parquet file   tagged history (`corpora.history`)                     train
    ================  =====================================================  =======================

    The columns are those of `corpora.rows.Row`; `area`, `stance`, `sub` and the members of `areas` are `ClassLabel`.

    Raises
    ------
    CchcError
        E023 where there is no such corpus; E021, E022, with file and line, for bad lines and unknown labels.
    """
    from corpora.loading import load_rows, to_datasets

    return to_datasets(load_rows(name_or_path))
