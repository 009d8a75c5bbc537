"""What the words of a section's titles say of the area of the statements below."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.features import Setting, describe
from models.linear import Floats, Head, Vocabulary
from models.place import title_text


def read_titles(vocabulary: Vocabulary, head: Head, settings: Sequence[Setting]) -> Floats:
    """Return what the words of the titles above each statement say of its area; all alike where there are none."""
    titles = [title_text(setting) for setting in settings]
    distinct = sorted({title for title in titles if title})
    found = np.full((len(settings), len(head.classes)), -np.log(len(head.classes)))
    if not distinct:
        return found
    scores = head.scores(vocabulary.matrix([describe(Setting(title, title.split())) for title in distinct]))
    row_of = dict(zip(distinct, scores, strict=True))
    for index, title in enumerate(titles):
        if title:
            found[index] = row_of[title]
    return found
