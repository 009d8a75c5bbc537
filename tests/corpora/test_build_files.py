"""The files that readers are measured on."""

from __future__ import annotations

from pathlib import Path

from corpora.annotated import samples
from corpora.build_files import FORMS, WRITERS, build, paragraphs, plain_text, without_notes
from corpora.sample_writers.damaged import LOST_BY_ONE, LOST_BY_TWO, lose_letters
from corpora.sample_writers.layout import lay_out


def test_forms_and_reports_make_more_than_sixty_files() -> None:
    assert len(FORMS) * len(samples()) >= 60


def test_a_form_whose_tool_is_missing_is_listed(tmp_path: Path, monkeypatch: object) -> None:
    monkeypatch.setattr("corpora.build_files.shutil.which", lambda name: None)  # type: ignore[attr-defined]
    (made,) = build(tmp_path, samples()[:1], ["odt"])
    assert (made.form, made.missing, made.path.exists()) == ("odt", "LibreOffice (soffice)", False)


def test_each_file_holds_its_report(tmp_path: Path) -> None:
    forms = [form for form in WRITERS if not form.startswith("scan")]
    made = build(tmp_path, samples()[:1], forms)
    assert [file.form for file in made] == forms
    assert all(file.path.stat().st_size > 1000 for file in made)
    assert len({file.path.read_bytes() for file in made}) == len(forms)


def test_notes_are_left_out() -> None:
    noted = next(layout for layout in map(lay_out, samples()) if layout.notes)
    plain = without_notes(noted)
    assert (plain.notes, [block.notes for block in plain.body if block.notes]) == ({}, [])
    changed = [(a.text, b.text) for a, b in zip(noted.body, plain.body, strict=True) if a.text != b.text]
    assert len(changed) == len([block for block in noted.body if block.notes])
    assert all(len(b) < len(a) for a, b in changed)


def test_lost_letters_leave_one_space_each() -> None:
    text = plain_text(lay_out(samples()[0]))
    for fonts, lost in ((1, LOST_BY_ONE), (2, LOST_BY_ONE | LOST_BY_TWO)):
        damaged = lose_letters(text, fonts=fonts)
        changed = {a for a, b in zip(text, damaged, strict=True) if a != b}
        assert changed and changed <= lost
        assert {b for a, b in zip(text, damaged, strict=True) if a != b} == {" "}
    assert not LOST_BY_ONE & set(lose_letters(text, fonts=1))


def test_paragraphs_stand_in_the_text() -> None:
    layout = lay_out(samples()[0])
    text = plain_text(layout)
    assert "\n\n".join(paragraphs(layout)) in text
