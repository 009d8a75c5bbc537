"""Pairs of small reports and outlines: (level, number, title, area, role) of each section, and what stays a statement."""

from __future__ import annotations

import textwrap

import pytest

from nlp.outline import Outline, build_outline, heading_area, heading_role
from nlp.outline.lexicon import has_predicate, is_lead, is_nominal
from nlp.statements import find_statements
from nlp.text import View, make_view
from nlp.text.markers import find_marker

Row = tuple[int, str, str, str | None, str | None]


def read(text: str) -> tuple[View, Outline]:
    """Return view and outline of a text whose paragraphs are lines."""
    view = make_view("\n\n".join(line.strip() for line in text.strip().splitlines()))
    return view, build_outline(view)


def rows(outline: Outline) -> list[Row]:
    """Return the sections as rows."""
    return [(s.level, s.number, s.title, s.area, s.role) for s in outline.sections]


def statements(view: View, outline: Outline) -> list[tuple[int | None, str]]:
    """Return the statements with the index of their section."""
    return [(s.section, view.text[s.start : s.end]) for s in find_statements(view, outline)]


REPORTS: list = [
    pytest.param(
        """
        I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH
        1. Về kế hoạch cải cách hành chính
        Xã giao việc cho từng công chức từ tháng Giêng.
        2. Công tác tuyên truyền
        Đài xã phát 24 lượt tin.
        II. KẾT QUẢ THỰC HIỆN
        1. Cải cách thể chế
        1.1. Xây dựng văn bản quy phạm pháp luật
        HĐND xã ban hành 02 nghị quyết.
        1.2. Về rà soát văn bản
        Xã bãi bỏ 04 quyết định.
        2. Cải cách thủ tục hành chính
        Bộ phận Một cửa nhận 512 hồ sơ.
        """,
        [
            (1, "I.", "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", "steering", "steering"),
            (2, "1.", "Về kế hoạch cải cách hành chính", "steering", "steering"),
            (2, "2.", "Công tác tuyên truyền", "steering", "steering"),
            (1, "II.", "KẾT QUẢ THỰC HIỆN", None, "results"),
            (2, "1.", "Cải cách thể chế", "institutions", "results"),
            (3, "1.1.", "Xây dựng văn bản quy phạm pháp luật", "institutions", "results"),
            (3, "1.2.", "Về rà soát văn bản", "institutions", "results"),
            (2, "2.", "Cải cách thủ tục hành chính", "procedures", "results"),
        ],
        [
            (1, "Xã giao việc cho từng công chức từ tháng Giêng."),
            (2, "Đài xã phát 24 lượt tin."),
            (5, "HĐND xã ban hành 02 nghị quyết."),
            (6, "Xã bãi bỏ 04 quyết định."),
            (7, "Bộ phận Một cửa nhận 512 hồ sơ."),
        ],
        id="steering and results by area",
    ),
    pytest.param(
        """
        I. KẾT QUẢ GIÁM SÁT
        1. Cải cách thể chế
        a) Kết quả đạt được
        Huyện đã rà soát 35 văn bản.
        b) Tồn tại, hạn chế
        Việc góp ý dự thảo còn chậm.
        2. Cải cách tổ chức bộ máy
        a/ Kết quả đạt được
        Đã sáp nhập 02 trường.
        b/ Tồn tại, hạn chế
        Một số phòng còn thiếu người.
        """,
        [
            (1, "I.", "KẾT QUẢ GIÁM SÁT", None, "results"),
            (2, "1.", "Cải cách thể chế", "institutions", "results"),
            (3, "a)", "Kết quả đạt được", "institutions", "achievements"),
            (3, "b)", "Tồn tại, hạn chế", "institutions", "limitations"),
            (2, "2.", "Cải cách tổ chức bộ máy", "organisation", "results"),
            (3, "a/", "Kết quả đạt được", "organisation", "achievements"),
            (3, "b/", "Tồn tại, hạn chế", "organisation", "limitations"),
        ],
        [
            (2, "Huyện đã rà soát 35 văn bản."),
            (3, "Việc góp ý dự thảo còn chậm."),
            (5, "Đã sáp nhập 02 trường."),
            (6, "Một số phòng còn thiếu người."),
        ],
        id="a supervision: strengths and limitations inside every area",
    ),
    pytest.param(
        """
        III. ĐÁNH GIÁ CHUNG
        1. Ưu điểm
        Nề nếp làm việc chuyển biến rõ.
        2. Tồn tại, hạn chế
        Hạ tầng ở thôn xa còn yếu.
        3. Nguyên nhân
        Kinh phí bố trí muộn.
        IV. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2024
        1. Tiếp tục rà soát các thủ tục còn rườm rà, kiến nghị cắt giảm.
        2. Bố trí kinh phí mua máy quét cho Bộ phận Một cửa trong quý I.
        V. KIẾN NGHỊ, ĐỀ XUẤT
        Đề nghị huyện sớm cấp kinh phí nâng cấp đường truyền.
        """,
        [
            (1, "III.", "ĐÁNH GIÁ CHUNG", None, None),
            (2, "1.", "Ưu điểm", None, "achievements"),
            (2, "2.", "Tồn tại, hạn chế", None, "limitations"),
            (2, "3.", "Nguyên nhân", None, "causes"),
            (1, "IV.", "PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2024", None, "tasks"),
            (1, "V.", "KIẾN NGHỊ, ĐỀ XUẤT", None, "proposals"),
        ],
        [
            (1, "Nề nếp làm việc chuyển biến rõ."),
            (2, "Hạ tầng ở thôn xa còn yếu."),
            (3, "Kinh phí bố trí muộn."),
            (4, "1. Tiếp tục rà soát các thủ tục còn rườm rà, kiến nghị cắt giảm."),
            (4, "2. Bố trí kinh phí mua máy quét cho Bộ phận Một cửa trong quý I."),
            (5, "Đề nghị huyện sớm cấp kinh phí nâng cấp đường truyền."),
        ],
        id="general assessment, numbered tasks, proposals",
    ),
    pytest.param(
        """
        IV. NHIỆM VỤ TRỌNG TÂM
        1. Cải cách thể chế
        Tiếp tục tự kiểm tra văn bản.
        2. Cải cách thủ tục hành chính
        Rút ngắn thời gian giải quyết hồ sơ đất đai.
        3. Chỉ đạo, điều hành
        Họp giao ban hằng tháng với các thôn.
        """,
        [
            (1, "IV.", "NHIỆM VỤ TRỌNG TÂM", None, "tasks"),
            (2, "1.", "Cải cách thể chế", "institutions", "tasks"),
            (2, "2.", "Cải cách thủ tục hành chính", "procedures", "tasks"),
            (2, "3.", "Chỉ đạo, điều hành", "steering", "tasks"),
        ],
        [
            (1, "Tiếp tục tự kiểm tra văn bản."),
            (2, "Rút ngắn thời gian giải quyết hồ sơ đất đai."),
            (3, "Họp giao ban hằng tháng với các thôn."),
        ],
        id="tasks by area keep their role",
    ),
    pytest.param(
        """
        II. KẾT QUẢ
        1. Đã ban hành 12 văn bản chỉ đạo, trong đó có 03 kế hoạch.
        2. Tổ chức 04 cuộc kiểm tra tại các thôn.
        3. Không có hồ sơ quá hạn.
        """,
        [(1, "II.", "KẾT QUẢ", None, "results")],
        [
            (0, "1. Đã ban hành 12 văn bản chỉ đạo, trong đó có 03 kế hoạch."),
            (0, "2. Tổ chức 04 cuộc kiểm tra tại các thôn."),
            (0, "3. Không có hồ sơ quá hạn."),
        ],
        id="numbered statements are no headings",
    ),
    pytest.param(
        """
        5. Cải cách tài chính công
        1.1. Về giải ngân vốn đầu tư công
        Đã giải ngân được 82% kế hoạch.
        5.2. Về cơ chế tự chủ
        Có 03 đơn vị tự bảo đảm chi thường xuyên.
        """,
        [
            (1, "5.", "Cải cách tài chính công", "public_finance", "results"),
            (2, "1.1.", "Về giải ngân vốn đầu tư công", "public_finance", "results"),
            (2, "5.2.", "Về cơ chế tự chủ", "public_finance", "results"),
        ],
        [(1, "Đã giải ngân được 82% kế hoạch."), (2, "Có 03 đơn vị tự bảo đảm chi thường xuyên.")],
        id="1.1 under 5",
    ),
    pytest.param(
        """
        III. ĐÁNH GIÁ CHUNG
        Kết quả năm nay khá hơn năm trước.
        III  - PHƯƠNG HƯỚNG, NHIỆM VỤ
        Tiếp tục duy trì lịch trực của Bộ phận Một cửa.
        VI/. KIẾN NGHỊ
        Đề nghị tỉnh bổ sung biên chế.
        """,
        [
            (1, "III.", "ĐÁNH GIÁ CHUNG", None, None),
            (1, "III -", "PHƯƠNG HƯỚNG, NHIỆM VỤ", None, "tasks"),
            (1, "VI/.", "KIẾN NGHỊ", None, "proposals"),
        ],
        [
            (0, "Kết quả năm nay khá hơn năm trước."),
            (1, "Tiếp tục duy trì lịch trực của Bộ phận Một cửa."),
            (2, "Đề nghị tỉnh bổ sung biên chế."),
        ],
        id="two sections III, a number left out, signs instead of dots",
    ),
    pytest.param(
        """
        II. KẾT QUẢ
        3.Về tổ chức bộ máy
        Đã kiện toàn 02 phòng.
        4.Về tài chính công
        Đã công khai dự toán.
        """,
        [
            (1, "II.", "KẾT QUẢ", None, "results"),
            (2, "3.", "Về tổ chức bộ máy", "organisation", "results"),
            (2, "4.", "Về tài chính công", "public_finance", "results"),
        ],
        [(1, "Đã kiện toàn 02 phòng."), (2, "Đã công khai dự toán.")],
        id="no space after the number",
    ),
    pytest.param(
        """
        II - KẾT QUẢ
        1 - Thể chế
        Đã rà soát 12 văn bản.
        2 - Thủ tục hành chính
        Không có hồ sơ trễ hạn.
        """,
        [
            (1, "II -", "KẾT QUẢ", None, "results"),
            (2, "1 -", "Thể chế", "institutions", "results"),
            (2, "2 -", "Thủ tục hành chính", "procedures", "results"),
        ],
        [(1, "Đã rà soát 12 văn bản."), (2, "Không có hồ sơ trễ hạn.")],
        id="dashes after numbers",
    ),
    pytest.param(
        """
        II. KẾT QUẢ
        4.5. Cải cách tài chính công
        Đã giải ngân 82%.
        4.5. Xây dựng chính quyền số
        Đã cấp 20 chữ ký số.
        """,
        [
            (1, "II.", "KẾT QUẢ", None, "results"),
            (2, "4.5.", "Cải cách tài chính công", "public_finance", "results"),
            (2, "4.5.", "Xây dựng chính quyền số", "digital_government", "results"),
        ],
        [(1, "Đã giải ngân 82%."), (2, "Đã cấp 20 chữ ký số.")],
        id="one number twice",
    ),
    pytest.param(
        """
        PHẦN THỨ NHẤT
        KẾT QUẢ CẢI CÁCH HÀNH CHÍNH NĂM 2022
        I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH
        Huyện đã họp giao ban hằng tháng.
        PHẦN THỨ HAI
        NHIỆM VỤ NĂM 2023
        1. Duy trì họp giao ban hằng tháng với các xã.
        2. Kiểm tra đột xuất việc chấp hành giờ làm việc.
        """,
        [
            (1, "PHẦN THỨ NHẤT", "KẾT QUẢ CẢI CÁCH HÀNH CHÍNH NĂM 2022", None, "results"),
            (2, "I.", "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", "steering", "steering"),
            (1, "PHẦN THỨ HAI", "NHIỆM VỤ NĂM 2023", None, "tasks"),
        ],
        [
            (1, "Huyện đã họp giao ban hằng tháng."),
            (2, "1. Duy trì họp giao ban hằng tháng với các xã."),
            (2, "2. Kiểm tra đột xuất việc chấp hành giờ làm việc."),
        ],
        id="parts, their titles on the next line",
    ),
    pytest.param(
        """
        PHẦN I
        I. CÔNG TÁC CHỈ ĐẠO
        Xã đã họp giao ban hằng tuần.
        """,
        [(1, "PHẦN I", "", None, None), (2, "I.", "CÔNG TÁC CHỈ ĐẠO", "steering", "steering")],
        [(1, "Xã đã họp giao ban hằng tuần.")],
        id="a part without title",
    ),
    pytest.param(
        """
        A. KẾT QUẢ ĐẠT ĐƯỢC
        I. Cải cách thể chế
        Đã rà soát 12 văn bản.
        B. TỒN TẠI, HẠN CHẾ
        I. Cải cách thể chế
        Việc góp ý còn hình thức.
        """,
        [
            (1, "A.", "KẾT QUẢ ĐẠT ĐƯỢC", None, "achievements"),
            (2, "I.", "Cải cách thể chế", "institutions", "achievements"),
            (1, "B.", "TỒN TẠI, HẠN CHẾ", None, "limitations"),
            (2, "I.", "Cải cách thể chế", "institutions", "limitations"),
        ],
        [(1, "Đã rà soát 12 văn bản."), (3, "Việc góp ý còn hình thức.")],
        id="capital letters above Roman numbers",
    ),
    pytest.param(
        """
        Mục 1. CẢI CÁCH THỂ CHẾ
        1. Xây dựng văn bản quy phạm pháp luật
        Đã ban hành 02 nghị quyết.
        Mục 2
        CẢI CÁCH THỦ TỤC HÀNH CHÍNH
        Mục 1 của kế hoạch đã xong trước ngày 30/6.
        Mục tiêu cả năm là giảm 10% số cuộc họp.
        """,
        [
            (1, "Mục 1.", "CẢI CÁCH THỂ CHẾ", "institutions", "results"),
            (2, "1.", "Xây dựng văn bản quy phạm pháp luật", "institutions", "results"),
            (1, "Mục 2", "CẢI CÁCH THỦ TỤC HÀNH CHÍNH", "procedures", "results"),
        ],
        [
            (1, "Đã ban hành 02 nghị quyết."),
            (2, "Mục 1 của kế hoạch đã xong trước ngày 30/6."),
            (2, "Mục tiêu cả năm là giảm 10% số cuộc họp."),
        ],
        id="Mục as a heading and as a word",
    ),
    pytest.param(
        """
        2.1. Cải cách thể chế
        - Về kiểm tra văn bản: Trong năm huyện đã tự kiểm tra 35 văn bản, không có văn bản sai thẩm quyền.
        - Về rà soát văn bản: Huyện đã bãi bỏ 04 quyết định hết hiệu lực.
        2.2. Công tác tuyên truyền: Xã đã phát 24 lượt tin trên hệ thống loa của 8 thôn.
        """,
        [
            (1, "2.1.", "Cải cách thể chế", "institutions", "results"),
            (1, "2.2.", "Công tác tuyên truyền", "steering", None),
        ],
        [
            (0, "- Về kiểm tra văn bản: Trong năm huyện đã tự kiểm tra 35 văn bản, không có văn bản sai thẩm quyền."),
            (0, "- Về rà soát văn bản: Huyện đã bãi bỏ 04 quyết định hết hiệu lực."),
            (1, "Xã đã phát 24 lượt tin trên hệ thống loa của 8 thôn."),
        ],
        id="text on the heading's line; a lead-in stays with its statement",
    ),
    pytest.param(
        """
        1. Cải cách thể chế
        * Đối với cấp huyện:
        - Đã ban hành 03 quyết định.
        * Đối với cấp xã:
        - Đã ban hành 11 nghị quyết.
        2. Cải cách bộ máy
        * Đối với cấp huyện:
        - Đã sắp xếp 02 phòng.
        """,
        [
            (1, "1.", "Cải cách thể chế", "institutions", "results"),
            (2, "*", "Đối với cấp huyện", "institutions", "results"),
            (2, "*", "Đối với cấp xã", "institutions", "results"),
            (1, "2.", "Cải cách bộ máy", "organisation", "results"),
            (2, "*", "Đối với cấp huyện", "organisation", "results"),
        ],
        [
            (1, "- Đã ban hành 03 quyết định."),
            (2, "- Đã ban hành 11 nghị quyết."),
            (4, "- Đã sắp xếp 02 phòng."),
        ],
        id="the same starred heading inside every area",
    ),
    pytest.param(
        """
        - Xã đã ban hành kế hoạch cải cách hành chính năm 2023.
        - Bộ phận Một cửa nhận 512 hồ sơ, không có hồ sơ trễ hạn.
        - Việc thanh toán trực tuyến còn thấp.
        """,
        [],
        [
            (None, "- Xã đã ban hành kế hoạch cải cách hành chính năm 2023."),
            (None, "- Bộ phận Một cửa nhận 512 hồ sơ, không có hồ sơ trễ hạn."),
            (None, "- Việc thanh toán trực tuyến còn thấp."),
        ],
        id="bullets only",
    ),
    pytest.param(
        """
        Trong năm, xã đã ban hành kế hoạch cải cách hành chính và giao việc cho từng công chức phụ trách lĩnh vực.
        Thực hiện chế độ thông tin, xã đã gửi 04 báo cáo định kỳ lên huyện.
        Việc thanh toán trực tuyến còn thấp do người dân quen dùng tiền mặt.
        """,
        [],
        [
            (
                None,
                "Trong năm, xã đã ban hành kế hoạch cải cách hành chính và giao việc cho từng công chức phụ trách lĩnh "
                "vực.",
            ),
            (None, "Thực hiện chế độ thông tin, xã đã gửi 04 báo cáo định kỳ lên huyện."),
            (None, "Việc thanh toán trực tuyến còn thấp do người dân quen dùng tiền mặt."),
        ],
        id="no headings; what looks like a legal basis further down is none",
    ),
    pytest.param(
        """
        NHẬN XÉT, ĐÁNH GIÁ 9 THÁNG
        * Ưu điểm:
        - Tiến độ chung đã kịp kế hoạch năm.
        * Khuyết điểm, hạn chế:
        - Một phường đăng ký mô hình rồi bỏ dở.
        """,
        [
            (1, "", "NHẬN XÉT, ĐÁNH GIÁ 9 THÁNG", None, None),
            (2, "*", "Ưu điểm", None, "achievements"),
            (2, "*", "Khuyết điểm, hạn chế", None, "limitations"),
        ],
        [(1, "- Tiến độ chung đã kịp kế hoạch năm."), (2, "- Một phường đăng ký mô hình rồi bỏ dở.")],
        id="an excerpt that begins with a heading in capitals",
    ),
    pytest.param(
        """
        CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH
        Xã đã họp giao ban hằng tuần.
        Cải cách thể chế
        Xã đã tự kiểm tra 06 văn bản.
        Cải cách thủ tục hành chính
        Bộ phận Một cửa nhận 512 hồ sơ.
        """,
        [
            (1, "", "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", "steering", "steering"),
            (1, "", "Cải cách thể chế", "institutions", "results"),
            (1, "", "Cải cách thủ tục hành chính", "procedures", "results"),
        ],
        [
            (0, "Xã đã họp giao ban hằng tuần."),
            (1, "Xã đã tự kiểm tra 06 văn bản."),
            (2, "Bộ phận Một cửa nhận 512 hồ sơ."),
        ],
        id="headings without numbers",
    ),
    pytest.param(
        """
        2. Cải cách chế độ công vụ
        - Kết quả tuyển dụng công chức, viên chức:
        + Công chức: tuyển được 02 người.
        + Viên chức: tuyển được 11 người.
        - Trong năm, xã cử 05 người đi học.
        """,
        [
            (1, "2.", "Cải cách chế độ công vụ", "civil_service", "results"),
            (2, "-", "Kết quả tuyển dụng công chức, viên chức", "civil_service", "results"),
        ],
        [
            (1, "+ Công chức: tuyển được 02 người."),
            (1, "+ Viên chức: tuyển được 11 người."),
            (0, "- Trong năm, xã cử 05 người đi học."),
        ],
        id="a bullet that announces a list ends with the list",
    ),
    pytest.param(
        """
        ## I. Công tác chỉ đạo
        Xã đã họp giao ban.
        **2. Cải cách thể chế**
        Đã rà soát 6 văn bản.
        # II. Nhiệm vụ trọng tâm
        1. Duy trì họp giao ban.
        """,
        [
            (1, "I.", "Công tác chỉ đạo", "steering", "steering"),
            (2, "2.", "Cải cách thể chế", "institutions", "results"),
            (1, "II.", "Nhiệm vụ trọng tâm", None, "tasks"),
        ],
        [(0, "Xã đã họp giao ban."), (1, "Đã rà soát 6 văn bản."), (2, "1. Duy trì họp giao ban.")],
        id="unsteady Markdown levels: the numbers decide",
    ),
    pytest.param(
        """
        II. KẾT QUẢ
        1. Nâng cao chất lượng đội ngũ cán bộ, công chức
        Đã cử 05 người đi học.
        2. Hiện đại hóa hành chính
        Đã lắp mạng nội bộ.
        3. Tác động của cải cách hành chính đến phát triển kinh tế
        Thu ngân sách đạt 120% dự toán.
        a) Về thu hút đầu tư
        Có 02 dự án mới.
        """,
        [
            (1, "II.", "KẾT QUẢ", None, "results"),
            (2, "1.", "Nâng cao chất lượng đội ngũ cán bộ, công chức", "civil_service", "results"),
            (2, "2.", "Hiện đại hóa hành chính", "digital_government", "results"),
            (2, "3.", "Tác động của cải cách hành chính đến phát triển kinh tế", "none", "results"),
            (3, "a)", "Về thu hút đầu tư", "none", "results"),
        ],
        [
            (1, "Đã cử 05 người đi học."),
            (2, "Đã lắp mạng nội bộ."),
            (3, "Thu ngân sách đạt 120% dự toán."),
            (4, "Có 02 dự án mới."),
        ],
        id="the areas of 2011-2020, and what is none of them",
    ),
    pytest.param(
        """
        I. KẾT QUẢ KHẮC PHỤC TỒN TẠI, HẠN CHẾ NĂM 2022
        Xã đã khắc phục xong 3 trong 4 điểm.
        II. NHỮNG TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN
        1. Tồn tại, hạn chế
        Máy móc còn cũ.
        2. Nguyên nhân
        2.1. Nguyên nhân khách quan
        Địa bàn rộng.
        2.2. Nguyên nhân chủ quan
        Người đứng đầu chưa sâu sát.
        """,
        [
            (1, "I.", "KẾT QUẢ KHẮC PHỤC TỒN TẠI, HẠN CHẾ NĂM 2022", None, "results"),
            (1, "II.", "NHỮNG TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN", None, "limitations"),
            (2, "1.", "Tồn tại, hạn chế", None, "limitations"),
            (2, "2.", "Nguyên nhân", None, "causes"),
            (3, "2.1.", "Nguyên nhân khách quan", None, "causes"),
            (3, "2.2.", "Nguyên nhân chủ quan", None, "causes"),
        ],
        [
            (0, "Xã đã khắc phục xong 3 trong 4 điểm."),
            (2, "Máy móc còn cũ."),
            (4, "Địa bàn rộng."),
            (5, "Người đứng đầu chưa sâu sát."),
        ],
        id="limitations overcome are results; causes",
    ),
    pytest.param(
        """
        2. Cải cách thủ tục hành chính
        (1) Về niêm yết, công khai:
        Xã đã niêm yết 198 thủ tục.
        (2) Về giải quyết hồ sơ:
        Xã đã giải quyết 512 hồ sơ.
        """,
        [
            (1, "2.", "Cải cách thủ tục hành chính", "procedures", "results"),
            (2, "(1)", "Về niêm yết, công khai", "procedures", "results"),
            (2, "(2)", "Về giải quyết hồ sơ", "procedures", "results"),
        ],
        [(1, "Xã đã niêm yết 198 thủ tục."), (2, "Xã đã giải quyết 512 hồ sơ.")],
        id="numbers in brackets",
    ),
    pytest.param(
        """
        I. KẾT QUẢ
        Xã đã tự kiểm tra 06 văn bản.
        (Có phụ lục kèm theo)
        II. NHIỆM VỤ
        Duy trì họp giao ban.
        """,
        [(1, "I.", "KẾT QUẢ", None, "results"), (1, "II.", "NHIỆM VỤ", None, "tasks")],
        [(0, "Xã đã tự kiểm tra 06 văn bản."), (1, "Duy trì họp giao ban.")],
        id="a pointer to an annex says nothing",
    ),
]


