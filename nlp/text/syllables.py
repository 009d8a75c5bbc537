"""The spelling of Vietnamese syllables (quốc ngữ): onset, rime with its quality marks, one tone at most."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
# Before these codas a syllable has the sharp or the heavy tone only.
_SHORT_TONES: Final = ("\u0301", "\u0323")
_ONSET: Final = r"(?:ngh|ng|nh|th|tr|ph|kh|gh|gi|ch|qu|[bcdđghklmnpqrstvx])?"
_NUCLEUS: Final = (
    r"(?:uyê|oai|oay|oao|oeo|uây|uyu|uêu|iêu|yêu|uôi|ươi|ươu|uya|iê|yê|ia|ya|ua|uô|uâ|uă|uê|uơ|uy|ue|ưa|ươ|oa|oă|oe|oo"
    r"|ai|ay|ao|au|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|[aăâeêioôơuưy])"
)
_CODA: Final = r"(ng|nh|ch|[cmnpt])?"
_SYLLABLE: Final = re.compile(_ONSET + _NUCLEUS + _CODA)


@lru_cache(maxsize=50_000)
def is_syllable(word: str) -> bool:
    """Tell whether a word is spelt as a Vietnamese syllable, accents included.

    Examples
    --------
    >>> [is_syllable(word) for word in ("nghiệm", "Quyết", "hoà", "hòa", "cỏc", "taäp", "phñ")]
    [True, True, True, True, False, False, False]
    """
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [char for char in decomposed if char in _TONES]
    bare = unicodedata.normalize("NFC", "".join(char for char in decomposed if char not in _TONES))
    match = _SYLLABLE.fullmatch(bare)
    if match is None or len(tones) > 1:
        return False
    short = match[1] in ("c", "ch", "p", "t")
    return not (short and tones and tones[0] not in _SHORT_TONES)
