"""How fast: code points per second of the pipeline and its parts, beside underthesea's `word_tokenize`.

Run as ``python -m evaluation.bench [FILE ...]``; without files the sample reports are used. Every step runs several
times in turn on the same text in the same process, so that a busy machine slows all of them alike; the best time of
each counts, and the ratios are what to quote.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from underthesea import word_tokenize

from corpora.annotated import render, samples
from models.component import statement_settings
from models.labeller import Labeller
from models.store import load
from models.tagging import Tagger
from nlp.citations import extract
from nlp.facts import find_facts
from nlp.outline import build_outline
from nlp.places import find_places
from nlp.source import Source
from nlp.statements import find_statements
from nlp.text import make_view
from nlp.tokenizer import make_doc, token_spans

ROUNDS = 5
Step = Callable[[], object]


def measure(steps: Mapping[str, Step], rounds: int = ROUNDS) -> dict[str, float]:
    """Return the least seconds of each step over several rounds in which all take turns."""
    best = dict.fromkeys(steps, float("inf"))
    for _ in range(rounds):
        for name, step in steps.items():
            start = time.perf_counter()
            step()
            best[name] = min(best[name], time.perf_counter() - start)
    return best


def steps_for(text: str) -> dict[str, Step]:
    """Return the peer, the whole pipeline, and each component on one text."""
    tagger = Tagger()
    source = Source("bench.txt", text)
    view = make_view(text)
    outline = build_outline(view)
    statements = find_statements(view, outline)
    doc = tagger.pipeline(make_doc(tagger.pipeline.vocab, source))
    settings, groups = statement_settings(doc, statements, outline), [s.section for s in statements]
    labeller = Labeller(load())
    return {
        "underthesea word_tokenize": lambda: word_tokenize(text),
        "cchc, whole pipeline": lambda: tagger.tag(source),
        "view": lambda: make_view(text),
        "outline": lambda: build_outline(view),
        "statements": lambda: find_statements(view, outline),
        "citations": lambda: extract(view.text),
        "places": lambda: find_places(view.text),
        "facts": lambda: find_facts("bench.txt", view, outline),
        "words": lambda: token_spans(view),
        "labels": lambda: labeller.label(settings, groups),
    }


def print_bench(texts: Sequence[str], console: Console) -> float:
    """Print the table; return the whole pipeline's speed as a share of `word_tokenize`'s."""
    sums: dict[str, float] = {}
    for text in texts:
        for name, seconds in measure(steps_for(text)).items():
            sums[name] = sums.get(name, 0.0) + seconds
    length = sum(map(len, texts))
    peer = sums["underthesea word_tokenize"]
    table = Table(title=f"{len(texts)} reports, {length:,} code points, best of {ROUNDS} rounds", title_justify="left")
    table.add_column("step")
    table.add_column("code points/s", justify="right")
    table.add_column("× word_tokenize", justify="right")
    for name, seconds in sums.items():
        table.add_row(name, f"{length / seconds:,.0f}", f"{peer / seconds:.2f}")
    console.print(table)
    return peer / sums["cchc, whole pipeline"]


def main() -> None:
    """Print the benchmark of the files named, or of the sample reports."""
    texts = [Path(name).read_bytes().decode("utf-8") for name in sys.argv[1:]]
    print_bench(texts or [render(report).text for report in samples()], Console(width=80))


if __name__ == "__main__":
    main()
