"""Saved models: the way there and back, what a broken one gets, and that nothing in one can run."""

from __future__ import annotations

import ast
import json
import pickle
import zipfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.linear import Head, Reader, Vocabulary
from models.store import FORMAT, Model, default_model, load, save
from nlp.errors import ModelError

NAMES = ("w=hồ", "w=sơ", "cue=stance:result")


def reader(classes: tuple[str, ...], seed: int) -> Reader:
    chance = np.random.default_rng(seed)
    words, place = (
        Head(
            classes,
            chance.normal(size=(len(classes), columns)).astype(np.float32),
            chance.normal(size=len(classes)).astype(np.float32),
            1.0 + seed / 10,
        )
        for columns in (len(NAMES), 5)
    )
    return Reader(words, place, 0.4)


@pytest.fixture
def model() -> Model:
    vocabulary = Vocabulary(
        {name: i for i, name in enumerate(NAMES)}, np.array([1.5, 2.0, 1.0], dtype=np.float32), 0.35
    )
    return Model(vocabulary, reader(("procedures", "none"), 1), reader(("achievement", "task"), 2), {"statements": 7})


@pytest.fixture
def folder(model: Model, tmp_path: Path) -> Path:
    save(model, tmp_path / "mo-hinh")
    return tmp_path / "mo-hinh"


def same(left: Head, right: Head) -> bool:
    return (
        left.classes == right.classes
        and left.temperature == right.temperature
        and np.allclose(left.weights, right.weights, atol=2e-3)  # words are kept in half precision
        and np.array_equal(left.intercepts, right.intercepts)
    )


def test_there_and_back(model: Model, folder: Path) -> None:
    back = load(folder)
    assert back.vocabulary.columns == model.vocabulary.columns
    assert np.array_equal(back.vocabulary.idf, model.vocabulary.idf)
    assert (back.vocabulary.cue_scale, back.card) == (0.35, {"statements": 7})
    for name in ("area", "stance"):
        old, new = getattr(model, name), getattr(back, name)
        assert same(old.words, new.words) and same(old.place, new.place) and new.stay == 0.4


def test_saving_again_changes_no_byte(folder: Path, tmp_path: Path) -> None:
    save(load(folder), tmp_path / "lai")
    assert (tmp_path / "lai/model.json").read_bytes() == (folder / "model.json").read_bytes()
    with np.load(folder / "weights.npz") as old, np.load(tmp_path / "lai/weights.npz") as new:
        assert {key: old[key].tobytes() for key in old} == {key: new[key].tobytes() for key in new}


# --- what a broken model gets -----------------------------------------------------------------------------------


def edit(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], object]:
    """Return a step that changes ``model.json``."""

    def step(folder: Path) -> None:
        meta = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        change(meta)
        (folder / "model.json").write_text(json.dumps(meta), encoding="utf-8")

    return step


