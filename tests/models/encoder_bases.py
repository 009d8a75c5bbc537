"""Tiny bases with random weights, made where they are needed: no pretrained encoder is downloaded."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from corpora.annotated import AnnotatedReport, authored
from models.examples import Example, report_examples

REPORTS = ("xa-2024-quy2", "xa-2025-quy4", "so-2025-nam")


def few_reports() -> tuple[AnnotatedReport, ...]:
    return tuple(report for report in authored() if report.name in REPORTS)


def few_examples() -> list[Example]:
    return [example for report in few_reports() for example in report_examples(report)]


def sentences() -> list[str]:
    return [item.text for report in few_reports() for item in report.items if item.kind == "statement"]


def write_bert(folder: Path, *, hidden: int = 32, layers: int = 2, words: int = 600, seed: int = 1) -> Path:
    """Write a BERT with random weights and a WordPiece tokenizer trained on authored sentences."""
    import torch
    from tokenizers import BertWordPieceTokenizer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    pieces = BertWordPieceTokenizer(lowercase=True, strip_accents=False)
    pieces.train_from_iterator(sentences(), vocab_size=words, show_progress=False)
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = BertTokenizerFast(tokenizer_object=pieces._tokenizer)
    tokenizer.save_pretrained(str(folder))
    torch.manual_seed(seed)
    size = {"hidden_size": hidden, "intermediate_size": 4 * hidden, "num_attention_heads": max(hidden // 64, 2)}
    config = BertConfig(vocab_size=pieces.get_vocab_size(), num_hidden_layers=layers, **size)
    BertModel(config).save_pretrained(str(folder))
    return folder


def write_phobert(folder: Path, vocab: Iterable[str], merges: Iterable[str]) -> Path:
    """Write a PhoBERT with random weights over a vocabulary and merges in fastBPE's notation."""
    import torch
    from transformers import RobertaConfig, RobertaModel

    folder.mkdir(parents=True, exist_ok=True)
    pieces = list(vocab)
    (folder / "vocab.txt").write_text("".join(f"{piece} 1\n" for piece in pieces), encoding="utf-8")
    (folder / "bpe.codes").write_text("".join(f"{merge} 1\n" for merge in merges), encoding="utf-8")
    torch.manual_seed(1)
    size: dict[str, Any] = {"hidden_size": 32, "intermediate_size": 64, "num_attention_heads": 2, "type_vocab_size": 1}
    ids = {"bos_token_id": 0, "pad_token_id": 1, "eos_token_id": 2}
    positions = {"max_position_embeddings": 258, "num_hidden_layers": 1}
    RobertaModel(RobertaConfig(vocab_size=len(pieces) + 5, **size, **ids, **positions)).save_pretrained(str(folder))
    (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "PhobertTokenizer"}), encoding="utf-8")
    return folder
