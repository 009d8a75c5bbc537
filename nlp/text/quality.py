"""How much of a text is readable Vietnamese: the share of syllables that the language's sound pattern allows."""

from __future__ import annotations

import re

from nlp.text.fold import fold

# Onset, glide and nucleus, coda of a Vietnamese syllable without accents (the quốc ngữ spelling).
_ONSET = r"(?:ngh|ng|nh|th|tr|ph|kh|gh|gi|ch|qu|[bcdghklmnpqrstvx])?"
_NUCLEUS = (
    r"(?:uyeu|uoi|uou|ieu|yeu|oai|oay|uay|oeo|oao|uya|uye|uyu|uyn|ia|ie|iu|oa|oe|oi|oo|ua|ue|ui|uo|uu|uy|ya|ye|ao|au|ay"
    r"|ai|eo|eu|[aeiouy])"
)
_CODA = r"(?:ng|nh|ch|[cmnpt])?"
_SYLLABLE = re.compile(rf"{_ONSET}{_NUCLEUS}{_CODA}")
_TOKEN = re.compile(r"[^\W\d_]+")
_SAMPLE = 200_000  # code points looked at; more tell nothing new


def text_quality(text: str) -> float:
    """Return the share of readable syllables, in [0, 1]; 0 for a text without letters.

    Abbreviations in capitals count neither way. Clean reports reach 0.97 and more, English prose about 0.3.
    """
    tokens = [token for token in _TOKEN.findall(text[:_SAMPLE]) if not (token.isupper() and len(token) > 1)]
    if not tokens:
        tokens = _TOKEN.findall(text[:_SAMPLE])
    if not tokens:
        return 0.0
    readable = sum(bool(_SYLLABLE.fullmatch(fold(token))) for token in tokens)
    return round(readable / len(tokens), 4)
