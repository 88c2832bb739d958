"""The embedded database: starting, surviving, sharing and stopping."""

from __future__ import annotations

import os
import signal
import socket
import stat
import time
from typing import TYPE_CHECKING

import pytest

from core.runtime.embedded import attach, process
from tests.runtime.conftest import connect, names, write
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from core.runtime.embedded.folder import Folder
    from tests.runtime.conftest import Program


def pid_of(folder: Folder) -> int:
    mongod = process.find(folder)
    assert mongod is not None
    mongod.close()
    return mongod.pid


def kill_database(folder: Folder) -> int:
    pid = pid_of(folder)
    os.kill(pid, signal.SIGKILL)
    return pid


def restarted(folder: Folder, old: int) -> Callable[[], bool]:
    def announced() -> bool:
        endpoint = folder.endpoint()
        return endpoint is not None and endpoint.pid != old and process.is_running(folder)

    return announced


def test_an_empty_data_folder_has_a_database_with_transactions_in_a_few_seconds(
    data_dir: Path,
) -> None:
    began = time.monotonic()
    with attach(data_dir) as attached:
        assert time.monotonic() - began < 15
        with (
            connect(attached.uri) as client,
            client.start_session() as session,
            session.start_transaction(),
        ):
            client.chungsuc.names.insert_one({"_id": "Nà Cà"}, session=session)
        assert names(attached.uri) == {"Nà Cà"}


def test_the_last_one_out_stops_it_and_the_next_start_keeps_port_and_data(
    data_dir: Path, folder: Folder
) -> None:
    with attach(data_dir) as first:
        write(first.uri, "Lương Bằng")
    assert not process.is_running(folder)
    with attach(data_dir) as second:
        assert second.uri == first.uri
        assert names(second.uri) == {"Lương Bằng"}


def test_a_database_killed_with_9_comes_back_with_its_data_on_the_same_port(
    data_dir: Path, folder: Folder
) -> None:
    with attach(data_dir) as attached:
        write(attached.uri, "Chợ Đồn")
        until(restarted(folder, kill_database(folder)))
        assert names(attached.uri) == {"Chợ Đồn"}


def test_a_client_open_while_the_database_is_killed_can_write_again(
    data_dir: Path, folder: Folder
) -> None:
    with attach(data_dir) as attached, connect(attached.uri) as client:
        client.chungsuc.names.insert_one({"_id": "trước"})
        until(restarted(folder, kill_database(folder)))
        client.chungsuc.names.insert_one({"_id": "sau"})
        assert client.chungsuc.names.count_documents({}) == 2


def test_after_the_program_is_killed_with_9_the_next_one_takes_the_database_over(
    data_dir: Path, folder: Folder, start_program: Callable[[], Program]
) -> None:
    program = start_program()
    write(program.uri, "Ba Bể")
    before = pid_of(folder)
    program.kill()
    assert process.is_running(folder)
    with attach(data_dir) as attached:
        assert pid_of(folder) == before
        assert names(attached.uri) == {"Ba Bể"}
        until(restarted(folder, kill_database(folder)))
        assert names(attached.uri) == {"Ba Bể"}
    assert not process.is_running(folder)


def test_after_program_and_database_are_killed_with_9_the_next_start_has_everything(
    data_dir: Path, folder: Folder, start_program: Callable[[], Program]
) -> None:
    program = start_program()
    write(program.uri, "Pác Nặm")
    program.kill()
    kill_database(folder)
    with attach(data_dir) as attached:
        assert attached.uri == program.uri
        assert names(attached.uri) == {"Pác Nặm"}


def test_two_users_share_one_database_and_the_last_one_out_stops_it(
    data_dir: Path, folder: Folder, start_program: Callable[[], Program]
) -> None:
    supervisor = start_program()
    with attach(data_dir) as attached:
        assert attached.uri == supervisor.uri
        before = pid_of(folder)
        assert supervisor.leave() == 0
        assert pid_of(folder) == before
        write(attached.uri, "Na Rì")
    assert not process.is_running(folder)


def test_when_the_supervisor_is_killed_with_9_another_user_restarts_the_database(
    data_dir: Path, folder: Folder, start_program: Callable[[], Program]
) -> None:
    supervisor = start_program()
    other = start_program()
    write(other.uri, "Bạch Thông")
    supervisor.kill()
    until(restarted(folder, kill_database(folder)))
    assert names(other.uri) == {"Bạch Thông"}
    assert other.leave() == 0
    assert not process.is_running(folder)


def test_users_who_leave_at_the_same_time_leave_nothing_running(
    folder: Folder, start_program: Callable[[], Program]
) -> None:
    programs = [start_program() for _ in range(3)]
    for program in programs:
        program.ask_to_leave()
    assert [program.leave() for program in programs] == [0, 0, 0]
    assert not process.is_running(folder)


def test_a_port_taken_by_someone_else_is_left_to_them_and_the_database_writes_again(
    data_dir: Path,
) -> None:
    """The one who listens there never answers, which is what holds mongod up longest."""
    with attach(data_dir) as first:
        write(first.uri, "Ngân Sơn")
        port = first.port
    began = time.monotonic()
    with socket.create_server(("127.0.0.1", port)), attach(data_dir) as second:
        assert time.monotonic() - began < 15
        assert second.port != port
        write(second.uri, "Chợ Mới")
    with attach(data_dir) as third:
        assert third.uri == second.uri


def test_a_port_lost_and_forgotten_does_not_keep_the_database_from_writing(
    data_dir: Path, folder: Folder
) -> None:
    with attach(data_dir) as first:
        write(first.uri, "Ngân Sơn")
    (folder.path / "endpoint.json").unlink()
    with attach(data_dir) as second:
        write(second.uri, "Chợ Mới")
        assert names(second.uri) == {"Ngân Sơn", "Chợ Mới"}


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # Python 3.12 and later
def test_a_forked_child_holds_neither_lock_nor_duty(data_dir: Path, folder: Folder) -> None:
    attached = attach(data_dir)
    go, told = os.pipe()
    child = os.fork()
    if child == 0:  # as a worker does that outlives its master
        os.read(go, 1)
        attached.close()
        os._exit(0)
    attached.close()
    assert not process.is_running(folder)
    os.write(told, b"x")
    os.waitpid(child, 0)
    os.close(go)
    os.close(told)


def test_only_the_owner_can_read_the_database_files(data_dir: Path, folder: Folder) -> None:
    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700


def test_a_data_folder_with_spaces_and_diacritics_works(data_dir: Path) -> None:
    with attach(data_dir / "thư mục dữ liệu") as attached:
        write(attached.uri, "ok")
