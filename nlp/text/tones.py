"""One style for the tone marks of oa, oe and uy: "hoà", "thuỷ" become "hòa", "thủy"."""

from __future__ import annotations

import re

_OLD = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split()
_NEW = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split()
_STYLE = dict(zip(_OLD, _NEW, strict=True))
# With a letter behind it both styles print alike ("hoàn", "khoát"), and "qu" is a consonant ("quý").
_SYLLABLE = re.compile(rf"(?<![qQ])(?:{'|'.join(_OLD)})(?![^\W\d_])")


def one_tone_style(text: str) -> str:
    """Return a lower-case NFC text with its tone marks in the one style; positions are kept.

    Examples
    --------
    >>> one_tone_style("số hoá, thuỷ lợi, quý, hoàn thành")
    'số hóa, thủy lợi, quý, hoàn thành'
    """
    return _SYLLABLE.sub(lambda match: _STYLE[match.group()], text)
