"""Parts of the encoder that need no trained one: what it reads, how it is stacked, which bases are refused."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from encoder_bases import few_examples, sentences, write_phobert

from models.encoder.bases import open_base, write_tokenizer
from models.encoder.config import EncoderConfig
from models.encoder.data import PairTokenizer, pair_of, split_reports
from models.encoder.runtime import mix
from models.encoder.stacking import HeldOut, best_weight, read_held_out
from models.examples import Example
from models.features import Setting
from models.linear import Floats, log_softmax
from models.place import Reading
from models.store import load
from models.training import AREAS, STANCES, truth_of
from nlp.errors import ModelError
from nlp.outline import Section


def section(title: str) -> Section:
    outline = next(e.setting.stack[0] for e in few_examples() if e.setting.stack)
    return type(outline)(**{name: getattr(outline, name) for name in outline.__slots__} | {"title": title})


@pytest.fixture(scope="module")
def setting() -> Setting:
    stack = (section("Kết quả"), section("Cải cách thủ tục hành chính"))
    return Setting("Đã giải quyết hồ sơ.", ["Đã", "giải quyết", "hồ sơ", "."], stack, "Về một cửa")


# --- what it reads ----------------------------------------------------------------------------------------------


def test_the_second_segment_begins_with_what_is_nearest(setting: Setting) -> None:
    assert pair_of(setting, True, False) == (
        "Đã giải quyết hồ sơ.",
        "Về một cửa. Cải cách thủ tục hành chính. Kết quả",
    )


def test_without_outline_no_title_is_read(setting: Setting) -> None:
    assert pair_of(setting, False, False) == ("Đã giải quyết hồ sơ.", "Về một cửa")


def test_words_are_joined_for_phobert(setting: Setting) -> None:
    text, context = pair_of(setting, True, True)
    assert text == "Đã giải_quyết hồ_sơ ."
    assert "thủ_tục" in context and context.endswith(" . Kết_quả")


def example(report: str) -> Example:
    return Example(Setting("a", ["a"]), ("none",), "achievement", report, (report, 0))


@pytest.mark.parametrize(("reports", "share", "held"), [("aabbcc", 0.3, 1), ("abcdefghij", 0.3, 3), ("ab", 0.9, 1)])
def test_whole_reports_are_held_out(reports: str, share: float, held: int) -> None:
    inside, outside = split_reports([example(name) for name in reports], share, 5)
    assert len({e.report for e in outside}) == held
    assert not {e.report for e in inside} & {e.report for e in outside}
    assert len(inside) + len(outside) == len(reports)


def test_the_seed_draws_the_held_out_reports() -> None:
    examples = [example(name) for name in "abcdefghijklmnop"]
    drawn = {seed: [e.report for e in split_reports(examples, 0.25, seed)[1]] for seed in (1, 2)}
    assert drawn[1] == [e.report for e in split_reports(examples, 0.25, 1)[1]] != drawn[2]


def test_one_report_is_too_few() -> None:
    with pytest.raises(ModelError) as caught:
        split_reports([example("a")], 0.2, 1)
    assert caught.value.code == "E046"


# --- how it is stacked ------------------------------------------------------------------------------------------


def readings(rows: int = 4) -> tuple[Reading, dict[str, Floats]]:
    chance = np.random.default_rng(3)
    area, stance, own_area, own_stance = (
        log_softmax(chance.normal(size=(rows, n))) for n in (len(AREAS), len(STANCES)) * 2
    )
    return Reading(area, stance, area), {"area": own_area, "stance": own_stance}


def test_a_weight_of_nothing_or_all_leaves_one_reading() -> None:
    words, own = readings()
    mixed = mix(words, own, {"area": 0.0, "stance": 1.0})
    assert np.allclose(mixed.area, words.area) and np.allclose(mixed.stance, own["stance"])
    assert mixed.titles is words.titles


def test_in_between_is_the_geometric_mean() -> None:
    words, own = readings()
    shares = np.exp(mix(words, own, {"area": 0.25, "stance": 0.5}).area)
    expected = np.exp(words.area) ** 0.75 * np.exp(own["area"]) ** 0.25
    assert np.allclose(shares, expected / expected.sum(axis=1, keepdims=True))


@pytest.fixture(scope="module")
def held() -> HeldOut:
    inside, outside = split_reports(few_examples(), 0.3, 1)
    return read_held_out(inside, outside, load())


@pytest.mark.parametrize("head", ["area", "stance"])
def test_the_weight_follows_what_the_encoder_knows(held: HeldOut, head: str) -> None:
    truth = truth_of(held.examples, head)
    classes = len(AREAS if head == "area" else STANCES)
    right = np.full((len(truth), classes), np.log(0.01 / (classes - 1)))
    right[np.arange(len(truth)), truth] = np.log(0.99)
    blank = {"area": held.words.area * 0, "stance": held.words.stance * 0}
    knowing, misled = blank | {head: right}, blank | {head: np.roll(right, 1, axis=1)}
    assert best_weight(head, held, {True: misled, False: misled}, truth) == 0.0
    assert best_weight(head, held, {True: knowing, False: knowing}, truth) > 0.5


# --- bases ------------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that passes for a base until its weights are read."""
    place = tmp_path / "nen"
    place.mkdir()
    (place / "config.json").write_text('{"model_type": "bert", "vocab_size": 9, "max_position_embeddings": 66}')
    (place / "model.safetensors").write_bytes(b"x")
    (place / "tokenizer.json").write_bytes(b"{}")
    return place


