"""The settings of one process, read once from the environment and checked value by value."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PREFIX = "CHUNGSUC_"
FILE = "_FILE"
Environment = Literal["development", "production", "test"]
LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]
LogFormat = Literal["text", "json"]
SmtpSecurity = Literal["starttls", "tls", "none"]


class SettingsError(Exception):
    """Every setting that cannot be used: variable, reason and way out, a sentence each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("Cấu hình chưa đúng:\n" + "\n".join(f"- {line}" for line in problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What ``CHUNGSUC_*`` says; a variable that is unset or empty leaves the default.

    ``mongodb_uri`` None means the embedded database of ``data_dir``; ``secret_key`` None means the
    one kept there. ``today`` is the practice date the rules judge by. Plain ``PORT``, which
    hosting platforms and ``make run PORT=…`` give, goes before ``CHUNGSUC_PORT``. A secret may
    lie in a file instead, named by its variable with ``_FILE`` behind it. ``jobs``: the server does
    the jobs in the queue as well, not only ``chungsuc worker``. ``proxies`` is how many
    proxies of one's own a request comes through; ``log_format`` None is text on a terminal, else
    JSON; ``metrics_token`` None shows ``/metrics`` to this machine only. ``smtp_host`` None sends
    no mail; else it comes from ``smtp_from``, not before ``smtp_hour`` o'clock in Vietnam.
    ``public_url`` is where people reach the program, for links in mails.
    """

    mongodb_uri: str | None = field(default=None, repr=False)
    database: str = "chungsuc"
    database_cache_gb: float = 0.25
    data_dir: Path = Path("var")
    secret_key: str | None = field(default=None, repr=False)
    env: Environment = "development"
    today: date | None = None
    demo: bool = True
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 2
    threads: int = 32
    jobs: bool = True
    proxies: int = 0
    max_body_bytes: int = 1024 * 1024
    token_days: int = 30
    session_hours: int = 12
    log_level: LogLevel = "INFO"
    log_format: LogFormat | None = None
    metrics_token: str | None = field(default=None, repr=False)
    smtp_host: str | None = None
    smtp_port: int = 587
    smtp_security: SmtpSecurity = "starttls"
    smtp_username: str | None = None
    smtp_password: str | None = field(default=None, repr=False)
    smtp_from: str | None = None
    smtp_hour: int = 6
    public_url: str | None = None

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Settings:
        """Return the settings; raises SettingsError naming all that is wrong at once."""
        given = {name: value.strip() for name, value in environ.items() if value.strip()}
        values: dict[str, Any] = {}
        problems = [*_unknown(environ), *_read_secret_files(given)]
        for name, read in _READERS.items():
            variable = "PORT" if name == "port" and "PORT" in given else PREFIX + name.upper()
            text = given.get(variable)
            if text is None:
                continue
            try:
                values[name] = read(text)
            except (ValueError, OSError) as error:
                shown = "" if name in _SECRET else f"={text!r}"
                problems.append(f"{variable}{shown}: {error}.")
        if values.get("env") == "production" and "today" in values:
            problems.append(
                f"{PREFIX}TODAY: ngày thực hành không dùng được khi {PREFIX}ENV=production; "
                f"hãy bỏ một trong hai biến."
            )
        problems += _problems_with_mail(values)
        if problems:
            raise SettingsError(tuple(problems))
        return cls(**values)


def _unknown(environ: Mapping[str, str]) -> list[str]:
    known = [PREFIX + item.name.upper() for item in fields(Settings)]
    known += [PREFIX + name.upper() + FILE for name in sorted(_SECRET)]
    problems = []
    for name in sorted(environ):
        if name.startswith(PREFIX) and name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"có phải là {near[0]}? Hãy sửa lại tên" if near else "hãy bỏ biến này"
            problems.append(f"{name}: không có thiết lập nào tên như vậy; {hint}.")
    return problems


def _problems_with_mail(values: Mapping[str, Any]) -> list[str]:
    """Return what lacks for sending mail, where it is to be sent."""
    if "smtp_host" not in values:
        return []
    problems = []
    if "smtp_from" not in values:
        problems.append(f"{PREFIX}SMTP_FROM: cần địa chỉ gửi thư khi có {PREFIX}SMTP_HOST.")
    if ("smtp_username" in values) != ("smtp_password" in values):
        problems.append(
            f"{PREFIX}SMTP_USERNAME, {PREFIX}SMTP_PASSWORD: phải có cả hai, hoặc bỏ cả hai."
        )
    return problems


def _read_secret_files(given: dict[str, str]) -> list[str]:
    """Put into *given* what lies in files, and return the problems met."""
    problems = []
    for variable in sorted(PREFIX + name.upper() for name in _SECRET):
        path = given.get(variable + FILE)
        if path is None:
            continue
        if variable in given:
            problems.append(f"{variable}{FILE}: đã có {variable}; hãy bỏ một trong hai biến.")
            continue
        try:
            content = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else "không phải là văn bản"
            problems.append(f"{variable}{FILE}={path!r}: không đọc được ({why}).")
            continue
        if not content:
            problems.append(f"{variable}{FILE}={path!r}: tệp trống.")
        given[variable] = content
    return problems


def _whole(lowest: int, highest: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,12}", text) or not lowest <= int(text) <= highest:
            raise ValueError(f"phải là số nguyên từ {lowest} đến {highest}; hãy sửa lại")
        return int(text)

    return read


def _one_of(*choices: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in choices:
            raise ValueError("phải là một trong: " + ", ".join(choices))
        return text

    return read


def _matching(pattern: str, advice: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(advice)
        return text

    return read


def _gigabytes(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    low, high = _CACHE_BOUNDS
    if not low <= value <= high:  # written so that NaN fails as well
        raise ValueError(f"phải là số từ {low} đến {high} (GB); hãy sửa lại")
    return value


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("phải là một ngày có thật, dạng NĂM-THÁNG-NGÀY như 2017-06-21") from None


def _switch(text: str) -> bool:
    return _one_of("0", "1")(text) == "1"


def _folder(text: str) -> Path:
    path = Path(text)
    if path.exists() and not path.is_dir():
        raise ValueError("đã có và không phải là thư mục; hãy chọn thư mục khác")
    return path


_CACHE_BOUNDS = (0.25, 1024)  # what mongod itself accepts
_SECRET = {"mongodb_uri", "secret_key", "metrics_token", "smtp_password"}
_READERS: dict[str, Callable[[str], Any]] = {
    "mongodb_uri": _matching(
        r"mongodb(\+srv)?://\S+",
        "phải bắt đầu bằng mongodb:// hoặc mongodb+srv://; bỏ trống để dùng cơ sở dữ liệu kèm theo",
    ),
    "database": _matching(
        r"[A-Za-z0-9_-]{1,38}", "chỉ gồm chữ không dấu, số, '_' và '-', dài không quá 38 ký tự"
    ),
    "database_cache_gb": _gigabytes,
    "data_dir": _folder,
    "secret_key": _matching(
        r"[\x21-\x7e]{32,}",
        "phải có ít nhất 32 ký tự ASCII không dấu cách; bỏ trống để chương trình tự tạo và giữ",
    ),
    "env": _one_of(*get_args(Environment)),
    "today": _day,
    "demo": _switch,
    "host": _matching(r"[A-Za-z0-9.:-]+", "phải là tên máy hoặc địa chỉ IP, như 127.0.0.1"),
    "port": _whole(1, 65535),
    "workers": _whole(1, 64),
    "threads": _whole(1, 256),
    "jobs": _switch,
    "proxies": _whole(0, 9),
    "max_body_bytes": _whole(1024, 1024**3),
    "token_days": _whole(1, 366),
    "session_hours": _whole(1, 168),
    "log_level": _one_of(*get_args(LogLevel)),
    "log_format": _one_of(*get_args(LogFormat)),
    "metrics_token": _matching(
        r"[\x21-\x7e]{16,}", "phải có ít nhất 16 ký tự ASCII không dấu cách"
    ),
    "smtp_host": _matching(r"[A-Za-z0-9.:-]+", "phải là tên máy hoặc địa chỉ IP, như thu.example"),
    "smtp_port": _whole(1, 65535),
    "smtp_security": _one_of(*get_args(SmtpSecurity)),
    "smtp_username": _matching(r"[\x21-\x7e]{1,200}", "phải là ký tự ASCII không dấu cách"),
    "smtp_password": _matching(r"[\x20-\x7e]{1,200}", "phải là ký tự ASCII"),
    "smtp_from": _matching(
        r"[A-Za-z0-9.+_-]{1,64}@[A-Za-z0-9.-]{1,180}",
        "phải là một địa chỉ thư, như nhac@xa.example",
    ),
    "smtp_hour": _whole(0, 23),
    "public_url": _matching(r"https?://[A-Za-z0-9.:/_\[\]-]+", "phải bắt đầu bằng https://"),
}
