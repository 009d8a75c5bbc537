"""Every error the libraries raise, in one table: code, sentence, mend.

A library raises ``CchcError`` with a code of this table and the offending value; the command line and the web desk
turn it into a message in the user's language. The texts are part of the contract and are tested.
"""

from __future__ import annotations

from typing import Final

# code -> (Vietnamese message, English message); {value} is the offending value, {detail} what else is known.
MESSAGES: Final[dict[str, tuple[str, str]]] = {
    "E001": ("tệp trống, không có chữ nào", "the file is empty"),
    "E002": (
        "không nhận ra loại tệp ({detail}); cchc đọc được txt, md, html, docx, doc, odt, rtf, pdf",
        "unknown kind of file ({detail}); cchc reads txt, md, html, docx, doc, odt, rtf and pdf",
    ),
    "E003": (
        "tệp có mật khẩu; hãy lưu lại một bản không mật khẩu",
        "the file asks for a password; save a copy without one",
    ),
    "E004": (
        "tệp hỏng hoặc chưa tải xong ({detail}); hãy lấy lại bản gốc",
        "the file is damaged or incomplete ({detail}); fetch the original again",
    ),
    "E005": (
        "PDF không có lớp chữ (bản quét); hãy nhận dạng chữ (OCR) trước",
        "the PDF has no text layer (a scan); run character recognition first",
    ),
    "E006": (
        "tệp quá lớn: {detail}; giới hạn đặt bằng --max-mb",
        "the file is too large: {detail}; the limit is set by --max-mb",
    ),
    "E007": ("không đọc được tệp: {detail}", "the file cannot be read: {detail}"),
    "E008": (
        "văn bản không phải tiếng Việt ({detail}); cchc chỉ đọc báo cáo tiếng Việt",
        "the text is not Vietnamese ({detail}); cchc reads Vietnamese reports only",
    ),
    "E009": (
        "không có báo cáo nào bên trong (tìm *.txt, *.md, *.html, *.docx, *.doc, *.odt, *.rtf, *.pdf)",
        "no report inside (looked for *.txt, *.md, *.html, *.docx, *.doc, *.odt, *.rtf, *.pdf)",
    ),
    "E010": (
        "đọc tệp {detail} cần LibreOffice; hãy cài (apt-get install libreoffice-writer-nogui) hoặc lưu lại thành .docx",
        "reading {detail} needs LibreOffice; install it (apt-get install libreoffice-writer-nogui) or save it as .docx",
    ),
    "E011": (
        "đọc quá {detail} giây nên đã dừng; đặt --timeout lớn hơn, hoặc lưu lại tệp rồi thử lại",
        "reading took more than {detail} seconds and was stopped; raise --timeout, or save the file again",
    ),
    "E012": (
        "đọc cần hơn {detail} bộ nhớ nên đã dừng; hãy chia nhỏ hoặc lưu lại tệp",
        "reading needed more than {detail} of memory and was stopped; split the file or save it again",
    ),
    "E013": (
        "tệp nén vượt giới hạn ({detail}); nếu tin cậy, hãy tự giải nén rồi đưa thư mục cho cchc",
        "the archive exceeds the limits ({detail}); if you trust it, unpack it yourself and name the folder",
    ),
    "E014": (
        "thiếu phần tùy chọn để đọc tệp này; hãy cài: {detail}",
        "an optional part that reads this file is missing; install it: {detail}",
    ),
    "E020": (
        "mô hình không đọc được: {detail}; tạo lại bằng `cchc train`",
        "the model cannot be loaded: {detail}; make it again with `cchc train`",
    ),
    "E021": ("dữ liệu gán nhãn sai ở {detail}", "bad labelled data at {detail}"),
    "E030": (
        "khoảng [{detail}) nằm ngoài văn bản",
        "the span [{detail}) lies outside the text",
    ),
}


class CchcError(Exception):
    """An error with a code, the value that caused it, and a mend.

    Parameters
    ----------
    code : str
        A key of `MESSAGES`.
    value : object
        What was refused: a path, an offset, a label.
    detail : str
        What else is known, put into the message.
    """

    def __init__(self, code: str, value: object = "", detail: str = "") -> None:
        self.code = code
        self.value = value
        self.detail = detail
        super().__init__(self.message("en"))

    def __reduce__(self) -> tuple[type[CchcError], tuple[str, object, str]]:
        """Pickle as the arguments: an error crosses from the process that read the file."""
        return type(self), (self.code, self.value, self.detail)

    def message(self, language: str = "vi") -> str:
        """Return one line for a user, in Vietnamese (`vi`) or English (`en`)."""
        vietnamese, english = MESSAGES[self.code]
        text = (english if language == "en" else vietnamese).format(value=self.value, detail=self.detail)
        return f"{self.value}: {text}" if str(self.value) else text


class ReadError(CchcError):
    """A file that cannot be read, or holds nothing to tag."""


class ModelError(CchcError):
    """A model that cannot be loaded or trained."""


class OffsetError(CchcError):
    """A span outside its text."""
