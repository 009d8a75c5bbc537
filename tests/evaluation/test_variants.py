"""Documents written otherwise keep their labels where the writing says so."""

from __future__ import annotations

import pytest

from corpora.annotated import parse, render
from evaluation.trials import trial_reports
from evaluation.variants import VARIANTS, misled, permuted, unnumbered, without_headings

REPORT = parse(
    """@id thu
@outline usual
% BÁO CÁO
# I. KẾT QUẢ
## 1. Cải cách thể chế
=IN A Xã đã rà soát 12 văn bản quy phạm pháp luật theo kế hoạch được giao từ đầu năm của Ủy ban nhân dân huyện.
+IN A Không có văn bản trái luật.
## 2. Cải cách thủ tục hành chính
=PR A Xã đã nhận 412 hồ sơ.
# II. HẠN CHẾ
=DG L Mạng yếu.
""",
    "thu",
)


@pytest.mark.parametrize("name", VARIANTS)
def test_labels_stay_at_their_sentences(name):
    rendered = VARIANTS[name](REPORT)
    said = {
        " ".join(rendered.text[one.start : one.end].split()) for one in rendered.placed if one.item.kind == "statement"
    }
    assert said == {item.text for item in REPORT.items if item.kind == "statement"}


def test_what_each_variant_changes():
    assert not [item for item in without_headings(REPORT).items if item.kind == "heading"]
    assert [i.text for i in unnumbered(REPORT).items if i.kind == "heading"][:2] == ["KẾT QUẢ", "Cải cách thể chế"]
    headings = [item.text for item in misled(REPORT).items if item.kind == "heading"]
    assert headings == ["I. HẠN CHẾ", "1. Cải cách thủ tục hành chính", "2. Cải cách thể chế", "II. KẾT QUẢ"]
    assert sorted(i.text for i in permuted(REPORT, 1).items) == sorted(i.text for i in REPORT.items)


def test_wrapped_lines_are_as_wide_as_a_page():
    lines = VARIANTS["wrapped"](REPORT).text.splitlines()
    assert max(map(len, lines)) <= 78
    assert len(lines) > len(render(REPORT).text.splitlines())


def test_the_trials_are_well_formed():
    outlines = [report.keys["outline"] for report in trial_reports()]
    assert {outline: outlines.count(outline) for outline in set(outlines)} == {"usual": 3, "unusual": 5, "none": 4}
