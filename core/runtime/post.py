"""Carrying mails to the mail server of the settings, with the standard library's SMTP client."""

from __future__ import annotations

import smtplib
import socket
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING

from core.domain.mails import PostError, PostUnclearError

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.domain.mails import Letter
    from core.settings import Settings

PATIENCE_SECONDS = 10.0
"""So long each answer of the mail server is waited for."""

TAKEN = frozenset({250, 251})
FOR_GOOD = range(500, 600)
"""Answers that will be the same tomorrow (RFC 5321, 4.2.1)."""


class SmtpPost:
    """Speaks to one mail server (``ports.mails.Post``), on a connection for each mail."""

    def __init__(self, settings: Settings) -> None:
        if not (settings.smtp_host and settings.smtp_from):
            raise ValueError("the settings name no mail server or no sender")
        self._settings = settings
        self._host = settings.smtp_host
        self._sender = settings.smtp_from

    def deliver(self, letter: Letter, *, leaving: Callable[[], None]) -> None:
        message = self._message(letter)
        server = self._connected()
        try:
            self._announce(server, letter)
            leaving()
            _hand_over(server, message)
        finally:
            _part(server)

    def _connected(self) -> smtplib.SMTP:
        try:
            server = self._greeted(ssl.create_default_context())
        except (smtplib.SMTPException, OSError) as error:
            raise PostError(type(error).__name__) from error
        try:
            self._introduce(server)
        except (smtplib.SMTPException, OSError) as error:
            server.close()
            raise PostError(type(error).__name__) from error
        return server

    def _greeted(self, context: ssl.SSLContext) -> smtplib.SMTP:
        host, port, here = self._host, self._settings.smtp_port, socket.gethostname()
        if self._settings.smtp_security == "tls":
            return smtplib.SMTP_SSL(host, port, here, timeout=PATIENCE_SECONDS, context=context)
        server = smtplib.SMTP(host, port, here, timeout=PATIENCE_SECONDS)
        if self._settings.smtp_security == "starttls":
            try:
                server.starttls(context=context)
            except BaseException:
                server.close()
                raise
        return server

    def _introduce(self, server: smtplib.SMTP) -> None:
        server.ehlo_or_helo_if_needed()
        if self._settings.smtp_username and self._settings.smtp_password:
            server.login(self._settings.smtp_username, self._settings.smtp_password)

    def _announce(self, server: smtplib.SMTP, letter: Letter) -> None:
        """Have the server agree to sender and recipient; raises PostError."""
        try:
            said, _ = server.mail(self._sender)
            if said not in TAKEN:  # the sender is a setting, which can be mended
                raise PostError(str(said))
            said, _ = server.rcpt(letter.to)
        except (smtplib.SMTPException, OSError) as error:
            raise PostError(type(error).__name__) from error
        _refuse_unless_taken(said)

    def _message(self, letter: Letter) -> bytes:
        message = EmailMessage(policy=SMTP)
        message["From"] = self._sender
        message["To"] = letter.to
        message["Subject"] = letter.subject
        message["Date"] = letter.written_at
        message["Message-ID"] = f"<{letter.name}@{self._sender.partition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody is to answer by machine
        message.set_content(letter.text, cte="quoted-printable")
        return message.as_bytes()


def _hand_over(server: smtplib.SMTP, message: bytes) -> None:
    """Send the text; raises PostError where it was refused, PostUnclearError without an answer."""
    try:
        said, _ = server.data(message)
    except smtplib.SMTPDataError as error:  # before any of it had left
        _refuse_unless_taken(error.smtp_code)
        raise PostError(str(error.smtp_code)) from error
    except (smtplib.SMTPException, OSError) as error:
        raise PostUnclearError from error
    _refuse_unless_taken(said)


def _refuse_unless_taken(said: int) -> None:
    if said not in TAKEN:
        raise PostError(str(said), for_good=said in FOR_GOOD)


def _part(server: smtplib.SMTP) -> None:
    """Take leave without waiting for an answer: what was sent is to be marked at once."""
    with suppress(smtplib.SMTPException, OSError):
        server.putcmd("quit")
    server.close()
