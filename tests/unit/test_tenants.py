"""A tenant answers for any day, before and after a reform."""

from datetime import date

from core.domain.tenants import Attribute, Dated, Level, PluginSwitch, Tenant

REFORM = date(2025, 7, 1)
BEFORE = date(2025, 6, 30)
KONG_CHRO = Tenant(
    id="c23824",
    code="23824",
    level=Level.COMMUNE,
    names=(Dated(value="Kông Chro"),),
    types=(
        Dated(value="Thị trấn", valid_to=BEFORE),
        Dated(value="Xã", valid_from=REFORM, basis="1664/NQ-UBTVQH15"),
    ),
    parents=(Dated(value="d632", valid_to=BEFORE), Dated(value="p52-25", valid_from=REFORM)),
    paths=(
        Dated(value="vn/p64/d632/c23824/", valid_to=BEFORE),
        Dated(value="vn/p52-25/c23824/", valid_from=REFORM),
    ),
    attributes=(
        Attribute(
            name="xa_nong_thon_moi", value=False, source="QĐ 1", valid_from=date(2016, 1, 1),
            valid_to=date(2018, 12, 31),
        ),
        Attribute(
            name="xa_nong_thon_moi", value=True, source="QĐ 2", valid_from=date(2018, 6, 1)
        ),
    ),
    plugins=(
        PluginSwitch(code="phu_nu", enabled=False, valid_from=date(2020, 1, 1)),
        PluginSwitch(code="phu_nu", enabled=True, valid_from=date(2021, 1, 1)),
    ),
)  # fmt: skip


def test_a_commune_has_the_type_and_the_path_of_the_day():
    assert KONG_CHRO.full_name_on(BEFORE) == "Thị trấn Kông Chro"
    assert KONG_CHRO.full_name_on(REFORM) == "Xã Kông Chro"
    assert KONG_CHRO.path_on(BEFORE) == "vn/p64/d632/c23824/"
    assert KONG_CHRO.parent_on(date(2026, 1, 1)) == "p52-25"


def test_the_oldest_snapshot_counts_from_the_beginning():
    assert KONG_CHRO.full_name_on(date(1975, 4, 30)) == "Thị trấn Kông Chro"


def test_a_closed_unit_keeps_its_last_name_and_is_not_in_force():
    closed = Tenant(
        id="p06", code="06", level=Level.PROVINCE, valid_to=BEFORE,
        names=(Dated(value="Bắc Kạn", valid_to=BEFORE),),
    )  # fmt: skip

    assert closed.name_on(date(2030, 1, 1)) == "Bắc Kạn"
    assert closed.in_force_on(BEFORE)
    assert not closed.in_force_on(REFORM)


def test_a_day_before_a_new_unit_falls_to_its_first_name():
    new = Tenant(
        id="p82-25", code="82", level=Level.PROVINCE, valid_from=REFORM,
        names=(Dated(value="Đồng Tháp", valid_from=REFORM),),
    )  # fmt: skip

    assert new.name_on(date(2017, 1, 1)) == "Đồng Tháp"


def test_an_attribute_nobody_has_stated_is_unknown_and_not_false():
    assert KONG_CHRO.attribute_on("xa_nong_thon_moi", date(2015, 12, 31)) is None
    assert KONG_CHRO.attribute_on("xa_an_toan_khu", REFORM) is None


def test_the_later_statement_about_a_day_wins():
    assert KONG_CHRO.attribute_on("xa_nong_thon_moi", date(2017, 1, 1)) is False
    assert KONG_CHRO.attribute_on("xa_nong_thon_moi", date(2018, 7, 1)) is True


def test_a_plugin_is_on_or_off_from_a_day_on_or_left_to_the_parent():
    assert KONG_CHRO.plugin_enabled_on("phu_nu", date(2019, 12, 31)) is None
    assert KONG_CHRO.plugin_enabled_on("phu_nu", date(2020, 5, 1)) is False
    assert KONG_CHRO.plugin_enabled_on("phu_nu", date(2021, 1, 1)) is True
    assert KONG_CHRO.plugin_enabled_on("nong_dan", REFORM) is None


def test_levels_are_ordered_from_the_country_down():
    assert [level.depth for level in Level] == [0, 1, 2, 3]
