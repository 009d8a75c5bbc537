"""A report as a web page made for printing: A4, justified, notes at the end, an annex with a ruled table."""

from __future__ import annotations

from html import escape
from typing import Final

from corpora.sample_writers.layout import Block, Layout, split_marks

_PAGE: Final = """<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>{title}</title><style>
@page {{ size: A4; margin: 20mm 20mm 20mm 30mm; }}
body {{ font: 13pt/1.4 "{font}", serif; margin: 0; }}
p {{ margin: 0 0 5pt; text-align: justify; text-indent: 12mm; }}
h2, h3, h4 {{ font-size: 13pt; margin: 6pt 0; text-indent: 12mm; }}
h1 {{ font-size: 13pt; text-align: center; margin: 6pt 0; }}
.head td {{ vertical-align: top; text-align: center; width: 50%; }}
.data {{ border-collapse: collapse; width: 100%; break-before: page; }}
.data td {{ border: 1px solid; padding: 2pt 4pt; }}
.note {{ font-size: 9.5pt; text-indent: 0; margin: 0; }}
sup {{ font-size: 65%; line-height: 0; }}
</style></head><body>
{body}
</body></html>
"""


def write_print_page(layout: Layout, font: str = "TeX Gyre Termes") -> bytes:
    """Return the report as a UTF-8 web page whose print has the look of a typed report."""
    body = [_columns(layout.left, layout.right)]
    body += [f"<h1>{escape(line)}</h1>" for line in layout.heading]
    body += [f"<p>{escape(line)}</p>" for line in layout.opening]
    body += [_block(block) for block in layout.body]
    body += [f"<p>{escape(line)}</p>" for line in layout.closing]
    body.append(_columns(layout.recipients, layout.signature))
    if layout.rows:
        body += [f"<h1>{escape(line)}</h1>" for line in layout.annex]
        body.append('<table class="data">' + "".join(map(_row, layout.rows)) + "</table>")
    body += [f'<p class="note"><sup>{n}</sup> {escape(text)}</p>' for n, text in layout.notes.items()]
    return _PAGE.format(title=escape(layout.title), font=font, body="\n".join(body)).encode()


def _block(block: Block) -> str:
    pieces = split_marks(block)
    text = "".join(escape(piece) if number is None else f"<sup>{number}</sup>" for piece, number in pieces)
    tag = f"h{block.level + 1}" if block.kind == "heading" else "p"
    return f"<{tag}>{text}</{tag}>"


def _columns(left: tuple[str, ...], right: tuple[str, ...]) -> str:
    cells = "".join("<td>" + "<br>".join(map(escape, lines)) + "</td>" for lines in (left, right))
    return f'<table class="head" width="100%"><tr>{cells}</tr></table>'


def _row(cells: tuple[str, ...]) -> str:
    return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
