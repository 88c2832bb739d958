"""The clauses the Youth Union acts on, word for word."""

from core.plugin_api import Source

PLAN_129 = "129/KH-MTTQ-BTT, 21/6/2017, Ban Thường trực UBMTTQ tỉnh Bắc Kạn"

WORKS = Source(
    document=PLAN_129,
    clause="II.4, gạch đầu dòng 1",
    sentence=(
        "Chỉ đạo Đoàn Thanh niên các cấp tiếp tục triển khai Phong trào “Tuổi trẻ chung tay xây "
        "dựng nông thôn mới” và “Thanh niên tham gia xây dựng đô thị văn minh” góp phần thực hiện "
        "xây dựng nông thôn mới, đô thị văn minh bằng các công trình do Đoàn Thanh niên ở xã, "
        "phường, thị trấn đảm nhận."
    ),
)

MODELS = Source(
    document=PLAN_129,
    clause="II.4, gạch đầu dòng 2",
    sentence=(
        "Hướng dẫn, chỉ đạo các cấp Đoàn Thanh niên có các công trình, mô hình của thanh niên tham "
        "gia đảm bảo trật tự an toàn giao thông, xây dựng tuyến đường văn minh; tổ chức các điểm "
        "sinh hoạt, vui chơi cho thanh thiếu nhi; hỗ trợ cho thanh niên khởi nghiệp, phát triển "
        "các câu lạc bộ thanh niên làm kinh tế."
    ),
)

ENVIRONMENT = Source(
    document=PLAN_129,
    clause="II.4, gạch đầu dòng 2, câu 2",
    sentence=(
        "Hướng dẫn Đoàn cơ sở ở xã, phường, thị trấn xây dựng ít nhất 01 mô hình của thanh niên "
        "bảo vệ môi trường."
    ),
)
