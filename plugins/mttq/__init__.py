"""Mặt trận Tổ quốc: the Front, which chairs the campaign and acts in it."""
