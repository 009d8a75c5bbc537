"""Text that lost its letters: what is seen, what is restored, what is left alone."""

from __future__ import annotations

import re
import time

import numpy as np
import pytest

from corpora.annotated import authored, render, samples
from evaluation.damage import MILD, damage
from nlp.components import load
from nlp.repair import Repaired, repair
from nlp.repair.decoder import Alphabet, stretches
from nlp.repair.layers import estimate
from nlp.repair.model import load as load_model
from nlp.source import Source
from nlp.tokenizer import make_doc

CLEAN = render(samples()[0]).text


@pytest.mark.parametrize("report", [*samples(), *authored()], ids=lambda report: report.name)
def test_clean_text_is_never_touched(report) -> None:
    text = render(report).text
    assert repair(text) == Repaired(text, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " " * 5000,
        "Stt" + " " * 12 + "Nội dung\n" + ("1" + " " * 15 + "Số văn bản đã ban hành\n") * 200,
        "The committee held its meeting and the members discussed the budget of the province. " * 100,
        " ".join("th vn qt hcm cntt dvc ttpv" for _ in range(300)),
    ],
    ids=["empty", "blank", "table", "English", "abbreviations"],
)
def test_what_only_looks_damaged_is_left(text: str) -> None:
    assert repair(text).text == text


def test_clean_text_costs_next_to_nothing() -> None:
    text = (CLEAN * 10)[:50_000]
    best = min(_seconds(text) for _ in range(5))
    assert best < 0.005


def _seconds(text: str) -> float:
    start = time.perf_counter()
    repair(text)
    return time.perf_counter() - start


@pytest.mark.parametrize("layers", ["A", "AB"])
def test_only_blanks_are_written_and_all_are_marked(layers: str) -> None:
    damaged = damage(CLEAN[:4000], layers)
    found = repair(damaged)
    assert len(found.text) == len(damaged) and found.spans
    marked = {place for span in found.spans for place in range(*span)}
    changed = {place for place, (old, new) in enumerate(zip(damaged, found.text, strict=True)) if old != new}
    assert changed == marked
    assert {damaged[place] for place in marked} == {" "}
    assert not any(found.text[place].isdigit() or found.text[place] == " " for place in marked)
    assert not marked & {place for span in found.open for place in range(*span)}


def test_measures() -> None:
    found = repair(damage(CLEAN, "A"))
    lost = sum(char in MILD for char in CLEAN)
    assert found.lost == pytest.approx(lost / sum(not char.isspace() for char in CLEAN), abs=0.005)
    assert 0.9 < found.restored < 1
    assert found.quality_before < 0.75 < 0.97 < found.quality_after


def test_layers_are_counted_and_their_letters_found() -> None:
    model = load_model()
    alphabet = Alphabet(model)
    clean, mild, both = (alphabet.symbols(text) for text in (CLEAN, damage(CLEAN, "A"), damage(CLEAN, "AB")))
    assert estimate(clean, model.frequency, model.space, alphabet.small) is None
    found = estimate(mild, model.frequency, model.space, alphabet.small)
    assert found is not None and len(found.shown) == 2
    lost = {char for char, shown in zip(model.characters, found.shown[1], strict=True) if shown < 0.2}
    assert lost >= set("ếệịộựạảấủụđư") and not lost & set("nthcgiaumo")
    found = estimate(both, model.frequency, model.space, alphabet.small)
    assert found is not None and len(found.shown) == 3
    assert np.allclose(found.share.sum(axis=1), 1)


def test_damage_of_a_part_is_repaired_and_the_rest_left() -> None:
    half = CLEAN.index("\n", len(CLEAN) // 2)
    text = CLEAN[:half] + damage(CLEAN[half:], "A")
    found = repair(text)
    assert found.text[:half] == CLEAN[:half]
    wrong = sum(own != new for own, new in zip(CLEAN[half:], found.text[half:], strict=True))
    assert wrong < 0.15 * sum(own != new for own, new in zip(CLEAN, text, strict=True))


def test_stretches_cover_all_ink() -> None:
    text = damage(CLEAN, "AB") + "\t" + "a" * 4000
    covered = [False] * len(text)
    for start, end in stretches(text):
        assert end - start <= 1500
        for place in range(start, end):
            assert not covered[place]
            covered[place] = True
    assert all(done or char.isspace() for done, char in zip(covered, text, strict=True))


def test_chances_of_the_model_sum_to_one() -> None:
    automaton = load_model().automaton
    assert np.exp(automaton.root_log.astype(float)).sum() == pytest.approx(1, abs=0.01)
    for state in (1, 100, 5000):
        arcs = slice(automaton.arc_start[state], automaton.arc_start[state + 1])
        words = automaton.arc_word[arcs]
        assert (np.diff(words) > 0).all()
        lower = int(automaton.backoff[state])
        assert lower < state
        assert np.exp(automaton.arc_log[arcs].astype(float)).sum() < 1.01


def test_number_with_a_gap_is_null_and_ambiguous() -> None:
    """A severe font loses the first digit of a number: the rest of it is another document's number."""
    text = damage(CLEAN, "A")
    place = re.search(r"số (\d\d+)/", text)
    assert place is not None
    text = text[: place.start(1)] + " " + text[place.start(1) + 1 :]
    pipeline = load()
    found = repair(text)
    lost = Repaired(text, found.text, found.spans, tuple(sorted([*found.open, (place.start(1), place.start(1) + 1)])))
    doc = pipeline(make_doc(pipeline.vocab, Source("a.txt", text), lost))
    touched = [mention for mention in doc._.citations if mention.form == "ambiguous"]
    assert touched and all(mention.number is None for mention in touched)


def test_a_stop_whose_number_is_lost_does_not_open_a_line() -> None:
    """ "2. Cải cách thủ tục hành chính" lost number and stop: what is left is still a heading without a sign."""
    found = repair(damage(render(samples()[3]).text, "AB"))
    opened = [match for match in re.finditer(r"(?m)^ *([.,;:])", found.text) if found.source[match.start(1)] == " "]
    assert found.damaged and not opened
    assert re.search(r"[^\s] ?\.", found.text)