def remove(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).unlink()


def about(text: str) -> Callable[[Path], object]:
    return lambda folder: (folder / "config.json").write_text(text)


REFUSED = {
    "no-folder": (lambda folder: folder.rename(folder.with_name("khac")), "E040", "--base"),
    "no-config": (remove("config.json"), "E041", "config.json"),
    "config-no-json": (about("{"), "E041", "config.json"),
    "config-of-something-else": (about('{"format": "cchc-encoder/1"}'), "E041", "config.json"),
    "decoder": (about('{"model_type": "gpt2"}'), "E041", "model_type=gpt2"),
    "encoder-decoder": (about('{"model_type": "bart", "is_encoder_decoder": true}'), "E041", "model_type=bart"),
    "pickled-weights": (lambda f: (f / "model.safetensors").rename(f / "pytorch_model.bin"), "E041", "*.safetensors"),
    "no-tokenizer": (remove("tokenizer.json"), "E042", "AutoTokenizer.save_pretrained"),
}


@pytest.mark.parametrize(("spoil", "code", "told"), REFUSED.values(), ids=REFUSED.keys())
def test_a_folder_that_is_no_base(folder: Path, spoil: Callable[[Path], object], code: str, told: str) -> None:
    pytest.importorskip("transformers")
    spoil(folder)
    with pytest.raises(ModelError) as caught:
        open_base(folder)
    assert (caught.value.code, caught.value.value) == (code, str(folder))
    assert all(told in caught.value.message(language) for language in ("vi", "en"))


def test_a_damaged_tokenizer(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("transformers")
    with pytest.raises(ModelError) as caught:
        write_tokenizer(open_base(folder), tmp_path)
    assert caught.value.code == "E042" and "\n" not in caught.value.message()


def test_a_missing_package_names_its_extra(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(ModelError) as caught:
        open_base(folder)
    assert caught.value.code == "E043"
    assert caught.value.message("en").startswith("transformers: ") and "cchc[encoders]" in caught.value.message("en")


def test_positions_bound_the_input(folder: Path) -> None:
    pytest.importorskip("transformers")
    base = open_base(folder)
    assert (base.most_tokens(256), base.most_tokens(32)) == (64, 32)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("tokenizer_config.json", '{"tokenizer_class": "PhobertTokenizer"}', True),
        ("tokenizer_config.json", '{"tokenizer_class": "XLMRobertaTokenizer"}', False),
        ("tokenizer_config.json", "{", False),
        ("bpe.codes", "", True),
        ("README.md", "phobert", False),
    ],
)
def test_phobert_is_known_by_its_files(folder: Path, name: str, text: str, words: bool) -> None:
    pytest.importorskip("transformers")
    (folder / name).write_text(text)
    assert open_base(folder).word_segmented is words
    assert open_base(folder, not words).word_segmented is not words


# --- PhoBERT's tokenizer ----------------------------------------------------------------------------------------


def fast_bpe(words: int) -> tuple[list[str], list[str]]:
    """Return a vocabulary and merges in fastBPE's notation, learnt from authored sentences."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE(end_of_word_suffix="</w>"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    trainer = trainers.BpeTrainer(vocab_size=words, end_of_word_suffix="</w>", show_progress=False)
    tokenizer.train_from_iterator(sentences(), trainer)
    learnt = json.loads(tokenizer.to_str())["model"]
    pieces = [piece[:-4] if piece.endswith("</w>") else f"{piece}@@" for piece in learnt["vocab"]]
    return pieces, [" ".join(merge) for merge in learnt["merges"]]


def test_the_converted_tokenizer_is_phoberts(tmp_path: Path) -> None:
    phobert = pytest.importorskip("transformers.models.phobert.tokenization_phobert")
    pieces, merges = fast_bpe(900)
    kept = [piece for index, piece in enumerate(pieces) if index % 7]  # merges then end in pieces nobody knows
    base = open_base(write_phobert(tmp_path / "phobert", kept, merges))
    size = base.about["vocab_size"]
    (tmp_path / "m").mkdir()
    config = EncoderConfig("p", "", True, 256, 1, write_tokenizer(base, tmp_path / "m"), size, False, {})
    own = PairTokenizer(tmp_path / "m", config)
    theirs = phobert.PhobertTokenizer(str(base.folder / "vocab.txt"), str(base.folder / "bpe.codes"))
    assert config.unk_id == 3 and base.word_segmented
    settings = [Setting(text, text.split(), (), "Về ☃ hồ sơ") for text in sentences()]
    found = [row.ids for row in own.encode(settings, True)]
    pairs = [pair_of(setting, True, True) for setting in settings]
    expected = [theirs(*pair, truncation=True, max_length=256)["input_ids"] for pair in pairs]
    assert found == expected
    assert any(3 in ids for ids in found) and len({i for ids in found for i in ids}) > 300
