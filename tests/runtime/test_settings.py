"""Settings come from the environment, and everything wrong with them is said at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from core.settings import Settings, SettingsError


def problems_of(**environ: str) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment(environ)
    return caught.value.problems


def test_an_empty_environment_gives_the_defaults() -> None:
    assert Settings.from_environment({}) == Settings()


def test_every_setting_can_be_given() -> None:
    assert Settings.from_environment(
        {
            "CHUNGSUC_MONGODB_URI": "mongodb://db.example:27017/?replicaSet=rs0",
            "CHUNGSUC_DATABASE": "bac_kan",
            "CHUNGSUC_DATABASE_CACHE_GB": "1.5",
            "CHUNGSUC_DATA_DIR": "kho",
            "CHUNGSUC_SECRET_KEY": "k" * 32,
            "CHUNGSUC_ENV": "test",
            "CHUNGSUC_TODAY": "2017-06-21",
            "CHUNGSUC_DEMO": "0",
            "CHUNGSUC_HOST": "::1",
            "CHUNGSUC_PORT": "9000",
            "CHUNGSUC_WORKERS": "4",
            "CHUNGSUC_THREADS": "32",
            "CHUNGSUC_MAX_BODY_BYTES": "2048",
            "CHUNGSUC_TOKEN_DAYS": "7",
            "CHUNGSUC_SESSION_HOURS": "8",
            "CHUNGSUC_PROXIES": "1",
            "CHUNGSUC_LOG_LEVEL": "DEBUG",
            "CHUNGSUC_LOG_FORMAT": "json",
            "CHUNGSUC_METRICS_TOKEN": "m" * 16,
            "CHUNGSUC_SMTP_HOST": "thu.example",
            "CHUNGSUC_SMTP_PORT": "465",
            "CHUNGSUC_SMTP_SECURITY": "tls",
            "CHUNGSUC_SMTP_USERNAME": "nhac-viec",
            "CHUNGSUC_SMTP_PASSWORD": "mot mat khau",
            "CHUNGSUC_SMTP_FROM": "nhac-viec@chungsuc.example",
            "CHUNGSUC_SMTP_HOUR": "7",
            "CHUNGSUC_PUBLIC_URL": "https://chungsuc.example",
            "HOME": "elsewhere",
        }
    ) == Settings(
        mongodb_uri="mongodb://db.example:27017/?replicaSet=rs0",
        database="bac_kan",
        database_cache_gb=1.5,
        data_dir=Path("kho"),
        secret_key="k" * 32,
        env="test",
        today=date(2017, 6, 21),
        demo=False,
        host="::1",
        port=9000,
        workers=4,
        threads=32,
        max_body_bytes=2048,
        token_days=7,
        session_hours=8,
        proxies=1,
        log_level="DEBUG",
        log_format="json",
        metrics_token="m" * 16,
        smtp_host="thu.example",
        smtp_port=465,
        smtp_security="tls",
        smtp_username="nhac-viec",
        smtp_password="mot mat khau",
        smtp_from="nhac-viec@chungsuc.example",
        smtp_hour=7,
        public_url="https://chungsuc.example",
    )


def test_an_empty_value_means_the_default() -> None:
    assert Settings.from_environment({"CHUNGSUC_WORKERS": " ", "PORT": ""}) == Settings()


def test_plain_port_goes_before_the_prefixed_one() -> None:
    assert Settings.from_environment({"PORT": "9000", "CHUNGSUC_PORT": "8001"}).port == 9000


def test_all_problems_are_reported_at_once_with_the_name_of_the_variable() -> None:
    said = problems_of(CHUNGSUC_WORKERS="0", PORT="http", CHUNGSUC_TODAY="2017-02-30")
    assert [line.partition("=")[0] for line in said] == [
        "CHUNGSUC_TODAY",
        "PORT",
        "CHUNGSUC_WORKERS",
    ]


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("CHUNGSUC_MONGODB_URI", "localhost:27017"),
        ("CHUNGSUC_DATABASE", "a/b"),
        ("CHUNGSUC_DATABASE_CACHE_GB", "nan"),
        ("CHUNGSUC_DATABASE_CACHE_GB", "nhiều"),
        ("CHUNGSUC_DATA_DIR", __file__),
        ("CHUNGSUC_SECRET_KEY", "ngắn"),
        ("CHUNGSUC_ENV", "prod"),
        ("CHUNGSUC_DEMO", "no"),
        ("CHUNGSUC_HOST", "a b"),
        ("CHUNGSUC_PORT", "65536"),
        ("CHUNGSUC_THREADS", "-1"),
        ("CHUNGSUC_MAX_BODY_BYTES", "1e6"),
        ("CHUNGSUC_TOKEN_DAYS", "٣"),
        ("CHUNGSUC_LOG_LEVEL", "debug"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused(variable: str, value: str) -> None:
    (said,) = problems_of(**{variable: value})
    assert said.startswith(variable)


def test_a_misspelt_setting_is_refused_and_the_right_name_suggested() -> None:
    (said,) = problems_of(CHUNGSUC_TODYA="2017-06-21")
    assert "CHUNGSUC_TODAY" in said


def test_the_practice_date_is_refused_in_production() -> None:
    (said,) = problems_of(CHUNGSUC_ENV="production", CHUNGSUC_TODAY="2017-06-21")
    assert said.startswith("CHUNGSUC_TODAY")


@pytest.mark.parametrize(
    ("variable", "value"),
    [("CHUNGSUC_SECRET_KEY", "matkhau"), ("CHUNGSUC_MONGODB_URI", "postgres://u:matkhau@db")],
)
def test_secrets_are_never_repeated_in_an_error(variable: str, value: str) -> None:
    (said,) = problems_of(**{variable: value})
    assert "matkhau" not in said


def test_secrets_are_not_shown_when_settings_are_printed() -> None:
    settings = Settings(secret_key="matkhau" * 8, mongodb_uri="mongodb://u:matkhau@db")
    assert "matkhau" not in repr(settings)


def test_a_secret_may_lie_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "secret.key"
    file.write_text("k" * 40 + "\n")
    given = {"CHUNGSUC_SECRET_KEY_FILE": str(file)}
    assert Settings.from_environment(given).secret_key == "k" * 40


def test_a_secret_is_given_once_and_its_file_can_be_read(tmp_path: Path) -> None:
    (empty := tmp_path / "empty").touch()
    said = problems_of(
        CHUNGSUC_METRICS_TOKEN_FILE=str(empty),
        CHUNGSUC_MONGODB_URI_FILE=str(tmp_path / "none"),
        CHUNGSUC_SECRET_KEY="k" * 32,
        CHUNGSUC_SECRET_KEY_FILE=str(empty),
    )
    assert [line.partition("_FILE")[0] for line in said[:3]] == [
        "CHUNGSUC_METRICS_TOKEN",
        "CHUNGSUC_MONGODB_URI",
        "CHUNGSUC_SECRET_KEY",
    ]


def test_what_a_file_holds_is_checked_and_never_shown(tmp_path: Path) -> None:
    file = tmp_path / "uri"
    file.write_text("db.example:27017 hunter2")
    (said,) = problems_of(CHUNGSUC_MONGODB_URI_FILE=str(file))
    assert "hunter2" not in said
    assert problems_of(CHUNGSUC_DATABASE_FILE=str(file))[0].startswith("CHUNGSUC_DATABASE_FILE")


def test_what_lacks_for_sending_mail_is_said() -> None:
    said = problems_of(CHUNGSUC_SMTP_HOST="thu.example", CHUNGSUC_SMTP_PASSWORD="x")
    assert [line.partition(":")[0] for line in said] == [
        "CHUNGSUC_SMTP_FROM",
        "CHUNGSUC_SMTP_USERNAME, CHUNGSUC_SMTP_PASSWORD",
    ]
    assert problems_of(CHUNGSUC_SMTP_FROM="nhac-viec") != ()
