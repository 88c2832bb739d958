"""Evidence through the API: sent in pieces, seen by who sees the record, kept as long as it."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from core.domain.evidence import LARGEST_FILE, MOST_FILES, PIECE
from tests.api.evidence import (
    BYTES,
    SMALL,
    added,
    completing,
    declared,
    declaring,
    listed,
    piece,
    sent,
)
from tests.api.main_job import (
    agreed,
    done,
    drafted,
    entered,
    judged,
    on,
    problems,
    refused,
    submitted,
)
from tests.api.places import LUONG_BANG, NGHIA_TA
from tests.evidence_files import HOSTILE, PDF, digest, located, photo

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller

pytestmark = pytest.mark.mongo
COLLECTIONS = ("evidence", "evidence.files", "evidence.chunks", "evidence_pieces")


@pytest.fixture
def officer(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "phu_nu")


@pytest.fixture
def front(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "mttq")


def left(api: Api) -> list[int]:
    database = api.platform.store.database
    return [database[name].count_documents({}) for name in COLLECTIONS]


def test_a_photo_is_sent_in_pieces_and_then_seen(officer, front):
    item = submitted(officer)
    content = photo(900, 700, noise=True)
    assert len(content) > 2 * PIECE
    begun = declared(officer, item, content)
    assert begun["missing"] == [*range(len(begun["missing"]))]
    assert (begun["state"], begun["media_type"], begun["piece_size"]) == ("uploading", None, PIECE)
    whole = sent(officer, begun, content)
    assert (whole["missing"], whole["state"]) == ([], "uploading")
    made = completing(officer, whole)
    assert made.headers["ETag"] == '"2"'
    (seen,) = listed(front, item)
    assert seen == made.json
    assert (seen["state"], seen["media_type"], seen["width"]) == ("ready", "image/jpeg", 900)
    assert (seen["sent_sha256"], seen["expires_at"]) == (digest(content), None)


def test_what_is_served_is_an_attachment_under_our_own_name_and_never_sniffed(officer, front):
    item = submitted(officer)
    made = added(officer, item, name="../../../etc/passwd.html")
    answer = front.get(f"/evidence/{made['id']}/content")
    assert answer.headers["Content-Type"] == "image/jpeg"
    disposition = f"attachment; filename=chung-suc-anh-{made['id'][:12]}.jpg"
    assert answer.headers["Content-Disposition"] == disposition
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert (len(answer.data), digest(answer.data)) == (made["size"], made["sha256"])
    small = front.get(f"/evidence/{made['id']}/thumbnail")
    assert small.headers["Content-Disposition"] == disposition
    assert Image.open(BytesIO(small.data)).format == "JPEG"
    same = {"If-None-Match": answer.headers["ETag"]}
    again = front.call("GET", f"/evidence/{made['id']}/content", headers=same)
    assert (again.status_code, again.data) == (304, b"")


def test_a_document_has_no_small_picture(officer):
    made = added(officer, submitted(officer), PDF, name="Biên bản.pdf")
    assert officer.get(f"/evidence/{made['id']}/content").data == PDF
    refused(officer.get(f"/evidence/{made['id']}/thumbnail"), 404, "not_found")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_words_and_nothing_of_it_is_served(officer, front, name):
    content, reason = HOSTILE[name]
    item = submitted(officer)
    begun = sent(officer, declared(officer, item, content), content)
    assert problems(completing(officer, begun)) == {"content": reason}
    assert listed(front, item) == []
    refused(officer.get(f"/evidence/{begun['id']}/content"), 404, "not_found")


def test_the_position_is_gone_unless_it_is_kept_on_purpose(officer):
    item = submitted(officer)
    for keep in (False, True):
        made = added(officer, item, located(), keep_position=keep)
        served = officer.get(f"/evidence/{made['id']}/content").data
        assert made["position"] is keep
        assert bool(Image.open(BytesIO(served)).getexif().get_ifd(0x8825)) is keep


def test_a_broken_line_costs_one_piece(officer):
    content = photo(900, 700, noise=True)
    begun = declared(officer, submitted(officer), content)
    assert piece(officer, begun, 2, content).status_code == 204
    assert piece(officer, begun, 0, content).status_code == 204
    assert piece(officer, begun, 0, content).status_code == 204  # its answer was lost
    now = officer.get(f"/evidence/{begun['id']}").json
    assert now["missing"] == [n for n in begun["missing"] if n not in {0, 2}]
    told = refused(completing(officer, begun), 409, "pieces_missing")
    assert told["details"]["missing"] == now["missing"]
    assert completing(officer, sent(officer, now, content)).status_code == 200


def test_a_piece_is_what_was_declared_or_nothing(officer):
    content = photo(900, 700, noise=True)
    begun = declared(officer, submitted(officer), content)
    path = f"/evidence/{begun['id']}/pieces"
    assert problems(officer.put(f"{path}/99", data=b"x", headers=BYTES)) == {
        "number": "no_such_piece"
    }
    for wrong in (b"", b"x", content[: PIECE - 1], content[: PIECE + 1]):
        answer = officer.put(f"{path}/0", data=wrong, headers=BYTES)
        assert problems(answer) == {"": "piece_size"}
    other = officer.put(f"{path}/0", data=b"x" * PIECE, headers=BYTES)
    assert other.status_code == 204
    refused(piece(officer, begun, 0, content), 409, "piece_differs")
    for kind in ("application/json", "text/html", "multipart/form-data"):
        answer = officer.put(f"{path}/1", data=content[:PIECE], headers={"Content-Type": kind})
        refused(answer, 415, "http_415")
    too_large = officer.put(f"{path}/1", data=b"x" * 2_000_000, headers=BYTES)
    refused(too_large, 413, "http_413")


def test_a_file_that_is_not_what_its_digest_says_is_refused(officer):
    begun = declared(officer, submitted(officer), SMALL, sha256="0" * 64)
    assert problems(completing(officer, sent(officer, begun))) == {"sha256": "sha256_differs"}


def test_what_is_done_cannot_be_done_again(officer):
    made = added(officer, submitted(officer))
    for answer in (completing(officer, made), piece(officer, made, 0, SMALL)):
        refused(answer, 409, "upload_complete")
    refused(officer.post(f"/evidence/{made['id']}/completion", key=""), 428, "if_match_missing")
    refused(completing(officer, made | {"version": 1}), 412, "stale_version")


def test_too_much_is_refused_before_anything_is_sent(officer):
    item = submitted(officer)
    path = f"/registrations/{item['id']}/evidence"
    large = officer.post(path, declaring(SMALL, size=LARGEST_FILE + 1))
    assert problems(large) == {"size": "too_large"}
    for _ in range(MOST_FILES):
        declared(officer, item)
    assert problems(officer.post(path, declaring(SMALL))) == {"files": "too_many_files"}


def test_nobody_sees_what_somebody_is_still_sending(api, officer, front):
    item = submitted(officer)
    begun = declared(officer, item)
    colleague = api.make_user(LUONG_BANG, "phu_nu")
    for other in (colleague, front):
        assert listed(other, item) == []
        refused(other.get(f"/evidence/{begun['id']}"), 404, "not_found")
        refused(piece(other, begun, 0, SMALL), 404, "not_found")
    assert [each["id"] for each in listed(officer, item)] == [begun["id"]]


def test_it_is_seen_by_who_sees_the_item_in_full_and_by_nobody_else(api, officer):
    item = submitted(officer)
    made = added(officer, item)
    in_summary = api.make_user(LUONG_BANG, "nong_dan")
    assert in_summary.get(f"/registrations/{item['id']}").status_code == 200
    for who in (in_summary, api.make_user(LUONG_BANG, "phu_nu", "admin")):
        refused(who.get(f"/registrations/{item['id']}/evidence"), 404, "not_found")
    for who in (in_summary, api.make_user(NGHIA_TA, "phu_nu"), api.make_user(NGHIA_TA, "mttq")):
        for below in ("", "/content", "/thumbnail"):
            refused(who.get(f"/evidence/{made['id']}{below}"), 404, "not_found")


def test_a_draft_s_evidence_is_its_organization_s_and_goes_with_it(api, officer, front):
    item = drafted(officer)
    made = added(officer, item)
    refused(front.get(f"/evidence/{made['id']}"), 404, "not_found")
    assert (
        officer.delete(f"/registrations/{item['id']}", version=item["version"]).status_code == 204
    )
    refused(officer.get(f"/evidence/{made['id']}"), 404, "not_found")
    assert left(api) == [0, 0, 0, 0]


def test_evidence_follows_its_registration_to_another_unit(api, officer):
    item = submitted(officer)
    made = added(officer, item)
    above = api.make_user("d064", "mttq")
    done(above, item, "transfer", tenant=NGHIA_TA, reason="Nhập nhầm xã")
    refused(officer.get(f"/evidence/{made['id']}/content"), 404, "not_found")
    there = api.make_user(NGHIA_TA, "phu_nu")
    assert there.get(f"/evidence/{made['id']}/content").status_code == 200


def test_the_front_reads_and_does_not_write(officer, front):
    item = submitted(officer)
    made = added(officer, item)
    path = f"/registrations/{item['id']}/evidence"
    refused(front.post(path, declaring(SMALL)), 403, "forbidden_for_role")
    refused(front.delete(f"/evidence/{made['id']}", version=2), 403, "forbidden_for_role")


def test_what_is_taken_away_is_gone_and_the_history_says_so(api, officer, front):
    item = submitted(officer)
    made = added(officer, item)
    refused(officer.delete(f"/evidence/{made['id']}", version=1), 412, "stale_version")
    assert officer.delete(f"/evidence/{made['id']}", version=2).status_code == 204
    assert left(api) == [0, 0, 0, 0]
    history = front.get(f"/registrations/{item['id']}/history").json
    told = [row for row in history if row["action"].startswith("evidence.")]
    assert [row["action"] for row in told] == ["evidence.add", "evidence.remove"]
    assert told[0]["details"]["sha256"] == made["sha256"]
    assert "thôn" not in str(told)  # neither its name nor its caption


def test_what_the_front_relied_on_stays_and_more_may_come(officer, front):
    item = submitted(officer)
    made = added(officer, item)
    done(front, item, "agree")
    gone = officer.delete(f"/evidence/{made['id']}", version=2)
    refused(gone, 409, "evidence_relied_on")
    added(officer, item, photo(70, 50))
    assert len(listed(front, item)) == 2


def test_evidence_of_a_result_is_told_apart_and_stays_once_it_is_confirmed(api, officer, front):
    item = agreed(officer, front)
    path = f"/registrations/{item['id']}/evidence"
    refused(officer.post(path, declaring(SMALL, period="2017-H1")), 404, "not_found")
    assert problems(officer.post(path, declaring(SMALL, period="2017-W25"))) != {}
    july = [on(api, each, date(2017, 7, 5)) for each in (officer, front)]
    result = entered(july[0], item, "2017-H1")
    made = added(july[0], item, period="2017-H1")
    assert (made["subject"], made["period"]) == ("result", "2017-H1")
    judged(july[1], result, "confirm")
    refused(july[0].delete(f"/evidence/{made['id']}", version=2), 409, "evidence_relied_on")


def test_nothing_changes_under_a_lock(api, officer):
    item = submitted(officer)
    begun = sent(officer, declared(officer, item))
    made = added(officer, item, photo(70, 50))
    late = on(api, officer, date(2018, 2, 1))
    path = f"/registrations/{item['id']}/evidence"
    refused(late.post(path, declaring(SMALL)), 409, "locked")
    refused(completing(late, begun), 409, "locked")
    refused(late.delete(f"/evidence/{made['id']}", version=2), 409, "locked")
    assert late.get(f"/evidence/{made['id']}/content").status_code == 200


def test_nothing_is_added_to_what_was_withdrawn(officer):
    item = done(officer, submitted(officer), "withdraw", reason="Không làm nữa")
    path = f"/registrations/{item['id']}/evidence"
    refused(officer.post(path, declaring(SMALL)), 409, "wrong_state")


def test_declaring_again_with_the_same_key_is_one_upload(officer):
    item = submitted(officer)
    path = f"/registrations/{item['id']}/evidence"
    answers = [officer.post(path, declaring(SMALL), key="mot-lan") for _ in range(2)]
    assert answers[0].json == answers[1].json
    assert len(listed(officer, item)) == 1


def test_where_the_disk_is_full_one_is_asked_to_come_again(officer, monkeypatch):
    begun = sent(officer, declared(officer, submitted(officer)))

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("core.services.evidence.examine", full)
    answer = completing(officer, begun)
    refused(answer, 503, "unavailable")
    monkeypatch.undo()
    assert completing(officer, begun).status_code == 200
