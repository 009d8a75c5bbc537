"""A heading that names an area decides it; what the words say makes the decision more or less sure.

"The report's own heading decides where it names an area" (the labelling rule): of 516 labelled statements under such
headings 513 follow it.
"""

from __future__ import annotations

from collections.abc import Sequence

from models.features import Setting
from models.linear import Floats, Trust
from models.place import named_area


def named_columns(settings: Sequence[Setting], classes: Sequence[str]) -> list[int | None]:
    """Return for each statement the column of the area that its heading names, None where none does."""
    return [classes.index(area) if (area := named_area(setting)) else None for setting in settings]


def follow_headings(posterior: Floats, columns: Sequence[int | None], trust: Trust | None) -> Floats:
    """Return area probabilities in which a named heading has the confidence it deserves.

    Parameters
    ----------
    posterior : array of shape (n, classes)
    columns : sequence of length n
        Of `named_columns`.
    trust : Trust or None
        None leaves the probabilities as they are.

    Returns
    -------
    array of shape (n, classes)
        Rows sum to one. The heading's share may be below another's where the words contradict it plainly: the label
        stays the heading's, and its confidence says how doubtful it is.
    """
    found = posterior.copy()
    if trust is None:
        return found
    for row, column in enumerate(columns):
        if column is not None:
            sure = trust.confidence(posterior[row, column])
            rest = 1 - posterior[row, column]
            found[row] *= (1 - sure) / rest if rest > 0 else 0.0
            found[row, column] = sure
    return found
