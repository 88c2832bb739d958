"""What the Farmers' Union registers, with the forms to fill in."""

from core.plugin_api import (
    CONTENTS,
    Kind,
    MovementType,
    choice_field,
    choices_field,
    count_field,
    decimal_field,
    measures,
    text_field,
)
from plugins.nong_dan import economy, plan

EVERYWHERE = frozenset({"nong_thon_moi", "do_thi_van_minh"})
COUNTRYSIDE = "nong_dan.phong_trao_nong_thon_moi"
DEFENCE = "nong_dan.phong_trao_quoc_phong_an_ninh"

CLEAN_HOUSE_GOOD_FIELD = MovementType(
    code="nong_dan.sach_nha_tot_ruong",
    title="Sạch nhà, tốt ruộng",
    movement=COUNTRYSIDE,
    kinds=frozenset({Kind.MODEL}),
    contents=frozenset({1, 3}),
    themes=frozenset({"bao_ve_moi_truong"}),
    optional_themes=EVERYWHERE | {"giam_ngheo"},
    form=(
        count_field("so_ho", "Số hộ tham gia", "hộ", required=True),
        decimal_field("dien_tich_ruong", "Diện tích ruộng, vườn", "ha"),
        count_field("so_ho_xu_ly_rac", "Số hộ thu gom, xử lý rác tại nhà", "hộ"),
        count_field("so_be_thu_gom", "Số bể thu gom vỏ bao thuốc bảo vệ thực vật", "bể"),
        text_field("cay_trong", "Cây trồng chính"),
    ),
    measures=measures("so_ho", "dien_tich_san_xuat", "so_buoi", "ngay_cong", "tien_ho_tro"),
    source=plan.CLEAN_HOUSE_GOOD_FIELD,
)

ENVIRONMENT = MovementType(
    code="nong_dan.bao_ve_moi_truong",
    title="Nông dân bảo vệ môi trường",
    movement=COUNTRYSIDE,
    kinds=frozenset(Kind),
    contents=frozenset({3}),
    themes=frozenset({"bao_ve_moi_truong"}),
    optional_themes=EVERYWHERE,
    form=(
        count_field("so_thanh_vien", "Số thành viên", "người", required=True),
        count_field("chieu_dai", "Chiều dài đường, kênh tự quản", "m"),
    ),
    measures=measures("so_thanh_vien", "chieu_dai", "so_cay", "so_buoi", "ngay_cong"),
    source=plan.MOVEMENTS,
)

DEFENDING = MovementType(
    code="nong_dan.quoc_phong_an_ninh",
    title="Nông dân đảm bảo quốc phòng, an ninh",
    movement=DEFENCE,
    kinds=frozenset({Kind.MODEL, Kind.TASK}),
    contents=frozenset({4}),
    themes=frozenset({"an_ninh_trat_tu"}),
    optional_themes=EVERYWHERE | {"an_toan_giao_thong"},
    form=(
        count_field("so_thanh_vien", "Số thành viên tổ, đội", "người", required=True),
        count_field("so_ho", "Số hộ ký cam kết", "hộ"),
    ),
    measures=measures("so_thanh_vien", "so_ho", "so_camera", "so_buoi"),
    source=plan.MOVEMENTS,
)

TELLING = MovementType(
    code="nong_dan.tuyen_truyen",
    title="Tuyên truyền, vận động, hướng dẫn hội viên",
    movement=COUNTRYSIDE,
    kinds=frozenset({Kind.TASK}),
    contents=frozenset(CONTENTS),
    optional_themes=EVERYWHERE
    | {"bao_ve_moi_truong", "dan_chu_co_so", "giam_ngheo", "kinh_te_tap_the"},
    form=(
        count_field("so_buoi", "Số buổi dự kiến", "buổi", required=True),
        choices_field(
            "noi_dung",
            "Nội dung",
            {
                "nong_thon_moi": "Xây dựng nông thôn mới",
                "hop_tac_xa": "Thành lập tổ hợp tác, hợp tác xã",
                "ky_thuat": "Khoa học kỹ thuật",
                "phap_luat": "Pháp luật, quy chế dân chủ ở cơ sở",
            },
        ),
    ),
    measures=measures("so_buoi", "so_nguoi"),
    source=plan.COOPERATIVES,
)

WORK = MovementType(
    code="nong_dan.cong_trinh_phan_viec",
    title="Công trình, phần việc của nông dân",
    movement=COUNTRYSIDE,
    kinds=frozenset({Kind.WORK, Kind.TASK}),
    contents=frozenset(CONTENTS),
    optional_themes=EVERYWHERE
    | {"an_toan_giao_thong", "bao_ve_moi_truong", "dan_chu_co_so", "doi_song_van_hoa"}
    | {"giam_ngheo"},
    form=(
        choice_field(
            "loai",
            "Loại công trình, phần việc",
            {
                "duong_giao_thong": "Đường giao thông nông thôn",
                "kenh_muong": "Kênh mương nội đồng",
                "cau_cong": "Cầu, cống",
                "nha_van_hoa": "Nhà văn hóa, sân chơi",
                "thap_sang": "Thắp sáng đường quê",
                "duong_hoa": "Tuyến đường hoa, hàng cây",
                "ve_sinh": "Vệ sinh môi trường",
                "khac": "Khác",
            },
            required=True,
        ),
        count_field("chieu_dai", "Chiều dài", "m"),
        count_field("dat_hien", "Đất dự kiến hiến", "m²"),
        text_field("su_kien", "Chào mừng sự kiện"),
    ),
    measures=measures(
        "chieu_dai", "so_bong_den", "so_cay", "so_nguoi", "ngay_cong", "dat_hien", "tien_ho_tro"
    ),
    source=plan.LIST_OF_ITEMS,
)

TYPES = (
    CLEAN_HOUSE_GOOD_FIELD,
    ENVIRONMENT,
    *economy.TYPES,
    DEFENDING,
    TELLING,
    WORK,
)