@pytest.mark.parametrize(("text", "sections", "said"), REPORTS)
def test_outlines(text, sections, said):
    view, outline = read(text)
    assert rows(outline) == sections
    assert statements(view, outline) == said


LETTERHEAD = """
ỦY BAN NHÂN DÂN
XÃ ĐÔNG HẢI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 41/BC-UBND
Đông Hải, ngày 12 tháng 6 năm 2023
BÁO CÁO
Công tác cải cách hành chính 6 tháng đầu năm 2023
"""
BASIS = "Thực hiện Công văn số 380/UBND-NV ngày 01/6/2023 của UBND huyện, UBND xã báo cáo kết quả như sau:\n"
BODY = "I. CÔNG TÁC CHỈ ĐẠO\nXã đã họp giao ban hằng tuần.\nII. KIẾN NGHỊ\nĐề nghị huyện cấp máy quét cho xã.\n"
CLOSING = "Trên đây là báo cáo 6 tháng đầu năm 2023 của UBND xã Đông Hải./.\n"
RECIPIENTS = "Nơi nhận:\n- UBND huyện;\n- Lưu: VT.\n"
SIGNATURE = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n"
ANNEX = "PHỤ LỤC 1\nTHỐNG KÊ SỐ LIỆU\nSTT\tChỉ tiêu\tSố lượng\n1. Cải cách thể chế\nSố văn bản\n06\n"


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (LETTERHEAD + BASIS + BODY + CLOSING + RECIPIENTS + SIGNATURE + ANNEX, ["front", "back", "annex"]),
        (LETTERHEAD + BODY + CLOSING, ["front", "back"]),
        (BASIS + BODY, ["front"]),
        ("Căn cứ Luật Tổ chức chính quyền địa phương;\n" + BASIS + BODY, ["front"]),
        (BODY + RECIPIENTS, ["back"]),
        (BODY + SIGNATURE, ["back"]),
        (BODY + "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n", ["back"]),
        (BODY + ANNEX, ["annex"]),
        (BODY + "Biểu số 01\nTổng số hồ sơ\n512\n", ["annex"]),
        (BODY + CLOSING + "STT\tNội dung\tSố\n1\tHồ sơ\t512\n", ["back", "annex"]),
        (BODY, []),
    ],
)
def test_zones(text, roles):
    view, outline = read(text)
    assert [s.role for s in outline.sections if not s.title] == roles
    assert [s.title for s in outline.sections if s.title] == ["CÔNG TÁC CHỈ ĐẠO", "KIẾN NGHỊ"]
    assert [words for _, words in statements(view, outline)] == [
        "Xã đã họp giao ban hằng tuần.",
        "Đề nghị huyện cấp máy quét cho xã.",
    ]
    assert (outline.front_end > 0, outline.annex_start > 0) == ("front" in roles, "annex" in roles)


