"""PhoBERT's tokenizer as ``tokenizer.json``: Transformers has it in Python only, and tagging runs without Transformers.

``bpe.codes`` marks the last piece of a word by "</w>", ``vocab.txt`` all pieces but the last by "@@" (fastBPE's
convention, github.com/glample/fastBPE). Some merges end in pieces that the vocabulary lacks; they get ids behind the
vocabulary, which `models.encoder.data.PairTokenizer` turns into the unknown token, as the Python tokenizer does.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

VOCAB_FILE, MERGES_FILE = "vocab.txt", "bpe.codes"
END = "</w>"
UNKNOWN = "<unk>"
MASK = "<mask>"  # its id comes right behind the vocabulary's
# The first four ids are fixed.
SPECIAL = {"<s>": 0, "<pad>": 1, "</s>": 2, UNKNOWN: 3}


def convert(folder: Path) -> Any:
    """Return the `tokenizers.Tokenizer` of a folder with ``vocab.txt`` and ``bpe.codes``."""
    from tokenizers import Tokenizer, models, pre_tokenizers, processors

    merges = read_merges(folder / MERGES_FILE)
    vocab = with_merged(read_vocab(folder / VOCAB_FILE), merges)
    tokenizer = Tokenizer(models.BPE(vocab=vocab, merges=merges, unk_token=UNKNOWN, end_of_word_suffix=END))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B:0 </s>",
        special_tokens=[("<s>", SPECIAL["<s>"]), ("</s>", SPECIAL["</s>"])],
    )
    return tokenizer


def read_vocab(path: Path) -> dict[str, int]:
    """Return the ids of pieces in the notation of ``bpe.codes``; ids count the lines behind the special tokens."""
    vocab = dict(SPECIAL)
    for line in path.read_text(encoding="utf-8").splitlines():
        token = line.strip().rpartition(" ")[0]
        piece = token[:-2] if token.endswith("@@") else token + END
        vocab[piece] = len(vocab)
    vocab[MASK] = len(vocab)
    return vocab


def read_merges(path: Path) -> list[tuple[str, str]]:
    """Return the merges, the first ones first; each line ends with a count."""
    lines = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return [(parts[0], parts[1]) for parts in lines if len(parts) == 3]


def with_merged(vocab: dict[str, int], merges: list[tuple[str, str]]) -> dict[str, int]:
    """Add the pieces of merges that the vocabulary lacks: without them a merge would be skipped, not unknown."""
    whole = dict(vocab)
    for left, right in merges:
        for piece in (left, right, left + right):
            whole.setdefault(piece, len(whole))
    return whole
