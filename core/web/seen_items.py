"""A registration as lists and other items' pages show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.access import View
from core.domain.masking import masked
from core.domain.views import view_of
from core.edge.platform import platform
from core.services.recording import personal_answers

if TYPE_CHECKING:
    from core.domain.registrations import Registration
    from core.services.ports.work import Repositories


def as_seen(registration: Registration, work: Repositories) -> Registration:
    """Return what of *registration* the acting role sees in a list: never personal data."""
    view = view_of(work.scope, registration) or View.SUMMARY
    view = View.FULL if view is View.PERSONAL else view
    personal = personal_answers(registration, catalogue=platform().catalogue)
    return masked(registration, view, personal_answers=personal)
