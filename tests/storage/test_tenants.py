"""The contract of a tree of tenants, met by MongoDB's and by the fake alike."""

from dataclasses import replace
from datetime import date
from functools import partial
from time import perf_counter

import pytest

from core.domain.access import OPERATOR, Assignment, Role, Scope
from core.domain.errors import ForbiddenError, InvalidError, NotFoundError, StaleVersionError
from core.domain.tenants import Attribute, Dated, Level, PluginSwitch, Portion, Succession, Tenant
from core.services.tenants import find_tenants, load_country
from core.storage.database import declare, open_client, open_database
from core.storage.tenants import DECLARATIONS, MongoTenants

from ..fakes.tenants import Forest, InMemoryTenants

LAST, FIRST, IN_2017 = date(2025, 6, 30), date(2025, 7, 1), date(2017, 6, 21)
PROVINCE, DISTRICT, COMMUNE = Level.PROVINCE, Level.DISTRICT, Level.COMMUNE


def a_unit(id_, full_name, parent, level, *, since=None, until=None):
    type_, name = full_name.split(" ", 1)
    period = {"valid_from": since, "valid_to": until}
    return Tenant(
        id=id_, code=id_[1:].removesuffix("-25"), level=level, **period,
        names=(Dated(value=name, **period),), types=(Dated(value=type_, **period),),
        parents=(Dated(value=parent, **period),),
    )  # fmt: skip


UNITS = [
    Tenant(id="vn", code="VN", level=Level.COUNTRY, names=(Dated(value="Việt Nam"),)),
    a_unit("p06", "Tỉnh Bắc Kạn", "vn", PROVINCE, until=LAST),
    a_unit("p17", "Tỉnh Hoà Bình", "vn", PROVINCE, until=LAST),
    a_unit("p19", "Tỉnh Thái Nguyên", "vn", PROVINCE),
    a_unit("p33", "Tỉnh Hưng Yên", "vn", PROVINCE),
    a_unit("d064", "Huyện Chợ Đồn", "p06", DISTRICT, until=LAST),
    a_unit("c02050", "Xã Lương Bằng", "d064", COMMUNE, until=LAST),
    a_unit("c02071", "Xã Bằng Lãng", "d064", COMMUNE, until=LAST),
    a_unit("c02050-25", "Xã Nghĩa Tá", "p19", COMMUNE, since=FIRST),
    a_unit("c12271-25", "Xã Lương Bằng", "p33", COMMUNE, since=FIRST),
    a_unit("c23473", "Xã Đắk Pne", "p33", COMMUNE),
    a_unit("c00922", "Xã Hòa Bình", "p33", COMMUNE),
]
STEPS = [
    Succession(source="p06", target="p19", effective=FIRST, basis="202/2025/QH15"),
    Succession(source="c02050", target="c02050-25", effective=FIRST),
    Succession(
        source="c02071", target="c12271-25", effective=FIRST, portion=Portion.PART, default=False
    ),
    Succession(source="c02071", target="c02050-25", effective=FIRST, portion=Portion.PART),
]


@pytest.fixture(params=["fake", pytest.param("mongo", marks=pytest.mark.mongo)])
def tenants_of(request):
    if request.param == "fake":
        forest = Forest()
        return lambda scope: InMemoryTenants(scope, forest)
    return request.getfixturevalue("mongo_tenants_of")


@pytest.fixture
def mongo_tenants_of(mongo_uri, database_name):
    with open_client(mongo_uri) as client:
        database = open_database(client, database_name)
        declare(database, DECLARATIONS)
        yield partial(MongoTenants, database)


@pytest.fixture
def tenants(tenants_of):
    tenants = tenants_of(OPERATOR)
    tenants.put_tree(UNITS, STEPS, mark="one")
    return tenants


def a_scope(*sight):
    held = Assignment(
        id="a", tenant="t", organization="mttq", role=Role.ADMIN, path=sight[0], paths=sight[:1],
        sight=sight,
    )  # fmt: skip
    return Scope(user="u", assignments=(held,))


def ids(found):
    return [each.id for each in found]


def test_what_is_stored_is_read_back_with_its_paths_and_sight(tenants):
    commune = tenants.get("c02050")

    assert replace(commune, paths=(), sight=()) == UNITS[6]
    assert commune.path_on(LAST) == "vn/p06/d064/c02050/"
    assert tenants.get("p19").sight == ("vn/p06/", "vn/p19/")
    assert tenants.get("vn").sight == ("vn/",)


