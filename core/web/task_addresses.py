"""Where a task is settled: the address of the page for its act."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from core.domain.tasks import Act, TaskKind
from core.domain.tenants import Level
from core.web.hats import acting
from core.web.overview_gap_views import View

if TYPE_CHECKING:
    from core.domain.tasks import Done, Target, Task

PATHS = {
    Act.REGISTER: "dang-ky/moi",
    Act.EDIT_REGISTRATION: "dang-ky/{registration}/buoc/1",
    Act.CONTINUE_REGISTRATION: "dang-ky/{registration}",
    Act.ENTER_RESULT: "dang-ky/{registration}/ket-qua/{period}",
    Act.LIST_REGISTRATIONS: "dang-ky?nam={year}",
    Act.CONSULT: "hiep-thuong?nam={year}",
    Act.SETTLE_OVERLAPS: "chong-cheo?nam={year}",
    Act.CONFIRM_RESULTS: "ket-qua?ky={period}",
    Act.BEGIN_REPORT: "bao-cao/lap/{period}",
    Act.WRITE_REPORT: "bao-cao/{report}",
    Act.READ_REPORTS: "bao-cao?ky={period}",
    Act.AMEND_REPORT: "bao-cao/{report}#thay-doi",
    Act.INVITE: "quan-tri/nguoi-dung",
    Act.LOOK_AFTER_PLUGINS: "quan-tri/suc-khoe",
}


def address_of(task: Task) -> str:
    """Return where the task is done; where the calendar refuses it, where it can be looked at."""
    target = task.target
    if task.refused:
        return _looking_at(task)
    if task.act is Act.ENTER_RESULT and task.params.get("missing", 1) > 1:
        return at(f"ket-qua?ky={target.period}")
    if task.act is Act.READ_REPORTS and target.report is not None:
        return at(f"bao-cao/{target.report}")
    if task.kind is TaskKind.CHILDREN_REGISTER:
        return _registering_for(target) if task.act is Act.REGISTER else _who_has_not(task)
    overlap = task.params.get("overlap")  # the one that has waited longest, then the list
    return at(f"chong-cheo/{overlap}" if overlap else _filled(PATHS[task.act], target))


def _registering_for(target: Target) -> str:
    """Return the form of a unit below, for a body that enters what nobody there can."""
    return at("dang-ky/moi?" + urlencode({"nam": target.year, "dia-ban": target.tenant}))


def address_of_done(done: Done) -> str:
    if done.target.report is not None:
        return at(f"bao-cao/{done.target.report}")
    return at(f"dang-ky/{done.target.registration}")


def continuing(registration: str) -> str:
    """Return where last year's model is taken over into this year, in one step."""
    return at(f"dang-ky/tiep-tuc/{registration}")


def at(path: str) -> str:
    """Return the address of a page of the acting role."""
    return f"/v/{acting().hat}/{path}"


def _looking_at(task: Task) -> str:
    """Return where one sees what can no longer be done."""
    target = task.target
    if task.kind is TaskKind.CHILDREN_REGISTER:
        return _who_has_not(task)
    if target.report is not None:
        return at(f"bao-cao/{target.report}")
    if task.kind is TaskKind.ENTER_RESULTS:
        return at(_filled(PATHS[Act.CONFIRM_RESULTS], target))
    if target.registration is not None:
        return at(f"dang-ky/{target.registration}")
    if task.act is Act.BEGIN_REPORT:
        return at(_filled(PATHS[Act.READ_REPORTS], target))
    act = Act.LIST_REGISTRATIONS if task.act is Act.REGISTER else task.act
    return at(_filled(PATHS[act], target))


def _who_has_not(task: Task) -> str:
    """Return the communes that have nothing, of a commune the consultation where the gaps stand."""
    year, here = task.target.year, acting()
    if here.at_commune and here.is_front:
        return at(f"hiep-thuong?nam={year}&xep=to-chuc")
    if here.tenant.level is Level.COUNTRY:  # whose provinces are counted
        return at(f"tong-quan?ky={year}")
    whose = {} if here.is_front else {"to-chuc": here.organization}
    return at("tong-quan/bo-sot?" + urlencode({"ky": year, **whose, "xem": View.BARE.value}))


def _filled(path: str, target: Target) -> str:
    return path.format(
        registration=target.registration,
        period=target.period,
        report=target.report,
        year=target.year,
    )
