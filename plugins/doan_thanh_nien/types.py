"""What the Youth Union registers on the spot: works, roads, the environment."""

from core.plugin_api import (
    CONTENTS,
    Kind,
    MovementType,
    choice_field,
    choices_field,
    count_field,
    measures,
    text_field,
)
from plugins.doan_thanh_nien import people, plan

COUNTRYSIDE = "doan_thanh_nien.phong_trao_nong_thon_moi"
TOWN = "doan_thanh_nien.phong_trao_do_thi_van_minh"
EVERYWHERE = frozenset({"nong_thon_moi", "do_thi_van_minh"})
ENVIRONMENT = "bao_ve_moi_truong"

PROTECTING_ENVIRONMENT = MovementType(
    code="doan_thanh_nien.bao_ve_moi_truong",
    title="Thanh niên bảo vệ môi trường",
    movement=COUNTRYSIDE,
    kinds=frozenset(Kind),
    contents=frozenset({3}),
    themes=frozenset({ENVIRONMENT}),
    optional_themes=EVERYWHERE,
    form=(
        count_field("so_nguoi", "Số đoàn viên, thanh niên tham gia", "người", required=True),
        choices_field(
            "hoat_dong",
            "Hoạt động",
            {
                "thu_gom_rac": "Thu gom, phân loại rác",
                "trong_cay": "Trồng cây, đường hoa",
                "nguon_nuoc": "Làm sạch nguồn nước",
                "doi_rac_lay_qua": "Đổi rác lấy quà, thu gom phế liệu",
                "tuyen_truyen": "Tuyên truyền",
            },
        ),
        count_field("so_cay", "Số cây trồng dự kiến", "cây"),
    ),
    measures=measures("so_nguoi", "so_cay", "chieu_dai", "so_buoi", "ngay_cong"),
    source=plan.ENVIRONMENT,
)

YOUTH_WORK = MovementType(
    code="doan_thanh_nien.cong_trinh_thanh_nien",
    title="Công trình, phần việc thanh niên",
    movement=COUNTRYSIDE,
    kinds=frozenset({Kind.WORK, Kind.TASK}),
    contents=frozenset(CONTENTS),
    optional_themes=EVERYWHERE
    | {"an_ninh_trat_tu", "an_toan_giao_thong", ENVIRONMENT, "dan_chu_co_so", "doi_song_van_hoa"}
    | {"giam_ngheo", "khuyen_hoc", "thanh_thieu_nhi"},
    form=(
        choice_field(
            "loai",
            "Loại công trình, phần việc",
            {
                "duong_giao_thong": "Đường giao thông nông thôn",
                "kenh_muong": "Kênh mương",
                "nha_o": "Xóa nhà tạm, nhà nhân ái",
                "duong_hoa": "Tuyến đường hoa, hàng cây",
                "duong_co": "Tuyến đường cờ",
                "san_choi": "Sân chơi, nhà văn hóa",
                "tuyen_truyen": "Tuyên truyền",
                "khac": "Khác",
            },
            required=True,
        ),
        count_field("chieu_dai", "Chiều dài", "m"),
        count_field("so_nguoi", "Số đoàn viên, thanh niên tham gia", "người"),
        text_field("su_kien", "Chào mừng sự kiện"),
    ),
    measures=measures(
        "chieu_dai", "so_nha", "so_cay", "so_nguoi", "ngay_cong", "dat_hien", "tien_ho_tro"
    ),
    source=plan.WORKS,
)

LIT_ROAD = MovementType(
    code="doan_thanh_nien.thap_sang_duong_que",
    title="Thắp sáng đường quê",
    movement=COUNTRYSIDE,
    kinds=frozenset(Kind),
    contents=frozenset({2, 3, 4}),
    optional_themes=EVERYWHERE | {"an_ninh_trat_tu", "an_toan_giao_thong", ENVIRONMENT},
    form=(
        count_field("chieu_dai", "Chiều dài tuyến đường", "m", required=True),
        count_field("so_bong_den", "Số bóng đèn", "bóng", required=True),
        count_field("so_cot", "Số cột", "cột"),
        choice_field(
            "nguon_dien",
            "Nguồn điện",
            {"luoi_dien": "Lưới điện", "mat_troi": "Năng lượng mặt trời"},
        ),
        text_field("don_vi_quan_ly", "Đơn vị quản lý sau bàn giao"),
    ),
    measures=measures("chieu_dai", "so_bong_den", "so_ho", "ngay_cong", "tien_ho_tro"),
    source=plan.WORKS,
)

SAFE_TRAFFIC = MovementType(
    code="doan_thanh_nien.an_toan_giao_thong",
    title="Tham gia đảm bảo trật tự an toàn giao thông",
    movement=TOWN,
    kinds=frozenset(Kind),
    contents=frozenset({4}),
    themes=frozenset({"an_toan_giao_thong"}),
    optional_themes=EVERYWHERE | {"an_ninh_trat_tu"},
    form=(
        count_field("so_nguoi", "Số đoàn viên, thanh niên tham gia", "người", required=True),
        choices_field(
            "hinh_thuc",
            "Hình thức",
            {
                "cong_truong": "Cổng trường an toàn",
                "doi_tu_quan": "Đội tự quản, chốt hướng dẫn giao thông",
                "bien_bao_guong": "Biển báo, gương cầu lồi",
                "tuyen_truyen": "Tuyên truyền",
            },
        ),
    ),
    measures=measures("so_nguoi", "so_buoi", "chieu_dai"),
    source=plan.MODELS,
)

CIVILIZED_ROAD = MovementType(
    code="doan_thanh_nien.tuyen_duong_van_minh",
    title="Tuyến đường văn minh",
    movement=TOWN,
    kinds=frozenset(Kind),
    contents=frozenset({2, 3, 4}),
    optional_themes=EVERYWHERE
    | {"an_ninh_trat_tu", "an_toan_giao_thong", ENVIRONMENT, "doi_song_van_hoa"},
    form=(
        count_field("chieu_dai", "Chiều dài tuyến đường", "m", required=True),
        text_field("ten_duong", "Tên đường, đoạn đường"),
        count_field("so_ho", "Số hộ hai bên đường", "hộ"),
    ),
    measures=measures("chieu_dai", "so_ho", "so_cay", "so_bong_den", "ngay_cong", "tien_ho_tro"),
    source=plan.MODELS,
)

TYPES = (
    PROTECTING_ENVIRONMENT,
    YOUTH_WORK,
    LIT_ROAD,
    SAFE_TRAFFIC,
    CIVILIZED_ROAD,
    *people.TYPES,
)