def write(name: str, data: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes(data)


def cut(name: str, share: float) -> Callable[[Path], object]:
    return lambda folder: write(name, (data := (folder / name).read_bytes())[: int(len(data) * share)])(folder)


def flip_inside(folder: Path) -> None:
    """Spoil one byte of the largest array's compressed data."""
    with zipfile.ZipFile(folder / "weights.npz") as archive:
        entry = max(archive.infolist(), key=lambda info: info.compress_size)
    data = bytearray((folder / "weights.npz").read_bytes())
    data[entry.header_offset + 30 + len(entry.filename) + 20 + entry.compress_size // 2] ^= 0xFF
    (folder / "weights.npz").write_bytes(data)


def rewrite(folder: Path, **arrays: Any) -> None:
    with np.load(folder / "weights.npz") as old:
        kept = {key: old[key] for key in old} | arrays
    np.savez(folder / "weights.npz", **{key: value for key, value in kept.items() if value is not None})


BREAK: dict[str, Callable[[Path], object]] = {
    "no-json": lambda folder: (folder / "model.json").unlink(),
    "no-weights": lambda folder: (folder / "weights.npz").unlink(),
    "empty-json": write("model.json", b""),
    "cut-json": cut("model.json", 0.6),
    "binary-json": write("model.json", b"\xff\xfe\x00"),
    "list-json": write("model.json", b"[]"),
    "deep-json": write("model.json", b"[" * 100_000),
    "other-format": edit(lambda meta: meta.update(format="cchc-model/1")),
    "no-format": edit(lambda meta: meta.pop("format")),
    "no-columns": edit(lambda meta: meta.pop("columns")),
    "columns-of-another-model": edit(lambda meta: meta["columns"].append("w=thừa")),
    "classes-of-another-model": edit(lambda meta: meta["area"]["classes"].append("steering")),
    "one-temperature": edit(lambda meta: meta["area"]["temperatures"].pop()),
    "scale-is-a-word": edit(lambda meta: meta.update(cue_scale="lớn")),
    "empty-weights": write("weights.npz", b""),
    "cut-weights": cut("weights.npz", 0.5),
    "weights-are-words": write("weights.npz", b"khong phai mang so"),
    "spoilt-byte": flip_inside,
    "array-missing": lambda folder: rewrite(folder, area_place=None),
    "array-of-another-shape": lambda folder: rewrite(folder, stance_words_intercepts=np.zeros(9)),
    "flat-array": lambda folder: rewrite(folder, area_words=np.zeros(6)),
}


@pytest.mark.parametrize("spoil", BREAK.values(), ids=BREAK.keys())
def test_a_broken_model_is_refused_with_a_mend(folder: Path, spoil: Callable[[Path], object]) -> None:
    spoil(folder)
    with pytest.raises(ModelError) as caught:
        load(folder)
    assert (caught.value.code, caught.value.value) == ("E020", str(folder))
    assert "`cchc train`" in caught.value.message("vi") and "`cchc train`" in caught.value.message("en")
    assert "\n" not in caught.value.message("vi")


def test_the_other_format_is_named(folder: Path) -> None:
    edit(lambda meta: meta.update(format="cchc-model/9"))(folder)
    with pytest.raises(ModelError, match=f"cchc-model/9 ≠ {FORMAT}"):
        load(folder)


def test_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as caught:
        load(tmp_path / "khong-co")
    assert caught.value.code == "E020"


# --- nothing can run --------------------------------------------------------------------------------------------


class Bomb:
    """Leaves a file behind when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self.path,)


@pytest.mark.parametrize("form", ["array-of-objects", "pickle-for-archive"])
def test_pickled_objects_are_not_loaded(folder: Path, tmp_path: Path, form: str) -> None:
    bomb = Bomb(tmp_path / "da-chay")
    if form == "array-of-objects":
        rewrite(folder, idf=np.array([bomb, bomb, bomb], dtype=object))
    else:
        (folder / "weights.npz").write_bytes(pickle.dumps(bomb))
    with pytest.raises(ModelError):
        load(folder)
    assert not bomb.path.exists()


def test_the_shipped_model_holds_numbers_and_words_only() -> None:
    assert {entry.name for entry in default_model().iterdir()} == {"CARD.md", "model.json", "weights.npz"}
    with (default_model() / "weights.npz").open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
        assert {arrays[key].dtype.kind for key in arrays} == {"f"}
        assert all(np.isfinite(arrays[key]).all() for key in arrays)
    assert json.loads((default_model() / "model.json").read_text(encoding="utf-8"))["format"] == FORMAT


@pytest.mark.parametrize("package", ["nlp", "models", "corpora", "evaluation", "cchc"])
def test_no_package_imports_pickle(package: str) -> None:
    spec = find_spec(package)
    assert spec is not None and spec.submodule_search_locations
    for path in Path(next(iter(spec.submodule_search_locations))).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found = {name.partition(".")[0] for name in names} & {"pickle", "joblib", "dill", "shelve", "marshal"}
            assert not found, path
