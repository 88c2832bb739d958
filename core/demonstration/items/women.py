"""What the Women's Union of a commune registers."""

from core.demonstration.patterns import BUILT, KEPT, ONLY_NEW, Of, Pattern, Size, Span
from core.domain.movements import Kind

HOUSEHOLDS = Span(18, 55)

FLOWER_ROAD = Pattern(
    type="phu_nu.ba_sach",
    kind=Kind.MODEL,
    content=3,
    titles=("Đường hoa {short}", "Đường hoa phụ nữ tự quản {area}"),
    stages=KEPT,
    values={"ho": HOUSEHOLDS, "met": Span(300, 1500, 50), "cay": Span(200, 900, 50)},
    answers={
        "so_ho": Of("ho"),
        "so_ho_nha_sach": Of("ho", 90),
        "so_ho_bep_sach": Of("ho", 80),
        "so_ho_ngo_sach": Of("ho", 90),
        "chieu_dai_ngo": Of("met"),
    },
    scale=(Size("met", "m"), Size("cay", "cây")),
    funding={"hoi_vien": Span(4, 16), "xa_hoi_hoa": Span(5, 30)},
    labour=Span(60, 200, 10),
    households="ho",
    partners=("doan_thanh_nien",),
    measures={
        "so_ho": Of("ho"),
        "chieu_dai": Of("met"),
        "so_cay": Of("cay"),
        "ngay_cong": Of("ngay_cong"),
    },
    detail="trục đường chính",
)

THREE_CLEANS = Pattern(
    type="phu_nu.ba_sach",
    kind=Kind.MODEL,
    content=3,
    titles=(
        "Nhà sạch, bếp sạch, ngõ sạch {area}",
        "Chi hội phụ nữ 5 không, 3 sạch {area}",
        "Tổ phụ nữ phân loại rác tại nhà {area}",
    ),
    stages=KEPT,
    values={"ho": HOUSEHOLDS, "buoi": Span(6, 12), "ty_le": Span(700, 985, 5, over=10)},
    answers={
        "so_ho": Of("ho"),
        "so_ho_nha_sach": Of("ho", 85),
        "so_ho_bep_sach": Of("ho", 75),
        "so_ho_ngo_sach": Of("ho", 85),
        "so_ho_phan_loai_rac": Of("ho", 60),
    },
    scale=(Size("ho", "hộ"),),
    funding={"hoi_vien": Span(2, 9)},
    labour=Span(30, 120, 10),
    households="ho",
    measures={
        "so_ho": Of("ho"),
        "so_buoi": Of("buoi"),
        "ngay_cong": Of("ngay_cong"),
        "phu_nu.ty_le_ho_dat": Of("ty_le", stands=True),
    },
)

HAPPY_FAMILY = Pattern(
    type="phu_nu.gia_dinh_hanh_phuc",
    kind=Kind.MODEL,
    content=2,
    titles=("Câu lạc bộ Gia đình hạnh phúc {area}", "Câu lạc bộ Nuôi dạy con tốt {area}"),
    stages=KEPT,
    values={"ho": Span(15, 40), "nguoi": Span(20, 45), "buoi": Span(4, 12)},
    answers={
        "so_ho": Of("ho"),
        "so_thanh_vien": Of("nguoi"),
        "so_ky_sinh_hoat": Of("buoi"),
        "noi_dung_sinh_hoat": ["nuoi_day_con", "ung_xu_van_hoa"],
    },
    scale=(Size("nguoi", "thành viên"),),
    funding={"hoi_vien": Span(2, 6), "ngan_sach": Span(2, 5)},
    households="ho",
    measures={"so_ho": Of("ho"), "so_thanh_vien": Of("nguoi"), "so_buoi": Of("buoi")},
)

NO_VIOLENCE = Pattern(
    type="phu_nu.gia_dinh_hanh_phuc",
    kind=Kind.MODEL,
    content=4,
    titles=("Câu lạc bộ phòng, chống bạo lực gia đình {area}",),
    stages=KEPT,
    values={"ho": Span(15, 40), "nguoi": Span(20, 40), "buoi": Span(4, 12)},
    answers={
        "so_ho": Of("ho"),
        "so_thanh_vien": Of("nguoi"),
        "so_ky_sinh_hoat": Of("buoi"),
        "noi_dung_sinh_hoat": ["phong_chong_bao_luc"],
    },
    scale=(Size("nguoi", "thành viên"),),
    funding={"hoi_vien": Span(1, 4), "ngan_sach": Span(2, 6)},
    households="ho",
    partners=("Công an xã", "cuu_chien_binh"),
    measures={"so_ho": Of("ho"), "so_thanh_vien": Of("nguoi"), "so_buoi": Of("buoi")},
)

COOPERATIVE = Pattern(
    type="phu_nu.hop_tac_xa_kieu_moi",
    kind=Kind.MODEL,
    content=1,
    titles=("Hợp tác xã rau an toàn do phụ nữ quản lý {area}", "Hợp tác xã miến dong {area}"),
    stages=BUILT,
    values={"nguoi": Span(8, 24), "ha": Span(80, 400, 10, over=100), "ho": Span(10, 40)},
    answers={
        "so_thanh_vien": Of("nguoi"),
        "so_thanh_vien_nu": Of("nguoi", 70),
        "san_pham": "Nông sản của địa phương",
    },
    scale=(Size("nguoi", "thành viên"), Size("ha", "ha")),
    funding={"hoi_vien": Span(40, 120, 10), "ngan_sach": Span(30, 80, 10)},
    households="ho",
    partners=("lien_minh_htx", "nong_dan"),
    measures={"so_thanh_vien": Of("nguoi"), "so_ho": Of("ho"), "dien_tich_san_xuat": Of("ha")},
)

HELPING = Pattern(
    type="phu_nu.giup_nhau_phat_trien_kinh_te",
    kind=Kind.TASK,
    content=1,
    titles=("Giúp hội viên nghèo phát triển kinh tế {area}",),
    stages=ONLY_NEW,
    values={"nguoi": Span(3, 12), "tien": Span(5_000_000, 40_000_000, 1_000_000)},
    answers={"so_nguoi": Of("nguoi"), "hinh_thuc": ["von", "giong_vat_tu"]},
    funding={"hoi_vien": Span(5, 40)},
    measures={"so_nguoi": Of("nguoi"), "tien_ho_tro": Of("tien")},
)

FLAG_ROAD = Pattern(
    type="phu_nu.cong_trinh_phan_viec",
    kind=Kind.WORK,
    content=2,
    titles=("Sắc cờ quê hương {area}",),
    stages=ONLY_NEW,
    themes=frozenset({"doi_song_van_hoa"}),
    values={"met": Span(400, 1000, 50), "cay": Span(40, 100)},
    answers={
        "loai": "duong_co",
        "chieu_dai": Of("met"),
        "so_cay": Of("cay"),
        "su_kien": "Kỷ niệm 87 năm Ngày thành lập Hội 20/10",
    },
    scale=(Size("met", "m"), Size("cay", "cây cờ")),
    funding={"hoi_vien": Span(3, 8), "xa_hoi_hoa": Span(3, 9)},
    partners=("doan_thanh_nien",),
    measures={"chieu_dai": Of("met"), "so_cay": Of("cay")},
)

MODELS = (FLOWER_ROAD, FLOWER_ROAD, THREE_CLEANS, THREE_CLEANS, HAPPY_FAMILY, NO_VIOLENCE)
WORKS = (COOPERATIVE, HELPING, FLAG_ROAD)
