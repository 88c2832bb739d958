"""Đoàn Thanh niên Cộng sản Hồ Chí Minh: the Youth Union."""
