"""An encoder from base to tags: a tiny one with random weights is trained, exported, run without torch, resumed."""

# ruff: noqa: E402  (without the extra `encoders` the rest of the imports fails, so that skipping comes first)
from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result
from encoder_bases import few_examples, few_reports, write_bert

for package in ("torch", "transformers", "accelerate", "onnx", "onnxscript", "onnxruntime", "tokenizers"):
    pytest.importorskip(package)

import torch

import cchc.training
from cchc.cli import app
from models.encoder.bases import open_base, write_tokenizer
from models.encoder.config import EncoderConfig
from models.encoder.data import PairTokenizer
from models.encoder.export import FULL_FILE, export
from models.encoder.network import IGNORE, build_network, known_loss, mean_pool
from models.encoder.runtime import open_encoder, open_session
from models.encoder.training import EncoderOptions, Row, fit, make_rows, prepare
from models.labeller import Labeller
from models.store import load
from models.training import AREAS, STANCES
from nlp.errors import ModelError

REPORT = """BÁO CÁO
Kết quả cải cách hành chính quý I năm 2024

I. CẢI CÁCH THỂ CHẾ

- Phòng Tư pháp đã tự kiểm tra 12 văn bản theo Nghị định số 34/2016/NĐ-CP ngày 14/5/2016.

- Việc rà soát văn bản ở xã Bình Phước còn chậm so với kế hoạch.
"""
# Torch and Transformers cannot be imported by this process: spaCy, too, would take torch where it finds it.
BARE = "import sys; sys.modules['torch'] = sys.modules['transformers'] = None; from cchc.cli import main; main()"


def train(*arguments: object) -> Result:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cchc.training, "authored", few_reports)
        return CliRunner().invoke(app, ["train", "--model", "encoder", *map(str, arguments)])


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_bert(tmp_path_factory.mktemp("nen") / "bert-nho")


@pytest.fixture(scope="module")
def trained(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bo-ma-hoa") / "m"
    result = train("--base", base, "-o", folder, "--epochs", 1)
    assert result.exit_code == 0, result.output
    assert str(folder) in result.output and "1:" in result.stderr
    return folder


@pytest.fixture
def folder(trained: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(trained, tmp_path / "m"))


def edit(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    meta = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    change(meta)
    (folder / "config.json").write_text(json.dumps(meta), encoding="utf-8")


def give_it(weight: float) -> Callable[[dict[str, Any]], object]:
    return lambda meta: meta.update(weights={"area": weight, "stance": weight})


# --- the way there ----------------------------------------------------------------------------------------------


def test_the_folder_tells_what_it_is(trained: Path, base: Path) -> None:
    config = EncoderConfig.load(trained)
    assert (config.base, config.word_segmented, config.type_ids) == (base.name, False, True)
    assert (config.base_sha256, config.max_length) == (open_base(base).sha256, 256)
    assert config.labels == {"area": list(AREAS), "stance": list(STANCES)}
    assert config.card["epochs"] == 1 and len(config.card["held_out_reports"]) == 1
    assert {"area", "area_default", "area_encoder_no_outline", "stance"} < config.card["held_out"].keys()


def test_it_tags_without_torch(folder: Path, tmp_path: Path) -> None:
    report = tmp_path / "baocao.txt"
    report.write_text(REPORT, encoding="utf-8")
    confidences = {}
    for weight in (None, 0.0, 0.9):
        edit(folder, give_it(weight or 0.0))
        chosen = [] if weight is None else ["--model", str(folder)]
        command = [sys.executable, "-c", BARE, "tag", str(report), *chosen]
        process = subprocess.run(command, capture_output=True, check=False, timeout=120)
        assert process.returncode == 0, process.stderr.decode()
        found = json.loads(process.stdout)["statements"]
        assert len(found) == 2
        confidences[weight] = [(row["area"], row["area_confidence"], row["stance_confidence"]) for row in found]
    assert confidences[0.0] == confidences[None]  # an encoder without a say changes nothing
    assert all(with_it[1:] != without[1:] for with_it, without in zip(confidences[0.9], confidences[0.0], strict=True))


def test_headings_still_decide(folder: Path) -> None:
    """Random weights say nothing; under a heading that names the area most statements keep it all the same."""
    edit(folder, give_it(0.9))
    examples = [e for e in few_examples() if e.setting.stack and e.setting.stack[-1].area]
    settings, groups = [e.setting for e in examples], [e.group for e in examples]
    model = load(folder)
    right = {
        outline: np.mean(
            [
                label.area == example.areas[0]
                for label, example in zip(
                    Labeller(model, outline=outline).label(settings, groups), examples, strict=True
                )
            ]
        )
        for outline in (True, False)
    }
    assert right[True] > 0.8 > right[False]


def test_evaluate_takes_it(folder: Path) -> None:
    result = CliRunner().invoke(app, ["evaluate", "--no-outline", "--json", "--model", str(folder)])
    assert result.exit_code == 0, result.output
    assert 0 < json.loads(result.output)["no_outline"]["MEAN"]["area_strict"] < 1


def test_an_interrupted_run_goes_on(folder: Path, base: Path) -> None:
    before = EncoderConfig.load(folder)
    result = train("--base", base, "-o", folder, "--epochs", 2, "--resume")
    assert result.exit_code == 0, result.output
    after = EncoderConfig.load(folder)
    assert [line.split(":")[0].split()[-1] for line in result.stderr.splitlines()] == ["2"]  # not the first again
    assert after.card["epochs"] == 2 and after.model_sha256 != before.model_sha256
    assert after.card["held_out_reports"] == before.card["held_out_reports"]


@pytest.mark.parametrize(
    ("arguments", "told"), [(["--seed", 99], "seed"), (["--segment"], "word_segmented"), (["--other"], "checkpoints")]
)
def test_what_cannot_be_resumed(folder: Path, base: Path, tmp_path: Path, arguments: list[object], told: str) -> None:
    output = tmp_path / "khac" if arguments == ["--other"] else folder
    extra = [] if arguments == ["--other"] else arguments
    result = train("--base", base, "-o", output, "--resume", *extra)
    assert result.exit_code == 1
    assert result.stderr.startswith("cchc: ") and told in result.stderr and "--resume" in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["train", "--model", "encoder", "--base", "khong-co"], 1, "khong-co: "),
        (["train", "--model", "encoder"], 2, "--base"),
        (["train", "--base", "khong-co"], 2, "--model encoder"),
        (["train", "--resume"], 2, "--model encoder"),
        (["train", "--model", "lstm"], 2, "lstm"),
    ],
)
def test_wrong_orders_get_one_line(arguments: list[str], status: int, told: str) -> None:
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == status and told in result.stderr.splitlines()[-1]