def test_wrapped_headings_are_one():
    heads = [
        "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH VÀ TỔ CHỨC THỰC HIỆN CẢI CÁCH HÀNH CHÍNH TRONG SÁU THÁNG ĐẦU NĂM",
        "1. Kết quả thực hiện các nhiệm vụ được Ủy ban nhân dân huyện giao trong kế hoạch cải cách hành chính",
        "2. Công tác tuyên truyền",
    ]
    said = [
        "Xã đã hoàn thành 15 nhiệm vụ trên tổng số 16 nhiệm vụ, việc còn lại là mở lớp tập huấn cho trưởng thôn, dự kiến "
        "làm trong tháng 7 khi huyện cử báo cáo viên về xã.",
        "Đài xã phát 24 lượt tin, nhiều hơn cùng kỳ 6 lượt; tổ chức 04 buổi nói chuyện ở nhà văn hóa thôn với khoảng 300 "
        "người đến dự, phần đông là phụ nữ và người cao tuổi.",
    ]
    text = "\n".join("\n".join(textwrap.wrap(line, 80)) for line in (*heads[:2], said[0], heads[2], said[1]))
    view = make_view(text)
    outline = build_outline(view)
    assert [f"{s.number} {s.title}" for s in outline.sections] == heads
    assert statements(view, outline) == [(1, said[0]), (2, said[1])]


