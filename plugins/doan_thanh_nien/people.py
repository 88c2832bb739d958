"""What the Youth Union registers for the young: places to play, start-ups, business clubs."""

from core.plugin_api import (
    Kind,
    MovementType,
    choice_field,
    count_field,
    measures,
    money_field,
    text_field,
)
from plugins.doan_thanh_nien import plan

MOVEMENT = "doan_thanh_nien.phong_trao_nong_thon_moi"
EVERYWHERE = frozenset({"nong_thon_moi", "do_thi_van_minh"})

PLAYGROUND = MovementType(
    code="doan_thanh_nien.diem_sinh_hoat_vui_choi",
    title="Điểm sinh hoạt, vui chơi cho thanh thiếu nhi",
    movement=MOVEMENT,
    kinds=frozenset(Kind),
    contents=frozenset({2}),
    themes=frozenset({"thanh_thieu_nhi"}),
    optional_themes=EVERYWHERE | {"doi_song_van_hoa", "khuyen_hoc"},
    form=(
        choice_field(
            "loai",
            "Loại điểm",
            {
                "san_choi": "Sân chơi",
                "san_the_thao": "Sân thể thao",
                "tu_sach": "Tủ sách, điểm đọc",
                "sinh_hoat_he": "Điểm sinh hoạt hè",
                "khac": "Khác",
            },
            required=True,
        ),
        count_field("dien_tich", "Diện tích", "m²"),
        count_field("so_thieu_nhi", "Số thanh thiếu nhi trên địa bàn", "người"),
    ),
    measures=measures("so_nguoi", "so_buoi", "dien_tich", "ngay_cong", "tien_ho_tro"),
    source=plan.MODELS,
)

START_UP = MovementType(
    code="doan_thanh_nien.khoi_nghiep",
    title="Hỗ trợ thanh niên khởi nghiệp",
    movement=MOVEMENT,
    kinds=frozenset({Kind.MODEL, Kind.TASK}),
    contents=frozenset({1}),
    themes=frozenset({"khoi_nghiep"}),
    optional_themes=EVERYWHERE | {"giam_ngheo", "kinh_te_tap_the"},
    form=(
        text_field("linh_vuc", "Lĩnh vực, ngành nghề", required=True),
        count_field("so_nguoi", "Số thanh niên được hỗ trợ", "người"),
        text_field("chu_mo_hinh", "Chủ mô hình", personal=True),
        money_field("von_vay", "Vốn vay, hỗ trợ"),
    ),
    measures=measures("so_nguoi", "so_ho_thoat_ngheo", "dien_tich_san_xuat", "tien_ho_tro"),
    source=plan.MODELS,
)

BUSINESS_CLUB = MovementType(
    code="doan_thanh_nien.cau_lac_bo_lam_kinh_te",
    title="Câu lạc bộ thanh niên làm kinh tế",
    movement=MOVEMENT,
    kinds=frozenset({Kind.MODEL}),
    contents=frozenset({1}),
    themes=frozenset({"khoi_nghiep"}),
    optional_themes=EVERYWHERE | {"giam_ngheo", "kinh_te_tap_the"},
    form=(
        count_field("so_thanh_vien", "Số thành viên", "người", required=True),
        text_field("nganh_nghe", "Ngành nghề chính"),
        text_field("chu_nhiem", "Chủ nhiệm câu lạc bộ", personal=True),
    ),
    measures=measures("so_thanh_vien", "so_buoi", "tien_ho_tro"),
    source=plan.MODELS,
)

TYPES = (PLAYGROUND, START_UP, BUSINESS_CLUB)
