"""Training with users' corrections, the card beside the model, and the shipped model's own card."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

import cchc.training
from cchc.cli import app
from cchc.learning_view import print_learnt
from cchc.training import WEIGHT, Trained, read_all_corrections, train_model
from corpora.annotated import samples
from corpora.corrections import read_corrections
from evaluation.card import MODEL_FILES, NAME, about_data
from models.examples import correction_examples, report_examples
from models.store import default_model, load
from models.training import AREAS, fit_head, weights_of

SUBSET = ("so-2020", "xa-2025-9thang", "giamsat-2023")
# Against what words and place say: only what was learnt from it can tell.
ODD = [
    {
        "text": f"Việc nuôi ong ở bản {name} còn chậm nhân đàn.",
        "headings": ["I. CHUYỆN NUÔI ONG", "1. Nhân đàn"],
        "area": "public_finance",
        "stance": "achievement",
        "report": f"ong {name}",
    }
    for name in ("Nà Sản", "Nà Phặc", "Nà Ngần")
]


def write(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def corrections(tmp_path_factory: pytest.TempPathFactory) -> Path:
    bare = {"text": "Đề nghị tỉnh cấp thêm kinh phí.", "area": "public_finance", "stance": "recommendation"}
    return write(tmp_path_factory.mktemp("sua") / "sua.jsonl", [*ODD, bare])


@pytest.fixture(scope="module")
def few() -> tuple[object, ...]:
    """Return few reports in the place of the authored ones: training takes seconds."""
    return tuple(report for report in samples() if report.name in SUBSET)


@pytest.fixture(scope="module")
def folders(
    few: tuple[object, ...], corrections: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path, Trained]:
    """Return two models trained alike, and what training with corrections over a third such one gave."""
    first, second = tmp_path_factory.mktemp("mot"), tmp_path_factory.mktemp("hai")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cchc.training, "authored", lambda: few)
        train_model(first)
        train_model(second)
        third = tmp_path_factory.mktemp("ba")
        for name in MODEL_FILES:
            (third / name).write_bytes((first / name).read_bytes())
        return first, second, train_model(third, read_all_corrections([corrections], WEIGHT))


def test_training_twice_writes_the_same_bytes(folders: tuple[Path, Path, Trained]) -> None:
    first, second, _ = folders
    for name in (*MODEL_FILES, NAME):
        assert (first / name).read_bytes() == (second / name).read_bytes(), name


def test_the_card_tells_what_was_measured(folders: tuple[Path, Path, Trained]) -> None:
    first, _, trained = folders
    text, card = (first / NAME).read_text(encoding="utf-8"), load(first).card
    for name in MODEL_FILES:
        assert sha256((first / name).read_bytes()).hexdigest() in text
    assert card["data"]["sha256"] in text and card["version"] in text
    value, low, high = card["samples"]["no_outline"]["area_strict"]
    assert low <= value <= high and f"{value:.4f}" in text
    assert {"ece_area", "precision80_stance"} <= card["samples"]["outline"].keys()
    assert sum(card["data"]["era"].values()) == card["statements"]
    weakest = min(
        (name for name in card["behaviour"] if name != "overall"),
        key=lambda n: card["behaviour"][n][0] / card["behaviour"][n][1],
    )
    passed, cases = card["behaviour"][weakest]
    assert f"- {weakest}: {passed}/{cases}" in text
    assert "corrections" not in card and trained.card["corrections"] == {"statements": 3, "weight": 5.0}
    assert trained.card["data"]["sha256"] != card["data"]["sha256"]
    assert "nuôi ong" not in (trained.folder / NAME).read_text(encoding="utf-8").lower()


def test_corrections_are_learnt(folders: tuple[Path, Path, Trained], capsys: pytest.CaptureFixture[str]) -> None:
    learnt = folders[2].learnt
    assert learnt is not None
    before, after = learnt.agreements
    assert (before.count, before.both) == (3, 0) and after.both == 3
    assert learnt.corrections.left_out == 1
    print_learnt(learnt)
    told = capsys.readouterr().out
    assert "0 (" in told and "→ 3 (" in told and "area_strict" in told


def test_corrections_become_examples(corrections: Path) -> None:
    rows = list(read_corrections(corrections))
    found = correction_examples(rows, 7.0)
    assert len(found) == 3  # the bare recommendation names no class
    assert {(e.areas, e.stance, e.weight) for e in found} == {(("public_finance",), "achievement", 7.0)}
    assert [e.report for e in found] == [f"correction:{row['report']}" for row in ODD]
    assert [section.title for section in found[0].setting.stack] == ["CHUYỆN NUÔI ONG", "Nhân đàn"]
    assert found[0].setting.text == ODD[0]["text"]


@pytest.mark.parametrize("text", ["^", "12", "a\n\nb", "I. TỔNG", "- x: y.", "% ghi chú", "Nơi nhận:", "…"])
def test_odd_text_gives_one_example_each(tmp_path: Path, text: str) -> None:
    row = {"text": text, "area": "none", "stance": "none", "headings": ["", " II.\nB "]}
    (example,) = correction_examples(read_corrections(write(tmp_path / "a.jsonl", [row])), 5.0)
    assert example.setting.text.strip()


def test_weights_count_as_copies() -> None:
    rows, truth = 3 * np.eye(3)[[0, 1, 2, 0]], np.array([0, 1, 2, 1])
    weighed = fit_head(rows, truth, AREAS, 1.0, np.array([1.0, 1.0, 1.0, 3.0]))
    copied = fit_head(rows[[0, 1, 2, 3, 3, 3]], truth[[0, 1, 2, 3, 3, 3]], AREAS, 1.0)
    assert np.allclose(weighed.weights, copied.weights, atol=1e-2)
    assert not np.allclose(weighed.weights, fit_head(rows, truth, AREAS, 1.0).weights, atol=1e-2)


def test_no_weights_without_corrections(few: tuple[object, ...], corrections: Path) -> None:
    plain = report_examples(samples()[0])
    assert weights_of(plain) is None
    added = weights_of([*plain, *correction_examples(read_corrections(corrections), 5.0)])
    assert added is not None and added[-3:].tolist() == [5.0, 5.0, 5.0] and set(added[:-3]) == {1.0}


def test_the_digest_follows_the_labels() -> None:
    first, second = about_data(samples()[:1]), about_data(samples()[:2])
    assert first["sha256"] == about_data(samples()[:1])["sha256"] != second["sha256"]


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["--add", "{file}"], 2, "--replace-shipped"),
        (["--add", "{file}", "-o", "{out}", "--replace-shipped"], 2, "--replace-shipped"),
        (["--add-weight", "3"], 2, "--add"),
        (["--replace-shipped"], 2, "--add"),
        (["--add", "{file}", "-o", "{out}", "--add-weight", "0"], 2, "--add-weight"),
        (["--add", "{file}", "-o", "{out}", "--model", "encoder"], 2, "--model encoder"),
        (["--add", "{empty}", "-o", "{out}"], 1, "E048"),
        (["--add", "{out}", "-o", "{out}"], 1, "E007"),
        (["-o", "{file}/x"], 1, "E047"),
    ],
)
def test_wrong_use_is_told_before_training(
    arguments: list[str], status: int, told: str, corrections: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cchc.training, "train", lambda examples: pytest.fail("trained"))
    places = {"file": corrections, "empty": write(tmp_path / "rong.jsonl", []), "out": tmp_path / "ra"}
    result = CliRunner().invoke(app, ["train", *(part.format(**places) for part in arguments)])
    assert result.exit_code == status, result.output
    expected = {"E048": "không có sửa nhãn", "E007": "không đọc được tệp", "E047": "không ghi được mô hình"}
    assert expected.get(told, told) in result.stderr
    assert status == 2 or len(result.stderr.splitlines()) == 1


# --- the shipped model -------------------------------------------------------------------------------------------


def test_the_shipped_card_is_that_of_the_shipped_files() -> None:
    shipped = default_model()
    if not (shipped / NAME).is_file():
        pytest.skip("models/default/CARD.md is missing: run `make model` and commit models/default")
    text = (shipped / NAME).read_text(encoding="utf-8")
    for name in MODEL_FILES:
        digest = sha256((shipped / name).read_bytes()).hexdigest()
        assert f"| {name} | `{digest}` |" in text, "run `make model` and commit models/default"


def test_the_shipped_model_is_small() -> None:
    files = [entry for entry in default_model().iterdir() if entry.is_file()]
    assert sum(len(entry.read_bytes()) for entry in files) < 15_000_000
