"""Files of an inspection: its minutes and photos, for who sees all of it, fixed when it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.services.integrity import check
from core.storage.integrity import MongoEverything
from tests.api.evidence import added, declaring, listed
from tests.api.half_year import board, commune, item, officer, today
from tests.api.inspecting import begun, done, row
from tests.api.main_job import refused

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller
    from tests.api.main_job import Json

__all__ = ["board", "commune", "item", "officer", "today"]
OF = "inspections"


def test_a_file_is_added_to_a_draft_and_shown_to_the_board(board: Caller, item: Json) -> None:
    made = begun(board, row(item))
    photo = added(board, made, of=OF)
    assert (photo["subject"], photo["inspection"], photo["registration"]) == (
        "inspection", made["id"], None,
    )  # fmt: skip
    assert [each["id"] for each in listed(board, made, of=OF)] == [photo["id"]]
    content = board.get(f"/evidence/{photo['id']}/content")
    assert content.status_code == 200
    assert content.headers["X-Content-Type-Options"] == "nosniff"


def test_who_is_told_a_part_is_shown_no_file(
    board: Caller, officer: Caller, commune: Caller, item: Json
) -> None:
    made = begun(board, row(item))
    photo = added(board, made, of=OF)
    done(board, made, "conclude")
    for caller in (officer, commune):
        assert caller.get(f"/inspections/{made['id']}").status_code == 200
        refused(caller.get(f"/inspections/{made['id']}/evidence"), 404, "not_found")
        refused(caller.get(f"/evidence/{photo['id']}/content"), 404, "not_found")


def test_the_files_of_what_is_concluded_are_fixed(board: Caller, item: Json) -> None:
    made = begun(board, row(item))
    photo = added(board, made, of=OF)
    concluded = done(board, made, "conclude")
    path = f"/inspections/{made['id']}/evidence"
    refused(board.post(path, declaring(b"x" * 9)), 409, "inspection_concluded")
    gone = board.delete(f"/evidence/{photo['id']}", version=photo["version"])
    refused(gone, 409, "inspection_concluded")
    done(board, concluded, "reopen", reason="Thiếu ảnh")
    assert added(board, made, of=OF, caption="Ảnh bổ sung")["inspection"] == made["id"]


def test_a_result_is_of_registrations_only(board: Caller) -> None:
    made = begun(board)
    body = declaring(b"x" * 9, period="2017-H1")
    refused(board.post(f"/inspections/{made['id']}/evidence", body), 404, "not_found")


def test_the_files_of_a_deleted_draft_go_with_it(api: Api, board: Caller) -> None:
    made = begun(board)
    photo = added(board, made, of=OF)
    assert board.delete(f"/inspections/{made['id']}", version=made["version"]).status_code == 204
    refused(board.get(f"/evidence/{photo['id']}"), 404, "not_found")
    assert api.platform.store.database["evidence.files"].count_documents({}) == 0


def test_the_check_of_the_database_reads_them(api: Api, board: Caller) -> None:
    made = begun(board)
    added(board, made, of=OF)
    key = (api.settings.secret_key or "").encode()
    everything = MongoEverything(api.platform.store.database)

    def found() -> dict[str, int]:
        measures = api.platform.catalogue.measures
        return dict(check(everything, measures=measures, key=key).found)

    assert found() == {}
    api.platform.store.database["inspections"].delete_one({"_id": made["id"]})
    assert found() == {"evidence_of_nothing": 1}
