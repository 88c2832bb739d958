"""Plan 129/KH-MTTQ-BTT (Bắc Kạn, 21/6/2017), clause by clause: what the plugins must declare.

Sentences are copied word for word from the plan; section II without its heads, for the
organizations that have a plugin.
"""

from core.domain.quotas import AllOf, AnyOf, AtLeast, Expected

from .clauses import Clause, Demand, part

DOCUMENT = "129/KH-MTTQ-BTT, 21/6/2017, Ban Thường trực UBMTTQ tỉnh Bắc Kạn"


BUILD, KEEP = "xay_dung", "duy_tri"

FRONT_1 = Clause(
    number="II.1, gạch đầu dòng 1",
    organization="mttq",
    text=(
        "Chủ trì, chỉ đạo và hướng dẫn Ủy ban MTTQ Việt Nam các cấp, các Ban Công tác Mặt trận ở "
        "khu dân cư triển khai thực hiện Cuộc vận động."
    ),
    movements=("Toàn dân đoàn kết xây dựng nông thôn mới, đô thị văn minh",),
)

FRONT_2 = Clause(
    number="II.1, gạch đầu dòng 2",
    organization="mttq",
    text=(
        "Phối hợp với các sở, ngành liên quan chỉ đạo tổ chức thực hiện Cuộc vận động. Phối hợp "
        "với các tổ chức thành viên xây dựng và nhân rộng những mô hình hiệu quả."
    ),
    types={"mttq.mo_hinh_khu_dan_cu": {"mo_hinh"}},
)

FRONT_3 = Clause(
    number="II.1, gạch đầu dòng 3",
    organization="mttq",
    text=(
        "Hướng dẫn Ủy ban MTTQ Việt Nam các cấp tổ chức vận động, quản lý, phân bổ và sử dụng “Quỹ "
        "vì người nghèo”; tập hợp ý kiến nhân dân đề xuất với cấp ủy, chính quyền các cấp về chủ "
        "trương, cơ chế, chính sách thực hiện mục tiêu giảm nghèo bền vững, xây dựng nông thôn "
        "mới, đô thị văn minh."
    ),
    types={"mttq.quy_vi_nguoi_ngheo": {"phan_viec"}, "mttq.nha_dai_doan_ket": {"cong_trinh"}},
)

FARMERS_1 = Clause(
    number="II.2, gạch đầu dòng 1",
    organization="nong_dan",
    text=(
        "Chỉ đạo các cấp Hội tuyên truyền, vận động hội viên tiếp tục thực hiện phong trào “Nông "
        "dân thi đua sản xuất, kinh doanh giỏi, đoàn kết giúp nhau làm giàu, giảm nghèo bền vững”; "
        "phong trào “Nông dân thi đua xây dựng nông thôn mới”; phong trào “Nông dân thi đua đảm "
        "bảo quốc phòng, an ninh” lồng ghép chặt chẽ với Cuộc vận động “Toàn dân đoàn kết xây dựng "
        "nông thôn mới, đô thị văn minh”."
    ),
    movements=(
        (
            "Nông dân thi đua sản xuất, kinh doanh giỏi, đoàn kết giúp nhau làm giàu, "
            "giảm nghèo bền vững"
        ),
        "Nông dân thi đua xây dựng nông thôn mới",
        "Nông dân thi đua đảm bảo quốc phòng, an ninh",
    ),
    types={
        "nong_dan.san_xuat_kinh_doanh_gioi": {"mo_hinh"},
        "nong_dan.quoc_phong_an_ninh": {"mo_hinh"},
    },
)

CLEAN_HOUSE = (
    "Chỉ đạo và hướng dẫn Hội Nông dân cấp cơ sở, Chi hội nông dân xây dựng mô hình “Sạch nhà, tốt "
    "ruộng”; tổ chức các hoạt động dịch vụ, hỗ trợ nông dân phát triển sản xuất, nâng cao đời sống."
)

FARMERS_2 = Clause(
    number="II.2, gạch đầu dòng 2",
    organization="nong_dan",
    text=CLEAN_HOUSE,
    types={
        "nong_dan.sach_nha_tot_ruong": {"mo_hinh"},
        "nong_dan.dich_vu_ho_tro": {"phan_viec"},
    },
    demands=(
        Demand(
            code="nong_dan.sach_nha_tot_ruong_moi_xa",
            shape=Expected,
            sentence=CLEAN_HOUSE,
            parts=(part(None, types=["nong_dan.sach_nha_tot_ruong"], wording=[BUILD]),),
        ),
    ),
)

