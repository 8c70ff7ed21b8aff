"""Invented pairs of tips, of one event and of two: what the points of likeness are calibrated on.

Each side: kind, when, hours after the other's hour zero, text. Both are of one commune where nothing else is said.
"""

from typing import Final

Side = tuple[str | None, str | None, float, str]

#: Told by two people, or twice by one: nobody can tell.
ONE_EVENT: Final[tuple[tuple[Side, Side], ...]] = (
    (
        ("danh_nhau", "now", 0, "Có nhóm thanh niên đánh nhau trước quán karaoke Hoa Mai, có người cầm mã tấu"),
        ("danh_nhau", "now", 0.2, "danh nhau o quan karaoke hoa mai, 5 6 dua cam dao rua nhau"),
    ),
    (
        ("danh_nhau", "today", 0, "Tối nay đám thanh niên rượt chém nhau ở chân cầu Cái Sơn, một người chảy máu đầu"),
        (None, "today", 1, "chém nhau ở cầu Cái Sơn có người bị thương đưa đi bệnh viện"),
    ),
    (
        ("giao_thong", "now", 0, "Xe tải biển số 67C-123.45 đụng xe máy ở ngã ba Lộ Tẻ rồi bỏ chạy"),
        ("giao_thong", "now", 0.5, "Tai nạn ngã ba lộ tẻ, xe tải 67C 12345 chạy luôn"),
    ),
    (
        ("trom_cuop", "today", 0, "Hai thanh niên đi xe 67B1-234.56 giật dây chuyền bà bán vé số gần chợ"),
        ("trom_cuop", "today", 4, "Mới thấy chiếc 67b1 23456 giật đồ người ta rồi chạy về hướng cầu"),
    ),
    (
        ("trom_cuop", "now", 0, "Cướp giật điện thoại, biển số đuôi 456, áo khoác đen, trước cổng trường tiểu học"),
        (
            "giao_thong",
            "now",
            1,
            "Hai đứa chạy xe 67L1-784.56 phóng nhanh lạng lách qua cổng trường, suýt tông học sinh",
        ),
    ),
    (
        ("ma_tuy", "often", 0, "Phòng trọ số 7 hẻm 12 đường Trần Phú tối nào cũng có người ra vào mua hàng trắng"),
        ("ma_tuy", "often", 150, "Nhà trọ hẻm 12 Trần Phú bán ma túy, phòng số 7, khuya thanh niên ra vào liên tục"),
    ),
    (
        ("ma_tuy", "today", 0, "Nhóm thanh niên tụ tập chích hút sau nhà kho lúa cũ ấp Bình Thạnh"),
        ("ma_tuy", "often", 20, "sau kho lua cu ap binh thanh co tui nghien chich choac vut kim tiem"),
    ),
    (
        ("co_bac", "now", 0, "Đá gà ăn tiền sau chùa, mấy chục người, xe để kín bờ kinh"),
        ("co_bac", "now", 0.7, "Trường gà sau chùa đang đá, đông lắm, có canh đường bờ kinh"),
    ),
    (
        ("co_bac", "often", 0, "Quán cà phê Ngọc Lan đánh bài ăn tiền mỗi tối, chủ quán lấy xâu"),
        ("hang_xom", "often", 50, "Quán cà phê Ngọc Lan tụ tập bài bạc ồn ào tới khuya không ai ngủ được"),
    ),
    (
        ("chay_no", "now", 0, "Cháy nhà ở ấp Phú Hữu gần trạm y tế, khói đen bốc cao"),
        ("chay_no", "now", 0.1, "chay nha lon lam gan tram y te ap phu huu"),
    ),
    (
        ("chay_no", "now", 0, "Cháy lớn quá cứu với"),
        ("chay_no", "now", 0.1, "Có cháy ở xóm chài, lửa lan qua mấy nhà"),
    ),
    (
        ("lua_dao", "earlier", 0, "Có người gọi số 0912 345 678 xưng công an bắt chuyển tiền vô tài khoản"),
        ("lua_dao", "today", 90, "Số 0912345678 giả danh công an gọi cho má tôi đòi chuyển 20 triệu"),
    ),
    (
        ("lua_dao", "earlier", 0, "Chuyển tiền mua phân bón qua mạng vào tài khoản 1903 4567 8901 rồi bị chặn"),
        ("lua_dao", "earlier", 200, "Bị lừa cọc 5 triệu, số tài khoản 190345678901, bán máy cày cũ trên mạng"),
    ),
    (
        ("no_lai", "now", 0, "Giang hồ tạt sơn nhà bà Tư bán hủ tiếu đòi nợ, xe bán tải màu đen"),
        ("no_lai", "today", 2, "Mấy người xăm mình tới tạt sơn đòi nợ tiệm hủ tiếu bà Tư"),
    ),
    (
        ("hang_xom", "now", 0, "Karaoke loa kẹo kéo nhà ông Năm sửa xe hát rống tới giờ này"),
        ("hang_xom", "now", 0.6, "Loa kẹo kéo tiệm sửa xe ông Năm ồn quá trời, trẻ nhỏ không ngủ được"),
    ),
    (
        ("moi_truong", "often", 0, "Ghe hút cát lậu ban đêm đoạn vàm Rạch Sâu, sạt lở bờ"),
        ("moi_truong", "today", 60, "Hai chiếc ghe hút cát ở vàm rạch sâu lúc nửa đêm"),
    ),
    (
        ("moi_truong", "today", 0, "Cơ sở cá tra Minh Phát xả nước thải đen hôi xuống kinh Ba Thê, cá chết trắng"),
        ("moi_truong", "today", 5, "Kinh Ba Thê nước đen hôi thúi cá chết, chắc cơ sở Minh Phát xả"),
    ),
    (
        ("bien_gioi", "today", 0, "Xe ba gác chở thuốc lá lậu từ bãi sông lên kho sau cây xăng Thành Công"),
        ("bien_gioi", "often", 10, "Kho thuốc lá lậu sau cây xăng Thành Công, ba gác chở ban đêm"),
    ),
    (
        ("gia_dinh", "now", 0, "Ông chồng nhà số 15 đánh vợ la làng cả xóm nghe, con nít khóc"),
        ("gia_dinh", "now", 0.3, "Nhà số 15 chồng say rượu đánh vợ dữ lắm, nghe tiếng con nít khóc"),
    ),
    (
        (
            "nguoi_la",
            "today",
            0,
            "Hai người lạ mặc áo sơ mi trắng đi từng nhà hỏi mua đồ cổ rồi dòm ngó, xe bảy chỗ màu bạc",
        ),
        ("nguoi_la", "today", 3, "Xe bảy chỗ màu bạc, hai người áo trắng đi gom đồ cổ dòm ngó nhà cửa"),
    ),
)

