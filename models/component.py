"""The spaCy component that labels statements, and the pipeline that ends with it."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from pathlib import Path
from typing import Any

from spacy.attrs import IDX, LENGTH
from spacy.language import Language
from spacy.tokens import Doc, Span

import nlp.components
from models.features import Setting
from models.labeller import Label, Labeller
from models.store import Model, load
from nlp.outline import Outline
from nlp.statements import Statement, Topic


@cache
def _model(folder: str | None) -> Model:
    return load(Path(folder) if folder else None)


class LabelComponent:
    """Give each statement area, stance and sub-label: ``doc._.labels`` and the labels of ``doc.spans["statements"]``.

    Parameters
    ----------
    model : str, optional
        Folder of a model; the shipped one by default.
    outline : bool
        Whether sections may be used.
    """

    def __init__(self, *, model: str | None = None, outline: bool = True) -> None:
        self.labeller = Labeller(_model(model), outline=outline)

    def __call__(self, doc: Doc) -> Doc:
        """Label the statements of a `Doc` that has gone through the components of `nlp.components`."""
        statements, outline = doc._.statements, doc._.outline
        settings = statement_settings(doc, statements, outline)
        labels = self.labeller.label(settings, [statement.section for statement in statements])
        doc.user_data["cchc.labels"] = nlp.components.rows(labels)
        # Written anew: a span taken from a group is a copy, and a label set on it is lost.
        doc.spans["statements"] = [_labelled(span, labels) for span in doc.spans.get("statements", [])]
        return doc


def _labelled(span: Span, labels: list[Label]) -> Span:
    """Return a statement's span, whose id is "s" and the statement's index, with the statement's label."""
    label = labels[int(span.id_[1:])]
    return Span(span.doc, span.start, span.end, label=f"{label.area}:{label.stance}", span_id=span.id_)


def statement_settings(doc: Doc, statements: list[Statement], outline: Outline) -> list[Setting]:
    """Return the statements of a `Doc` with their words and the sections above them."""
    text = doc.user_data["cchc.view"]["text"]
    places = doc.to_array([IDX, LENGTH]).astype(int)
    starts, ends = places[:, 0].tolist(), places.sum(axis=1).tolist()
    settings: list[Setting] = []
    passage = -1
    for statement in statements:
        low, high = bisect_left(starts, statement.start), bisect_left(starts, statement.end)
        words = [text[start:end] for start, end in zip(starts[low:high], ends[low:high], strict=True)]
        stack = tuple(outline.stack(statement.section))
        said, goes_on = text[statement.start : statement.end], statement.passage == passage
        topic = statement_topic(statement)
        setting = Setting(said, words, stack, statement.lead_in, statement.style, goes_on, topic, outline.topic)
        settings.append(setting)
        passage = statement.passage
    return settings


def statement_topic(statement: Statement) -> Topic | None:
    """Return the topic of a statement as the features read it."""
    if statement.topic is None:
        return None
    return Topic(statement.topic, statement.topic_named, statement.topic_distance)


@Language.factory("cchc_labels", default_config={"model": None, "outline": True})
def create_labels(nlp: Language, name: str, model: str | None, outline: bool) -> LabelComponent:
    """Return the component; called by spaCy."""
    return LabelComponent(model=model, outline=outline)


def load_pipeline(model: str | None = None, *, outline: bool = True) -> Language:
    """Return the whole pipeline, labels included.

    Parameters
    ----------
    model : str, optional
        Folder of a model; the shipped one by default.
    outline : bool
        Whether labels may use the sections.

    Raises
    ------
    ModelError
        E020 where the model cannot be loaded.
    """
    pipeline = nlp.components.load()
    pipeline.add_pipe("cchc_labels", config={"model": model, "outline": outline})
    return pipeline


def _label(row: dict[str, Any]) -> Label:
    """Return a label from its row; what was serialised has lists for tuples."""
    return Label(**row | {"areas": tuple((area, weight) for area, weight in row["areas"])})


Doc.set_extension(
    "labels", getter=lambda doc: [_label(row) for row in doc.user_data.get("cchc.labels", [])], force=True
)