FARMERS_3 = Clause(
    number="II.2, gạch đầu dòng 3",
    organization="nong_dan",
    text=(
        "Phối hợp với Liên minh Hợp tác xã tỉnh tổ chức tuyên truyền, hướng dẫn hội viên nông dân "
        "thành lập các Tổ hợp tác, Hợp tác xã; xây dựng các mô hình phát triển sản xuất, giúp nông "
        "dân tổ chức lại sản xuất theo chuỗi giá trị từ khâu sản xuất đến bảo quản, chế biến, tiêu "
        "thụ nông sản theo hướng phát triển các hình thức kinh tế tập thể trong nông nghiệp."
    ),
    types={
        "nong_dan.to_hop_tac_hop_tac_xa": {"mo_hinh"},
        "nong_dan.chuoi_gia_tri": {"mo_hinh"},
        "nong_dan.tuyen_truyen": {"phan_viec"},
    },
)

WOMEN_1 = Clause(
    number="II.3, gạch đầu dòng 1",
    organization="phu_nu",
    text=(
        "Chỉ đạo các cấp Hội tiếp tục thực hiện nội dung Phong trào thi đua “Phụ nữ tích cực học "
        "tập, lao động sáng tạo, xây dựng gia đình hạnh phúc”, Cuộc vận động “xây dựng gia đình 5 "
        "không, 3 sạch” góp phần xây dựng nông thôn mới, đô thị văn minh."
    ),
    movements=(
        "Phụ nữ tích cực học tập, lao động sáng tạo, xây dựng gia đình hạnh phúc",
        "Xây dựng gia đình 5 không, 3 sạch",
    ),
    types={"phu_nu.van_dong_5_khong_3_sach": {"phan_viec"}},
)

WOMENS_MODEL = (
    "Hướng dẫn, chỉ đạo để đảm bảo Hội Phụ nữ ở mỗi xã, phường, thị trấn duy trì ít nhất 01 mô "
    "hình về “Xây dựng gia đình hạnh phúc” hoặc 01 mô hình “3 sạch” (nhà sạch, bếp sạch, ngõ sạch) "
    "gắn với bảo vệ môi trường."
)

WOMEN_2 = Clause(
    number="II.3, gạch đầu dòng 2",
    organization="phu_nu",
    text=WOMENS_MODEL,
    types={"phu_nu.gia_dinh_hanh_phuc": {"mo_hinh"}, "phu_nu.ba_sach": {"mo_hinh"}},
    demands=(
        Demand(
            code="phu_nu.mot_mo_hinh_moi_xa",
            shape=AnyOf,
            sentence=WOMENS_MODEL,
            parts=(
                part(1, types=["phu_nu.gia_dinh_hanh_phuc"], wording=[KEEP]),
                part(1, types=["phu_nu.ba_sach"], themes=["bao_ve_moi_truong"], wording=[KEEP]),
            ),
        ),
    ),
)

WOMEN_3 = Clause(
    number="II.3, gạch đầu dòng 3",
    organization="phu_nu",
    text=(
        "Phối hợp với Liên minh Hợp tác xã tỉnh xây dựng mô hình Hợp tác xã kiểu mới do phụ nữ "
        "quản lý."
    ),
    types={"phu_nu.hop_tac_xa_kieu_moi": {"mo_hinh"}},
)

YOUTH_WORKS = (
    "Chỉ đạo Đoàn Thanh niên các cấp tiếp tục triển khai Phong trào “Tuổi trẻ chung tay xây dựng "
    "nông thôn mới” và “Thanh niên tham gia xây dựng đô thị văn minh” góp phần thực hiện xây dựng "
    "nông thôn mới, đô thị văn minh bằng các công trình do Đoàn Thanh niên ở xã, phường, thị trấn "
    "đảm nhận."
)

YOUTH_1 = Clause(
    number="II.4, gạch đầu dòng 1",
    organization="doan_thanh_nien",
    text=YOUTH_WORKS,
    movements=(
        "Tuổi trẻ chung tay xây dựng nông thôn mới",
        "Thanh niên tham gia xây dựng đô thị văn minh",
    ),
    types={
        "doan_thanh_nien.cong_trinh_thanh_nien": {"cong_trinh"},
        "doan_thanh_nien.thap_sang_duong_que": {"cong_trinh"},
    },
    demands=(
        Demand(
            code="doan_thanh_nien.cong_trinh_do_doan_dam_nhan",
            shape=Expected,
            sentence=YOUTH_WORKS,
            parts=(part(None, kinds=["cong_trinh"], wording=[BUILD, KEEP]),),
        ),
    ),
)

YOUTHS_MODEL = (
    "Hướng dẫn Đoàn cơ sở ở xã, phường, thị trấn xây dựng ít nhất 01 mô hình của thanh niên bảo vệ "
    "môi trường."
)

