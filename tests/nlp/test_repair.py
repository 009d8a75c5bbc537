"""Text that lost its letters: what is seen, what is restored, what is left alone."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import numpy as np
import pytest

from corpora.annotated import authored, render, samples
from evaluation.damage import MILD, damage
from nlp.components import load
from nlp.repair import Repaired, repair
from nlp.repair.decoder import GAP, Alphabet, stretches
from nlp.repair.layers import estimate, refine
from nlp.repair.model import load as load_model
from nlp.repair.ngrams import adapted, id_of
from nlp.source import Source
from nlp.tokenizer import make_doc

CLEAN = render(samples()[0]).text


@pytest.fixture(scope="module")
def both() -> Repaired:
    """Return the repair of a report both of whose fonts lose letters."""
    return repair(damage(CLEAN, "AB"))


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
    start = time.process_time()
    repair(text)
    return time.process_time() - start


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


def test_letters_that_were_read_tell_what_the_fonts_lose() -> None:
    """ "ỡ" is too rare to be seen missing; a few words that were read show it."""
    model = load_model()
    alphabet = Alphabet(model)
    text = damage(CLEAN, "A")
    first = estimate(alphabet.symbols(text), model.frequency, model.space, alphabet.small)
    assert first is not None
    found = refine(first, alphabet.read_symbols(text, CLEAN), model.frequency)
    rare, kept = alphabet.number["ỡ"], [alphabet.number[char] for char in "nthcgiaumo"]
    assert CLEAN.count("ỡ") > 0
    assert found.shown[1, rare] < min(first.shown[1, rare], 0.5)
    assert found.shown[1, kept].min() > 0.97
    open_ = refine(first, alphabet.read_symbols(text, text.replace(" ", GAP)), model.frequency)
    assert open_.shown[1, rare] > found.shown[1, rare]


def test_words_of_a_document_become_likelier() -> None:
    automaton = load_model().automaton
    found = adapted(automaton, ["Sở", "nội", "vụ", "xqzw", "sở"])
    mine, other = id_of("sở"), id_of("là")
    assert found.root_log[mine] > automaton.root_log[mine]
    assert found.root_log[other] < automaton.root_log[other]
    before, after = (np.exp(logs.astype(float)).sum() for logs in (automaton.root_log, found.root_log))
    assert after == pytest.approx(before, abs=1e-3)


def test_the_likeliest_reading_fills_open_blanks_and_is_not_shown(both: Repaired) -> None:
    found = both
    left = {place for span in found.open for place in range(*span)}
    guessed = {
        place for place, (sure, likely) in enumerate(zip(found.text, found.likely, strict=True)) if sure != likely
    }
    assert guessed and guessed <= left
    assert not any(found.likely[place].isdigit() for place in guessed)
    assert sum(found.likely[place] == CLEAN[place] for place in guessed) > 0.5 * len(guessed)
    clean = repair(CLEAN)
    assert clean.likely == CLEAN and not clean.guess


def test_what_is_told_of_a_text_is_sure(both: Repaired) -> None:
    """The outline reads headings in the likeliest text; citations, facts and places see the sure one."""
    found = both
    pipeline = load()
    doc = pipeline(make_doc(pipeline.vocab, Source("a.txt", found.source), found))
    likely, sure = doc._.view, doc._.sure
    assert len(likely.text) == len(sure.text) and likely.text != sure.text
    hidden = [place for place, (a, b) in enumerate(zip(likely.text, sure.text, strict=True)) if a != b]
    left = {place for span in found.open for place in range(*span)}
    assert all(sure.text[place] == " " and sure.starts[place] in left for place in hidden)
    without = pipeline(make_doc(pipeline.vocab, Source("a.txt", found.source), replace(found, guess="")))
    assert len(doc._.outline.sections) > len(without._.outline.sections)
    # The kind goes by the words of the likeliest text, as the outline does; how sure it is may differ.
    assert replace(doc._.facts, kind_confidence=None) == replace(without._.facts, kind_confidence=None)
    assert [m.number for m in doc._.citations] == [m.number for m in without._.citations]


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
