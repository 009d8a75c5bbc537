"""Vietnamese letters for character classes: in Unicode small and capital ones alternate, so that no range will do."""

from __future__ import annotations

from typing import Final

_ACCENTED: Final = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"

CAPITALS: Final = "A-Z" + _ACCENTED.upper()
SMALL_LETTERS: Final = "a-z" + _ACCENTED
