"""The contract of calendars, met by MongoDB's and by the fake alike."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial

import pytest

from core.domain.access import OPERATOR, Assignment, Role, Scope
from core.domain.calendar_events import Event
from core.domain.calendar_windows import DATES, Before, Window, default_window, open_ended
from core.domain.calendars import Calendar, Extension
from core.domain.errors import NotFoundError, StaleVersionError
from core.domain.tenants import Level
from core.storage.calendars import DECLARATIONS, MongoCalendars
from core.storage.database import declare, open_client, open_database

from ..fakes.calendars import CalendarShelf, InMemoryCalendars

PATH = "vn/p06/"
BAC_KAN = Scope(
    user="lan",
    assignments=(
        Assignment(
            id="a", tenant="p06", organization="mttq", role=Role.ADMIN, path=PATH, paths=(PATH,),
            sight=(PATH,),
        ),
    ),
)  # fmt: skip
WINDOW = Window(
    opens=date(2017, 6, 21), due=date(2017, 7, 14), closes=date(2017, 7, 31),
    locks=date(2018, 1, 31), source="«Năm 2017 đăng ký trước ngày 15/7/2017»",
)  # fmt: skip


@pytest.fixture(params=["fake", pytest.param("mongo", marks=pytest.mark.mongo)])
def calendars_of(request):
    if request.param == "fake":
        yield partial(InMemoryCalendars, shelf=CalendarShelf())
        return
    client = open_client(request.getfixturevalue("mongo_uri"))
    database = open_database(client, request.getfixturevalue("database_name"))
    declare(database, DECLARATIONS)
    declare(database, DECLARATIONS)
    yield partial(MongoCalendars, database)
    client.close()


def a_calendar(tenant="p06", *, year=2017, version=1, **parts):
    return Calendar(tenant=tenant, level=Level.PROVINCE, year=year, parts=parts, version=version)


def a_grant(name, tenant="d064", *, year=2017, organization=None, at=0):
    return Extension(
        id=name, tenant=tenant, year=year, part="2017-H1", organization=organization,
        until=date(2017, 8, 31), reason="Mưa lũ", granted_by="p06", by="lan",
        at=datetime(2026, 1, 1, 0, 0, at, tzinfo=UTC),
    )  # fmt: skip


def test_what_a_tenant_has_set_comes_back_as_it_was(calendars_of):
    calendars = calendars_of(BAC_KAN)
    given = a_calendar(registration=WINDOW, **{"2017-H1": default_window(2017, "2017-H1")})
    calendars.replace(given, path=PATH)
    assert calendars.of_year(2017).calendars == {"p06": given}
    assert calendars.of_year(2018).calendars == {}


def test_windows_that_end_at_events_and_the_events_come_back_as_they_were(calendars_of):
    at = datetime(2026, 11, 22, tzinfo=UTC)
    ends = {"due_before": Before(event="dai_hoi"), "closes_before": Before(event="hoi_nghi")}
    events = {
        "dai_hoi": Event(name="Đại hội", source="42/KH-BCĐ", by="lan", at=at),
        "hoi_nghi": Event(name="Hội nghị", day=date(2017, 8, 20), by="lan", at=at),
    }
    given = replace(a_calendar(registration=open_ended(replace(WINDOW, **ends))), events=events)
    calendars = calendars_of(BAC_KAN)
    calendars.replace(given, path=PATH)
    assert calendars.of_year(2017).calendars == {"p06": given}


@pytest.mark.mongo
def test_a_calendar_kept_before_there_were_events_reads_as_before(mongo_uri, database_name):
    client = open_client(mongo_uri)
    database = open_database(client, database_name)
    dates = {name: getattr(WINDOW, name).isoformat() for name in DATES}
    database["calendars"].insert_one(
        {"_id": "p06:2017", "tenant": "p06", "path": PATH, "level": "province", "year": 2017,
         "version": 1, "parts": {"registration": {**dates, "source": WINDOW.source}}}
    )  # fmt: skip
    declare(database, DECLARATIONS)
    assert MongoCalendars(database, BAC_KAN).of_year(2017).calendars == {
        "p06": a_calendar(registration=WINDOW)
    }
    client.close()


def test_only_the_next_version_replaces_a_calendar(calendars_of):
    calendars = calendars_of(BAC_KAN)
    calendars.replace(a_calendar(registration=WINDOW), path=PATH)
    for version in (1, 3):
        with pytest.raises(StaleVersionError):
            calendars.replace(a_calendar(version=version), path=PATH)
    calendars.replace(a_calendar(version=2), path=PATH)
    assert calendars.of_year(2017).calendars["p06"] == a_calendar(version=2)


def test_a_second_version_needs_a_first(calendars_of):
    with pytest.raises(StaleVersionError):
        calendars_of(BAC_KAN).replace(a_calendar(version=2), path=PATH)


def test_the_calendars_of_some_tenants_leave_out_the_others(calendars_of):
    calendars = calendars_of(OPERATOR)
    for tenant in ("p02", "p06", "p19"):
        calendars.replace(a_calendar(tenant), path=f"vn/{tenant}/")
        calendars.extend(a_grant(f"g-{tenant}", tenant), path=f"vn/{tenant}/")
    found = calendars.of_year(2017, tenants=("vn", "p06"))
    assert set(found.calendars) == {"p06"}
    assert set(found.extensions) == {("p06", "2017-H1")}
    assert set(calendars.of_year(2017).calendars) == {"p02", "p06", "p19"}
    assert calendars.of_year(2017, tenants=()).calendars == {}


def test_extensions_come_back_in_the_order_they_were_granted(calendars_of):
    calendars = calendars_of(BAC_KAN)
    later, earlier = a_grant("a", at=9, organization="phu_nu"), a_grant("b", at=1)
    calendars.extend(later, path="vn/p06/d064/")
    calendars.extend(earlier, path="vn/p06/d064/")
    calendars.extend(a_grant("c", year=2018), path="vn/p06/d064/")
    found = calendars.of_year(2017).extensions[("d064", "2017-H1")]
    assert list(found) == [earlier, later]


def test_calendars_from_above_are_read_and_never_written(calendars_of):
    calendars_of(OPERATOR).replace(a_calendar("vn", registration=WINDOW), path="vn/")
    calendars = calendars_of(BAC_KAN)
    assert "vn" in calendars.of_year(2017, tenants=("vn", "p06")).calendars
    for path in ("vn/", "vn/p02/"):
        with pytest.raises(NotFoundError):
            calendars.replace(a_calendar("vn", version=2), path=path)
        with pytest.raises(NotFoundError):
            calendars.extend(a_grant("x", "vn"), path=path)
