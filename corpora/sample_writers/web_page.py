"""A report as the web page of an office: menu and footer around it, style noise, entities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from html.entities import codepoint2name

from corpora.sample_writers.layout import Block, Layout, split_lead_in

_TAGS = {1: "h2", 2: "h3", 3: "h4"}
_JUSTIFIED = 'class="MsoNormal" style="text-align:justify;text-indent:36.0pt;line-height:150%;margin:6.0pt 0"'
_CENTRED = 'align="center" style="text-align:center;margin-bottom:0"'
_SPAN = '<span lang="VI" style="font-size:14.0pt;font-family:&quot;Times New Roman&quot;,serif">{}</span>'
_TOP = """<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<title>{title} | Cổng thông tin điện tử</title>
<style>body {{ font-family: Arial, sans-serif; }} .menu li {{ display: inline; }} td {{ vertical-align: top; }}</style>
<script>window.dataLayer = window.dataLayer || []; var trang = "van-ban-chi-tiet";</script>
</head>
<body>
<header><a href="/">CỔNG THÔNG TIN ĐIỆN TỬ</a></header>
<nav class="menu" aria-label="Trình đơn">
<ul><li><a href="/">Trang chủ</a></li><li><a href="/gioi-thieu">Giới thiệu</a></li>\
<li><a href="/tin-tuc">Tin tức &amp; sự kiện</a></li><li><a href="/van-ban">Văn bản</a></li>\
<li><a href="/lien-he">Liên hệ</a></li></ul>
</nav>
<main>
<article class="chi-tiet">
"""
_BOTTOM = """</article>
</main>
<footer>
<p>&copy; Cổng thông tin điện tử. Ghi rõ nguồn khi đăng lại thông tin từ trang này.</p>
<p>Lượt truy cập: 1.204.518 &nbsp;|&nbsp; <a href="#">Về đầu trang</a></p>
</footer>
</body>
</html>
"""


def write_web_page(layout: Layout) -> bytes:
    """Return the report as a UTF-8 web page."""
    page = [_letterhead(layout)] if layout.letterhead else []
    page += [f"<p {_CENTRED}><b>{_text(line)}</b></p>" for line in layout.heading]
    page += [_paragraph(line) for line in layout.opening]
    page += _body(layout.body)
    page += [_paragraph(line) for line in layout.closing]
    page.append(_signature(layout))
    page += _annex(layout)
    return (_TOP.format(title=escape(layout.title)) + "\n".join(page) + "\n" + _BOTTOM).encode()


def _text(text: str, *, entities: bool = False) -> str:
    """Escape a text; with `entities`, name the Latin-1 letters and keep a document's number on its line."""
    safe = escape(text, quote=False)
    if not entities:
        return safe
    named = "".join(f"&{codepoint2name[ord(c)]};" if "À" <= c <= "ÿ" else c for c in safe)
    return re.sub(r"\bsố (?=\d)", "số&nbsp;", named)


def _letterhead(layout: Layout) -> str:
    left = "<br>\n".join(f"<b>{_text(line)}</b>" for line in layout.left[:-1]) + f"<br>\n{_text(layout.left[-1])}"
    right = "<br>\n".join(f"<b>{_text(line)}</b>" for line in layout.right[:-1])
    right += f"<br>\n<i>{_text(layout.right[-1], entities=True)}</i>"
    cells = f'<td width="45%" align="center">{left}</td>\n<td width="55%" align="center">{right}</td>'
    return f'<table border="0" cellpadding="0" cellspacing="0" width="100%">\n<tr>\n{cells}\n</tr>\n</table>'


def _body(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Yield headings and paragraphs; paragraphs that begin with a hyphen become the items of a list."""
    open_list = False
    for number, block in enumerate(blocks):
        bullet = block.kind == "paragraph" and block.text.startswith("- ")
        if bullet != open_list:
            yield "<ul>" if bullet else "</ul>"
            open_list = bullet
        if block.kind == "heading":
            tag = _TAGS[min(block.level, len(_TAGS))]
            yield f'<{tag} style="color:#1f3864">{_text(block.text)}</{tag}>'
        else:
            yield _item(block.text) if bullet else _paragraph(block.text, entities=number % 3 == 0)
    if open_list:
        yield "</ul>"


def _item(text: str) -> str:
    return f"<li>{_text(text.removeprefix('- '))}</li>"


def _paragraph(text: str, *, entities: bool = False) -> str:
    sign, lead, rest = split_lead_in(text)
    bold = f"<b>{_text(lead)}</b>" if lead else ""
    return f"<p {_JUSTIFIED}>{_SPAN.format(sign + bold + _text(rest, entities=entities))}</p>"


def _signature(layout: Layout) -> str:
    left = "<br>\n".join(_text(line) for line in layout.recipients)
    right = "<br>\n".join(f"<b>{_text(line)}</b>" for line in layout.signature)
    return f'<table border="0" width="100%">\n<tr>\n<td>{left}</td>\n<td align="center">{right}</td>\n</tr>\n</table>'


def _annex(layout: Layout) -> Iterator[str]:
    if not layout.rows:
        return
    yield from (f"<p {_CENTRED}><b>{_text(line)}</b></p>" for line in layout.annex)
    yield '<table border="1">'
    for row in layout.rows:
        yield "<tr>" + "".join(f"<td>{_text(cell)}</td>" for cell in row) + "</tr>"
    yield "</table>"
