"""What the Veterans' Association registers, with the forms to fill in."""

from core.plugin_api import (
    CONTENTS,
    Kind,
    MovementType,
    choice_field,
    choices_field,
    count_field,
    measures,
    money_field,
    text_field,
)
from plugins.cuu_chien_binh import plan

EXEMPLARY = "cuu_chien_binh.phong_trao_guong_mau"
PROSPERITY = "cuu_chien_binh.phong_trao_giam_ngheo"
SECURITY = "cuu_chien_binh.phong_trao_an_ninh_to_quoc"
EVERYWHERE = frozenset({"nong_thon_moi", "do_thi_van_minh"})

LESS_POVERTY = "giam_ngheo"
ORDER = "an_ninh_trat_tu"

HELPING_EACH_OTHER = MovementType(
    code="cuu_chien_binh.giup_nhau_giam_ngheo",
    title="Cựu chiến binh giúp nhau giảm nghèo, làm kinh tế giỏi",
    movement=PROSPERITY,
    kinds=frozenset({Kind.MODEL, Kind.TASK}),
    contents=frozenset({1}),
    themes=frozenset({LESS_POVERTY}),
    optional_themes=EVERYWHERE | {ORDER, "khoi_nghiep", "kinh_te_tap_the"},
    form=(
        count_field("so_ho", "Số hộ được giúp", "hộ", required=True),
        count_field("so_nguoi_giup", "Số hội viên nhận giúp", "người"),
        text_field("nguoi_giup", "Hội viên giúp", personal=True, help="Họ tên, hoặc nhiều họ tên."),
        text_field("nguoi_duoc_giup", "Hội viên được giúp", personal=True),
        choices_field(
            "hinh_thuc",
            "Hình thức giúp",
            {
                "von": "Vốn",
                "giong_vat_tu": "Cây, con giống, vật tư",
                "ngay_cong": "Ngày công",
                "ky_thuat": "Kỹ thuật, kinh nghiệm",
                "viec_lam": "Việc làm",
            },
        ),
        money_field("von_cho_muon", "Vốn cho mượn, góp quỹ"),
    ),
    measures=measures("so_ho", "so_ho_thoat_ngheo", "ngay_cong", "tien_ho_tro"),
    source=plan.TWO_MODELS,
)

GUARDING_ORDER = MovementType(
    code="cuu_chien_binh.an_ninh_to_quoc",
    title="Bảo vệ an ninh Tổ quốc, phòng chống tội phạm, ma túy, tệ nạn xã hội",
    movement=SECURITY,
    kinds=frozenset(Kind),
    contents=frozenset({4}),
    themes=frozenset({ORDER}),
    optional_themes=EVERYWHERE | {LESS_POVERTY, "an_toan_giao_thong"},
    form=(
        count_field("so_thanh_vien", "Số thành viên tổ, đội", "người", required=True),
        choices_field(
            "hinh_thuc",
            "Hình thức",
            {
                "to_tu_quan": "Tổ tự quản, tổ hòa giải",
                "tieng_keng_an_ninh": "Tiếng kẻng an ninh",
                "camera_an_ninh": "Camera an ninh",
                "thap_sang": "Thắp sáng an ninh",
                "cam_hoa_giao_duc": "Cảm hóa, giáo dục người lầm lỗi",
            },
        ),
        count_field("so_camera", "Số camera", "camera"),
        count_field("so_bong_den", "Số bóng đèn", "bóng"),
        count_field("so_ho", "Số hộ ký cam kết", "hộ"),
    ),
    measures=measures("so_thanh_vien", "so_ho", "so_camera", "so_bong_den", "so_buoi"),
    source=plan.TWO_MODELS,
)

EXEMPLARY_VETERANS = MovementType(
    code="cuu_chien_binh.guong_mau",
    title="Cựu chiến binh gương mẫu",
    movement=EXEMPLARY,
    kinds=frozenset({Kind.MODEL, Kind.TASK}),
    contents=frozenset(CONTENTS),
    optional_themes=EVERYWHERE
    | {"bao_ve_moi_truong", "dan_chu_co_so", "doi_song_van_hoa", "khuyen_hoc"},
    form=(count_field("so_hoi_vien", "Số hội viên đăng ký", "người", required=True),),
    measures=measures("so_nguoi", "so_buoi", "ngay_cong"),
    source=plan.MOVEMENTS,
)

EDUCATING = MovementType(
    code="cuu_chien_binh.tuyen_truyen_giao_duc",
    title="Tuyên truyền, giáo dục pháp luật, truyền thống quê hương, đất nước",
    movement=EXEMPLARY,
    kinds=frozenset({Kind.MODEL, Kind.TASK}),
    contents=frozenset({2, 4, 5}),
    optional_themes=EVERYWHERE | {"dan_chu_co_so", "doi_song_van_hoa", "thanh_thieu_nhi"},
    form=(
        choice_field(
            "noi_dung",
            "Nội dung",
            {"phap_luat": "Pháp luật", "truyen_thong": "Truyền thống", "ca_hai": "Cả hai"},
            required=True,
        ),
        count_field("so_buoi", "Số buổi dự kiến", "buổi"),
        text_field("doi_tuong", "Người nghe", help="Ví dụ: học sinh trung học cơ sở."),
    ),
    measures=measures("so_buoi", "so_nguoi"),
    source=plan.MOVEMENTS,
)

WORK = MovementType(
    code="cuu_chien_binh.cong_trinh_phan_viec",
    title="Công trình, phần việc của cựu chiến binh",
    movement=EXEMPLARY,
    kinds=frozenset({Kind.WORK, Kind.TASK}),
    contents=frozenset(CONTENTS),
    optional_themes=EVERYWHERE
    | {"an_ninh_trat_tu", "an_toan_giao_thong", "bao_ve_moi_truong", "dan_chu_co_so"}
    | {"doi_song_van_hoa", "giam_ngheo"},
    form=(
        choice_field(
            "loai",
            "Loại công trình, phần việc",
            {
                "duong_giao_thong": "Đường giao thông",
                "duong_hoa": "Tuyến đường hoa, hàng cây",
                "thap_sang": "Thắp sáng đường quê",
                "nha_o": "Xóa nhà tạm, nhà nghĩa tình đồng đội",
                "ve_sinh": "Vệ sinh môi trường",
                "giam_sat": "Giám sát, phản biện, hòa giải",
                "khac": "Khác",
            },
            required=True,
        ),
        count_field("chieu_dai", "Chiều dài", "m"),
        count_field("so_bong_den", "Số bóng đèn", "bóng"),
        text_field("su_kien", "Chào mừng sự kiện"),
    ),
    measures=measures(
        "chieu_dai", "so_bong_den", "so_cay", "so_nha", "ngay_cong", "dat_hien", "tien_ho_tro"
    ),
    source=plan.LIST_OF_ITEMS,
)

TYPES = (HELPING_EACH_OTHER, GUARDING_ORDER, EXEMPLARY_VETERANS, EDUCATING, WORK)
