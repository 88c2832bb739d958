"""A real mail server on this machine, for tests: it keeps what it takes, and can be made unruly."""

from __future__ import annotations

import email
import email.policy
import socket
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterator
    from email.message import EmailMessage

TAKEN = "250 taken"


@dataclass(slots=True)
class MailServer:
    """What it has taken; ``answers`` by command, and what happens before it answers a text."""

    port: int = 0
    taken: list[EmailMessage] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    before_answering: Callable[[], None] | None = None
    users: list[str] = field(default_factory=list)

    @property
    def settings(self) -> dict[str, Any]:
        """Return the settings of a program that sends its mails here."""
        return {
            "smtp_host": "127.0.0.1",
            "smtp_port": self.port,
            "smtp_security": "none",
            "smtp_from": "nhac-viec@chungsuc.example",
            "smtp_hour": 0,
        }

    async def handle_MAIL(  # noqa: N802 — aiosmtpd finds it by this name
        self, _: SMTP, __: Any, envelope: Any, address: str, ___: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.answers.get("MAIL", TAKEN)

    async def handle_RCPT(  # noqa: N802
        self, _: SMTP, __: Any, envelope: Any, address: str, ___: list[str]
    ) -> str:
        answer = self.answers.get("RCPT", TAKEN)
        if answer == TAKEN:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, _: Any, envelope: Any) -> str:  # noqa: N802
        answer = self.answers.get("DATA", TAKEN)
        if answer == TAKEN:
            text = envelope.content
            self.taken.append(email.message_from_bytes(text, policy=email.policy.default))
        if self.before_answering is not None:
            self.before_answering()
        if answer == "":  # the line is cut, and nobody knows
            server.transport.abort()
        return answer or TAKEN


@contextmanager
def mail_server(
    *, context: ssl.SSLContext | None = None, password: str | None = None
) -> Iterator[MailServer]:
    """Yield a server that runs; it can speak TLS with *context*, and then ask for *password*."""
    found = MailServer()

    def authenticator(_: Any, __: Any, ___: Any, ____: str, data: Any) -> AuthResult:
        found.users.append(data.login.decode())
        good = data.password.decode() == password
        return AuthResult(success=good, handled=good)  # not handled: the server itself refuses

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        found.port = free.getsockname()[1]
    controller = Controller(
        found,
        hostname="127.0.0.1",
        port=found.port,
        authenticator=authenticator,
        auth_required=password is not None,
        tls_context=context,
    )
    controller.start()
    try:
        yield found
    finally:
        controller.stop()
