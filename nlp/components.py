"""spaCy components: tokenizer, outline, facts, citations, statements, places.

``load()`` builds the pipeline. Each component writes plain values into ``doc.user_data`` and native span groups into
``doc.spans``, so that ``nlp.pipe``, ``DocBin(store_user_data=True)`` and ``displacy`` work. The extension attributes
``doc._.view``, ``doc._.outline``, ``doc._.facts``, ``doc._.statements`` and ``doc._.citations`` give them as objects.

Of a text that lost letters, outline, kind and statements come of the likeliest reading (``doc._.view``); facts,
citations, places and all text that is shown come of what is certain (``doc._.sure``). Offsets into one are offsets into
the other.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import asdict, fields, replace
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry

from nlp.citations import IssuerContext, Mention, extract
from nlp.citations.lost import doubt_numbers
from nlp.facts import Facts, doubt_stamps, find_facts
from nlp.outline import Outline, Passage, Section, build_outline
from nlp.places import find_places
from nlp.statements import Statement, find_statements
from nlp.text import Block, View
from nlp.tokenizer import ReportTokenizer

COMPONENTS = ("cchc_outline", "cchc_facts", "cchc_citations", "cchc_statements", "cchc_places")


@registry.tokenizers("cchc.ReportTokenizer.v1")  # type: ignore[untyped-decorator]
def create_tokenizer() -> Callable[[Language], ReportTokenizer]:
    """Return the factory that spaCy's config asks for."""
    return lambda nlp: ReportTokenizer(nlp.vocab)


def load(exclude: tuple[str, ...] = ()) -> Language:
    r"""Return the pipeline of everything that needs no model.

    Parameters
    ----------
    exclude : tuple of str
        Components to leave out.

    Examples
    --------
    >>> nlp = load()
    >>> doc = nlp("I. CẢI CÁCH THỂ CHẾ\n\nĐã tự kiểm tra 12 văn bản theo Nghị định số 34/2016/NĐ-CP.")
    >>> [(span.text, span.label_) for span in doc.spans["citations"]]
    [('Nghị định số 34/2016/NĐ-CP', 'Nghị định')]
    """
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "cchc.ReportTokenizer.v1"}}})
    nlp.max_length = 100_000_000
    for name in COMPONENTS:
        if name not in exclude:
            nlp.add_pipe(name)
    return nlp


def rows(objects: Sequence[Any]) -> list[dict[str, Any]]:
    """Return flat dataclass objects as dictionaries; `asdict` copies deeply and is ten times slower."""
    if not objects:
        return []
    names = [field.name for field in fields(objects[0])]
    return [{name: getattr(item, name) for name in names} for item in objects]


def _view(doc: Doc) -> View:
    kept = doc.user_data["cchc.view"]
    starts, ends = array("l"), array("l")
    starts.frombytes(kept["starts"])
    ends.frombytes(kept["ends"])
    return View(kept["text"], starts, ends, kept["source_length"], [Block(*row) for row in kept["blocks"]])


def _sure(doc: Doc) -> View:
    """Return the view with a blank for each letter that is only likely, not certain, in a text that lost letters."""
    view = _view(doc)
    return replace(view, text=doc.user_data.get("cchc.sure") or view.text)


def _outline(doc: Doc) -> Outline:
    stored = doc.user_data["cchc.outline"]
    sections = [Section(**section) for section in stored["sections"]]
    passages = [Passage(**passage) for passage in stored["passages"]]
    contents = [(start, end) for start, end in stored["contents"]]
    return Outline(**{**stored, "sections": sections, "passages": passages, "contents": contents})


def _span(doc: Doc, start: int, end: int, label: str = "", key: str = "") -> Span | None:
    if start >= end:
        return None
    return doc.char_span(start, end, label=label, alignment_mode="expand", span_id=key)


def _group(doc: Doc, key: str, found: list[tuple[int, int, str, str]]) -> None:
    spans = [_span(doc, start, end, label, name) for start, end, label, name in found]
    doc.spans[key] = [span for span in spans if span is not None]


@Language.component("cchc_outline")
def outline_component(doc: Doc) -> Doc:
    """Find zones, headings, sections and passages."""
    outline = build_outline(doc._.view)
    stored = {field.name: getattr(outline, field.name) for field in fields(outline)}
    doc.user_data["cchc.outline"] = stored | {"sections": rows(outline.sections), "passages": rows(outline.passages)}
    titles = [(s.start, s.title_end, s.area or s.role or "", f"h{s.index}") for s in outline.sections]
    _group(doc, "headings", titles)
    return doc


@Language.component("cchc_facts")
def facts_component(doc: Doc) -> Doc:
    """Tell title, issuer, level, province, number, date and period."""
    view = doc._.sure
    facts = find_facts(doc.user_data.get("cchc.name", ""), view, doc._.outline)
    facts = doubt_stamps(facts, view, doc.user_data.get("cchc.mended", ""), doc.user_data.get("cchc.lost", []))
    doc.user_data["cchc.facts"] = asdict(facts)
    return doc


@Language.component("cchc_citations")
def citations_component(doc: Doc) -> Doc:
    """Find cited documents; issuers are completed by the report's facts where these are known.

    A number that lost characters is null.
    """
    facts = doc._.facts
    view = doc._.sure
    mentions = extract(view.text, issuer_context(facts) if facts else None)
    mentions = doubt_numbers(mentions, view, doc.user_data.get("cchc.mended", ""), doc.user_data.get("cchc.lost", []))
    doc.user_data["cchc.citations"] = rows(mentions)
    _group(doc, "citations", [(m.start, m.end, m.type or "", f"c{i}") for i, m in enumerate(mentions)])
    return doc


@Language.component("cchc_statements")
def statements_component(doc: Doc) -> Doc:
    """Cut the narrative into statements."""
    statements = find_statements(doc._.view, doc._.outline)
    doc.user_data["cchc.statements"] = rows(statements)
    _group(doc, "statements", [(s.start, s.end, "", f"s{i}") for i, s in enumerate(statements)])
    return doc


@Language.component("cchc_places")
def places_component(doc: Doc) -> Doc:
    """Find the places and bodies that the text names."""
    places = find_places(doc._.sure.text)
    doc.user_data["cchc.places"] = rows(places)
    _group(doc, "places", [(p.start, p.end, p.kind, f"p{i}") for i, p in enumerate(places)])
    return doc


def issuer_context(facts: Facts) -> IssuerContext:
    """Return what citations need to know of the reporting unit."""
    return IssuerContext(
        facts.issuer, facts.level, facts.province, facts.district, facts.commune, facts.number, facts.date
    )


def _objects(key: str, make: Callable[..., Any]) -> Callable[[Doc], Any]:
    return lambda doc: [make(**row) for row in doc.user_data.get(key, [])]


Doc.set_extension("view", getter=_view, force=True)
Doc.set_extension("sure", getter=_sure, force=True)
Doc.set_extension("outline", getter=_outline, force=True)
Doc.set_extension(
    "facts", getter=lambda d: Facts(**d.user_data["cchc.facts"]) if "cchc.facts" in d.user_data else None, force=True
)
Doc.set_extension("citations", getter=_objects("cchc.citations", Mention), force=True)
Doc.set_extension("statements", getter=_objects("cchc.statements", Statement), force=True)
