"""A session at a browser, whose end can be looked up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import requests

from core.domain.access import OPERATOR
from core.domain.people import Door
from core.services.secret_tokens import fingerprint
from core.services.signing_in import signed_in_as

from .people import at_store, somebody
from .talking import HANGING_SECONDS

if TYPE_CHECKING:
    from core.services.ports.work import Repositories

    from .program import ServedProgram


class SessionAtBrowser:
    """Somebody who signed in just now and sits at a browser for *hours* unless they do more."""

    def __init__(self, program: ServedProgram, hours: int) -> None:
        self._program = program
        lifetime = timedelta(hours=hours)

        def sign_in(work: Repositories) -> str:
            user = somebody(work)
            now = datetime.now(UTC).replace(microsecond=0)
            return signed_in_as(work, user, door=Door.PAGES, now=now, lifetime=lifetime).token

        with at_store(program) as store:
            self._token = store.write(OPERATOR, sign_in)

    def opens_pages(self) -> bool:
        """Use it; return whether it leads to the account's page and not to signing in."""
        answer = requests.get(
            f"{self._program.address}/tai-khoan", cookies={"chungsuc_session": self._token},
            allow_redirects=False, timeout=HANGING_SECONDS,
        )  # fmt: skip
        return answer.status_code == 200

    def ends(self) -> datetime:
        with at_store(self._program) as store:
            found = store.read(OPERATOR).tokens.find(fingerprint(self._token))
        assert found is not None
        return found.expires_at
