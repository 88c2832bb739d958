"""The clauses the Veterans' Association acts on, word for word."""

from core.plugin_api import Source

PLAN_129 = "129/KH-MTTQ-BTT, 21/6/2017, Ban Thường trực UBMTTQ tỉnh Bắc Kạn"

MOVEMENTS = Source(
    document=PLAN_129,
    clause="II.5, gạch đầu dòng 1",
    sentence=(
        "Chỉ đạo các cấp Hội thực hiện nội dung tuyên truyền, giáo dục pháp luật, truyền thống quê "
        "hương, đất nước; thực hiện Phong trào Toàn dân bảo vệ an ninh Tổ quốc gắn với Phong trào "
        "“Cựu chiến binh gương mẫu”, “Cựu chiến binh giúp nhau giảm nghèo, làm kinh tế giỏi”..."
    ),
)

TWO_MODELS = Source(
    document=PLAN_129,
    clause="II.5, gạch đầu dòng 2",
    sentence=(
        "Hướng dẫn, chỉ đạo Hội Cựu chiến binh ở mỗi xã, phường, thị trấn xây dựng ít nhất 01 mô "
        "hình Cựu chiến binh giúp nhau giảm nghèo, làm kinh tế giỏi; 01 mô hình về thực hiện Phong "
        "trào bảo vệ an ninh Tổ quốc, phòng chống tội phạm, ma túy, tệ nạn xã hội."
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