def test_an_unknown_tenant_does_not_exist(tenants):
    with pytest.raises(NotFoundError):
        tenants.get("c99999")
    assert set(tenants.many(["c99999", "p06"])) == {"p06"}


@pytest.mark.parametrize(
    "q", ["xa luong bang", "luong bang xa", "Lương Bằng", "LUONG  BANG", "luong ba"]
)
def test_a_commune_is_found_by_its_words_in_any_order_the_type_is_optional(tenants, q):
    found, total = tenants.find(q=q, as_of=IN_2017)

    assert ids(found) == ["c02050"]
    assert total == 1


def test_what_is_in_force_comes_before_what_is_closed(tenants):
    found, _ = tenants.find(q="Xã Lương Bằng")

    assert ids(found) == ["c12271-25", "c02050"]


@pytest.mark.parametrize("q", ["Hoà Bình", "Hòa Bình", "hoa binh"])
def test_both_tone_placements_find_the_same(tenants, q):
    found, _ = tenants.find(q=q, as_of=IN_2017)

    assert ids(found) == ["p17", "c00922"]


def test_the_type_in_the_question_decides(tenants):
    assert ids(tenants.find(q="tinh hoa binh")[0]) == ["p17"]
    assert ids(tenants.find(q="xa hoa binh")[0]) == ["c00922"]


def test_d_with_a_stroke_is_found_by_a_plain_d(tenants):
    assert ids(tenants.find(q="dak pne")[0]) == ["c23473"]


def test_only_the_last_word_may_be_begun(tenants):
    assert tenants.find(q="lu bang")[1] == 0
    assert tenants.find(q="bang lu", as_of=IN_2017)[1] == 1


def test_a_parent_lists_its_children_and_searches_everything_below(tenants):
    assert ids(tenants.find(parent="p06", as_of=IN_2017)[0]) == ["d064"]
    found, _ = tenants.find(parent="p06", level=COMMUNE, as_of=IN_2017)
    assert ids(found) == ["c02050", "c02071"]
    assert ids(tenants.find(parent="p06", q="luong bang")[0]) == ["c02050"]


def test_without_a_question_the_order_is_by_level_and_code_page_by_page(tenants):
    first, total = tenants.find(as_of=FIRST, limit=3)
    second, _ = tenants.find(as_of=FIRST, limit=3, offset=3)

    assert total == 7
    assert ids(first) == ["vn", "p19", "p33"]
    assert ids(second) == ["c00922", "c02050-25", "c12271-25"]


def test_the_children_of_a_day_are_those_of_that_day(tenants):
    assert ids(tenants.children("vn", IN_2017)) == ["p06", "p17", "p19", "p33"]
    assert ids(tenants.children("vn", FIRST)) == ["p19", "p33"]
    assert len(tenants.children("vn")) == 4


@pytest.mark.parametrize("prefix", ["vn/", "vn/p06/", "vn/p06/d064/", "vn/p19/", "vn/p0/"])
@pytest.mark.parametrize("on", [IN_2017, FIRST, date(2025, 7, 11)])
def test_the_ids_below_are_those_of_the_subtree_in_order(tenants, prefix, on):
    for level in (Level.PROVINCE, COMMUNE):
        below = tenants.subtree([prefix], level=level, on=on)
        in_order = sorted(below, key=lambda unit: unit.path_on(on))
        assert list(tenants.ids_below(prefix, level=level, on=on)) == [u.id for u in in_order]


def test_a_subtree_is_what_lay_below_on_that_day(tenants):
    assert set(ids(tenants.subtree(["vn/p06/"], on=IN_2017))) == {"p06", "d064", "c02050", "c02071"}
    assert ids(tenants.subtree(["vn/p06/"], on=FIRST)) == []
    assert ids(tenants.subtree(["vn/p19/", "vn/p19/c02050-25/"], level=COMMUNE)) == ["c02050-25"]
    assert ids(tenants.subtree([])) == []


def test_a_path_that_merely_begins_alike_is_another_tenant(tenants):
    assert ids(tenants.subtree(["vn/p0/"])) == []
    assert "c02050-25" not in ids(tenants.subtree(["vn/p06/d064/c02050/"]))


def test_ancestors_come_country_first(tenants):
    assert ids(tenants.ancestors(tenants.get("c02050"), IN_2017)) == ["vn", "p06", "d064"]
    assert ids(tenants.ancestors(tenants.get("vn"), IN_2017)) == []


