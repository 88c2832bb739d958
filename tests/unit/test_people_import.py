"""A table of users is tried first; then everyone in it is created, or nobody."""

import pytest

from core.domain.access import OPERATOR, Role, Scope
from core.domain.errors import ForbiddenError, InvalidError
from core.services.own_password import invited_user
from core.services.people_import import import_users, plan_import

from ..fakes.people import MOMENT, NOW, ORGANIZATIONS, InMemoryStore, a_user, an_assignment

HEADER = "username,name,tenant,organization,role"
GOOD = f"""{HEADER}
hoa,Nông Thị Hoa,c02050,phu_nu,officer
dong,Đồng Văn Tuấn,c02071,nong_dan,approver
hoa,Nông Thị Hoa,c02071,phu_nu,viewer
"""
DISTRICT = Scope(user="u-admin", assignments=(an_assignment("d064", "mttq", Role.ADMIN),))


@pytest.fixture
def store():
    return InMemoryStore()


def given(text):
    content = text.encode() if isinstance(text, str) else text
    return {"content": content, "organizations": ORGANIZATIONS, "moment": MOMENT}


def planned(store, text, scope=DISTRICT):
    return plan_import(work=store.read(scope), **given(text))


def imported(store, text, scope=DISTRICT):
    return store.write(scope, lambda work: import_users(work=work, **given(text)))


def problems(store, *rows, header=HEADER, scope=DISTRICT):
    plan = planned(store, "\n".join([header, *rows]), scope)
    return [(problem.field, problem.code) for problem in plan.problems]


def refused_table(store, content):
    with pytest.raises(InvalidError) as refused:
        planned(store, content)
    return [(problem.field, problem.code) for problem in refused.value.problems]


def test_trying_says_who_would_be_created_and_changes_nothing(store):
    plan = planned(store, GOOD)
    assert plan.problems == ()
    assert [(new.username, len(new.grants)) for new in plan.newcomers] == [("hoa", 2), ("dong", 1)]
    assert not store.rows.users
    assert not store.rows.acts


def test_everyone_is_created_each_with_a_link_of_their_own(store):
    invited = imported(store, GOOD)
    assert [each.user.username for each in invited] == ["hoa", "dong"]
    assert [held.tenant for held in invited[0].user.assignments] == ["c02050", "c02071"]
    for each in invited:
        assert invited_user(store=store, token=each.token, now=NOW) == each.user
    assert [act.action for act in store.rows.acts] == ["user.create", "user.create"]
    assert not [each for each in invited if each.token in repr(store.rows.acts) + repr(invited)]


def test_one_wrong_row_and_nobody_is_created(store):
    with pytest.raises(InvalidError) as refused:
        imported(store, GOOD + "xa,Xa,c01840,phu_nu,officer\n")
    assert [(p.field, p.code) for p in refused.value.problems] == [
        ("rows.5.tenant", "unknown_tenant")
    ]
    assert not store.rows.users


@pytest.mark.parametrize(
    "content",
    [
        GOOD.encode("utf-8-sig"),
        GOOD.replace(",", ";").encode("utf-8-sig"),
        GOOD.replace(",", "\t").replace("\n", "\r\n").encode(),
        GOOD.replace("username,name", " Username ,NAME").encode(),
        GOOD.replace("\nhoa", "\n,,,,\nhoa").encode(),
    ],
    ids=["mark", "excel", "tabs", "header", "empty rows"],
)
def test_a_table_is_read_as_people_and_excel_write_it(store, content):
    assert len(imported(store, content)) == 2


