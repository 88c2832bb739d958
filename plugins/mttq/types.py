"""What the Front itself registers, with the forms to fill in."""

from core.plugin_api import (
    CONTENTS,
    Kind,
    Measure,
    MovementType,
    Theme,
    choice_field,
    choices_field,
    count_field,
    measures,
    money_field,
    text_field,
)
from plugins.mttq import plan

CAMPAIGN = "mttq.toan_dan_doan_ket"
NEW_WAYS_CAMPAIGN = "mttq.cuoc_van_dong_nep_nghi_cach_lam"
EVERYWHERE = frozenset({"nong_thon_moi", "do_thi_van_minh"})

FOR_THE_POOR = Theme(code="mttq.vi_nguoi_ngheo", label="Quỹ “Vì người nghèo”")

FLAGS = Measure(code="mttq.so_co", label="Số cờ", unit="cờ")

NEIGHBOURHOOD = MovementType(
    code="mttq.mo_hinh_khu_dan_cu",
    title="Mô hình ở khu dân cư",
    movement=CAMPAIGN,
    kinds=frozenset({Kind.MODEL}),
    contents=frozenset(CONTENTS),
    optional_themes=EVERYWHERE
    | {"an_ninh_trat_tu", "an_toan_giao_thong", "bao_ve_moi_truong", "dan_chu_co_so"}
    | {"doi_song_van_hoa", "gia_dinh_hanh_phuc", "giam_ngheo", "khuyen_hoc"}
    | {FOR_THE_POOR.code},
    form=(
        count_field("so_ho", "Số hộ tham gia", "hộ", required=True),
        choices_field(
            "tieu_chi_kho",
            "Tiêu chí khó",
            {
                "nha_o": "Nhà ở dân cư",
                "moi_truong": "Môi trường",
                "giao_thong": "Giao thông",
                "ho_ngheo": "Hộ nghèo",
            },
        ),
        text_field("thong_nhat", "Hội nghị thống nhất", help="Ngày họp, nơi họp khu dân cư."),
    ),
    measures=measures("so_ho", "so_buoi", "so_nguoi", "ngay_cong", "tien_ho_tro"),
    help="Mô hình điểm, khu dân cư tự quản, khu dân cư văn minh…",
    source=plan.GOOD_MODELS,
)

NEW_WAYS = MovementType(
    code="mttq.nep_nghi_cach_lam",
    title="Thay đổi nếp nghĩ, cách làm của đồng bào dân tộc thiểu số",
    movement=NEW_WAYS_CAMPAIGN,
    kinds=frozenset({Kind.MODEL}),
    contents=frozenset({1, 2, 3}),
    themes=frozenset({"giam_ngheo"}),
    optional_themes=EVERYWHERE | {"bao_ve_moi_truong", "doi_song_van_hoa", "kinh_te_tap_the"},
    form=(
        count_field("so_ho", "Số hộ tham gia", "hộ", required=True),
        count_field("so_ho_ngheo", "Trong đó: hộ nghèo, cận nghèo", "hộ"),
        text_field("cay_con", "Cây, con, việc làm chính"),
    ),
    measures=measures("so_ho", "so_ho_thoat_ngheo", "dien_tich_san_xuat", "tien_ho_tro"),
    source=plan.NEW_WAYS,
)

SOLIDARITY_HOUSE = MovementType(
    code="mttq.nha_dai_doan_ket",
    title="Nhà Đại đoàn kết: xây mới, sửa chữa",
    movement=CAMPAIGN,
    kinds=frozenset({Kind.WORK, Kind.TASK}),
    contents=frozenset({1, 2}),
    themes=frozenset({FOR_THE_POOR.code}),
    optional_themes=EVERYWHERE | {"giam_ngheo"},
    form=(
        count_field("so_nha", "Số nhà", "nhà", required=True),
        choice_field(
            "hinh_thuc", "Hình thức", {"xay_moi": "Xây mới", "sua_chua": "Sửa chữa"}, required=True
        ),
        text_field("chu_ho", "Chủ hộ được hỗ trợ", personal=True),
        money_field("muc_ho_tro", "Mức hỗ trợ mỗi nhà"),
    ),
    measures=measures("so_nha", "so_ho", "ngay_cong", "tien_ho_tro"),
    source=plan.FUND,
)

