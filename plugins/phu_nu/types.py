"""What the Women's Union registers, with the forms to fill in."""

from core.plugin_api import (
    CONTENTS,
    AddsUp,
    Kind,
    Measure,
    MovementType,
    choice_field,
    choices_field,
    count_field,
    measures,
    text_field,
)
from plugins.phu_nu import plan

EMULATION = "phu_nu.phong_trao_thi_dua"
CAMPAIGN = "phu_nu.cuoc_van_dong_5_khong_3_sach"
EVERYWHERE = frozenset({"nong_thon_moi", "do_thi_van_minh"})

SHARE_CLEAN = Measure(
    code="phu_nu.ty_le_ho_dat",
    label="Tỷ lệ hộ đạt đủ 3 sạch",
    unit="%",
    adds_up=AddsUp.NOT,
    decimals=1,
)

HAPPY_FAMILY = MovementType(
    code="phu_nu.gia_dinh_hanh_phuc",
    title="Xây dựng gia đình hạnh phúc",
    movement=EMULATION,
    kinds=frozenset({Kind.MODEL}),
    contents=frozenset({1, 2, 4}),
    themes=frozenset({"gia_dinh_hanh_phuc"}),
    optional_themes=EVERYWHERE | {"bao_ve_moi_truong", "doi_song_van_hoa", "giam_ngheo"},
    form=(
        count_field("so_ho", "Số gia đình tham gia", "hộ", required=True),
        text_field("ten_cau_lac_bo", "Tên câu lạc bộ, tổ, nhóm"),
        count_field("so_thanh_vien", "Số thành viên câu lạc bộ", "người"),
        count_field("so_ky_sinh_hoat", "Số kỳ sinh hoạt dự kiến trong năm", "kỳ"),
        choices_field(
            "noi_dung_sinh_hoat",
            "Nội dung sinh hoạt",
            {
                "nuoi_day_con": "Nuôi dạy con",
                "phong_chong_bao_luc": "Phòng, chống bạo lực gia đình",
                "suc_khoe_dan_so": "Sức khỏe, dân số",
                "phat_trien_kinh_te": "Phát triển kinh tế gia đình",
                "ung_xu_van_hoa": "Ứng xử văn hóa trong gia đình",
            },
        ),
    ),
    measures=measures("so_ho", "so_thanh_vien", "so_buoi", "tien_ho_tro"),
    source=plan.ONE_MODEL,
)

THREE_CLEANS = MovementType(
    code="phu_nu.ba_sach",
    title="3 sạch (nhà sạch, bếp sạch, ngõ sạch)",
    movement=CAMPAIGN,
    kinds=frozenset(Kind),
    contents=frozenset({3}),
    themes=frozenset({"bao_ve_moi_truong"}),
    optional_themes=EVERYWHERE | {"doi_song_van_hoa", "gia_dinh_hanh_phuc"},
    form=(
        count_field("so_ho", "Số hộ tham gia", "hộ", required=True),
        count_field("so_ho_nha_sach", "Số hộ nhà sạch", "hộ"),
        count_field("so_ho_bep_sach", "Số hộ bếp sạch", "hộ"),
        count_field("so_ho_ngo_sach", "Số hộ ngõ sạch", "hộ"),
        count_field("so_ho_phan_loai_rac", "Số hộ phân loại rác tại nhà", "hộ"),
        count_field("chieu_dai_ngo", "Chiều dài đường, ngõ tự quản", "m"),
    ),
    measures=(
        *measures("so_ho", "chieu_dai", "so_cay", "so_buoi", "ngay_cong", "tien_ho_tro"),
        SHARE_CLEAN,
    ),
    help="Gắn với bảo vệ môi trường: đường hoa, ngõ tự quản, phân loại rác đều đăng ký ở đây.",
    source=plan.ONE_MODEL,
)

FIVE_WITHOUTS = MovementType(
    code="phu_nu.van_dong_5_khong_3_sach",
    title="Vận động xây dựng gia đình 5 không, 3 sạch",
    movement=CAMPAIGN,
    kinds=frozenset({Kind.TASK}),
    contents=frozenset({1, 2, 3, 4}),
    optional_themes=EVERYWHERE | {"gia_dinh_hanh_phuc", "giam_ngheo", "bao_ve_moi_truong"},
    form=(
        count_field("so_ho", "Số hộ đăng ký", "hộ", required=True),
        count_field("so_ho_dat_nam_truoc", "Số hộ đạt năm trước", "hộ"),
    ),
    measures=measures("so_ho", "so_buoi", "so_nguoi"),
    help="Mô hình “3 sạch” và mô hình gia đình hạnh phúc có loại riêng.",
    source=plan.MOVEMENTS,
)