# --- a broken folder --------------------------------------------------------------------------------------------


def cut(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes((folder / name).read_bytes()[:500])


BREAK: dict[str, Callable[[Path], object]] = {
    "no-model": lambda folder: (folder / "model.int8.onnx").unlink(),
    "no-tokenizer": lambda folder: (folder / "tokenizer.json").unlink(),
    "no-config": lambda folder: (folder / "config.json").unlink(),
    "cut-model": cut("model.int8.onnx"),
    "cut-tokenizer": cut("tokenizer.json"),
    "cut-config": cut("config.json"),
    "a-base": lambda folder: (folder / "config.json").write_text('{"model_type": "bert"}'),
    "other-format": lambda folder: edit(folder, lambda meta: meta.update(format="cchc-encoder/9")),
    "other-model": lambda folder: edit(folder, lambda meta: meta.update(model_sha256="0")),
    "other-classes": lambda folder: edit(folder, lambda meta: meta["labels"]["area"].reverse()),
    "weight-beyond-one": lambda folder: edit(folder, give_it(1.5)),
    "key-missing": lambda folder: edit(folder, lambda meta: meta.pop("labels")),
}


@pytest.mark.parametrize("spoil", BREAK.values(), ids=BREAK.keys())
def test_a_broken_folder_is_refused_with_a_mend(folder: Path, spoil: Callable[[Path], object]) -> None:
    spoil(folder)
    with pytest.raises(ModelError) as caught:
        load(folder)
    assert (caught.value.code, caught.value.value) == ("E044", str(folder))
    for language in ("vi", "en"):
        assert "`cchc train --model encoder`" in caught.value.message(language)
        assert "\n" not in caught.value.message(language)


def test_a_missing_runtime_names_its_extra(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(ModelError) as caught:
        load(folder)
    assert caught.value.code == "E043" and "cchc[encoder-run]" in caught.value.message()


# --- the network ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tokens(base: Path, tmp_path_factory: pytest.TempPathFactory) -> PairTokenizer:
    folder = tmp_path_factory.mktemp("tach-tu")
    unknown = write_tokenizer(open_base(base), folder)
    return PairTokenizer(folder, EncoderConfig("b", "", False, 256, 0, unknown, 600, True, {}))


def rows_of(tokens: PairTokenizer, count: int) -> list[Row]:
    return make_rows(few_examples()[:count], tokens, 0.3, 1)


def test_exported_scores_are_the_networks(base: Path, tokens: PairTokenizer, tmp_path: Path) -> None:
    prepare(1)
    network = build_network(str(base), len(AREAS), len(STANCES))
    rows = [row.tokens for row in rows_of(tokens, 24)]
    export(network, tokens.pad(rows[:2]), tmp_path)
    full, small = open_session(tmp_path / FULL_FILE), open_session(tmp_path / "model.int8.onnx")
    for part in (rows[:1], rows[:5], rows):  # other numbers of rows and tokens than those it was exported with
        inputs = tokens.pad(part)
        with torch.no_grad():
            expected = network.eval().logits({name: torch.from_numpy(array) for name, array in inputs.items()})
        for own, exact, rounded in zip(expected, full.run(None, inputs), small.run(None, inputs), strict=True):
            assert np.allclose(own.numpy(), exact, atol=1e-4)
            assert np.abs(own.numpy() - rounded).max() < 0.1 * np.ptp(own.numpy())


def test_batches_do_not_change_a_statements_scores(trained: Path) -> None:
    encoder = open_encoder(trained)
    settings = [example.setting for example in few_examples()[:20]]
    together = encoder.logits(settings, True)["area"]
    alone = np.vstack([encoder.logits([setting], True)["area"] for setting in settings])
    # Dynamic quantisation scales a batch as a whole: close, not equal.
    assert np.abs(together - alone).max() < 0.1 * np.ptp(together)
    assert not np.allclose(together, encoder.logits(settings, False)["area"], atol=1e-4)


def test_it_learns(base: Path, tokens: PairTokenizer, tmp_path: Path) -> None:
    prepare(1)
    rows = rows_of(tokens, 24)
    losses: list[float] = []
    options = EncoderOptions(epochs=6, learning_rate=1e-2, batch=8)
    network = build_network(str(base), len(AREAS), len(STANCES))
    fit(network, (rows, rows), tokens, tmp_path, options, tell=lambda figures: losses.append(figures["held_out_loss"]))
    assert losses[-1] < 0.5 * losses[0]


def test_the_same_seed_gives_the_same_network(base: Path, tokens: PairTokenizer, tmp_path: Path) -> None:
    def weights(seed: int) -> np.ndarray:
        prepare(seed)
        network = build_network(str(base), len(AREAS), len(STANCES))
        rows = rows_of(tokens, 24)
        fit(network, (rows, rows), tokens, tmp_path, EncoderOptions(epochs=1, seed=seed))
        return network.area.weight.detach().numpy()

    first = weights(1)
    assert np.array_equal(first, weights(1)) and not np.allclose(first, weights(2))


def test_it_stops_when_held_out_reports_gain_nothing(base: Path, tokens: PairTokenizer, tmp_path: Path) -> None:
    prepare(1)
    rows = rows_of(tokens, 16)
    options = EncoderOptions(epochs=9, learning_rate=0.0, patience=2)
    assert fit(build_network(str(base), len(AREAS), len(STANCES)), (rows, rows), tokens, tmp_path, options) == 3


def test_unknown_labels_add_nothing() -> None:
    scores = torch.tensor([[2.0, 0.0], [0.0, 1.0], [5.0, 5.0]])
    known = known_loss(scores[:2], torch.tensor([0, 0]))
    assert torch.isclose(known_loss(scores, torch.tensor([0, 0, IGNORE])), known)
    assert known_loss(scores, torch.tensor([IGNORE] * 3)) == 0


def test_unknown_labels_of_examples(tokens: PairTokenizer) -> None:
    example = few_examples()[0]
    unknown = type(example)(example.setting, ("unknown",), "unknown", "a", ("a", 0))
    assert [(row.area, row.stance) for row in make_rows([unknown], tokens, 0, 1)] == [(IGNORE, IGNORE)]


def test_padding_is_not_pooled() -> None:
    states = torch.tensor([[[1.0], [3.0], [99.0]]])
    assert mean_pool(states, torch.tensor([[1, 1, 0]])).tolist() == [[2.0]]
