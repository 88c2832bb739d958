"""The clauses the Farmers' Union acts on, word for word."""

from core.plugin_api import Source

PLAN_129 = "129/KH-MTTQ-BTT, 21/6/2017, Ban Thường trực UBMTTQ tỉnh Bắc Kạn"

MOVEMENTS = Source(
    document=PLAN_129,
    clause="II.2, gạch đầu dòng 1",
    sentence=(
        "Chỉ đạo các cấp Hội tuyên truyền, vận động hội viên tiếp tục thực hiện phong trào “Nông "
        "dân thi đua sản xuất, kinh doanh giỏi, đoàn kết giúp nhau làm giàu, giảm nghèo bền vững”; "
        "phong trào “Nông dân thi đua xây dựng nông thôn mới”; phong trào “Nông dân thi đua đảm "
        "bảo quốc phòng, an ninh” lồng ghép chặt chẽ với Cuộc vận động “Toàn dân đoàn kết xây dựng "
        "nông thôn mới, đô thị văn minh”."
    ),
)

CLEAN_HOUSE_GOOD_FIELD = Source(
    document=PLAN_129,
    clause="II.2, gạch đầu dòng 2",
    sentence=(
        "Chỉ đạo và hướng dẫn Hội Nông dân cấp cơ sở, Chi hội nông dân xây dựng mô hình “Sạch nhà, "
        "tốt ruộng”; tổ chức các hoạt động dịch vụ, hỗ trợ nông dân phát triển sản xuất, nâng cao "
        "đời sống."
    ),
)

COOPERATIVES = Source(
    document=PLAN_129,
    clause="II.2, gạch đầu dòng 3",
    sentence=(
        "Phối hợp với Liên minh Hợp tác xã tỉnh tổ chức tuyên truyền, hướng dẫn hội viên nông dân "
        "thành lập các Tổ hợp tác, Hợp tác xã; xây dựng các mô hình phát triển sản xuất, giúp nông "
        "dân tổ chức lại sản xuất theo chuỗi giá trị từ khâu sản xuất đến bảo quản, chế biến, tiêu "
        "thụ nông sản theo hướng phát triển các hình thức kinh tế tập thể trong nông nghiệp."
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
