"""A web page that shows reports as read beside their outline; one file, nothing fetched, everything escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any, Final

from cchc.language import area_name, role_name, say
from cchc.spans import Span, cut, showable

Record = dict[str, Any]

_STYLE: Final = """
body{margin:0;font:16px/1.5 "Noto Serif","Times New Roman",serif;color:#1a1a1a;background:#f6f6f4}
article{display:grid;grid-template-columns:minmax(0,2fr) minmax(16rem,1fr);gap:1.5rem;max-width:80rem;margin:auto;
padding:1rem}
header{grid-column:1/-1;border-bottom:2px solid #888}
h1{font-size:1.3rem;margin:.3rem 0}
.text{background:#fff;padding:1.5rem;white-space:pre-wrap;overflow-wrap:anywhere}
nav{position:sticky;top:0;align-self:start;max-height:100vh;overflow:auto;font:14px/1.4 sans-serif}
nav ul{list-style:none;padding-left:0;margin:.2rem 0}nav a{color:#123a6b;text-decoration:none}
.role{color:#555}.warn{color:#7a3b00}.page{display:block;color:#555;border-top:1px dashed #aaa;font:13px sans-serif}
.head{font-weight:bold}.note{font-size:.85em;background:#eef3ee}.limitation{background:#fde9e7}
mark{background:#ffe08a;text-decoration:underline}
@media(max-width:50rem){article{display:block}nav{position:static;max-height:none}}
"""
_PAGE: Final = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
{body}
</body>
</html>
"""


def render_page(records: Sequence[Record], language: str) -> str:
    """Return the page.

    Parameters
    ----------
    records : sequence of dict
        Reports after the output contract, with `text`, and of the reading `pages`, `footnotes`, `repaired` (spans of
        the text) and `letters` (what was restored, by offset).
    language : {"vi", "en"}
    """
    title = say("Văn bản như cchc đọc được", "Text as read by cchc")
    body = "\n".join(_article(number, record) for number, record in enumerate(records, 1))
    return _PAGE.format(language=language, title=escape(title), style=_STYLE, body=body)


def _article(number: int, record: Record) -> str:
    return (
        f"<article>\n{_header(record)}\n"
        f'<div class="text">{"".join(_text(number, record))}</div>\n'
        f"<nav>{_outline(number, record['sections'])}</nav>\n</article>"
    )


def _header(record: Record) -> str:
    report = record["report"]
    facts = [report["source"], report["issuer"], report["number"], report["date"]]
    facts.append(say("chất lượng chữ", "text quality") + f" {report['text_quality']:.0%}")
    if record["repaired"]:
        count = sum(end - start for start, end in record["repaired"])
        facts.append(say(f"{count} chữ được khôi phục", f"{count} letters restored"))
    told = escape(" · ".join(fact for fact in facts if fact))
    warnings = "".join(f'<p class="warn">{escape(_warning(row))}</p>' for row in record["warnings"])
    return f"<header><h1>{escape(report['title'] or report['source'])}</h1><p>{told}</p>{warnings}</header>"


def _warning(row: dict[str, str]) -> str:
    return f"{row['code']} {row['message']}" + (f" → {row['mend']}" if row["mend"] else "")


def _outline(number: int, sections: Sequence[Record]) -> str:
    """Return the outline, indented by level: each entry with area and role, linked to its place in the text."""
    entries = "\n".join(_entry(number, section) for section in sections)
    return f"<b>{escape(say('Đề cương', 'Outline'))}</b>\n<ul>\n{entries}\n</ul>"


def _entry(number: int, section: Record) -> str:
    title = " ".join(part for part in (section["number"], section["title"]) if part)
    names = [area_name(section["area"])] if section["area"] else []
    if section["role"] and section["role"] != section["area"]:
        names.append(role_name(section["role"]))
    shown, tags = (title, names) if title else (names[0] if names else "–", names[1:])
    link = f'<a href="#r{number}{escape(section["id"])}">{escape(shown)}</a>'
    told = f' <span class="role">{escape(", ".join(tags))}</span>'
    return f'<li style="margin-left:{section["level"] - 1}em">{link}{told}</li>'


def _text(number: int, record: Record) -> Iterator[str]:
    """Yield the text cut where anything begins or ends; each piece carries the classes of what it lies in."""
    text = record["text"]
    anchors = {section["start"]: f"r{number}{section['id']}" for section in record["sections"]}
    pages = {page["start"]: page for page in record["pages"]}
    for piece in cut(len(text), _layers(record), [*anchors, *pages]):
        if piece.start in pages:
            yield _page_sign(pages[piece.start])
        if piece.start in anchors:
            yield f'<a id="{escape(anchors[piece.start])}"></a>'
        yield _piece(text[piece.start : piece.end], piece.start, list(piece.inside), record["letters"])


def _layers(record: Record) -> dict[str, list[Span]]:
    """Return what is marked in the text: the first line of each section, footnotes, limitations, restored letters."""
    text = record["text"]
    heads = [(row["start"], text.find("\n", row["start"])) for row in record["sections"] if row["title"]]
    return {
        "head": [(start, end if end > 0 else len(text)) for start, end in heads],
        "note": [(start, end) for start, end in record["footnotes"]],
        "limitation": [(s["start"], s["end"]) for s in record["statements"] if s["stance"] == "limitation"],
        "repaired": [(start, end) for start, end in record["repaired"]],
    }


def _page_sign(page: Record) -> str:
    return f'<span class="page">{escape(say("trang", "page"))} {int(page["number"])}</span>'


def _piece(text: str, start: int, kinds: list[str], letters: dict[int, str]) -> str:
    restored = "".join(letters.get(start + n, char) for n, char in enumerate(text))
    shown = escape(showable(restored))
    classes = " ".join(kind for kind in kinds if kind != "repaired")
    if "repaired" in kinds:
        shown = f'<mark title="{escape(say("chữ được khôi phục", "restored"))}">{shown}</mark>'
    return f'<span class="{classes}">{shown}</span>' if classes else shown