def test_passages_tell_their_marker_and_section():
    _, outline = read("1. Cải cách thể chế\n- Đã họp dân.\n+ Có 40 người dự.\na) Xã đã rà soát 6 văn bản.\nĐã xong.")
    assert [(p.section, p.style) for p in outline.passages] == [
        (0, "dash"),
        (0, "plus"),
        (0, "letter"),
        (0, "none"),
    ]
    assert [section.title for section in outline.stack(0)] == ["Cải cách thể chế"]
    assert outline.stack(None) == []


@pytest.mark.parametrize(
    ("text", "style", "printed"),
    [
        ("I. CÔNG TÁC", "roman", "I."),
        ("II.CÔNG TÁC", "roman", "II."),
        ("III  - ĐÁNH GIÁ", "roman", "III  -"),
        ("IV/ NHIỆM VỤ", "roman", "IV/"),
        ("IV/. NHIỆM VỤ", "roman", "IV/."),
        ("A. KẾT QUẢ", "upper", "A."),
        ("Chương II: KẾT QUẢ", "upper", "Chương II:"),
        ("Mục 3 - Tài chính", "upper", "Mục 3 -"),
        ("Phần thứ hai: NHIỆM VỤ", "part", "Phần thứ hai:"),
        ("PHẦN II. NHIỆM VỤ", "part", "PHẦN II."),
        ("1. Về họp", "dec1", "1."),
        ("1) Về họp", "dec1", "1)"),
        ("1/ Về họp", "dec1", "1/"),
        ("3.Về họp", "dec1", "3."),
        ("1.1. Về họp", "dec2", "1.1."),
        ("1.1 Về họp", "dec2", "1.1"),
        ("1. 1. Về họp", "dec2", "1. 1."),
        ("2.1.3. Về họp", "dec3", "2.1.3."),
        ("a) Về họp", "letter", "a)"),
        ("đ. Về họp", "letter", "đ."),
        ("a/ Về họp", "letter", "a/"),
        ("(2) Về họp", "paren", "(2)"),
        ("(ii) Về họp", "paren", "(ii)"),
        ("- Về họp", "dash", "-"),
        ("• Về họp", "dash", "•"),
        ("+ Về họp", "plus", "+"),
        ("* Về họp", "star", "*"),
        # not markers
        ("30/7/2021 của UBND", "none", ""),
        ("1.234 hồ sơ", "none", ""),
        ("82,5% kế hoạch", "none", ""),
        ("2023 là năm đầu", "none", ""),
        ("12 thủ tục", "none", ""),
        ("m. là đơn vị đo", "none", ""),
        ("v/v báo cáo", "none", ""),
        ("Mục 1 của kế hoạch", "none", ""),
        ("Mục tiêu của năm", "none", ""),
        ("Phần lớn hồ sơ", "none", ""),
        ("Văn phòng UBND", "none", ""),
        ("-5 điểm phần trăm", "dash", "-"),
        ("", "none", ""),
    ],
)
def test_markers(text, style, printed):
    marker = find_marker(text)
    assert (marker.style, marker.text) == (style, printed)
    assert text[: marker.length].strip() == printed


