"""What a change to patterns does: citations and labels gained, lost and changed since a version of the repository.

Run as ``python -m evaluation.gains REV [GOLD]`` (``make gains BASE=REV GOLD=folder``). The reports at hand are tagged
with the working tree and with REV, checked out in a temporary folder, both with this Python. Reports are the samples
and the `reports/*.txt` of GOLD, by default of `../shared` where it exists. The idea is eyecite's, whose every change is
reviewed as such a list.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from evaluation.changes import Change, Changes, Record, compare
from evaluation.changes_table import print_changes

__all__ = ["Change", "Changes", "GainsError", "checkout", "compare", "gains", "reports_at_hand", "tag_with"]

ROOT = Path(__file__).resolve().parents[1]
# Without one of them Python would take the working tree's, and the comparison would be of nothing.
_NEEDED = ("cchc/__main__.py", "nlp/__init__.py", "models/__init__.py", "corpora/__init__.py")
_NOT_ALONE = ("GIT_", "PYTHON")  # a hook's GIT_DIR, another PYTHONPATH


class GainsError(Exception):
    """The comparison cannot be made; the message tells why, for a person."""


def reports_at_hand(root: Path, gold: Path | None) -> list[Path]:
    """Return the sample reports and those of a folder with `reports/*.txt`, by name.

    Raises
    ------
    GainsError
        Where a folder was named that holds no reports.
    """
    samples = sorted(path for path in (root / "corpora" / "samples").glob("*") if path.is_file())
    folder = (gold or root.parent / "shared") / "reports"
    labelled = sorted(folder.glob("*.txt"))
    if gold and not labelled:
        raise GainsError(f"no reports/*.txt in {gold}")
    return samples + labelled


@contextmanager
def checkout(root: Path, revision: str) -> Iterator[Path]:
    """Give a temporary folder with the repository's files as of a revision, and take it away again.

    Raises
    ------
    GainsError
        Where `root` is no checkout, or does not know the revision.
    """
    with tempfile.TemporaryDirectory(prefix="cchc-gains-") as temporary:
        tree = Path(temporary) / "base"
        # "^{commit}" and "--" behind it: an option or a path is no revision
        commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        _git(root, "worktree", "add", "--detach", "--quiet", str(tree), commit)
        try:
            yield tree
        finally:
            _git(root, "worktree", "remove", "--force", str(tree))


def _git(root: Path, *arguments: str) -> str:
    git = shutil.which("git")
    if git is None or not (root / ".git").exists():
        raise GainsError(f"{root} is not a git checkout, or git is missing: there is no older version to compare with")
    done = subprocess.run(  # noqa: S603 - a fixed program, arguments without a shell
        [git, "-C", str(root), *arguments], capture_output=True, text=True, check=False, env=_environment()
    )
    if done.returncode:
        told = done.stderr.strip().splitlines()
        raise GainsError(f"git {arguments[0]} {arguments[-1]}: {told[-1] if told else 'no such version'}")
    return done.stdout.strip()


def _environment() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if not key.startswith(_NOT_ALONE)}


def tag_with(tree: Path, reports: Sequence[Path], name: str) -> list[Record]:
    """Tag reports with the version of cchc in a folder.

    Parameters
    ----------
    tree : Path
        A checkout; its packages hide installed ones.
    reports : sequence of Path
    name : str
        What messages call the version.

    Returns
    -------
    list of dict
        One record after the output contract for each report, with its text; or the record of an error.

    Raises
    ------
    GainsError
        Where the version lacks a package, or does not write a line for each report.
    """
    lacking = [path for path in _NEEDED if not (tree / path).exists()]
    if lacking:
        raise GainsError(f"{name} cannot tag: it has no {', '.join(lacking)}; compare with a later version")
    with tempfile.TemporaryDirectory(prefix="cchc-gains-") as temporary:
        output = Path(temporary) / "tagged.jsonl"
        told = _run_tag(tree, reports, output)
        lines = output.read_text(encoding="utf-8").split("\n")[:-1] if output.exists() else []
    if len(lines) != len(reports):
        raise GainsError(f"{name} tagged {len(lines)} of {len(reports)} reports: {told}")
    return [json.loads(line) for line in lines]


def _run_tag(tree: Path, reports: Sequence[Path], output: Path) -> str:
    """Run `python -m cchc tag` of a tree; return the last line it complained with.

    A file it refuses costs exit status 1 and still has its line, so the status says nothing here.
    """
    command = [sys.executable, "-m", "cchc", "tag", *map(str, reports), "--with-text", "-o", str(output)]
    variables = _environment() | {"PYTHONPATH": str(tree), "PYTHONUTF8": "1"}
    done = subprocess.run(  # noqa: S603 - this Python, arguments without a shell
        command, cwd=tree, env=variables, capture_output=True, text=True, check=False
    )
    return (done.stderr.strip().splitlines() or ["it said nothing"])[-1]


def gains(root: Path, revision: str, gold: Path | None, console: Console) -> None:
    """Tag with both versions and print what changed."""
    reports = [path.resolve() for path in reports_at_hand(root, gold)]
    with checkout(root, revision) as tree:
        old = tag_with(tree, reports, revision)
    new = tag_with(root, reports, "the working tree")
    print_changes(compare(old, new), console, f"{len(reports)} reports, since {revision}")


def main() -> None:
    """Print the comparison; what cannot be compared is told in one line, with exit status 1."""
    revision, gold, *more = [*sys.argv[1:], "", ""]
    if not revision or any(more):
        sys.exit("say what to compare with: make gains BASE=HEAD~1 [GOLD=folder with reports/]")
    console = Console(width=None if sys.stdout.isatty() else 140)
    try:
        gains(ROOT, revision, Path(gold) if gold else None, console)
    except GainsError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
