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
        "không nhận ra loại tệp ({detail}); cchc đọc được txt, md, html, docx, pdf, png, jpg, tif",
        "unknown kind of file ({detail}); cchc reads txt, md, html, docx, pdf, png, jpg and tif",
    ),
    "E003": (
        "tệp PDF có mật khẩu; hãy lưu lại một bản không mật khẩu",
        "the PDF asks for a password; save a copy without one",
    ),
    "E004": (
        "tệp hỏng hoặc chưa tải xong ({detail}); hãy lấy lại bản gốc",
        "the file is damaged or incomplete ({detail}); fetch the original again",
    ),
    "E005": (
        "bản quét không có lớp chữ; nhận dạng chữ (OCR) cần Tesseract với dữ liệu `vie` (xem `cchc doctor`), nếu đã có "
        "thì ảnh không đọc ra chữ nào",
        "a scan without a text layer; reading it takes Tesseract with its `vie` data (see `cchc doctor`), and where "
        "that is there, the picture shows no words",
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
        "thư mục không có báo cáo nào (tìm *.txt, *.md, *.html, *.docx, *.pdf, ảnh quét)",
        "the folder holds no report (looked for *.txt, *.md, *.html, *.docx, *.pdf, scans)",
    ),
    "E010": (
        "tệp .doc cũ chưa đọc được; hãy lưu lại thành .docx",
        "legacy .doc cannot be read yet; save it as .docx",
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

# code -> (Vietnamese, English) of the warnings about pages; {pages} lists their numbers, {percent} is a whole number.
NOTICES: Final[dict[str, tuple[str, str]]] = {
    "W003": (
        "trang {pages} hầu như không có chữ (ảnh quét hoặc trang trống)",
        "hardly any text on page {pages} (a picture, or empty)",
    ),
    "W004": (
        "tệp PDF thiếu phần cuối; có thể chưa tải xong, thiếu trang",
        "the PDF lacks its end; perhaps not all of it was fetched",
    ),
    "W005": (
        "trang {pages} đọc từ ảnh (OCR), độ tin cậy trung bình {percent} %; hãy so lại số liệu, số văn bản với bản gốc",
        "page {pages} read from its picture (OCR), mean confidence {percent} %; compare figures with the original",
    ),
    "W006": (
        "trang {pages} nhận dạng kém (độ tin cậy dưới {percent} %); hãy quét lại rõ hơn hoặc đọc bản gốc",
        "page {pages} read with little confidence (below {percent} %); scan it again or read the original",
    ),
}


def notice_text(code: str, language: str = "vi", **parts: str) -> str:
    """Return the line of a warning about pages, in Vietnamese (`vi`) or English (`en`)."""
    vietnamese, english = NOTICES[code]
    return (english if language == "en" else vietnamese).format(**parts)


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