YOUTH_2 = Clause(
    number="II.4, gạch đầu dòng 2",
    organization="doan_thanh_nien",
    text=(
        "Hướng dẫn, chỉ đạo các cấp Đoàn Thanh niên có các công trình, mô hình của thanh niên tham "
        "gia đảm bảo trật tự an toàn giao thông, xây dựng tuyến đường văn minh; tổ chức các điểm "
        "sinh hoạt, vui chơi cho thanh thiếu nhi; hỗ trợ cho thanh niên khởi nghiệp, phát triển "
        f"các câu lạc bộ thanh niên làm kinh tế. {YOUTHS_MODEL}"
    ),
    types={
        "doan_thanh_nien.an_toan_giao_thong": {"cong_trinh", "mo_hinh"},
        "doan_thanh_nien.tuyen_duong_van_minh": {"cong_trinh", "mo_hinh"},
        "doan_thanh_nien.diem_sinh_hoat_vui_choi": {"cong_trinh", "mo_hinh"},
        "doan_thanh_nien.khoi_nghiep": {"mo_hinh"},
        "doan_thanh_nien.cau_lac_bo_lam_kinh_te": {"mo_hinh"},
        "doan_thanh_nien.bao_ve_moi_truong": {"mo_hinh"},
    },
    demands=(
        Demand(
            code="doan_thanh_nien.mot_mo_hinh_moi_truong_moi_xa",
            shape=AtLeast,
            sentence=YOUTHS_MODEL,
            parts=(part(1, themes=["bao_ve_moi_truong"], wording=[BUILD]),),
        ),
    ),
)

VETERANS_1 = Clause(
    number="II.5, gạch đầu dòng 1",
    organization="cuu_chien_binh",
    text=(
        "Chỉ đạo các cấp Hội thực hiện nội dung tuyên truyền, giáo dục pháp luật, truyền thống quê "
        "hương, đất nước; thực hiện Phong trào Toàn dân bảo vệ an ninh Tổ quốc gắn với Phong trào "
        "“Cựu chiến binh gương mẫu”, “Cựu chiến binh giúp nhau giảm nghèo, làm kinh tế giỏi”..."
    ),
    movements=(
        "Toàn dân bảo vệ an ninh Tổ quốc",
        "Cựu chiến binh gương mẫu",
        "Cựu chiến binh giúp nhau giảm nghèo, làm kinh tế giỏi",
    ),
    types={
        "cuu_chien_binh.guong_mau": {"mo_hinh"},
        "cuu_chien_binh.tuyen_truyen_giao_duc": {"phan_viec"},
    },
)

VETERANS_MODELS = (
    "Hướng dẫn, chỉ đạo Hội Cựu chiến binh ở mỗi xã, phường, thị trấn xây dựng ít nhất 01 mô hình "
    "Cựu chiến binh giúp nhau giảm nghèo, làm kinh tế giỏi; 01 mô hình về thực hiện Phong trào bảo "
    "vệ an ninh Tổ quốc, phòng chống tội phạm, ma túy, tệ nạn xã hội."
)

VETERANS_2 = Clause(
    number="II.5, gạch đầu dòng 2",
    organization="cuu_chien_binh",
    text=VETERANS_MODELS,
    types={
        "cuu_chien_binh.giup_nhau_giam_ngheo": {"mo_hinh"},
        "cuu_chien_binh.an_ninh_to_quoc": {"mo_hinh"},
    },
    demands=(
        Demand(
            code="cuu_chien_binh.hai_mo_hinh_moi_xa",
            shape=AllOf,
            sentence=VETERANS_MODELS,
            parts=(
                part(1, themes=["giam_ngheo"], wording=[BUILD]),
                part(1, themes=["an_ninh_trat_tu"], wording=[BUILD]),
            ),
        ),
    ),
)

CLAUSES = (
    FRONT_1, FRONT_2, FRONT_3, FARMERS_1, FARMERS_2, FARMERS_3, WOMEN_1, WOMEN_2, WOMEN_3,
    YOUTH_1, YOUTH_2, VETERANS_1, VETERANS_2,
)  # fmt: skip

ELSEWHERE = {
    "I.2, gạch đầu dòng 2": (
        "Ủy ban MTTQ cấp xã cần hiệp thương với các tổ chức thành viên và hướng dẫn Ban Công tác "
        "Mặt trận ở khu dân cư triển khai thực hiện."
    ),
    "III.2": (
        "Các tổ chức thành viên của Ủy ban MTTQ Việt Nam tỉnh: đăng ký danh sách các công trình, "
        "mô hình, phần việc của tổ chức mình tham gia xây dựng nông thôn mới, đô thị văn minh vào "
        "Quý 1 hàng năm."
    ),
}
"""Other clauses of the plan that declarations cite."""

OTHER_ORGANIZATIONS = (
    "lien_doan_lao_dong", "nguoi_cao_tuoi", "khuyen_hoc", "lien_minh_htx", "lien_hiep_khkt",
)  # fmt: skip
"""II.6 – II.10: without a plugin yet, but partners all the same."""