#: Alike in something, and yet two events.
TWO_EVENTS: Final[tuple[tuple[Side, Side], ...]] = (
    (
        ("trom_cuop", "today", 0, "Mất xe đạp trước nhà sách Minh Khai, khóa bị cắt"),
        ("trom_cuop", "today", 5, "Trộm vô vườn hái trộm sầu riêng ban đêm, lấy mấy chục trái"),
    ),
    (
        ("trom_cuop", "earlier", 0, "Bị mất con chó berger nhà nuôi, nghi trộm chó"),
        ("trom_cuop", "today", 30, "Kẻ gian cạy cửa tiệm vàng, camera có quay"),
    ),
    (
        ("trom_cuop", "today", 0, "Xe 67B1-234.56 bị mất trước bệnh viện"),
        ("trom_cuop", "today", 9, "Mất chiếc Wave 67F1-771.20 dựng ngoài chợ"),
    ),
    (
        ("danh_nhau", "now", 0, "Đánh nhau ở quán nhậu bờ kè, bàn ghế đổ hết"),
        ("danh_nhau", "earlier", 40, "Bữa trước trường cấp ba học sinh đánh nhau quay clip"),
    ),
    (
        ("ma_tuy", "often", 0, "Bán ma túy ở nhà trọ Hương Giang phòng cuối dãy"),
        ("ma_tuy", "often", 70, "Thanh niên hút cỏ Mỹ ngoài bãi bồi mé sông chiều chiều"),
    ),
    (
        ("ma_tuy", "today", 0, "Thấy giao hàng trắng ở cây xăng ngã tư"),
        ("ma_tuy", "often", 6, "Trại gà bỏ hoang là chỗ chích hút, kim tiêm đầy"),
    ),
    (
        ("lua_dao", "earlier", 0, "Bị lừa 50.000.000 đồng vì kết bạn trên mạng với người nước ngoài"),
        ("lua_dao", "earlier", 20, "Hụi chết, chủ hụi bà Út ôm 50.000.000 đồng trốn mất"),
    ),
    (
        ("lua_dao", "today", 0, "Số 0988111222 gọi trúng thưởng xe SH bắt đóng phí"),
        ("lua_dao", "today", 3, "Shop bán điện thoại giả giao hàng toàn cục gạch"),
    ),
    (
        ("giao_thong", "now", 0, "Xe tải 67C-123.45 lật giữa đường chắn hết lối đi"),
        ("giao_thong", "now", 8, "Nhóm choai choai nẹt pô đua xe đường vòng hồ sen"),
    ),
    (
        ("giao_thong", "often", 0, "Xe tải cát chạy quá tải nát đường tỉnh 943"),
        ("giao_thong", "often", 30, "Xe ben chở đá phủ bụi qua chợ không che bạt"),
    ),
    (
        ("hang_xom", "often", 0, "Nhà kế bên nuôi heo hôi thúi cả xóm"),
        ("hang_xom", "often", 48, "Tranh chấp ranh đất nhà ông Ba với nhà bà Bảy chửi nhau hoài"),
    ),
    (
        ("hang_xom", "now", 0, "Đám cưới mở nhạc lớn quá khuya rồi"),
        ("danh_nhau", "now", 30, "Thanh niên gây gổ cầm gậy ở sân banh"),
    ),
    (
        ("co_bac", "often", 0, "Bà Sáu ghi số đề ở đầu chợ mỗi chiều"),
        ("co_bac", "today", 26, "Đánh bài binh xập xám trong vườn nhãn"),
    ),
    (
        ("chay_no", "now", 0, "Đốt đồng khói mịt mù quốc lộ"),
        ("chay_no", "earlier", 50, "Tiệm gas sang chiết trái phép trong khu dân cư"),
    ),
    (
        ("moi_truong", "today", 0, "Xung điện cá ở kinh Xáng"),
        ("moi_truong", "often", 30, "Lò giết mổ heo lậu nước thải chảy ra ruộng"),
    ),
    (
        ("no_lai", "often", 0, "Tờ rơi cho vay dán đầy cột điện"),
        ("no_lai", "earlier", 20, "Bị ép ký giấy vay 30 triệu lãi ngày ở tiệm cầm đồ"),
    ),
    (
        ("gia_dinh", "often", 0, "Ông ngoại bị con trai bỏ đói, nhà cuối hẻm"),
        ("gia_dinh", "today", 7, "Cha dượng đánh bé gái bầm tay, học lớp ba"),
    ),
    (
        ("nguoi_la", "today", 0, "Bà cụ lạc đường không nhớ tên ngồi ở bến phà"),
        ("nguoi_la", "often", 30, "Nhà thuê có nhiều người nước ngoài ở không khai báo"),
    ),
    (
        ("bien_gioi", "today", 0, "Vác thuốc lá lậu qua đồng lúc tờ mờ sáng"),
        ("bien_gioi", "earlier", 70, "Có người rủ đi Campuchia làm việc lương cao, dắt qua đường ruộng"),
    ),
    (
        (None, "unsure", 0, "Xin hỏi làm căn cước ở đâu"),
        (None, "unsure", 1, "Đèn đường hư mấy bữa nay tối thui"),
    ),
    (
        ("danh_nhau", "now", 0, "Đánh nhau trước quán karaoke Hoa Mai"),
        ("danh_nhau", "now", 200, "Đánh nhau trước quán nhậu Bờ Sông"),
    ),
    (
        ("trom_cuop", "today", 0, "Mất trộm máy bơm nước ngoài ruộng đêm qua, nhà tôi ở ấp Hòa Long"),
        ("trom_cuop", "today", 30, "Mất trộm điện thoại trong quán cà phê, nhà tôi ở ấp Hòa Long"),
    ),
)
