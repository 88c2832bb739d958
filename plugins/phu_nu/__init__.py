"""Hội Liên hiệp Phụ nữ: the Women's Union."""