@pytest.mark.parametrize(
    ("title", "area", "strength"),
    [
        ("Công tác chỉ đạo, điều hành cải cách hành chính", "steering", "name"),
        ("Công tác tuyên truyền", "steering", "hint"),
        ("Cải cách thể chế", "institutions", "name"),
        ("CẢI CÁCH THỂ CHẾ", "institutions", "name"),
        ("Về theo dõi thi hành pháp luật", "institutions", "hint"),
        ("Cải cách TTHC", "procedures", "name"),
        ("Về kiểm soát thủ tục hành chính", "procedures", "name"),
        ("Việc thực hiện cơ chế một cửa", "procedures", "hint"),
        ("Cải cách tổ chức bộ máy hành chính nhà nước", "organisation", "name"),
        ("Tinh giản biên chế", "organisation", "hint"),
        ("Cải cách chế độ công vụ", "civil_service", "name"),
        ("Xây dựng và nâng cao chất lượng đội ngũ cán bộ, công chức, viên chức", "civil_service", "name"),
        ("Cải cách tài chính công", "public_finance", "name"),
        ("Xây dựng, phát triển chính quyền điện tử, chính quyền số", "digital_government", "name"),
        ("Hiện đại hoá hành chính", "digital_government", "name"),
        ("Áp dụng ISO 9001:2015", "digital_government", "hint"),
        ("Về thu hút đầu tư", "none", "name"),
        ("Đánh giá chung", None, None),
        ("Kết quả (thể chế, thủ tục)", None, None),
    ],
)
def test_areas_of_headings(title, area, strength):
    assert heading_area(title) == (area, strength)


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Những tồn tại, hạn chế và nguyên nhân", "limitations"),
        ("Khó khăn, vướng mắc", "limitations"),
        ("Kết quả khắc phục tồn tại, hạn chế năm 2022", "results"),
        ("Nguyên nhân của những hạn chế", "causes"),
        ("Những kết quả đạt được", "achievements"),
        ("Ưu điểm", "achievements"),
        ("Phương hướng, nhiệm vụ năm 2024", "tasks"),
        ("Nhiệm vụ, giải pháp", "tasks"),
        ("Kết quả thực hiện nhiệm vụ được giao", "results"),
        ("Kiến nghị, đề xuất", "proposals"),
        ("Tiếp nhận, xử lý phản ánh, kiến nghị", None),
        ("Phụ lục 2", "annex"),
        ("Công tác chỉ đạo, điều hành", "steering"),
        ("Đánh giá chung", None),
    ],
)
def test_roles_of_headings(title, role):
    assert heading_role(title) == role


@pytest.mark.parametrize(
    ("phrase", "predicate", "nominal"),
    [
        ("Công tác tuyên truyền", False, True),
        ("Kết quả thực hiện nhiệm vụ được giao", False, True),
        ("Kết quả đạt 98%", True, False),
        ("Việc gửi báo cáo còn chậm", True, False),
        ("Công tác kiểm tra được duy trì", True, False),
        ("Xã Đông Hải", False, False),
    ],
)
def test_headings_are_noun_phrases_without_predicate(phrase, predicate, nominal):
    assert (has_predicate(phrase), is_nominal(phrase)) == (predicate, nominal)


@pytest.mark.parametrize(
    ("phrase", "lead"),
    [
        ("Trong đó:", True),
        ("Cụ thể như sau:", True),
        ("Kết quả cụ thể:", True),
        ("Các việc đã làm như sau:", True),
        ("Trong đó có 03 hồ sơ trễ hạn.", False),
        ("Kết quả đạt được", False),
    ],
)
def test_leads_only_announce(phrase, lead):
    assert is_lead(phrase) is lead
