"""Tenants of the real tree that tests of the API happen in: Bắc Kạn in 2017."""

BAC_KAN = "p06"
CHO_DON = "d064"
LUONG_BANG = "c02062"
NGHIA_TA = "c02071"
PAC_NAM = "d060"
HA_GIANG = "p02"
