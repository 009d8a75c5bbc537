"""Numbers as lists write them."""

from __future__ import annotations

from typing import Final

_ROMAN: Final = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def roman(number: int) -> str:
    """Return a Roman numeral in capitals; digits outside 1 to 3999.

    Examples
    --------
    >>> roman(14)
    'XIV'
    """
    if not 0 < number < 4000:
        return str(number)
    digits = []
    for value, sign in _ROMAN:
        digits.append(sign * (number // value))
        number %= value
    return "".join(digits)


def letter(number: int) -> str:
    """Return a, b, … z, aa, bb, … as Word does; digits outside 1 to 780.

    Examples
    --------
    >>> letter(3), letter(28)
    ('c', 'bb')
    """
    if not 0 < number <= 780:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
