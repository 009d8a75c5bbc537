"""Negators and the cues that they turn round; time and mood. Sentences written for these tests."""

from __future__ import annotations

import pytest

from models.polarity import moods, net_polarity, polarity
from nlp.text.fold import fold


@pytest.mark.parametrize(
    ("text", "net"),
    [
        ("Quý này xã không bị nhắc nhở về hồ sơ quá hạn.", "clean"),
        ("Chưa phát hiện sai phạm nào trong thu phí.", "clean"),
        ("Không có hồ sơ trễ hạn, tồn đọng.", "clean"),
        ("Đã chấm dứt tình trạng đùn đẩy giữa hai phòng.", "clean"),
        ("Huyện khắc phục xong những sai sót được nêu.", "clean"),
        ("Không còn văn bản sai thẩm quyền.", "clean"),
        ("Hạ tầng chưa đồng bộ.", "bad"),
        ("Máy trạm đều chưa đáp ứng cấu hình tối thiểu.", "bad"),
        ("Có 37 hồ sơ chậm hạn.", "bad"),
        ("Năng lực tham mưu còn nhiều hạn chế.", "bad"),
        ("Không ít công chức ngại dùng phần mềm.", "bad"),
        ("Mới giải ngân được 41% kế hoạch vốn.", "bad"),
        ("Chỉ số giảm 03 bậc.", "bad"),
        ("Không những đạt mà còn vượt kế hoạch.", "good"),
        ("Hạn chế việc in giấy tờ.", "none"),
        ("Xã chưa mua phần mềm.", "unmet"),
        ("Cả năm mở 04 lớp.", "none"),
        ("Không có đơn thư khiếu nại, nhưng trụ sở xuống cấp.", "mixed"),
    ],
)
def test_the_point_of_a_clause(text, net):
    assert net_polarity(polarity(text)) == net


def test_a_negator_does_not_reach_into_the_next_clause():
    assert polarity("Không thu thêm phí; hồ sơ đất đai trễ hạn.") == {"unmet", "bad"}


def test_a_text_without_accents_is_read_too():
    assert net_polarity(polarity(fold("Chưa phát hiện sai phạm nào trong thu phí."))) == "clean"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Huyện đã mở lớp.", {"past"}),
        ("Huyện sẽ mở lớp trong thời gian tới.", {"future"}),
        ("Các xã phải mở lớp.", {"order"}),
        ("Số máy đáp ứng yêu cầu nhiệm vụ.", set()),
        ("Yêu cầu các phòng gửi báo cáo.", {"order"}),
    ],
)
def test_time_and_mood(text, found):
    assert moods(text) == found
