"""The pipeline as a spaCy user meets it: `nlp.pipe`, `DocBin`, `displacy`, `exclude`."""

from __future__ import annotations

from itertools import pairwise

import pytest
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

import nlp.components
from corpora.readers import read
from models.component import load_pipeline
from models.tagging import Tagger
from nlp.components import COMPONENTS
from nlp.errors import ModelError
from nlp.source import Source
from nlp.tokenizer import make_doc

REPORTS = (
    "BÁO CÁO\n\nI. CẢI CÁCH THỂ CHẾ\n\n- Xã Tân Tiến đã tự kiểm tra 3 văn bản theo Nghị định số 34/2016/NĐ-CP.\n",
    "BÁO CÁO\n\nI. CẢI CÁCH TÀI CHÍNH CÔNG\n\n- Giải ngân vốn đầu tư công còn chậm.\n\n- Đã công khai ngân sách.\n",
    "Không có đề mục nào ở đây, chỉ có 12 hồ sơ trễ hạn.\n",
)
GROUPS = ("headings", "statements", "citations", "places")


@pytest.fixture(scope="module")
def pipeline(tagger: Tagger) -> Language:
    return tagger.pipeline


def spans(doc: Doc) -> dict[str, list[tuple[int, int, str, str]]]:
    return {key: [(s.start_char, s.end_char, s.label_, s.id_) for s in doc.spans[key]] for key in GROUPS}


def test_names(pipeline: Language) -> None:
    assert pipeline.pipe_names == [*COMPONENTS, "cchc_labels"]
    assert pipeline.lang == "vi"


def test_pipe_gives_what_single_calls_give(pipeline: Language) -> None:
    for text, doc in zip(REPORTS, pipeline.pipe(REPORTS, batch_size=2), strict=True):
        alone = pipeline(text)
        assert doc.text == alone.text
        assert spans(doc) == spans(alone)
        assert doc._.labels == alone._.labels


def test_pipe_keeps_contexts_in_order(pipeline: Language) -> None:
    pairs = pipeline.pipe([(text, index) for index, text in enumerate(REPORTS)], as_tuples=True)
    assert [(index, doc.text.strip()[:5]) for doc, index in pairs] == [
        (index, text[:5]) for index, text in enumerate(REPORTS)
    ]


def test_spans_show_what_they_are(pipeline: Language) -> None:
    doc = pipeline(REPORTS[0])
    assert [(s.text, s.label_) for s in doc.spans["citations"]] == [("Nghị định số 34/2016/NĐ-CP", "Nghị định")]
    (statement,) = doc.spans["statements"]
    assert statement.text.endswith("34/2016/NĐ-CP.") and statement.label_ == "institutions:achievement"
    assert any(span.text == "I. CẢI CÁCH THỂ CHẾ" for span in doc.spans["headings"])
    assert "Xã Tân Tiến" in [span.text for span in doc.spans["places"]]


def test_each_statement_has_its_span_and_label(pipeline: Language) -> None:
    for doc in pipeline.pipe(REPORTS):
        assert len(doc.spans["statements"]) == len(doc._.statements) == len(doc._.labels) > 0
        for span, label in zip(doc.spans["statements"], doc._.labels, strict=True):
            assert span.label_ == f"{label.area}:{label.stance}"
            assert span.id_ == f"s{list(doc.spans['statements']).index(span)}"


# --- DocBin -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fresh", [True, False], ids=["other-vocabulary", "same-vocabulary"])
def test_docbin_keeps_everything(pipeline: Language, fresh: bool) -> None:
    docs = list(pipeline.pipe(REPORTS))
    data = DocBin(docs=docs, store_user_data=True).to_bytes()
    back = list(DocBin().from_bytes(data).get_docs(Vocab() if fresh else pipeline.vocab))
    for old, new in zip(docs, back, strict=True):
        assert new.text == old.text and spans(new) == spans(old)
        for name in ("facts", "outline", "citations", "statements", "labels"):
            assert getattr(new._, name) == getattr(old._, name), name
        assert new._.view.text == old._.view.text
        assert new._.view.to_source(0, len(new.text)) == old._.view.to_source(0, len(old.text))


def test_docbin_of_a_whole_report(tagged: dict[str, dict], pipeline: Language, sample_folder) -> None:
    """What a stored `Doc` says of statements is what `cchc tag` wrote."""
    doc = pipeline(make_doc(pipeline.vocab, read(sample_folder / "xa-2022.docx")))
    (back,) = DocBin().from_bytes(DocBin(docs=[doc], store_user_data=True).to_bytes()).get_docs(Vocab())
    written = [(row["start"], row["area"], row["stance"], row["why"]) for row in tagged["xa-2022.docx"]["statements"]]
    view = back._.view
    assert written == [
        (view.to_source(statement.start, statement.end)[0], label.area, label.stance, label.why)
        for statement, label in zip(back._.statements, back._.labels, strict=True)
    ]


# --- displacy ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", GROUPS)
def test_displacy_renders_span_groups(pipeline: Language, key: str) -> None:
    doc = pipeline(REPORTS[0])
    page = displacy.render(doc, style="span", options={"spans_key": key}, jupyter=False)
    assert doc.spans[key]
    assert all(span.label_ in page for span in doc.spans[key])
    assert all(token.text in page for token in doc.spans[key][0] if token.text.isalpha())


# --- parts of the pipeline --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("exclude", "missing"),
    [
        (("cchc_places",), {"places"}),
        (("cchc_citations", "cchc_places"), {"citations", "places"}),
        (("cchc_facts",), set()),
        (COMPONENTS, set(GROUPS)),
    ],
)
def test_exclude(exclude: tuple[str, ...], missing: set[str]) -> None:
    pipeline = nlp.components.load(exclude=exclude)
    doc = pipeline(REPORTS[0])
    assert not set(pipeline.pipe_names) & set(exclude)
    assert {key for key in GROUPS if key not in doc.spans} == missing
    assert (doc._.facts is None) == ("cchc_facts" in exclude)


def test_another_peoples_component_sees_the_spans(pipeline: Language) -> None:
    @Language.component("test_count_citations")
    def count(doc: Doc) -> Doc:
        doc.user_data["test.count"] = len(doc.spans["citations"])
        return doc

    own = nlp.components.load()
    own.add_pipe("test_count_citations", last=True)
    assert own(REPORTS[0]).user_data["test.count"] == 1


def test_without_the_outline_labels_do_not_depend_on_headings() -> None:
    plain = load_pipeline(outline=False)
    first, second = (
        plain(f"BÁO CÁO\n\nI. {heading}\n\n- Các đơn vị đã hoàn thành việc này đúng hạn.\n")._.labels[-1]
        for heading in ("CẢI CÁCH THỂ CHẾ", "CẢI CÁCH TÀI CHÍNH CÔNG")
    )
    assert first == second


def test_a_missing_model(tmp_path) -> None:
    with pytest.raises(ModelError):
        load_pipeline(str(tmp_path / "khong-co"))


# --- tokens -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", " ", "\n\n", "Một câu.", *REPORTS])
def test_a_doc_holds_the_whole_view(pipeline: Language, text: str) -> None:
    doc = pipeline(text)
    assert doc.text == doc._.view.text
    assert "".join(token.text_with_ws for token in doc) == doc.text


def test_tokens_do_not_cross_statements(pipeline: Language) -> None:
    doc = pipeline(make_doc(pipeline.vocab, Source("a.txt", REPORTS[1])))
    assert all(left.end <= right.start for left, right in pairwise(doc.spans["statements"]))
