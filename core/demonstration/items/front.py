"""What the Front of a commune registers."""

from core.demonstration.patterns import ANY_STAGE, ONLY_NEW, Of, Pattern, Size, Span
from core.domain.movements import Kind

HOUSEHOLDS = Span(24, 86)
NEIGHBOURHOOD = "mttq.mo_hinh_khu_dan_cu"
MEETING = "Thống nhất tại cuộc họp khu dân cư tháng 6"

ORDERLY = Pattern(
    type=NEIGHBOURHOOD,
    kind=Kind.MODEL,
    content=4,
    titles=("Khu dân cư tự quản về an ninh trật tự {area}", "Khu dân cư không có tội phạm {area}"),
    stages=ANY_STAGE,
    themes=frozenset({"an_ninh_trat_tu"}),
    values={"ho": HOUSEHOLDS, "buoi": Span(4, 12), "nguoi": Span(60, 240, 5)},
    answers={"so_ho": Of("ho"), "thong_nhat": MEETING},
    scale=(Size("ho", "hộ"),),
    funding={"nhan_dan": Span(2, 8), "ngan_sach": Span(2, 5)},
    households="ho",
    partners=("cuu_chien_binh", "Công an xã"),
    measures={"so_ho": Of("ho"), "so_buoi": Of("buoi"), "so_nguoi": Of("nguoi")},
)

CLEAN = Pattern(
    type=NEIGHBOURHOOD,
    kind=Kind.MODEL,
    content=3,
    titles=(
        "Khu dân cư bảo vệ môi trường {area}",
        "Khu dân cư sáng, xanh, sạch, đẹp {area}",
        "Khu dân cư không rác thải {area}",
    ),
    stages=ANY_STAGE,
    themes=frozenset({"bao_ve_moi_truong"}),
    values={"ho": HOUSEHOLDS, "buoi": Span(6, 12)},
    answers={"so_ho": Of("ho"), "tieu_chi_kho": ["moi_truong"], "thong_nhat": MEETING},
    scale=(Size("ho", "hộ"),),
    funding={"nhan_dan": Span(3, 12), "xa_hoi_hoa": Span(2, 10)},
    labour=Span(60, 220, 10),
    households="ho",
    partners=("phu_nu", "doan_thanh_nien"),
    measures={"so_ho": Of("ho"), "so_buoi": Of("buoi"), "ngay_cong": Of("ngay_cong")},
)

CIVILIZED = Pattern(
    type=NEIGHBOURHOOD,
    kind=Kind.MODEL,
    content=2,
    titles=("Khu dân cư văn minh, đoàn kết {area}", "Khu dân cư tiêu biểu {area}"),
    stages=ANY_STAGE,
    themes=frozenset({"doi_song_van_hoa"}),
    values={"ho": HOUSEHOLDS, "buoi": Span(4, 10)},
    answers={"so_ho": Of("ho"), "thong_nhat": MEETING},
    scale=(Size("ho", "hộ"),),
    funding={"nhan_dan": Span(3, 15)},
    households="ho",
    partners=("nguoi_cao_tuoi", "phu_nu"),
    measures={"so_ho": Of("ho"), "so_buoi": Of("buoi")},
)

LESS_POVERTY = Pattern(
    type=NEIGHBOURHOOD,
    kind=Kind.MODEL,
    content=1,
    titles=("Khu dân cư đoàn kết giúp nhau giảm nghèo {area}",),
    stages=ANY_STAGE,
    themes=frozenset({"giam_ngheo"}),
    values={"ho": Span(8, 30), "tien": Span(5_000_000, 30_000_000, 1_000_000)},
    answers={"so_ho": Of("ho"), "tieu_chi_kho": ["ho_ngheo"], "thong_nhat": MEETING},
    scale=(Size("ho", "hộ"),),
    funding={"quy": Span(10, 30, 5), "nhan_dan": Span(5, 20)},
    labour=Span(40, 160, 10),
    households="ho",
    partners=("nong_dan",),
    measures={
        "so_ho": Of("ho"),
        "tien_ho_tro": Of("tien"),
        "ngay_cong": Of("ngay_cong"),
    },
)

DEMOCRATIC = Pattern(
    type="mttq.giam_sat_phan_bien",
    kind=Kind.MODEL,
    content=5,
    titles=(
        "Khu dân cư thực hiện tốt Quy chế dân chủ ở cơ sở {area}",
        "Tổ giám sát đầu tư của cộng đồng {area}",
    ),
    stages=ANY_STAGE,
    values={"cuoc": Span(2, 6), "nguoi": Span(40, 160, 10), "ho": HOUSEHOLDS},
    answers={"so_cuoc": Of("cuoc"), "noi_dung": "Việc xây dựng đường, nhà văn hóa của khu dân cư"},
    households="ho",
    partners=("Ban Thanh tra nhân dân",),
    measures={"so_buoi": Of("cuoc"), "so_nguoi": Of("nguoi")},
)

