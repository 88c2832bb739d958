"""The examples in ``deploy/``: they agree with the program, and with each other."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from prometheus_client import generate_latest

from core import metrics
from core.runtime.gunicorn_options import options
from core.settings import Settings
from core.storage.migrations.catalogue import CONTRACTING, MIGRATIONS
from core.storage.store import WRITE_SECONDS
from tests.runtime.conftest import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))


def setting(text: str, name: str) -> str:
    found = re.search(rf"^\s*{name}[=: ]+([^\s;#]+)", text, re.MULTILINE)
    assert found, name
    return found[1]


def environment() -> dict[str, str]:
    lines = (DEPLOY / "systemd" / "chungsuc.env").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load((DEPLOY / "container" / "compose.yaml").read_text())


def test_the_settings_of_the_service_are_settings_of_the_program() -> None:
    known = {name.removesuffix("_FILE") for name in environment()}
    without_files = {n: v for n, v in environment().items() if not n.endswith("_FILE")}
    settings = Settings.from_environment(without_files)
    assert settings.env == "production"
    assert settings.proxies == 1
    assert all(hasattr(settings, name.removeprefix("CHUNGSUC_").lower()) for name in known)


def test_the_service_is_given_the_time_that_running_requests_are_promised() -> None:
    unit = (DEPLOY / "systemd" / "chungsuc.service").read_text()
    graceful = options(Settings())["graceful_timeout"]
    assert int(setting(unit, "TimeoutStopSec")) > graceful
    assert int(setting((DEPLOY / "container" / "compose.yaml").read_text(), "stop_grace_period")
               .removesuffix("s")) > graceful  # fmt: skip


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_every_unit_runs_a_command_of_the_program_without_privileges(unit: Any) -> None:
    text = unit.read_text()
    assert setting(text, "User") == "chungsuc"
    assert setting(text, "ProtectSystem") == "strict"
    assert "NoNewPrivileges=yes" in text
    assert setting(text, "ExecStart") == "/opt/chungsuc/.venv/bin/chungsuc"


def test_nginx_waits_as_long_as_a_write_may_take_and_believes_nobody() -> None:
    conf = (DEPLOY / "nginx" / "chungsuc.conf").read_text()
    assert int(setting(conf, "proxy_read_timeout").removesuffix("s")) > WRITE_SECONDS
    assert setting(conf, "client_max_body_size") == "1m"
    assert Settings().max_body_bytes == 1024 * 1024
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in conf
    assert "proxy_buffering on;" in conf
    assert "location = /metrics { return 404; }" in conf


def test_every_secret_of_the_containers_is_defined_and_none_is_written_down(
    compose: dict[str, Any],
) -> None:
    used = {
        each if isinstance(each, str) else each["source"]
        for service in compose["services"].values()
        for each in service.get("secrets", [])
    }
    assert used == set(compose["secrets"])
    assert all(given["file"].startswith("secrets/") for given in compose["secrets"].values())
    assert "deploy/container/secrets/" in (ROOT / ".gitignore").read_text()


def test_the_containers_run_without_privileges_on_a_read_only_root(
    compose: dict[str, Any],
) -> None:
    for name in ("mongo1", "mongo2", "mongo3", "app"):
        service = compose["services"][name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
    assert "USER 10001" in (DEPLOY / "container" / "Containerfile").read_text()


def test_every_alert_watches_a_figure_that_exists() -> None:
    metrics.request_answered(route="/", method="GET", status=503, seconds=0.1)
    metrics.write_refused("queue_full")
    metrics.sign_in("failed")
    shown = generate_latest(metrics.registry()).decode()
    standing = (ROOT / "core" / "api" / "standing.py").read_text()
    groups = yaml.safe_load((DEPLOY / "prometheus-alerts.yml").read_text())["groups"]
    for rule in (rule for group in groups for rule in group["rules"]):
        assert rule["labels"]["severity"] in {"page", "ticket"}
        for name in re.findall(r"chungsuc_\w+", rule["expr"]):
            bare = name.removeprefix("chungsuc_")
            assert f"\n{name}" in shown or f'"{bare}"' in standing, name


def test_migrations_that_older_programs_cannot_bear_are_migrations() -> None:
    assert {name for name, _ in MIGRATIONS} >= CONTRACTING
