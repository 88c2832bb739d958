"""The clauses the Front itself acts on, word for word."""

from core.plugin_api import Source

PLAN_129 = "129/KH-MTTQ-BTT, 21/6/2017, Ban Thường trực UBMTTQ tỉnh Bắc Kạn"
PLAN_KON_RAY = (
    "Kế hoạch thực hiện Cuộc vận động “Làm thay đổi nếp nghĩ, cách làm của đồng bào dân tộc thiểu "
    "số, làm cho đồng bào dân tộc thiểu số vươn lên thoát nghèo bền vững” năm 2024, UBND huyện Kon "
    "Rẫy (bản lưu không ghi số)"
)

CAMPAIGN = Source(
    document=PLAN_129,
    clause="II.1, gạch đầu dòng 1",
    sentence=(
        "Chủ trì, chỉ đạo và hướng dẫn Ủy ban MTTQ Việt Nam các cấp, các Ban Công tác Mặt trận ở "
        "khu dân cư triển khai thực hiện Cuộc vận động."
    ),
)

GOOD_MODELS = Source(
    document=PLAN_129,
    clause="II.1, gạch đầu dòng 2",
    sentence=(
        "Phối hợp với các sở, ngành liên quan chỉ đạo tổ chức thực hiện Cuộc vận động. Phối hợp "
        "với các tổ chức thành viên xây dựng và nhân rộng những mô hình hiệu quả."
    ),
)

FUND = Source(
    document=PLAN_129,
    clause="II.1, gạch đầu dòng 3",
    sentence=(
        "Hướng dẫn Ủy ban MTTQ Việt Nam các cấp tổ chức vận động, quản lý, phân bổ và sử dụng “Quỹ "
        "vì người nghèo”; tập hợp ý kiến nhân dân đề xuất với cấp ủy, chính quyền các cấp về chủ "
        "trương, cơ chế, chính sách thực hiện mục tiêu giảm nghèo bền vững, xây dựng nông thôn "
        "mới, đô thị văn minh."
    ),
)

WHAT_EACH_DOES = Source(
    document=PLAN_129,
    clause="I.2, gạch đầu dòng 2",
    sentence=(
        "Ủy ban MTTQ cấp xã cần hiệp thương với các tổ chức thành viên và hướng dẫn Ban Công tác "
        "Mặt trận ở khu dân cư triển khai thực hiện."
    ),
)

ONE_MODEL = Source(
    document=PLAN_KON_RAY,
    clause="II.5",
    sentence=("Ủy ban MTTQ Việt Nam cấp xã phối hợp xây dựng mới hoặc duy trì ít nhất 01 mô hình."),
)

NEW_WAYS = Source(
    document=PLAN_KON_RAY,
    clause="III.1, gạch đầu dòng 5",
    sentence=(
        "Chỉ đạo các phòng, ban, đơn vị, UBND các xã, thị trấn đăng ký xây dựng mới mô hình hoặc "
        "tiếp tục duy trì, nhân rộng mô hình các năm trước."
    ),
)