COOPERATIVE = MovementType(
    code="phu_nu.hop_tac_xa_kieu_moi",
    title="Hợp tác xã kiểu mới do phụ nữ quản lý",
    movement=EMULATION,
    kinds=frozenset({Kind.MODEL}),
    contents=frozenset({1}),
    themes=frozenset({"kinh_te_tap_the"}),
    optional_themes=EVERYWHERE | {"giam_ngheo", "khoi_nghiep"},
    form=(
        count_field("so_thanh_vien", "Số thành viên", "người", required=True),
        count_field("so_thanh_vien_nu", "Trong đó: nữ", "người"),
        text_field("san_pham", "Sản phẩm, dịch vụ chính"),
        text_field("nguoi_quan_ly", "Người quản lý hợp tác xã", personal=True),
    ),
    measures=measures("so_thanh_vien", "so_ho", "dien_tich_san_xuat", "tien_ho_tro"),
    source=plan.COOPERATIVE,
)

WOMENS_BUSINESS = MovementType(
    code="phu_nu.giup_nhau_phat_trien_kinh_te",
    title="Phụ nữ lao động sáng tạo, giúp nhau phát triển kinh tế",
    movement=EMULATION,
    kinds=frozenset({Kind.MODEL, Kind.TASK}),
    contents=frozenset({1}),
    themes=frozenset({"giam_ngheo"}),
    optional_themes=EVERYWHERE | {"kinh_te_tap_the", "khoi_nghiep"},
    form=(
        count_field("so_nguoi", "Số hội viên được giúp", "người", required=True),
        choices_field(
            "hinh_thuc",
            "Hình thức giúp",
            {
                "von": "Vốn",
                "giong_vat_tu": "Cây, con giống, vật tư",
                "ngay_cong": "Ngày công",
                "ky_thuat": "Kỹ thuật, dạy nghề",
            },
        ),
        text_field("nguoi_giup", "Hội viên giúp", personal=True),
        text_field("nguoi_duoc_giup", "Hội viên được giúp", personal=True),
    ),
    measures=measures("so_nguoi", "so_ho_thoat_ngheo", "ngay_cong", "tien_ho_tro"),
    source=plan.MOVEMENTS,
)

TWIN_CLUB = MovementType(
    code="phu_nu.cau_lac_bo_ket_nghia",
    title="Câu lạc bộ Kết nghĩa",
    movement=EMULATION,
    kinds=frozenset({Kind.MODEL, Kind.TASK}),
    contents=frozenset({1, 2}),
    optional_themes=EVERYWHERE | {"doi_song_van_hoa", "giam_ngheo"},
    form=(
        text_field("ben_thu_nhat", "Thôn, làng thứ nhất", required=True),
        text_field("ben_thu_hai", "Thôn, làng thứ hai", required=True),
        count_field("so_thanh_vien", "Số thành viên", "người"),
    ),
    measures=measures("so_thanh_vien", "so_buoi", "tien_ho_tro"),
    source=plan.TWIN_CLUB,
)

WORK = MovementType(
    code="phu_nu.cong_trinh_phan_viec",
    title="Công trình, phần việc của phụ nữ",
    movement=EMULATION,
    kinds=frozenset(Kind),
    contents=frozenset(CONTENTS),
    optional_themes=EVERYWHERE
    | {"an_ninh_trat_tu", "an_toan_giao_thong", "bao_ve_moi_truong", "dan_chu_co_so"}
    | {"doi_song_van_hoa"},
    form=(
        choice_field(
            "loai",
            "Loại công trình, phần việc",
            {
                "duong_hoa": "Tuyến đường hoa",
                "duong_co": "Tuyến đường cờ",
                "thap_sang": "Thắp sáng đường quê",
                "duong_be_tong": "Đường bê tông",
                "duong_tu_quan": "Tuyến đường tự quản",
                "ve_sinh": "Vệ sinh môi trường",
                "tuyen_truyen": "Tuyên truyền, giám sát",
                "khac": "Khác",
            },
            required=True,
        ),
        count_field("chieu_dai", "Chiều dài", "m"),
        count_field("so_bong_den", "Số bóng đèn", "bóng"),
        count_field("so_cay", "Số cây hoa, cây cờ", "cây"),
        text_field("su_kien", "Chào mừng sự kiện"),
    ),
    measures=measures(
        "chieu_dai", "so_bong_den", "so_cay", "so_nguoi", "ngay_cong", "dat_hien", "tien_ho_tro"
    ),
    source=plan.LIST_OF_ITEMS,
)

TYPES = (
    HAPPY_FAMILY,
    THREE_CLEANS,
    FIVE_WITHOUTS,
    COOPERATIVE,
    WOMENS_BUSINESS,
    TWIN_CLUB,
    WORK,
)