LIGHT_AND_FLAGS = MovementType(
    code="mttq.anh_sang_duong_co",
    title="Ánh sáng đoàn kết, tuyến đường cờ, đường tự quản",
    movement=CAMPAIGN,
    kinds=frozenset(Kind),
    contents=frozenset({2, 3, 4}),
    optional_themes=EVERYWHERE
    | {"an_ninh_trat_tu", "an_toan_giao_thong", "bao_ve_moi_truong", "doi_song_van_hoa"},
    form=(
        count_field("chieu_dai", "Chiều dài tuyến đường", "m", required=True),
        count_field("so_bong_den", "Số bóng đèn", "bóng"),
        count_field("so_co", "Số cờ", "cờ"),
        count_field("so_ho", "Số hộ hai bên đường", "hộ"),
    ),
    measures=(
        *measures("chieu_dai", "so_bong_den", "so_cay", "so_ho", "ngay_cong", "tien_ho_tro"),
        FLAGS,
    ),
    source=plan.GOOD_MODELS,
)

DEMOCRACY = MovementType(
    code="mttq.giam_sat_phan_bien",
    title="Phát huy dân chủ, giám sát và phản biện xã hội",
    movement=CAMPAIGN,
    kinds=frozenset({Kind.MODEL, Kind.TASK}),
    contents=frozenset({5}),
    themes=frozenset({"dan_chu_co_so"}),
    optional_themes=EVERYWHERE,
    form=(
        count_field("so_cuoc", "Số cuộc dự kiến", "cuộc", required=True),
        text_field("noi_dung", "Nội dung giám sát, góp ý"),
    ),
    measures=measures("so_buoi", "so_nguoi"),
    source=plan.FUND,
)

FUND_RAISING = MovementType(
    code="mttq.quy_vi_nguoi_ngheo",
    title="Vận động Quỹ “Vì người nghèo”",
    movement=CAMPAIGN,
    kinds=frozenset({Kind.TASK}),
    contents=frozenset({1, 2}),
    themes=frozenset({FOR_THE_POOR.code}),
    optional_themes=EVERYWHERE | {"giam_ngheo"},
    form=(
        money_field("so_tien_van_dong", "Số tiền phấn đấu vận động", required=True),
        count_field("so_ho_ho_tro", "Số hộ dự kiến hỗ trợ", "hộ"),
    ),
    measures=measures("so_ho", "so_ho_thoat_ngheo", "tien_ho_tro"),
    source=plan.FUND,
)

WORK = MovementType(
    code="mttq.cong_trinh_phan_viec",
    title="Công trình, phần việc của Mặt trận",
    movement=CAMPAIGN,
    kinds=frozenset({Kind.WORK, Kind.TASK}),
    contents=frozenset(CONTENTS),
    optional_themes=EVERYWHERE
    | {"an_ninh_trat_tu", "an_toan_giao_thong", "bao_ve_moi_truong", "dan_chu_co_so"}
    | {"doi_song_van_hoa", "giam_ngheo", "khuyen_hoc"},
    form=(
        choice_field(
            "loai",
            "Loại công trình, phần việc",
            {
                "nha_van_hoa": "Nhà văn hóa, sân nhà văn hóa",
                "duong_giao_thong": "Đường giao thông",
                "cong_chao": "Cổng chào",
                "camera_an_ninh": "Camera an ninh",
                "ve_sinh": "Vệ sinh môi trường",
                "ngay_hoi": "Ngày hội Đại đoàn kết toàn dân tộc",
                "tuyen_truyen": "Tuyên truyền",
                "khac": "Khác",
            },
            required=True,
        ),
        count_field("dien_tich", "Diện tích", "m²"),
        count_field("chieu_dai", "Chiều dài", "m"),
        text_field("su_kien", "Chào mừng sự kiện"),
    ),
    measures=measures(
        "dien_tich", "chieu_dai", "so_camera", "so_nguoi", "ngay_cong", "dat_hien", "tien_ho_tro"
    ),
    source=plan.WHAT_EACH_DOES,
)

TYPES = (
    NEIGHBOURHOOD,
    NEW_WAYS,
    SOLIDARITY_HOUSE,
    LIGHT_AND_FLAGS,
    DEMOCRACY,
    FUND_RAISING,
    WORK,
)
