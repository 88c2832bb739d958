"""Mails handed to a real mail server: what is taken, what is refused, and what nobody can tell."""

from __future__ import annotations

import ssl
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from core.domain.mails import AlreadySendingError, Letter, PostError, PostUnclearError
from core.runtime.post import SmtpPost
from core.settings import Settings
from tests.mail_server import MailServer, mail_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WRITTEN = datetime(2017, 2, 7, 6, 0, tzinfo=UTC)
LETTER = Letter(
    name="mot-thu",
    to="hoa@xa.example",
    written_at=WRITTEN,
    subject="Chung Sức nhắc việc ngày 7/2/2017",
    text="Kính gửi đồng chí Hoa,\n.một dòng bắt đầu bằng dấu chấm\n",
)


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as found:
        yield found


def post(server: MailServer, **changes: object) -> SmtpPost:
    return SmtpPost(replace(Settings(), **server.settings | changes))


def agreed() -> None:
    """Let it leave."""


def test_a_letter_arrives_as_it_was_written(server: MailServer) -> None:
    post(server).deliver(LETTER, leaving=agreed)
    (arrived,) = server.taken
    assert arrived["To"] == "hoa@xa.example"
    assert arrived["From"] == "nhac-viec@chungsuc.example"
    assert arrived["Subject"] == LETTER.subject
    assert arrived["Message-ID"] == "<mot-thu@chungsuc.example>"
    assert arrived["Date"].datetime == WRITTEN
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert arrived.get_content().replace("\r\n", "\n") == LETTER.text


def test_what_is_held_back_at_the_last_moment_does_not_leave(server: MailServer) -> None:
    def held() -> None:
        raise AlreadySendingError

    with pytest.raises(AlreadySendingError):
        post(server).deliver(LETTER, leaving=held)
    assert server.taken == []


@pytest.mark.parametrize(
    ("command", "answer", "for_good"),
    [
        ("MAIL", "451 later", False),
        ("MAIL", "550 who are you", False),
        ("RCPT", "450 later", False),
        ("RCPT", "550 no such person", True),
        ("DATA", "451 later", False),
        ("DATA", "554 not this", True),
    ],
)
def test_what_is_refused_is_surely_not_taken(
    server: MailServer,
    command: str,
    answer: str,
    for_good: bool,  # noqa: FBT001
) -> None:
    server.answers[command] = answer
    with pytest.raises(PostError) as refused:
        post(server).deliver(LETTER, leaving=agreed)
    assert (refused.value.said, refused.value.for_good) == (answer[:3], for_good)
    assert server.taken == []


@pytest.mark.parametrize("command", ["MAIL", "RCPT"])
def test_nothing_leaves_before_sender_and_recipient_are_agreed(
    server: MailServer, command: str
) -> None:
    asked: list[str] = []
    server.answers[command] = "450 later"
    with pytest.raises(PostError):
        post(server).deliver(LETTER, leaving=lambda: asked.append("leaving"))
    assert asked == []


def test_a_line_that_is_cut_before_the_answer_leaves_it_unclear(server: MailServer) -> None:
    server.answers["DATA"] = ""
    with pytest.raises(PostUnclearError):
        post(server).deliver(LETTER, leaving=agreed)


def test_a_server_that_is_not_there_has_taken_nothing() -> None:
    gone = MailServer()
    with mail_server() as there:
        gone.port = there.port
    with pytest.raises(PostError) as refused:
        post(gone).deliver(LETTER, leaving=agreed)
    assert (refused.value.said, refused.value.for_good) == ("ConnectionRefusedError", False)


def test_who_has_to_sign_in_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
    with mail_server(context=certified(tmp_path), password="mot mat khau") as server:
        named = {"smtp_security": "starttls", "smtp_username": "nhac-viec"}
        with pytest.raises(PostError) as refused:
            post(server, **named, smtp_password="sai").deliver(LETTER, leaving=agreed)
        assert (refused.value.said, refused.value.for_good) == ("SMTPAuthenticationError", False)
        post(server, **named, smtp_password="mot mat khau").deliver(LETTER, leaving=agreed)
        assert (set(server.users), len(server.taken)) == ({"nhac-viec"}, 1)


def test_over_tls_the_certificate_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mail_server(context=certified(tmp_path)) as server:
        safe = post(server, smtp_security="starttls")
        with pytest.raises(PostError) as refused:
            safe.deliver(LETTER, leaving=agreed)
        assert refused.value.said == "SSLCertVerificationError"
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
        safe.deliver(LETTER, leaving=agreed)
        assert len(server.taken) == 1


def test_without_tls_nothing_is_sent_where_it_is_asked_for(server: MailServer) -> None:
    with pytest.raises(PostError) as refused:
        post(server, smtp_security="starttls").deliver(LETTER, leaving=agreed)
    assert refused.value.said == "SMTPNotSupportedError"


def certified(folder: Path) -> ssl.SSLContext:
    """Return the context of a server of this machine, with a certificate of its own making."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    today = datetime.now(UTC)
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(here, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, text = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(pem))
    secret = key.private_bytes(pem, text, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(secret)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    return context
