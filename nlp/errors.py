"""Every error the libraries raise, in one table: code, sentence, mend.

A library raises ``CchcError`` with a code of this table and the offending value; the command line and the web desk
turn it into a message in the user's language. The texts are part of the contract and are tested.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

# code -> (Vietnamese message, English message); {value} is the offending value, {detail} what else is known.
MESSAGES: Final[dict[str, tuple[str, str]]] = {
    "E001": ("tệp trống, không có chữ nào", "the file is empty"),
    "E002": (
        "không nhận ra loại tệp ({detail}); cchc đọc được txt, md, html, docx, doc, odt, rtf, pdf, png, jpg, tif",
        "unknown kind of file ({detail}); cchc reads txt, md, html, docx, doc, odt, rtf, pdf, png, jpg and tif",
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
        "không có báo cáo nào bên trong (tìm *.txt, *.md, *.html, *.docx, *.doc, *.odt, *.rtf, *.pdf, ảnh quét)",
        "no report inside (looked for *.txt, *.md, *.html, *.docx, *.doc, *.odt, *.rtf, *.pdf, scans)",
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
    "E022": ("nhãn không có trong bảng nhãn", "a label that the scheme does not hold"),  # `LabelError` tells more
    "E023": (
        "không có bộ dữ liệu này; hãy dùng tên ({detail}), hoặc đường dẫn tới thư mục, tệp .jsonl, .parquet",
        "no such corpus; use a name ({detail}), or the path of a folder, a .jsonl or a .parquet file",
    ),
    "E024": (
        "cần ít nhất hai báo cáo đã gán nhãn khác nhau để bỏ ra từng báo cáo; mới có {detail}",
        "leaving one report out takes at least two different labelled reports; there is {detail}",
    ),
    "E025": (
        "không phải tệp lượt chấm do `cchc evaluate --save` ghi ({detail}); hãy lưu lại",
        "not a run saved by `cchc evaluate --save` ({detail}); save one again",
    ),
    "E030": (
        "khoảng [{detail}) nằm ngoài văn bản",
        "the span [{detail}) lies outside the text",
    ),
    "E040": (
        "không có thư mục này; --base cần thư mục của một bộ mã hóa Hugging Face đã tải về",
        "no such folder; --base wants the folder of a downloaded Hugging Face encoder",
    ),
    "E041": (
        "không phải thư mục bộ mã hóa Hugging Face (xem {detail}); cần config.json của một bộ mã hóa và *.safetensors",
        "not the folder of a Hugging Face encoder (see {detail}); it needs an encoder's config.json and *.safetensors",
    ),
    "E042": (
        "không có bộ tách từ dùng được ({detail}); lưu bằng AutoTokenizer.save_pretrained vào thư mục ấy",
        "no usable tokenizer ({detail}); save it into that folder with AutoTokenizer.save_pretrained",
    ),
    "E043": (
        "chưa cài gói này; cài bằng `pip install 'cchc[{detail}]'`",
        "this package is not installed; `pip install 'cchc[{detail}]'` brings it",
    ),
    "E044": (
        "bộ mã hóa không đọc được: {detail}; tạo lại bằng `cchc train --model encoder`",
        "the encoder cannot be loaded: {detail}; make it again with `cchc train --model encoder`",
    ),
    "E045": (
        "không có lượt huấn luyện nào để tiếp tục, hoặc lượt trước khác ở: {detail}; chạy lại không có --resume",
        "no training to resume, or the one before differs in: {detail}; run again without --resume",
    ),
    "E046": (
        "chỉ có {detail} báo cáo gán nhãn; bộ mã hóa cần ít nhất hai: một để học, một để kiểm tra",
        "{detail} labelled report(s) only; an encoder needs two: one to learn from, one held out",
    ),
    "E047": (
        "không ghi được mô hình vào thư mục này ({detail}); chọn thư mục khác bằng -o DIR",
        "no model can be written into this folder ({detail}); choose another with -o DIR",
    ),
    "E048": (
        "không có sửa nhãn nào để học: tệp trống, hoặc chỉ có khuyến nghị không ghi sub",
        "no correction to learn from: the file is empty, or holds recommendations without a sub-label only",
    ),
    "E050": (
        "không có chỉ mục ở đây; tạo bằng `cchc index add PATH... --index {value}`",
        "there is no index here; `cchc index add PATH... --index {value}` makes one",
    ),
    "E051": ("không nối được với cơ sở dữ liệu: {detail}", "the database cannot be reached: {detail}"),
    "E052": (
        "chỉ mục hỏng ({detail}); hãy lấy lại bản sao lưu của tệp này, hoặc tạo chỉ mục mới từ các báo cáo",
        "the index is damaged ({detail}); restore this file from a backup, or make a new index from the reports",
    ),
    "E053": (
        "chỉ mục do bản cchc mới hơn tạo ({detail}); hãy cập nhật cchc",
        "the index was made by a newer cchc ({detail}); update cchc",
    ),
    "E054": ("trong chỉ mục không có {detail} này", "the index holds no such {detail}"),
    "E055": (
        "không phải báo cáo đã gán nhãn của `cchc tag`: {detail}",
        "not a report tagged by `cchc tag`: {detail}",
    ),
    "E056": (
        "không phải kỳ báo cáo; ví dụ: 2023, 6 tháng đầu năm 2023, quý III/2023, 2023H1, 2023-05, 2021-01..2023-06",
        "not a period; examples: 2023, 2023H1, 2023Q3, 2023-05, 2021-01..2023-06",
    ),
    "E057": (
        "tiến trình khác đang ghi vào chỉ mục; hãy thử lại sau",
        "another process is writing to the index; try again later",
    ),
    "E058": (
        "không phải vị trí trang của danh sách này; hãy mở lại từ trang đầu",
        "not a cursor of this list; begin again with its first page",
    ),
    "E060": ("đã có tài khoản tên này (không kể chữ hoa, chữ thường)", "the name is taken (capitals do not count)"),
    "E061": (
        "không dùng làm tên được: cần chữ cái, chữ số, giữa các từ một dấu . _ @ + - hoặc dấu cách, "
        "nhiều nhất {detail} ký tự",
        "not a name: letters and digits, one of . _ @ + - or a blank between words, {detail} characters at most",
    ),
    "E062": (
        "mật khẩu quá yếu: cần ít nhất {detail} ký tự và khác tên",
        "the password is too weak: it takes at least {detail} characters and must not be the name",
    ),
    "E063": ("không có vai trò này; có phải {detail}?", "no such role; did you mean {detail}?"),
    "E064": (
        "đây là quản trị viên cuối cùng; hãy giao vai trò admin cho người khác trước",
        "this is the last admin; make another account admin first",
    ),
    "E065": ("không có tài khoản này; xem `cchc users list`", "there is no such account; see `cchc users list`"),
    "E066": ("hai lần nhập mật khẩu khác nhau", "the two passwords differ"),
    "E070": ("cần đăng nhập", "sign in first"),
    "E071": (
        "tài khoản này không được làm việc đó (cần vai trò {detail}); hãy hỏi người quản trị",
        "this account may not do that (it takes the role {detail}); ask an administrator",
    ),
    "E072": (
        "biểu mẫu đã hết hạn hoặc gửi từ trang khác; hãy mở lại trang rồi gửi lần nữa",
        "the form has expired or was sent from elsewhere; open the page again and send it once more",
    ),
    "E073": (
        "gửi lên quá lớn (tối đa {detail}); hãy chia nhỏ",
        "too much was sent (at most {detail}); send it in parts",
    ),
    "E074": (
        "đăng nhập sai quá nhiều lần; hãy đợi {detail} giây rồi thử lại",
        "too many failed sign-ins; wait {detail} seconds and try again",
    ),
    "E075": ("không có trang này", "no such page"),
    "E076": (
        "máy chủ không nhận tên này; mở bằng địa chỉ mà `cchc serve` in ra, hoặc thêm --name",
        "the server does not go by this name; open the address that `cchc serve` printed, or add --name",
    ),
    "E077": (
        "chưa có tài khoản nào nên chỉ phục vụ máy này (127.0.0.1); tạo bằng `cchc users add NAME --role admin`",
        "without accounts only this machine is served (127.0.0.1); `cchc users add NAME --role admin` makes one",
    ),
    "E078": ("yêu cầu không hợp lệ: {detail}", "bad request: {detail}"),
    "E079": ("tên hoặc mật khẩu không đúng", "wrong name or password"),
    "E086": (
        "quá nhiều câu cho một tệp ({detail}); hãy lọc bớt, hoặc dùng `cchc export`",
        "too many statements for one file ({detail}); filter them, or use `cchc export`",
    ),
    "E087": ("không mở được cổng này: {detail}", "the port cannot be opened: {detail}"),
    "E090": ("chưa chọn tệp nào", "no file was chosen"),
    "E091": (
        "gửi quá nhiều tệp một lần (tối đa {detail}); hãy chia nhỏ hoặc nén lại",
        "too many files at once (at most {detail}); send them in parts or as an archive",
    ),
    "E092": (
        "câu này vừa được người khác sửa; hãy xem nhãn hiện nay rồi lưu lại",
        "somebody else has just changed this statement; look at its labels and save again",
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

    def __reduce__(self) -> tuple[Any, ...]:
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


class StoreError(CchcError):
    """An index that cannot be opened, read or written, or that does not hold what was asked for."""


class WebError(CchcError):
    """A request that the web desk refuses.

    Parameters
    ----------
    code, value, detail
        As for `CchcError`.
    status : int
        Of HTTP.
    """

    def __init__(self, code: str, value: object = "", detail: str = "", status: int = 400) -> None:
        self.status = status
        super().__init__(code, value, detail)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle with the status."""
        return type(self), (self.code, self.value, self.detail, self.status)


class AccountError(CchcError):
    """An account that cannot be made, changed or found."""


class OffsetError(CchcError):
    """A span outside its text."""


class LabelError(CchcError):
    """A label that the scheme does not hold.

    Parameters
    ----------
    place : str
        File and line.
    field, found : str
        Which label it is, and its bad value.
    allowed : sequence of str
        The labels that the scheme holds.
    guess : str, optional
        The one most likely meant.
    """

    def __init__(self, place: str, field: str, found: str, allowed: Sequence[str], guess: str | None = None) -> None:
        self.field, self.found, self.allowed, self.guess = field, found, tuple(allowed), guess
        super().__init__("E022", place)

    def message(self, language: str = "vi") -> str:
        """Return one line for a user, in Vietnamese (`vi`) or English (`en`)."""
        listed = ", ".join(self.allowed) or "null"
        if language == "en":
            meant = f'; did you mean "{self.guess}"?' if self.guess else ";"
            return f'{self.value}: unknown {self.field} "{self.found}"{meant} Allowed: {listed}'
        meant = f'; có phải "{self.guess}"?' if self.guess else ";"
        return f'{self.value}: nhãn {self.field} "{self.found}" không có trong bảng nhãn{meant} Cho phép: {listed}'
