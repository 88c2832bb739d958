"""What the Youth Union of a commune registers."""

from core.demonstration.patterns import BUILT, ONLY_NEW, Of, Pattern, Size, Span
from core.domain.movements import Kind

ENVIRONMENT = "doan_thanh_nien.bao_ve_moi_truong"
YOUTH_WORK = "doan_thanh_nien.cong_trinh_thanh_nien"

WASTE_TEAM = Pattern(
    type=ENVIRONMENT,
    kind=Kind.MODEL,
    content=3,
    titles=(
        "Đội thanh niên thu gom rác thải {area}",
        "Đoạn đường thanh niên sáng, xanh, sạch, đẹp {area}",
        "Ngày Chủ nhật xanh {area}",
    ),
    stages=BUILT,
    values={"nguoi": Span(12, 40), "met": Span(500, 3000, 100), "buoi": Span(6, 24)},
    answers={"so_nguoi": Of("nguoi"), "hoat_dong": ["thu_gom_rac", "tuyen_truyen"]},
    scale=(Size("met", "m"),),
    funding={"xa_hoi_hoa": Span(3, 12)},
    labour=Span(60, 240, 10),
    partners=("phu_nu",),
    measures={
        "so_nguoi": Of("nguoi"),
        "chieu_dai": Of("met"),
        "so_buoi": Of("buoi"),
        "ngay_cong": Of("ngay_cong"),
    },
)

PLANTING = Pattern(
    type=ENVIRONMENT,
    kind=Kind.MODEL,
    content=3,
    titles=("Hàng cây thanh niên {area}", "Thanh niên trồng rừng phòng hộ {area}"),
    stages=BUILT,
    values={"nguoi": Span(15, 45), "cay": Span(150, 1200, 50)},
    answers={"so_nguoi": Of("nguoi"), "hoat_dong": ["trong_cay"], "so_cay": Of("cay")},
    scale=(Size("cay", "cây"),),
    funding={"xa_hoi_hoa": Span(3, 15), "ngan_sach": Span(2, 8)},
    labour=Span(40, 160, 10),
    measures={"so_nguoi": Of("nguoi"), "so_cay": Of("cay"), "ngay_cong": Of("ngay_cong")},
)

SWAPPING = Pattern(
    type=ENVIRONMENT,
    kind=Kind.MODEL,
    content=3,
    titles=("Đổi rác lấy quà {area}", "Gom phế liệu giúp bạn đến trường {area}"),
    stages=BUILT,
    values={"nguoi": Span(15, 60), "buoi": Span(4, 12)},
    answers={"so_nguoi": Of("nguoi"), "hoat_dong": ["doi_rac_lay_qua"]},
    funding={"hoi_vien": Span(2, 6)},
    partners=("Trường tiểu học {commune}",),
    measures={"so_nguoi": Of("nguoi"), "so_buoi": Of("buoi")},
)

ENVIRONMENT_WORK = Pattern(
    type=ENVIRONMENT,
    kind=Kind.WORK,
    content=3,
    titles=("Lò đốt rác mi ni {area}",),
    stages=ONLY_NEW,
    values={"nguoi": Span(10, 30)},
    answers={"so_nguoi": Of("nguoi"), "hoat_dong": ["thu_gom_rac"]},
    funding={"xa_hoi_hoa": Span(5, 20)},
    labour=Span(20, 60, 5),
    measures={"so_nguoi": Of("nguoi"), "ngay_cong": Of("ngay_cong")},
)

