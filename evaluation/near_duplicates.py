"""Near-duplicate sentences by MinHash: near-linear in the number of sentences.

Each text is a set of character 5-grams, of lower-case letters with every number alike, so that a sentence that differs
from another in its figures only is its duplicate. Signatures of 128 minima are cut into 32 bands of 4; texts that share
a band are candidates, and the exact Jaccard similarity of the sets decides (Broder 1997; Leskovec, Rajaraman, Ullman,
Mining of Massive Datasets, chapter 3). With these bands a pair of similarity 0.7 is missed once in 6,500 times.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.feature_extraction.text import HashingVectorizer

from nlp.text.markers import find_marker

THRESHOLD: Final = 0.7
SHORTEST: Final = 8  # words; two offices may well write "Đã giải quyết: 310 hồ sơ" without one knowing the other
_BANDS, _ROWS = 32, 4
_PRIME: Final = np.uint64((1 << 31) - 1)
_CROWD: Final = 40  # texts of one band above which only neighbours are compared, so that time stays near-linear
_BATCH: Final = 50_000  # pairs compared at once
_NUMBER = re.compile(r"\d[\d.,/]*")
Signatures = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts by their index, `left` < `right`, and the Jaccard similarity of their 5-grams in [0, 1]."""

    left: int
    right: int
    similarity: float


def plain(text: str) -> str:
    """Return what is compared of a text: no list marker, lower case, every number alike.

    Examples
    --------
    >>> plain("- Đã giải quyết 1.204/1.310 hồ sơ")
    'đã giải quyết 0 hồ sơ'
    """
    text = unicodedata.normalize("NFC", text.strip())
    return " ".join(_NUMBER.sub("0", text[find_marker(text).length :]).casefold().split())


def near_duplicates(texts: Sequence[str], threshold: float = THRESHOLD, seed: int = 0) -> list[Pair]:
    """Return the pairs of near-duplicate texts, the most alike first.

    Parameters
    ----------
    texts : sequence of str
    threshold : float
        The least Jaccard similarity, in (0, 1].
    seed : int
        Of the hash functions; another one finds the same pairs but for rare misses near the threshold.
    """
    compared = [plain(text) for text in texts]
    long_enough = np.array([i for i, text in enumerate(compared) if len(text.split()) >= SHORTEST], dtype=np.intp)
    if len(long_enough) < 2:
        return []
    grams = _shingles([compared[i] for i in long_enough])
    pairs = np.array(sorted(_candidates(_signatures(grams, seed))), dtype=np.intp).reshape(-1, 2)
    similarity = _similarities(grams, pairs)
    kept = np.flatnonzero(similarity >= threshold)
    order = kept[np.argsort(-similarity[kept], kind="stable")]
    return [
        Pair(int(long_enough[pairs[i, 0]]), int(long_enough[pairs[i, 1]]), round(float(similarity[i]), 3))
        for i in order
    ]


def _shingles(texts: Sequence[str]) -> Any:
    """Return a binary matrix of shape (texts, hashed 5-grams)."""
    options = {"analyzer": "char", "ngram_range": (5, 5), "binary": True, "norm": None, "alternate_sign": False}
    matrix = HashingVectorizer(**options, n_features=2**20).transform(texts)
    return sparse.csr_matrix(matrix, dtype=np.float32)


def _signatures(grams: Any, seed: int) -> Signatures:
    """Return the minima of shape (texts, bands, rows)."""
    generator = np.random.default_rng(seed)
    factors = generator.integers(1, int(_PRIME), _BANDS * _ROWS, dtype=np.uint64)
    shifts = generator.integers(0, int(_PRIME), _BANDS * _ROWS, dtype=np.uint64)
    columns = grams.indices.astype(np.uint64)
    found = np.empty((grams.shape[0], _BANDS * _ROWS), dtype=np.uint64)
    for i, (factor, shift) in enumerate(zip(factors, shifts, strict=True)):
        found[:, i] = np.minimum.reduceat((columns * factor + shift) % _PRIME, grams.indptr[:-1])
    return found.reshape(-1, _BANDS, _ROWS)


def _candidates(signatures: Signatures) -> set[tuple[int, int]]:
    """Return the pairs that share a band."""
    found: set[tuple[int, int]] = set()
    for band in range(_BANDS):
        _, bucket = np.unique(signatures[:, band], axis=0, return_inverse=True)
        bucket = bucket.reshape(-1)
        order = np.argsort(bucket, kind="stable")
        cuts = np.flatnonzero(np.diff(bucket[order])) + 1
        for members in np.split(order, cuts):
            found.update(_together(members.tolist()))
    return found


def _together(members: list[int]) -> Iterator[tuple[int, int]]:
    return pairwise(members) if len(members) > _CROWD else iter(combinations(members, 2))


def _similarities(grams: Any, pairs: npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
    """Return the Jaccard similarity of each pair."""
    sizes = np.diff(grams.indptr)
    found = np.zeros(len(pairs))
    for low in range(0, len(pairs), _BATCH):
        left, right = pairs[low : low + _BATCH].T
        shared = np.asarray(grams[left].multiply(grams[right]).sum(axis=1)).ravel()
        found[low : low + _BATCH] = shared / (sizes[left] + sizes[right] - shared)
    return found


def clusters(pairs: Iterable[Pair], count: int) -> list[list[int]]:
    """Return the groups of texts that pairs connect, each with two texts or more.

    Parameters
    ----------
    pairs : iterable of Pair
    count : int
        How many texts there are.
    """
    edges = np.array([(pair.left, pair.right) for pair in pairs], dtype=np.intp).reshape(-1, 2)
    graph = sparse.coo_matrix((np.ones(len(edges)), (edges[:, 0], edges[:, 1])), shape=(count, count))
    _, group = sparse.csgraph.connected_components(graph, directed=False)
    members: dict[int, list[int]] = {}
    for index, label in enumerate(group.tolist()):
        members.setdefault(label, []).append(index)
    return [found for found in members.values() if len(found) > 1]
