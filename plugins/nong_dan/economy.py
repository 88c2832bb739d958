"""What the Farmers' Union registers of production: services, cooperatives, value chains."""

from core.plugin_api import (
    AddsUp,
    Kind,
    Measure,
    MovementType,
    choice_field,
    choices_field,
    count_field,
    decimal_field,
    measures,
    text_field,
)
from plugins.nong_dan import plan

BUSINESS = "nong_dan.phong_trao_san_xuat_gioi"
EVERYWHERE = frozenset({"nong_thon_moi", "do_thi_van_minh"})

YIELD = Measure(
    code="nong_dan.nang_suat",
    label="Năng suất",
    unit="tạ/ha",
    adds_up=AddsUp.NOT,
    decimals=1,
)

GOOD_FARMERS = MovementType(
    code="nong_dan.san_xuat_kinh_doanh_gioi",
    title="Sản xuất, kinh doanh giỏi, đoàn kết giúp nhau làm giàu, giảm nghèo bền vững",
    movement=BUSINESS,
    kinds=frozenset({Kind.MODEL, Kind.TASK}),
    contents=frozenset({1}),
    themes=frozenset({"giam_ngheo"}),
    optional_themes=EVERYWHERE | {"khoi_nghiep", "kinh_te_tap_the"},
    form=(
        count_field("so_ho", "Số hộ đăng ký", "hộ", required=True),
        count_field("so_ho_duoc_giup", "Số hộ nghèo, cận nghèo được giúp", "hộ"),
        text_field("nguoi_giup", "Hội viên giúp", personal=True),
        text_field("nguoi_duoc_giup", "Hội viên được giúp", personal=True),
        text_field("san_pham", "Cây, con, ngành nghề chính"),
    ),
    measures=measures(
        "so_ho", "so_ho_thoat_ngheo", "dien_tich_san_xuat", "ngay_cong", "tien_ho_tro"
    ),
    source=plan.MOVEMENTS,
)

SERVICES = MovementType(
    code="nong_dan.dich_vu_ho_tro",
    title="Dịch vụ, hỗ trợ nông dân phát triển sản xuất, nâng cao đời sống",
    movement=BUSINESS,
    kinds=frozenset({Kind.MODEL, Kind.TASK}),
    contents=frozenset({1, 2}),
    optional_themes=EVERYWHERE | {"giam_ngheo", "khoi_nghiep", "kinh_te_tap_the"},
    form=(
        choice_field(
            "loai_dich_vu",
            "Loại dịch vụ, hỗ trợ",
            {
                "vat_tu": "Cung ứng phân bón, vật tư",
                "giong": "Cây, con giống",
                "von_vay": "Vốn vay, quỹ hỗ trợ nông dân",
                "tap_huan": "Tập huấn, chuyển giao kỹ thuật",
                "day_nghe": "Dạy nghề, việc làm",
                "tieu_thu": "Tiêu thụ nông sản",
                "khac": "Khác",
            },
            required=True,
        ),
        count_field("so_ho", "Số hộ được hỗ trợ", "hộ"),
    ),
    measures=measures("so_ho", "so_nguoi", "so_buoi", "tien_ho_tro"),
    source=plan.CLEAN_HOUSE_GOOD_FIELD,
)

COOPERATIVES = MovementType(
    code="nong_dan.to_hop_tac_hop_tac_xa",
    title="Tổ hợp tác, hợp tác xã",
    movement=BUSINESS,
    kinds=frozenset({Kind.MODEL}),
    contents=frozenset({1}),
    themes=frozenset({"kinh_te_tap_the"}),
    optional_themes=EVERYWHERE | {"giam_ngheo", "khoi_nghiep"},
    form=(
        choice_field(
            "loai_hinh",
            "Loại hình",
            {
                "to_hop_tac": "Tổ hợp tác",
                "hop_tac_xa": "Hợp tác xã",
                "hop_tac_xa_kieu_moi": "Hợp tác xã kiểu mới",
            },
            required=True,
        ),
        count_field("so_thanh_vien", "Số thành viên", "người", required=True),
        text_field("san_pham", "Sản phẩm, dịch vụ chính"),
        text_field("nguoi_dung_dau", "Tổ trưởng, giám đốc", personal=True),
    ),
    measures=measures("so_thanh_vien", "so_ho", "dien_tich_san_xuat", "tien_ho_tro"),
    source=plan.COOPERATIVES,
)

VALUE_CHAIN = MovementType(
    code="nong_dan.chuoi_gia_tri",
    title="Sản xuất theo chuỗi giá trị",
    movement=BUSINESS,
    kinds=frozenset({Kind.MODEL}),
    contents=frozenset({1}),
    themes=frozenset({"kinh_te_tap_the"}),
    optional_themes=EVERYWHERE | {"giam_ngheo", "khoi_nghiep"},
    form=(
        text_field("san_pham", "Nông sản", required=True),
        choices_field(
            "cac_khau",
            "Các khâu của chuỗi",
            {
                "san_xuat": "Sản xuất",
                "bao_quan": "Bảo quản",
                "che_bien": "Chế biến",
                "tieu_thu": "Tiêu thụ",
            },
        ),
        count_field("so_ho", "Số hộ tham gia", "hộ"),
        decimal_field("dien_tich", "Diện tích", "ha"),
        text_field("don_vi_lien_ket", "Doanh nghiệp, hợp tác xã liên kết"),
    ),
    measures=(*measures("so_ho", "dien_tich_san_xuat", "tien_ho_tro"), YIELD),
    source=plan.COOPERATIVES,
)

TYPES = (GOOD_FARMERS, SERVICES, COOPERATIVES, VALUE_CHAIN)
