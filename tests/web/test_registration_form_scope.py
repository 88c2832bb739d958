"""Whose form it is: one's own units, and nothing of any other."""

import pytest

from tests.api.places import BAC_KAN, CHO_DON, LUONG_BANG, NGHIA_TA
from tests.web.form_filling import NEW, begun, id_of, press, stored, typed_in


@pytest.fixture
def officer(web):
    return web.visitor(LUONG_BANG, "phu_nu", "officer")


def test_a_foreign_tenants_item_does_not_exist(web, officer):
    page = begun(officer)
    stranger = web.visitor(NGHIA_TA, "phu_nu", "officer")
    other = web.visitor(LUONG_BANG, "nong_dan", "officer")

    for visitor in (stranger, other):
        for path in ("buoc/1", "xem-lai"):
            address = f"/dang-ky/{id_of(page)}/{path}"
            assert visitor.get(address).status == 404
            assert visitor.post(address, typed_in(page)).status == 404
        for path in ("chi-tieu", "doc-lai", "kiem-tra"):
            assert visitor.post(f"/dang-ky/{path}", typed_in(page)).status == 404
        assert visitor.get(f"/dang-ky/dia-diem?q=na&id={id_of(page)}").status == 404
        assert visitor.post(f"/dang-ky/tiep-tuc/{id_of(page)}").status == 404
    assert stored(web, page, officer)["version"] == 1


@pytest.mark.parametrize("role", ["viewer", "admin"])
def test_who_only_looks_on_is_offered_no_form(web, role):
    visitor = web.visitor(LUONG_BANG, "phu_nu", role)

    assert visitor.get("/dang-ky/moi").status == 404
    assert visitor.get(NEW).status == 404


def test_a_form_for_a_unit_out_of_sight_does_not_exist(officer):
    assert officer.get(f"{NEW}&dia-ban={NGHIA_TA}").status == 404
    assert officer.get("/dang-ky/moi?loai=nong_dan.khong_co").status == 404


def test_a_district_registers_for_a_commune_that_has_nobody(web):
    district = web.visitor(CHO_DON, "phu_nu", "officer")

    page = press(
        district.get(f"{NEW}&dia-ban={LUONG_BANG}"), district, title="Đường hoa", kind="mo_hinh"
    )

    item = stored(web, page, district)
    assert item["tenant"] == LUONG_BANG
    assert item["entered_from_above"] is True


def test_above_the_commune_places_are_units_below(web):
    province = web.visitor(BAC_KAN, "phu_nu", "officer")
    page = press(province.get(NEW), province, title="Hội thi", kind="phan_viec", stage="duy_tri")
    assert "Huyện Chợ Đồn" in page.main

    page = press(page, province, "den=2", places=[CHO_DON], places_new="xa luong bang; Không Có")

    assert page.status == 422
    assert "Không có đơn vị “Không Có” trong địa bàn." in page.main
    page = press(page, province, "den=2", places_new="xa luong bang")
    assert stored(web, page, province)["places"] == [{"tenant": CHO_DON}, {"tenant": LUONG_BANG}]
