"""What the Veterans' Association of a commune registers."""

from core.demonstration.patterns import ANY_STAGE, BUILT, ONLY_NEW, Of, Pattern, Size, Span
from core.domain.movements import Kind

HELPING = Pattern(
    type="cuu_chien_binh.giup_nhau_giam_ngheo",
    kind=Kind.MODEL,
    content=1,
    titles=(
        "Cựu chiến binh giúp nhau giảm nghèo {area}",
        "Tổ cựu chiến binh góp vốn giúp nhau làm kinh tế {area}",
        "Cựu chiến binh trồng rừng, chăn nuôi giỏi {area}",
    ),
    stages=BUILT,
    values={
        "ho": Span(3, 15),
        "nguoi": Span(5, 20),
        "thoat": Span(1, 4),
        "tien": Span(10_000_000, 80_000_000, 5_000_000),
    },
    answers={
        "so_ho": Of("ho"),
        "so_nguoi_giup": Of("nguoi"),
        "hinh_thuc": ["von", "ngay_cong", "ky_thuat"],
        "von_cho_muon": Of("tien"),
    },
    scale=(Size("ho", "hộ"),),
    funding={"hoi_vien": Span(10, 80, 5)},
    labour=Span(30, 150, 10),
    households="ho",
    partners=("nong_dan",),
    measures={
        "so_ho": Of("ho"),
        "so_ho_thoat_ngheo": Of("thoat"),
        "ngay_cong": Of("ngay_cong"),
        "tien_ho_tro": Of("tien"),
    },
)

GONG = Pattern(
    type="cuu_chien_binh.an_ninh_to_quoc",
    kind=Kind.MODEL,
    content=4,
    titles=("Tiếng kẻng an ninh {area}", "Tổ cựu chiến binh tự quản an ninh trật tự {area}"),
    stages=BUILT,
    values={"nguoi": Span(6, 18), "ho": Span(20, 80), "buoi": Span(6, 24)},
    answers={
        "so_thanh_vien": Of("nguoi"),
        "hinh_thuc": ["to_tu_quan", "tieng_keng_an_ninh"],
        "so_ho": Of("ho"),
    },
    scale=(Size("ho", "hộ ký cam kết"),),
    funding={"hoi_vien": Span(1, 6), "nhan_dan": Span(1, 6)},
    households="ho",
    partners=("Công an xã", "mttq"),
    measures={"so_thanh_vien": Of("nguoi"), "so_ho": Of("ho"), "so_buoi": Of("buoi")},
)

CAMERA = Pattern(
    type="cuu_chien_binh.an_ninh_to_quoc",
    kind=Kind.MODEL,
    content=4,
    titles=("Camera an ninh {area}", "Thắp sáng và camera an ninh {area}"),
    stages=BUILT,
    values={"nguoi": Span(6, 15), "camera": Span(4, 14), "bong": Span(10, 90)},
    answers={
        "so_thanh_vien": Of("nguoi"),
        "hinh_thuc": ["camera_an_ninh", "thap_sang"],
        "so_camera": Of("camera"),
        "so_bong_den": Of("bong"),
    },
    scale=(Size("camera", "camera"), Size("bong", "bóng")),
    funding={"nhan_dan": Span(20, 90, 5), "hoi_vien": Span(5, 20, 5)},
    partners=("Công an xã",),
    measures={
        "so_thanh_vien": Of("nguoi"),
        "so_camera": Of("camera"),
        "so_bong_den": Of("bong"),
    },
)

BOTH_AT_ONCE = Pattern(
    type="cuu_chien_binh.giup_nhau_giam_ngheo",
    kind=Kind.MODEL,
    content=1,
    titles=("Cựu chiến binh giúp nhau giảm nghèo, giữ bình yên thôn bản {area}",),
    stages=ONLY_NEW,
    themes=frozenset({"an_ninh_trat_tu"}),
    values={
        "ho": Span(6, 14),
        "nguoi": Span(8, 18),
        "tien": Span(10_000_000, 40_000_000, 5_000_000),
    },
    answers={"so_ho": Of("ho"), "so_nguoi_giup": Of("nguoi"), "hinh_thuc": ["von", "ngay_cong"]},
    scale=(Size("ho", "hộ"),),
    funding={"hoi_vien": Span(10, 40, 5)},
    households="ho",
    measures={"so_ho": Of("ho"), "tien_ho_tro": Of("tien")},
)

LAW = Pattern(
    type="cuu_chien_binh.tuyen_truyen_giao_duc",
    kind=Kind.TASK,
    content=5,
    titles=("Tuyên truyền pháp luật, dân chủ ở cơ sở {commune}",),
    stages=ANY_STAGE,
    themes=frozenset({"dan_chu_co_so"}),
    values={"buoi": Span(4, 12), "nguoi": Span(120, 600, 20)},
    answers={"noi_dung": "ca_hai", "so_buoi": Of("buoi"), "doi_tuong": "Học sinh, hội viên"},
    partners=("Trường trung học cơ sở {commune}",),
    measures={"so_buoi": Of("buoi"), "so_nguoi": Of("nguoi")},
)

ROAD = Pattern(
    type="cuu_chien_binh.cong_trinh_phan_viec",
    kind=Kind.WORK,
    content=1,
    titles=("Đường bê tông cựu chiến binh {area}",),
    stages=ONLY_NEW,
    themes=frozenset({"nong_thon_moi"}),
    values={"met": Span(120, 500, 10)},
    answers={"loai": "duong_giao_thong", "chieu_dai": Of("met"), "su_kien": "Ngày 22/12"},
    scale=(Size("met", "m"),),
    funding={"hoi_vien": Span(5, 20), "nhan_dan": Span(15, 60, 5), "ngan_sach": Span(20, 60, 10)},
    labour=Span(80, 260, 10),
    land=Span(50, 800, 50),
    measures={
        "chieu_dai": Of("met"),
        "ngay_cong": Of("ngay_cong"),
        "dat_hien": Of("dat_hien"),
    },
)

ORDER_MODELS = (GONG, GONG, CAMERA)
WORKS = (LAW, ROAD)
