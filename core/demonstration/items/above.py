"""What the bodies of districts and of the province register, in several communes at once."""

from core.demonstration.patterns import ANY_STAGE, ONLY_NEW, Of, Pattern, Size, Span
from core.domain.movements import Kind

LIT_ROADS = Pattern(
    type="doan_thanh_nien.thap_sang_duong_que",
    kind=Kind.WORK,
    content=4,
    titles=("Thắp sáng đường quê {commune}",),
    stages=ONLY_NEW,
    themes=frozenset({"nong_thon_moi"}),
    values={"met": Span(4000, 12000, 500), "bong": Span(60, 140, 5), "ho": Span(150, 400, 10)},
    answers={"chieu_dai": Of("met"), "so_bong_den": Of("bong")},
    scale=(Size("met", "m"), Size("bong", "bóng")),
    funding={"xa_hoi_hoa": Span(40, 120, 10), "ngan_sach": Span(20, 60, 10)},
    households="ho",
    partners=("mttq", "Công ty Điện lực"),
    measures={"chieu_dai": Of("met"), "so_bong_den": Of("bong"), "so_ho": Of("ho")},
)

FLOWER_ROADS = Pattern(
    type="phu_nu.cong_trinh_phan_viec",
    kind=Kind.WORK,
    content=3,
    titles=("Các tuyến đường hoa kiểu mẫu {commune}",),
    stages=ONLY_NEW,
    themes=frozenset({"bao_ve_moi_truong"}),
    values={"met": Span(2000, 6000, 250), "cay": Span(2000, 9000, 500)},
    answers={"loai": "duong_hoa", "chieu_dai": Of("met"), "so_cay": Of("cay")},
    scale=(Size("met", "m"), Size("cay", "cây")),
    funding={"ngan_sach": Span(20, 60, 10), "xa_hoi_hoa": Span(60, 150, 10)},
    partners=("doan_thanh_nien",),
    measures={"chieu_dai": Of("met"), "so_cay": Of("cay")},
)

SOLIDARITY_HOUSES = Pattern(
    type="mttq.nha_dai_doan_ket",
    kind=Kind.WORK,
    content=2,
    titles=("Xây nhà Đại đoàn kết cho hộ nghèo {commune}",),
    stages=ONLY_NEW,
    themes=frozenset({"giam_ngheo"}),
    values={"nha": Span(5, 20), "tien": Span(200_000_000, 600_000_000, 20_000_000)},
    answers={"so_nha": Of("nha"), "hinh_thuc": "xay_moi", "muc_ho_tro": 40_000_000},
    scale=(Size("nha", "nhà"),),
    funding={"quy": Span(200, 600, 20), "doanh_nghiep": Span(50, 200, 10)},
    households="nha",
    partners=("doan_thanh_nien", "cuu_chien_binh"),
    measures={"so_nha": Of("nha"), "so_ho": Of("nha"), "tien_ho_tro": Of("tien")},
)

VETERANS_FUND = Pattern(
    type="cuu_chien_binh.cong_trinh_phan_viec",
    kind=Kind.TASK,
    content=2,
    titles=("Xóa nhà tạm cho hội viên cựu chiến binh {commune}",),
    stages=ONLY_NEW,
    themes=frozenset({"giam_ngheo"}),
    values={"nha": Span(3, 10), "tien": Span(90_000_000, 300_000_000, 10_000_000)},
    answers={"loai": "nha_o"},
    scale=(Size("nha", "nhà"),),
    funding={"hoi_vien": Span(60, 200, 10), "quy": Span(60, 200, 10)},
    households="nha",
    partners=("mttq",),
    measures={"so_nha": Of("nha"), "tien_ho_tro": Of("tien")},
)

FARMERS_CHAIN = Pattern(
    type="nong_dan.chuoi_gia_tri",
    kind=Kind.MODEL,
    content=1,
    titles=("Liên kết sản xuất, tiêu thụ nông sản theo chuỗi giá trị {commune}",),
    stages=ANY_STAGE,
    values={"ho": Span(80, 260, 10), "ha": Span(2000, 9000, 100, over=100)},
    answers={
        "san_pham": "Dong riềng, cam, quýt, chè",
        "cac_khau": ["san_xuat", "bao_quan", "che_bien", "tieu_thu"],
        "so_ho": Of("ho"),
        "dien_tich": Of("ha"),
    },
    scale=(Size("ha", "ha"),),
    funding={"doanh_nghiep": Span(200, 800, 50), "hoi_vien": Span(200, 600, 50)},
    households="ho",
    partners=("lien_minh_htx", "phu_nu"),
    measures={"so_ho": Of("ho"), "dien_tich_san_xuat": Of("ha")},
)

TRAINING = Pattern(
    type="nong_dan.dich_vu_ho_tro",
    kind=Kind.TASK,
    content=1,
    titles=("Tập huấn, chuyển giao kỹ thuật cho nông dân {commune}",),
    stages=ONLY_NEW,
    values={"ho": Span(200, 900, 20), "buoi": Span(10, 40)},
    answers={"loai_dich_vu": "tap_huan", "so_ho": Of("ho")},
    funding={"ngan_sach": Span(60, 200, 10)},
    households="ho",
    measures={"so_ho": Of("ho"), "so_buoi": Of("buoi")},
)

ALL = (
    LIT_ROADS,
    FLOWER_ROADS,
    SOLIDARITY_HOUSES,
    VETERANS_FUND,
    FARMERS_CHAIN,
    TRAINING,
)
