"""Invented names and sentences of the demonstration: people, residential areas, reasons, reports.

Nobody real is meant; telephone numbers begin with 0900 000, which is given to nobody.
"""

PEOPLE = (
    "Nông Văn Thành",
    "Hoàng Thị Lan",
    "Triệu Văn Sơn",
    "Bàn Thị Mai",
    "Lường Văn Tuấn",
    "Đinh Thị Hương",
    "Ma Văn Khánh",
    "Hà Thị Thu",
    "Lý Văn Bình",
    "Nguyễn Thị Hạnh",
)
PHONES = tuple(f"0900 000 0{number:02d}" for number in range(1, 11))

HAMLETS = (
    "Nà Cà", "Nà Duồng", "Nà Pài", "Nà Tao", "Nà Bưa", "Nà Lại", "Nà Đeng", "Nà Mòn", "Nà Rào",
    "Nà Kham", "Nà Phung", "Nà Lẹng", "Bản Lạp", "Bản Cáu", "Bản Quân", "Bản Chang", "Bản Vèn",
    "Bản Mới", "Bản Pục", "Bản Diếu", "Bản Tàn", "Khuổi Đeng", "Khuổi Chang", "Khuổi Slảo",
    "Khuổi Lè", "Khuổi Ái", "Pác Giả", "Pác Cốp", "Pác Lẻo", "Pác Nghiên", "Cốc Lùng", "Cốc Phát",
    "Cốc Thốc", "Cốc Diển", "Phiêng An", "Phiêng Cà", "Phiêng Luông", "Lủng Mít", "Lủng Chang",
    "Thôm Mò", "Thôm Khoan", "Tổng Ngay", "Tân Thành", "Đoàn Kết",
)  # fmt: skip

RETURNED = (
    "Đề nghị ghi rõ quy mô và nguồn kinh phí.",
    "Trùng nội dung với đăng ký của đoàn thể khác ở cùng khu dân cư; đề nghị hiệp thương lại.",
    "Đề nghị bổ sung đơn vị phối hợp và thời gian hoàn thành.",
    "Tên mô hình chưa rõ việc làm cụ thể; đề nghị ghi lại.",
)
WITHDRAWN = (
    "Chuyển nguồn lực sang khắc phục hậu quả mưa lũ.",
    "Đã gộp vào mô hình của Ủy ban Mặt trận Tổ quốc xã.",
    "Hộ tham gia không còn đủ điều kiện thực hiện trong năm.",
)
RESULT_RETURNED = (
    "Số liệu kinh phí chưa khớp với sổ thu chi; đề nghị rà soát.",
    "Chưa nêu số hộ tham gia thực tế; đề nghị bổ sung.",
)
REPORT_RETURNED = (
    "Đề nghị bổ sung phương hướng kỳ tới và kiến nghị cụ thể.",
    "Đề nghị đánh giá kết quả theo từng nội dung của Cuộc vận động.",
)

REPORT_MISSING = (
    "Cán bộ phụ trách nghỉ chế độ, đã nhắc bằng điện thoại; đưa vào kỳ cả năm.",
    "Đơn vị đang kiện toàn tổ chức, chưa có người ký báo cáo.",
    "Đã nhắc hai lần bằng văn bản, đến hạn chốt chưa gửi.",
)
AMENDED = "Hội Phụ nữ xã rà soát lại danh sách hộ tham gia, số hộ tăng so với báo cáo đã gửi."

UNDER_WAY = (
    "Đã họp dân thống nhất, huy động được một phần kinh phí, đang triển khai.",
    "Đang thực hiện theo kế hoạch đã hiệp thương.",
    "Đã triển khai đợt 1, nhân dân hưởng ứng tích cực.",
)
DONE = (
    "Đã hoàn thành, bàn giao cho khu dân cư quản lý, sử dụng.",
    "Hoàn thành trước thời hạn, nhân dân phấn khởi, tích cực tham gia.",
    "Đạt mục tiêu đề ra; có thể nhân rộng sang khu dân cư khác.",
)
KEPT = (
    "Mô hình được duy trì thường xuyên, sinh hoạt đều theo quy chế.",
    "Duy trì tốt, số hộ tham gia ổn định.",
)
STOPPED = ("Tạm dừng do chưa huy động đủ kinh phí.", "Dừng do vướng mặt bằng thi công.")

STEERING = (
    "Đã quán triệt Kế hoạch số 129/KH-MTTQ-BTT ngày 21/6/2017 đến cán bộ, hội viên, đoàn viên.",
    "Ban hành văn bản hướng dẫn, phân công cán bộ phụ trách từng khu dân cư.",
)
CONSULTED = (
    "Đã hiệp thương với các tổ chức thành viên, thống nhất không để chồng chéo, bỏ sót nội dung.",
    "Tham gia hội nghị hiệp thương do Ủy ban MTTQ cùng cấp chủ trì.",
)
ACHIEVED = (
    "Các công trình, mô hình đã đăng ký được triển khai; số liệu như biểu tổng hợp.",
    "Phần lớn mô hình thực hiện đúng tiến độ, được nhân dân đồng tình ủng hộ.",
)
WEAKNESSES = (
    "Kinh phí huy động còn hạn chế; một số khu dân cư triển khai chậm.",
    "Công tác tuyên truyền ở vùng cao, vùng sâu còn khó khăn.",
)
NEXT = (
    "Tiếp tục duy trì các mô hình đã có; đăng ký mô hình mới theo đúng thời hạn.",
    "Phối hợp kiểm tra, đánh giá và nhân rộng mô hình hiệu quả.",
)
