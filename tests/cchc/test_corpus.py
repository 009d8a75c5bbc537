"""`cchc corpus check`: tables and JSON, exit status, one line for what cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

from cli_helpers import Run, complaints

TEXT = "Bộ phận một cửa của xã đã tiếp nhận 12 hồ sơ, giải quyết đúng hạn 11 hồ sơ, còn lại đang trong hạn."
GOOD = {"text": TEXT, "area": "procedures", "stance": "achievement"}


def write(path: Path, *records: dict[str, str]) -> Path:
    path.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
    return path


def labelled(folder: Path, text: str) -> Path:
    (folder / "reports").mkdir(parents=True)
    (folder / "gold").mkdir()
    (folder / "reports" / "a.txt").write_text(text, encoding="utf-8")
    unit = GOOD | {"kind": "statement", "start": 0, "end": len(text), "alt": [], "sub": None}
    (folder / "gold" / "a.units.jsonl").write_text(json.dumps(unit), encoding="utf-8")
    return folder


def test_tables_in_both_languages(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "sua.jsonl", GOOD, GOOD | {"area": "steering"})
    vietnamese, english = run("corpus", "check", path), run("corpus", "check", path, "--lang", "en")
    assert vietnamese.returncode == english.returncode == 0
    assert "Nhãn mâu thuẫn" in vietnamese.stdout.decode()
    assert "Conflicting labels" in english.stdout.decode()


def test_json_holds_every_finding(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "sua.jsonl", GOOD, GOOD | {"area": "procedure"}, GOOD | {"text": "Đang chờ …….. trả lời"})
    done = run("corpus", "check", path, "--json", "--lang", "en")
    found = json.loads(done.stdout)
    assert done.returncode == 1
    assert not found["passed"]
    assert found["statements"] == {"train": 2}
    assert 'did you mean "procedures"?' in found["invalid"][0]["message"]
    assert found["implausible"][0]["faults"] == ["placeholder"]
    assert found["variety"]["corpus"]["sentences"] == 2


def test_a_sentence_of_the_compared_folder_is_a_leak(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "sua.jsonl", GOOD)
    leaking = run("corpus", "check", path, "--against", labelled(tmp_path / "a", TEXT), "--json")
    assert leaking.returncode == 1
    assert json.loads(leaking.stdout)["leaks"][0]["right"]["split"] == "against"
    other = "Huyện giao 12 chỉ tiêu biên chế cho Phòng Nội vụ nhưng đến nay mới tuyển được 09 người."
    assert run("corpus", "check", path, "--against", labelled(tmp_path / "b", other)).returncode == 0


def test_what_cannot_be_read_is_told_in_one_line(run: Run, tmp_path: Path) -> None:
    for arguments, told in (
        (("autored",), '"authored"?'),
        ((tmp_path,), str(tmp_path)),
    ):
        done = run("corpus", "check", *arguments)
        assert done.returncode == 1
        assert len(complaints(done)) == 1
        assert told in complaints(done)[0]
