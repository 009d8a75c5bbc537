"""Which files of a folder or an archive are looked at, told by their names."""

from __future__ import annotations

import re
from typing import Final

# A file that the user names is judged by its content alone.
OFFICE_SUFFIXES: Final = (".doc", ".odt", ".rtf")  # read through LibreOffice
PICTURE_SUFFIXES: Final = (".png", ".jpg", ".jpeg", ".tif", ".tiff")  # scans
SUFFIXES: Final = (".txt", ".md", ".html", ".htm", ".docx", ".pdf", *OFFICE_SUFFIXES, *PICTURE_SUFFIXES)
CONTAINER_SUFFIXES: Final = (
    *(".zip", ".7z", ".tar", ".tar.gz", ".tgz", ".tar.xz", ".txz", ".tar.bz2", ".tbz2"),
    ".eml",
)
_PASSED_OVER: Final = (".", "~$", "__MACOSX")  # hidden files, lock files of Office, what a Mac puts into each zip


def is_wanted(name: str) -> bool:
    """Tell whether a path in a folder or an archive names a report or an archive, and nothing hidden.

    Examples
    --------
    >>> is_wanted("xa/bao-cao.docx"), is_wanted("__MACOSX/._bao-cao.docx"), is_wanted("anh.gif")
    (True, False, False)
    """
    parts = [part for part in re.split(r"[\\/]", name) if part not in ("", ".", "..")]
    if not parts or any(part.startswith(_PASSED_OVER) for part in parts):
        return False
    return parts[-1].lower().endswith((*SUFFIXES, *CONTAINER_SUFFIXES))