LIT_ROAD = Pattern(
    type="doan_thanh_nien.thap_sang_duong_que",
    kind=Kind.WORK,
    content=4,
    titles=("Thắp sáng {road} {area}",),
    stages=ONLY_NEW,
    themes=frozenset({"an_ninh_trat_tu"}),
    values={"met": Span(500, 2500, 100), "bong": Span(12, 45), "ho": Span(20, 60)},
    answers={
        "chieu_dai": Of("met"),
        "so_bong_den": Of("bong"),
        "so_cot": Of("bong"),
        "nguon_dien": "luoi_dien",
    },
    scale=(Size("met", "m"), Size("bong", "bóng")),
    funding={"xa_hoi_hoa": Span(10, 35, 5), "nhan_dan": Span(5, 25, 5)},
    labour=Span(30, 120, 10),
    households="ho",
    partners=("mttq",),
    measures={
        "chieu_dai": Of("met"),
        "so_bong_den": Of("bong"),
        "so_ho": Of("ho"),
        "ngay_cong": Of("ngay_cong"),
    },
    detail="đường liên thôn",
)

CONCRETE = Pattern(
    type=YOUTH_WORK,
    kind=Kind.WORK,
    content=1,
    titles=("Bê tông hóa đường ngõ {area}",),
    stages=ONLY_NEW,
    themes=frozenset({"nong_thon_moi"}),
    values={"met": Span(150, 600, 10), "nguoi": Span(20, 60)},
    answers={"loai": "duong_giao_thong", "chieu_dai": Of("met"), "so_nguoi": Of("nguoi")},
    scale=(Size("met", "m"),),
    funding={"ngan_sach": Span(30, 90, 10), "nhan_dan": Span(20, 60, 10)},
    labour=Span(100, 400, 20),
    land=Span(50, 500, 50),
    partners=("nong_dan",),
    measures={
        "chieu_dai": Of("met"),
        "so_nguoi": Of("nguoi"),
        "ngay_cong": Of("ngay_cong"),
        "dat_hien": Of("dat_hien"),
    },
)

PLAYGROUND = Pattern(
    type="doan_thanh_nien.diem_sinh_hoat_vui_choi",
    kind=Kind.WORK,
    content=2,
    titles=("Sân chơi cho thiếu nhi {area}",),
    stages=ONLY_NEW,
    values={"dien_tich": Span(80, 300, 10), "nguoi": Span(40, 150, 10)},
    answers={"loai": "san_choi", "dien_tich": Of("dien_tich"), "so_thieu_nhi": Of("nguoi")},
    scale=(Size("dien_tich", "m²"),),
    funding={"xa_hoi_hoa": Span(8, 30)},
    labour=Span(20, 80, 10),
    measures={"dien_tich": Of("dien_tich"), "so_nguoi": Of("nguoi"), "ngay_cong": Of("ngay_cong")},
)

START_UP = Pattern(
    type="doan_thanh_nien.khoi_nghiep",
    kind=Kind.MODEL,
    content=1,
    titles=("Thanh niên nuôi lợn bản địa {area}", "Thanh niên trồng bí xanh thơm {area}"),
    stages=ONLY_NEW,
    values={"nguoi": Span(2, 8), "tien": Span(20_000_000, 100_000_000, 10_000_000)},
    answers={"linh_vuc": "Trồng trọt, chăn nuôi", "so_nguoi": Of("nguoi"), "von_vay": Of("tien")},
    funding={"khac": Span(20, 100, 10)},
    partners=("Ngân hàng Chính sách xã hội",),
    measures={"so_nguoi": Of("nguoi"), "tien_ho_tro": Of("tien")},
)

SAFE_GATE = Pattern(
    type="doan_thanh_nien.an_toan_giao_thong",
    kind=Kind.TASK,
    content=4,
    titles=("Cổng trường an toàn giao thông {commune}",),
    stages=ONLY_NEW,
    values={"nguoi": Span(10, 30), "buoi": Span(10, 40)},
    answers={"so_nguoi": Of("nguoi"), "hinh_thuc": ["cong_truong", "tuyen_truyen"]},
    partners=("Trường trung học cơ sở {commune}",),
    measures={"so_nguoi": Of("nguoi"), "so_buoi": Of("buoi")},
)

MODELS = (WASTE_TEAM, WASTE_TEAM, PLANTING, SWAPPING)
WORKS = (LIT_ROAD, LIT_ROAD, CONCRETE, PLAYGROUND, START_UP, SAFE_GATE)
