"""What the tests of the command line share."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Record = dict[str, Any]
Process = subprocess.CompletedProcess[bytes]
Run = Callable[..., Process]

COMMAND = [sys.executable, "-m", "cchc"]
REPORT = """ỦY BAN NHÂN DÂN
HUYỆN MANG THÍT

BÁO CÁO
Kết quả cải cách hành chính quý I năm 2024

I. CẢI CÁCH THỂ CHẾ

- Phòng Tư pháp đã tự kiểm tra 12 văn bản theo Nghị định số 34/2016/NĐ-CP ngày 14/5/2016.

- Việc rà soát văn bản ở xã Bình Phước còn chậm so với kế hoạch.
"""
ENGLISH = "The committee reviewed every request that the department had made and approved most of them this year. "
needs_fifo = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
needs_dev_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")


def lines(output: bytes) -> list[Record]:
    """Return the objects of JSON lines; each line must be whole."""
    assert output == b"" or output.endswith(b"\n")
    return [json.loads(line) for line in output.decode("utf-8").split("\n")[:-1]]


def complaints(process: Process) -> list[str]:
    """Return the lines of standard error, none of which may be a traceback."""
    told = process.stderr.decode("utf-8").splitlines()
    assert not any("Traceback" in line or 'File "' in line for line in told), told
    return told


def write(folder: Path, name: str, data: bytes | str = REPORT) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return path