def test_days_are_read_as_iso_or_as_written_here(store):
    rows = "hoa,Hoa,c02050,phu_nu,officer,2017-01-01,31/12/2017"
    (invited,) = imported(store, f"{HEADER},from,to\n{rows}")
    (held,) = invited.user.assignments
    assert (str(held.valid_from), str(held.valid_to)) == ("2017-01-01", "2017-12-31")


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("Hoa,Hoa,c02050,phu_nu,officer", ("username", "not_a_username")),
        (",Hoa,c02050,phu_nu,officer", ("username", "required")),
        ("hoa,,c02050,phu_nu,officer", ("name", "required")),
        ("hoa,Hoa,Lương Bằng,phu_nu,officer", ("tenant", "unknown_tenant")),
        ("hoa,Hoa,c01840,phu_nu,officer", ("tenant", "unknown_tenant")),
        ("hoa,Hoa,c02050,khac,officer", ("organization", "unknown_organization")),
        ("hoa,Hoa,c02050,phu_nu,boss", ("role", "unknown_role")),
        ("hoa,Hoa,d064,phu_nu,admin", ("role", "beyond_own_grant")),
        ("hoa,Hoa,c02050,phu_nu,officer,hôm qua", ("from", "not_a_date")),
        ("hoa,Hoa,c02050,phu_nu,officer,2017-02-30", ("from", "not_a_date")),
        ("hoa,Hoa,c02050,phu_nu,officer,2017-02-03,2017-02-01", ("to", "ends_before_start")),
        ("hoa,Hoa,c02050,phu_nu,officer,,,thừa", ("columns", "too_many_cells")),
        ("cu,Cũ,c02050,phu_nu,officer", ("username", "username_taken")),
    ],
)
def test_what_is_wrong_is_said_by_the_row_of_the_sheet_and_its_column(store, row, wrong):
    store.rows.users["u-cu"] = a_user("cu")
    found = problems(store, "tot,Tốt,c02050,phu_nu,officer", row, header=f"{HEADER},from,to")
    assert found == [(f"rows.3.{wrong[0]}", wrong[1])]


def test_rows_of_one_username_must_agree(store):
    assert problems(store, "hoa,Hoa,c02050,phu_nu,officer", "hoa,Hòa,c02050,phu_nu,officer") == [
        ("rows.3.name", "name_differs"),
        ("rows.3.role", "assignment_repeated"),
    ]


def test_what_is_no_such_table_is_refused_as_a_whole(store):
    assert refused_table(store, "họ tên".encode("utf-16")) == [("file", "not_utf8")]
    assert refused_table(store, b"") == [
        (f"columns.{name}", "column_missing") for name in HEADER.split(",")
    ]
    assert refused_table(store, f"{HEADER},password\n") == [("columns", "unknown_column")]
    assert refused_table(store, f"{HEADER},role\n") == [("columns.role", "column_repeated")]
    assert refused_table(store, HEADER) == [("file", "no_rows")]
    assert refused_table(store, f'{HEADER}\n"hoa,Hoa') == [("file", "not_a_table")]


def test_two_thousand_rows_are_the_limit(store):
    row = "u{0},Tên,c02050,phu_nu,officer"
    full = "\n".join([HEADER, *(row.format(n) for n in range(2_000))])
    assert len(imported(store, full)) == 2_000
    assert refused_table(store, f"{full}\n{row.format('x')}") == [("file", "too_many_rows")]


def test_an_import_is_done_by_one_admin_assignment(store):
    officer = Scope(user="u-x", assignments=(an_assignment("d064", "mttq", Role.OFFICER),))
    with pytest.raises(ForbiddenError):
        planned(store, GOOD, officer)
    both = (*DISTRICT.assignments, an_assignment("d064", "phu_nu", Role.ADMIN))
    with pytest.raises(InvalidError) as refused:
        planned(store, GOOD, Scope(user="u-x", assignments=both))
    assert refused.value.reason == "act_as_required"


def test_the_operator_imports_anywhere(store):
    text = f"{HEADER}\nquan-tri,Quản Trị,vn,mttq,admin\nhoa,Hoa,c01840,phu_nu,admin\n"
    assert len(imported(store, text, OPERATOR)) == 2


def test_a_formula_is_kept_as_text(store):
    (invited,) = imported(store, f"{HEADER}\nhoa,=1+1,c02050,phu_nu,officer")
    assert invited.user.name == "=1+1"
