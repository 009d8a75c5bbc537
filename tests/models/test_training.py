"""Training: the same text gives the same weights, no report teaches its own examination, odd data does no harm."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from corpora.annotated import parse, samples
from models.examples import Example, report_examples
from models.features import Features, Setting
from models.labeller import Labeller
from models.store import Model
from models.training import AREAS, STANCES, TrainingOptions, _folds, build_vocabulary, fit_head, train

# The samples: they stay as they are when training text is added.
SUBSET = ("so-2020", "xa-2025-9thang", "giamsat-2023")


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return [example for report in samples() if report.name in SUBSET for example in report_examples(report)]


@pytest.fixture(scope="module")
def model(examples: list[Example]) -> Model:
    return train(examples)


def arrays(model: Model) -> dict[str, np.ndarray]:
    found = {"idf": model.vocabulary.idf}
    for name, reader in (("area", model.area), ("stance", model.stance)):
        for level, head in (("words", reader.words), ("place", reader.place)):
            found |= {f"{name}-{level}": head.weights, f"{name}-{level}-intercepts": head.intercepts}
        found[f"{name}-numbers"] = np.array([reader.stay, reader.words.temperature, reader.place.temperature])
    return found


def test_training_twice_gives_the_same_weights(model: Model, examples: list[Example]) -> None:
    again = train(list(examples))
    assert again.vocabulary.columns == model.vocabulary.columns
    assert again.card == model.card
    first, second = arrays(model), arrays(again)
    assert [name for name in first if not np.array_equal(first[name], second[name])] == []


def test_other_text_gives_other_weights(model: Model, examples: list[Example]) -> None:
    fewer = train([example for example in examples if example.report != SUBSET[0]])
    assert fewer.vocabulary.columns != model.vocabulary.columns
    assert fewer.card["reports"] == 2


def test_the_card_counts(model: Model, examples: list[Example]) -> None:
    assert (model.card["statements"], model.card["reports"]) == (len(examples), len(SUBSET))
    assert model.card["held_out"].keys() == {"area", "area_no_outline", "stance", "stance_no_outline"}
    assert all(0 < share < 1 for share in model.card["held_out"].values())


def test_it_learns_what_it_was_shown(model: Model, examples: list[Example]) -> None:
    """Held-out readings of so few reports are weak; on the text itself headings and words must still be learnt."""
    groups = [example.group for example in examples]
    labels = Labeller(model).label([example.setting for example in examples], groups)
    right = [label.area == example.areas[0] for label, example in zip(labels, examples, strict=True)]
    most = Counter(example.areas[0] for example in examples).most_common(1)[0][1]
    assert sum(right) > 2 * most


# --- folds ------------------------------------------------------------------------------------------------------


def example(report: str) -> Example:
    return Example(Setting("a", ["a"]), ("none",), "achievement", report, (report, 0))


@pytest.mark.parametrize(
    ("reports", "count", "folds"),
    [
        ("aabbcc", 3, 3),
        ("aabbcc", 6, 3),
        ("abcabc", 2, 2),
        ("abcdefgh", 3, 3),
        ("aaaaaaab", 2, 2),
    ],
)
def test_folds_keep_reports_together(reports: str, count: int, folds: int) -> None:
    splits = _folds([example(name) for name in reports], count)
    assert len(splits) == folds
    for inside, outside in splits:
        assert outside and sorted(inside + outside) == list(range(len(reports)))
        assert not {reports[i] for i in inside} & {reports[i] for i in outside}
    assert sorted(index for _, outside in splits for index in outside) == list(range(len(reports)))


# --- parts ------------------------------------------------------------------------------------------------------


def test_vocabulary_leaves_rare_features_out() -> None:
    rows = [Features(["w=hồ", "w=sơ"], ["cue=a"]), Features(["w=hồ"], ["cue=a"]), Features(["w=một"], [])]
    vocabulary = build_vocabulary(rows, TrainingOptions(rare=2, cue_scale=0.5))
    assert vocabulary.columns == {"cue=a": 0, "w=hồ": 1}
    assert np.allclose(vocabulary.idf, 1 + np.log(3 / 2))
    assert vocabulary.cue_scale == 0.5


def test_a_class_without_examples_gets_no_chance() -> None:
    """Two classes are a case of their own for scikit-learn."""
    rows, classes = 5 * np.eye(3), ("w", "x", "y", "z")
    for truth in ([0, 2, 3], [0, 2, 2], [3, 1, 3]):
        head = fit_head(rows, np.array(truth), classes, 4.0)
        shares = np.exp(head.scores(rows))
        assert head.classes == classes
        assert shares.argmax(axis=1).tolist() == truth
        assert (shares[:, sorted({0, 1, 2, 3} - set(truth))] < 1e-6).all()


def test_examples_of_a_report() -> None:
    text = (
        "@id thu\n@kind report\n# I. CẢI CÁCH THỂ CHẾ\n"
        "=IN A - Về kiểm tra văn bản: Xã đã tự kiểm tra 3 văn bản.\n+IN L Còn một văn bản ban hành chậm.\n"
        "# II. NHIỆM VỤ\n=PR/DG T - Số hóa hồ sơ đầu vào.\n"
    )
    first, second, third = report_examples(parse(text, "thu"))
    assert [(e.areas, e.stance, e.report) for e in (first, second, third)] == [
        (("institutions",), "achievement", "thu"),
        (("institutions",), "limitation", "thu"),
        (("procedures", "digital_government"), "task", "thu"),
    ]
    assert first.group == second.group != third.group
    assert first.setting.lead_in.startswith("Về kiểm tra văn bản") and first.setting.style == "dash"
    assert [section.title for section in third.setting.stack] == ["NHIỆM VỤ"]
    assert "".join("".join(second.setting.words).split()) == "".join(second.setting.text.split())


def test_loose_statements_stand_alone() -> None:
    text = "@id roi\n@kind loose\n=PR A Đã giải quyết 12 hồ sơ.\n=PF L Giải ngân còn chậm.\n"
    found = report_examples(parse(text, "roi"))
    assert len({e.group for e in found}) == 2
    assert all(e.setting.stack == () for e in found)


def test_classes_are_those_of_the_guide() -> None:
    assert len(AREAS) == 8 and len(set(AREAS)) == 8
    assert set(STANCES) == {"achievement", "limitation", "cause", "task", "proposal", "none"}