HOUSES = Pattern(
    type="mttq.nha_dai_doan_ket",
    kind=Kind.WORK,
    content=2,
    titles=("Xây nhà Đại đoàn kết cho hộ nghèo {area}",),
    stages=ONLY_NEW,
    themes=frozenset({"giam_ngheo"}),
    values={"nha": Span(1, 3), "tien": Span(30_000_000, 90_000_000, 5_000_000)},
    answers={"so_nha": Of("nha"), "hinh_thuc": "xay_moi", "muc_ho_tro": 30_000_000},
    scale=(Size("nha", "nhà"),),
    funding={"quy": Span(30, 90, 5), "nhan_dan": Span(10, 40, 5)},
    labour=Span(60, 180, 10),
    households="nha",
    partners=("doan_thanh_nien", "cuu_chien_binh"),
    measures={
        "so_nha": Of("nha"),
        "so_ho": Of("nha"),
        "ngay_cong": Of("ngay_cong"),
        "tien_ho_tro": Of("tien"),
    },
)

LIGHT = Pattern(
    type="mttq.anh_sang_duong_co",
    kind=Kind.WORK,
    content=4,
    titles=("Ánh sáng đoàn kết {area}",),
    stages=ONLY_NEW,
    themes=frozenset({"an_ninh_trat_tu"}),
    values={"met": Span(400, 3000, 100), "bong": Span(12, 60), "ho": HOUSEHOLDS},
    answers={"chieu_dai": Of("met"), "so_bong_den": Of("bong"), "so_ho": Of("ho")},
    scale=(Size("met", "m"), Size("bong", "bóng")),
    funding={"nhan_dan": Span(15, 60, 5), "xa_hoi_hoa": Span(10, 50, 5)},
    labour=Span(30, 120, 10),
    households="ho",
    partners=("doan_thanh_nien",),
    measures={
        "chieu_dai": Of("met"),
        "so_bong_den": Of("bong"),
        "so_ho": Of("ho"),
        "ngay_cong": Of("ngay_cong"),
    },
    detail="trục đường chính",
)

FLAGS = Pattern(
    type="mttq.anh_sang_duong_co",
    kind=Kind.WORK,
    content=2,
    titles=("Tuyến đường cờ {area}",),
    stages=ONLY_NEW,
    themes=frozenset({"doi_song_van_hoa"}),
    values={"met": Span(300, 900, 10), "co": Span(25, 90), "ho": Span(20, 60)},
    answers={"chieu_dai": Of("met"), "so_co": Of("co"), "so_ho": Of("ho")},
    scale=(Size("met", "m"), Size("co", "cờ")),
    funding={"xa_hoi_hoa": Span(5, 20)},
    households="ho",
    partners=("phu_nu",),
    measures={"chieu_dai": Of("met"), "so_ho": Of("ho"), "mttq.so_co": Of("co")},
)

YARD = Pattern(
    type="mttq.cong_trinh_phan_viec",
    kind=Kind.WORK,
    content=2,
    titles=("Sân nhà văn hóa {area}",),
    stages=ONLY_NEW,
    themes=frozenset({"doi_song_van_hoa"}),
    values={"dien_tich": Span(200, 500, 20), "nguoi": Span(50, 120, 5)},
    answers={"loai": "nha_van_hoa", "dien_tich": Of("dien_tich")},
    scale=(Size("dien_tich", "m²"),),
    funding={"nhan_dan": Span(25, 50, 5), "ngan_sach": Span(15, 40, 5)},
    labour=Span(80, 300, 10),
    land=Span(100, 600, 50),
    measures={
        "dien_tich": Of("dien_tich"),
        "so_nguoi": Of("nguoi"),
        "ngay_cong": Of("ngay_cong"),
        "dat_hien": Of("dat_hien"),
    },
)

FEAST_CLEANING = Pattern(
    type="mttq.cong_trinh_phan_viec",
    kind=Kind.TASK,
    content=3,
    titles=("Tổng vệ sinh môi trường chào mừng Ngày hội Đại đoàn kết {commune}",),
    stages=ONLY_NEW,
    themes=frozenset({"bao_ve_moi_truong"}),
    values={"nguoi": Span(80, 260, 10)},
    answers={"loai": "ve_sinh", "su_kien": "Ngày hội Đại đoàn kết toàn dân tộc 18/11"},
    labour=Span(80, 260, 10),
    partners=("phu_nu", "doan_thanh_nien", "cuu_chien_binh", "nong_dan"),
    measures={"so_nguoi": Of("nguoi"), "ngay_cong": Of("ngay_cong")},
)

FUND = Pattern(
    type="mttq.quy_vi_nguoi_ngheo",
    kind=Kind.TASK,
    content=1,
    titles=("Vận động Quỹ “Vì người nghèo” {commune}",),
    stages=ONLY_NEW,
    themes=frozenset({"giam_ngheo"}),
    values={"tien": Span(15_000_000, 60_000_000, 1_000_000), "ho": Span(3, 12)},
    answers={"so_tien_van_dong": Of("tien"), "so_ho_ho_tro": Of("ho")},
    households="ho",
    measures={"so_ho": Of("ho"), "tien_ho_tro": Of("tien")},
)

MODELS = (ORDERLY, CLEAN, CIVILIZED, LESS_POVERTY, DEMOCRATIC)
WORKS = (HOUSES, LIGHT, FLAGS, YARD, FEAST_CLEANING, FUND)