def test_successions_are_read_from_both_ends(tenants):
    assert [step.target for step in tenants.successors("c02071")] == ["c02050-25", "c12271-25"]
    assert tenants.predecessors("c02050-25") == [STEPS[1], STEPS[3]]
    assert tenants.successors("p06") == [STEPS[0]]


def test_work_of_what_is_closed_belongs_to_its_heir(tenants):
    heirs = tenants.heirs(["c02050", "c02071", "p06", "d064", "p19", "c99999"])

    assert heirs == {
        "c02050": "c02050-25", "c02071": "c02050-25", "p06": "p19", "d064": "p19", "p19": "p19",
    }  # fmt: skip


NEW_RURAL = Attribute(
    name="xa_nong_thon_moi", value=True, source="QĐ 1980", valid_from=date(2016, 10, 17)
)


def stated(tenant):
    return replace(
        tenant, attributes=(NEW_RURAL,), settings={"self_confirmation": True},
        plugins=(PluginSwitch(code="phu_nu", enabled=False, valid_from=date(2018, 1, 1)),),
        version=tenant.version + 1,
    )  # fmt: skip


def test_what_a_tenant_states_is_read_back(tenants):
    assert tenants.stating_plugins() == []
    changed = stated(tenants.get("c02050"))
    tenants.replace(changed)
    assert tenants.get("c02050") == changed
    assert tenants.stating_plugins() == [changed]


def test_of_two_edits_of_one_version_the_second_is_refused_and_told_what_differs(tenants):
    seen = tenants.get("c02050")
    tenants.replace(stated(seen))
    with pytest.raises(StaleVersionError) as refused:
        tenants.replace(replace(stated(seen), settings={}))
    assert refused.value.params["fields"] == ["settings"]


def test_loading_the_tree_again_leaves_what_tenants_have_stated(tenants):
    changed = stated(tenants.get("c02050"))
    tenants.replace(changed)
    renamed = replace(UNITS[6], names=(Dated(value="Lương Bằng Mới"),), version=9)

    tenants.put_tree([renamed if unit.id == "c02050" else unit for unit in UNITS], STEPS[:2])

    after = tenants.get("c02050")
    assert after == replace(changed, names=renamed.names)
    assert ids(tenants.find(q="luong bang moi")[0]) == ["c02050"]
    assert tenants.successors("c02071") == []


def test_a_unit_that_is_open_again_loses_its_last_day(tenants):
    reopened = replace(UNITS[5], valid_to=None, parents=(Dated(value="p19"),))

    tenants.put_tree([reopened if unit.id == "d064" else unit for unit in UNITS], STEPS)

    assert tenants.get("d064").valid_to is None
    assert tenants.heirs(["d064"]) == {"d064": "d064"}


def test_a_tenant_out_of_sight_cannot_be_changed_but_can_be_read(tenants, tenants_of):
    elsewhere = tenants_of(a_scope("vn/p33/"))

    with pytest.raises(NotFoundError):
        elsewhere.replace(stated(elsewhere.get("c02050")))
    assert elsewhere.get("c02050").version == 1


def test_a_tenant_changes_what_is_below_it(tenants, tenants_of):
    district = tenants_of(a_scope("vn/p06/d064/"))
    district.replace(stated(district.get("c02050")))

    assert tenants.get("c02050").version == 2


def test_only_the_operator_stores_a_tree(tenants_of):
    with pytest.raises(ForbiddenError):
        tenants_of(a_scope("vn/")).put_tree(UNITS, STEPS)


def test_the_mark_says_which_tree_is_stored(tenants):
    assert tenants.tree_mark() == "one"
    tenants.put_tree(UNITS, STEPS, mark="two")
    assert tenants.tree_mark() == "two"


def test_a_question_of_one_letter_is_refused(tenants):
    with pytest.raises(InvalidError) as refused:
        find_tenants(tenants, q="x")
    assert [problem.field for problem in refused.value.problems] == ["q"]
    with pytest.raises(NotFoundError):
        find_tenants(tenants, parent="p99")


def test_the_country_loads_in_seconds_and_only_once(tenants_of):
    tenants = tenants_of(OPERATOR)
    assert tenants.count() == 0
    started = perf_counter()
    assert load_country(tenants) == tenants.count() > 13_000

    assert perf_counter() - started < 20
    assert load_country(tenants) == 0
    found = tenants.find(q="Xã Lương Bằng", as_of=IN_2017)[0][0]
    assert found.path_on(IN_2017) == "vn/p06/d064/c02062/"
