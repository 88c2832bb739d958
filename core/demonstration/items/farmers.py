"""What the Farmers' Union of a commune registers."""

from core.demonstration.patterns import ANY_STAGE, BUILT, ONLY_NEW, Of, Pattern, Size, Span
from core.domain.movements import Kind

CLEAN_HOUSE = Pattern(
    type="nong_dan.sach_nha_tot_ruong",
    kind=Kind.MODEL,
    content=3,
    titles=("Sạch nhà, tốt ruộng {area}",),
    stages=BUILT,
    values={
        "ho": Span(15, 50),
        "ha": Span(150, 1200, 5, over=100),
        "be": Span(3, 15),
        "buoi": Span(3, 8),
    },
    answers={
        "so_ho": Of("ho"),
        "dien_tich_ruong": Of("ha"),
        "so_ho_xu_ly_rac": Of("ho", 70),
        "so_be_thu_gom": Of("be"),
        "cay_trong": "Lúa bao thai",
    },
    scale=(Size("ho", "hộ"), Size("ha", "ha")),
    funding={"hoi_vien": Span(5, 20), "ngan_sach": Span(5, 15)},
    labour=Span(40, 160, 10),
    households="ho",
    partners=("phu_nu",),
    measures={
        "so_ho": Of("ho"),
        "dien_tich_san_xuat": Of("ha"),
        "so_buoi": Of("buoi"),
        "ngay_cong": Of("ngay_cong"),
    },
)

GOOD_FARMERS = Pattern(
    type="nong_dan.san_xuat_kinh_doanh_gioi",
    kind=Kind.MODEL,
    content=1,
    titles=("Nông dân giúp nhau chăn nuôi trâu, bò vỗ béo {area}", "Trồng cây ăn quả {area}"),
    stages=ANY_STAGE,
    values={
        "ho": Span(8, 30),
        "giup": Span(2, 7),
        "thoat": Span(1, 5),
        "tien": Span(10_000_000, 60_000_000, 5_000_000),
    },
    answers={"so_ho": Of("ho"), "so_ho_duoc_giup": Of("giup"), "san_pham": "Trâu, bò, cam, quýt"},
    scale=(Size("ho", "hộ"),),
    funding={"hoi_vien": Span(20, 80, 5), "quy": Span(20, 60, 10)},
    households="ho",
    measures={"so_ho": Of("ho"), "so_ho_thoat_ngheo": Of("thoat"), "tien_ho_tro": Of("tien")},
)

CHAIN = Pattern(
    type="nong_dan.chuoi_gia_tri",
    kind=Kind.MODEL,
    content=1,
    titles=("Dong riềng, miến dong theo chuỗi giá trị {area}", "Chè Shan tuyết {area}"),
    stages=BUILT,
    values={
        "ho": Span(12, 45),
        "ha": Span(300, 2000, 25, over=100),
        "nang_suat": Span(550, 800, 5, over=10),
    },
    answers={
        "san_pham": "Dong riềng, chè",
        "cac_khau": ["san_xuat", "che_bien", "tieu_thu"],
        "so_ho": Of("ho"),
        "dien_tich": Of("ha"),
    },
    scale=(Size("ha", "ha"),),
    funding={"hoi_vien": Span(50, 150, 10), "doanh_nghiep": Span(30, 120, 10)},
    households="ho",
    partners=("lien_minh_htx",),
    measures={
        "so_ho": Of("ho"),
        "dien_tich_san_xuat": Of("ha"),
        "nong_dan.nang_suat": Of("nang_suat", stands=True),
    },
)

COOPERATION = Pattern(
    type="nong_dan.to_hop_tac_hop_tac_xa",
    kind=Kind.MODEL,
    content=1,
    titles=("Tổ hợp tác trồng rau an toàn {area}", "Tổ hợp tác nuôi cá lồng {area}"),
    stages=BUILT,
    values={"nguoi": Span(6, 20), "ha": Span(50, 300, 5, over=100)},
    answers={
        "loai_hinh": "to_hop_tac",
        "so_thanh_vien": Of("nguoi"),
        "san_pham": "Rau, cá",
    },
    scale=(Size("nguoi", "thành viên"),),
    funding={"hoi_vien": Span(15, 60, 5)},
    measures={"so_thanh_vien": Of("nguoi"), "dien_tich_san_xuat": Of("ha")},
)

DITCH = Pattern(
    type="nong_dan.cong_trinh_phan_viec",
    kind=Kind.WORK,
    content=1,
    titles=("Kiên cố hóa kênh mương nội đồng {area}", "Đường nội đồng {area}"),
    stages=ONLY_NEW,
    themes=frozenset({"nong_thon_moi"}),
    values={"met": Span(150, 900, 10)},
    answers={"loai": "kenh_muong", "chieu_dai": Of("met"), "dat_hien": Of("dat_hien")},
    scale=(Size("met", "m"),),
    funding={"ngan_sach": Span(50, 150, 10), "nhan_dan": Span(15, 60, 5)},
    labour=Span(150, 600, 10),
    land=Span(100, 1500, 50),
    measures={
        "chieu_dai": Of("met"),
        "ngay_cong": Of("ngay_cong"),
        "dat_hien": Of("dat_hien"),
    },
)

DREDGING = Pattern(
    type="nong_dan.bao_ve_moi_truong",
    kind=Kind.TASK,
    content=3,
    titles=("Nạo vét kênh mương, thu gom vỏ bao thuốc bảo vệ thực vật {commune}",),
    stages=ONLY_NEW,
    values={"nguoi": Span(30, 120, 5), "met": Span(800, 5000, 100)},
    answers={"so_thanh_vien": Of("nguoi"), "chieu_dai": Of("met")},
    scale=(Size("met", "m"),),
    labour=Span(60, 240, 10),
    measures={
        "so_thanh_vien": Of("nguoi"),
        "chieu_dai": Of("met"),
        "ngay_cong": Of("ngay_cong"),
    },
)

MODELS = (CLEAN_HOUSE, CLEAN_HOUSE, CLEAN_HOUSE, GOOD_FARMERS, CHAIN, COOPERATION)
WORKS = (DITCH, DREDGING)
