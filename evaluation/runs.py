"""An evaluation as a value: what a model said of every labelled statement, kept, saved and read again."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TypedDict

from evaluation.alignment import citation_rows, extra_rows, fact_rows, statement_rows
from evaluation.leave_one_out import without_each
from evaluation.scoring import Gold, Row, mean_scores, score
from models.record import to_record
from models.tagging import Tagger
from nlp.errors import CchcError
from nlp.source import Source

SCHEMA = "cchc-evaluation/1"
MEAN = "MEAN"
# Tagged once before the clock starts, so that what is loaded at first use does not count.
_WARM_UP = "I. CẢI CÁCH THỂ CHẾ\n\nỦy ban nhân dân xã đã rà soát 12 văn bản theo Nghị định số 34/2016/NĐ-CP."
Scores = dict[str, dict[str, float]]
Tell = Callable[[str], None]


class RunError(CchcError):
    """A saved run that cannot be read."""


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What is tested and how.

    Attributes
    ----------
    model : str or None
        Folder of a model; the shipped one by default. Not used where reports are left out.
    outlines : tuple of bool
        Whether labels may use the headings; one pass each.
    leave_one_out : bool
        Test each report with a model trained on the others and the authored text.
    """

    model: str | None = None
    outlines: tuple[bool, ...] = (True, False)
    leave_one_out: bool = False


@dataclass(slots=True)
class Mode:
    """One pass over all reports: scores by report, and the rows of `evaluation.alignment`.

    `points` are the code points read, `seconds` the time of tagging alone.
    """

    scores: Scores = field(default_factory=dict)
    statements: list[Row] = field(default_factory=list)
    extra: list[Row] = field(default_factory=list)
    citations: list[Row] = field(default_factory=list)
    facts: list[Row] = field(default_factory=list)
    points: int = 0
    found: int = 0
    seconds: float = 0.0


class About(TypedDict):
    """What a run was made of; `reports` holds the digest of each text."""

    schema: str
    version: str
    model: str
    leave_one_out: bool
    reports: dict[str, str]


@dataclass(slots=True)
class Run:
    """An evaluation: what it was made of, and its passes, "outline" and "no_outline"."""

    about: About
    modes: dict[str, Mode]

    @property
    def scores(self) -> dict[str, Scores]:
        """Return the scores of each pass by report, and their mean."""
        return {name: mode.scores for name, mode in self.modes.items()}


def make_run(
    gold: Sequence[Gold], options: RunOptions | None = None, version: str = "", tell: Tell = lambda line: None
) -> Run:
    """Tag labelled reports and keep what came out.

    Parameters
    ----------
    gold : sequence of Gold
    options : RunOptions, optional
    version : str
        What the run is to be called in comparisons.
    tell : callable
        Is told the name of each report that a model is trained without.

    Raises
    ------
    CchcError
        E020 where the model cannot be loaded, E024 where there are too few reports to leave one out.
    """
    options = options or RunOptions()
    modes = {("outline" if outline else "no_outline"): Mode() for outline in options.outlines}
    for folder, part in _parts(gold, options, tell):
        for outline, mode in zip(options.outlines, modes.values(), strict=True):
            _add(mode, Tagger(folder, outline=outline), part)
    for mode in modes.values():
        mode.scores[MEAN] = mean_scores(list(mode.scores.values()))
    digests = {own.name: sha256(own.text.encode("utf-8", "surrogatepass")).hexdigest() for own in gold}
    model = "leave-one-out" if options.leave_one_out else Path(options.model or "default").name
    return Run(
        About(schema=SCHEMA, version=version, model=model, leave_one_out=options.leave_one_out, reports=digests), modes
    )


def _parts(gold: Sequence[Gold], options: RunOptions, tell: Tell) -> Iterator[tuple[str | None, Sequence[Gold]]]:
    """Yield models with the reports that each is to be tested on."""
    if not options.leave_one_out:
        yield options.model, gold
        return
    for own, folder in without_each(gold, tell):
        yield str(folder), [own]


def _add(mode: Mode, tagger: Tagger, gold: Sequence[Gold]) -> None:
    tagger.tag(Source("warm-up.txt", _WARM_UP))
    for own in gold:
        start = time.perf_counter()
        tagged = tagger.tag(Source(f"{own.name}.txt", own.text))
        mode.seconds += time.perf_counter() - start
        record = to_record(tagged)
        mode.points += len(own.text)
        mode.found += len(record["statements"])
        mode.scores[own.name] = score(record, own)
        mode.statements += statement_rows(record, own)
        mode.extra += extra_rows(record, own)
        mode.citations += citation_rows(record, own)
        mode.facts += fact_rows(record, own)


def dump(run: Run) -> str:
    """Return a run as JSON; it holds the text of every labelled statement."""
    return json.dumps(asdict(run), ensure_ascii=False, indent=0) + "\n"


def load_run(path: Path) -> Run:
    """Read a run that `dump` wrote.

    Raises
    ------
    RunError
        E025 where the file is none, or is cut.
    """
    with _refusing(path):
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["about"]["schema"] != SCHEMA:
            raise RunError("E025", str(path), f"{data['about']['schema']!r:.60} ≠ {SCHEMA}")
        run = Run(data["about"], {name: Mode(**mode) for name, mode in data["modes"].items()})
        _check(run)
        return run


def _check(run: Run) -> None:
    """Touch what comparisons read: a damaged file is refused here, not in the middle of a page."""
    for mode in run.modes.values():
        _ = mode.scores[MEAN].items()
        for row in mode.statements:
            _ = row["report"], row["start"], row["end"], row["text"], row["headings"], row["gold"]["area"]
            _ = row["found"] and (row["found"]["area_confidence"], row["found"]["stance_confidence"])


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    try:
        yield
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise RunError("E025", str(path), f"{type(error).__name__}: {error!s:.80}") from error
