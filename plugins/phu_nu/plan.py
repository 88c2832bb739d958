"""The clauses the Women's Union acts on, word for word."""

from core.plugin_api import Source

PLAN_129 = "129/KH-MTTQ-BTT, 21/6/2017, Ban Thường trực UBMTTQ tỉnh Bắc Kạn"
PLAN_40 = "40/KH-UBND, 17/6/2019, UBND xã Yang Trung, huyện Kong Chro, tỉnh Gia Lai"

MOVEMENTS = Source(
    document=PLAN_129,
    clause="II.3, gạch đầu dòng 1",
    sentence=(
        "Chỉ đạo các cấp Hội tiếp tục thực hiện nội dung Phong trào thi đua “Phụ nữ tích cực học "
        "tập, lao động sáng tạo, xây dựng gia đình hạnh phúc”, Cuộc vận động “xây dựng gia đình 5 "
        "không, 3 sạch” góp phần xây dựng nông thôn mới, đô thị văn minh."
    ),
)

ONE_MODEL = Source(
    document=PLAN_129,
    clause="II.3, gạch đầu dòng 2",
    sentence=(
        "Hướng dẫn, chỉ đạo để đảm bảo Hội Phụ nữ ở mỗi xã, phường, thị trấn duy trì ít nhất 01 mô "
        "hình về “Xây dựng gia đình hạnh phúc” hoặc 01 mô hình “3 sạch” (nhà sạch, bếp sạch, ngõ "
        "sạch) gắn với bảo vệ môi trường."
    ),
)

COOPERATIVE = Source(
    document=PLAN_129,
    clause="II.3, gạch đầu dòng 3",
    sentence=(
        "Phối hợp với Liên minh Hợp tác xã tỉnh xây dựng mô hình Hợp tác xã kiểu mới do phụ nữ "
        "quản lý."
    ),
)

LIST_OF_ITEMS = Source(
    document=PLAN_129,
    clause="III.2",
    sentence=(
        "Các tổ chức thành viên của Ủy ban MTTQ Việt Nam tỉnh: đăng ký danh sách các công trình, "
        "mô hình, phần việc của tổ chức mình tham gia xây dựng nông thôn mới, đô thị văn minh vào "
        "Quý 1 hàng năm."
    ),
)

TWIN_CLUB = Source(
    document=PLAN_40,
    clause="IV.1, gạch đầu dòng 2",
    sentence=(
        "Tiếp tục hình thành và củng cố hoạt động của Câu lạc bộ Kết nghĩa giữa Phụ nữ thôn người "
        "kinh và phụ nữ làng đồng bào DTTS."
    ),
)
