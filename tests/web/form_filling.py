"""Filling in the registration form of a page, as a browser without scripts would."""

import re

from tests.web.conftest import fields_of

THREE_CLEANS = "phu_nu.ba_sach"
NEW = f"/dang-ky/moi?loai={THREE_CLEANS}"


def press(page, visitor, button="den=", **typed):
    """Type into the form of *page* and press a button: what a browser would send."""
    name, _, value = button.partition("=")
    form = page.soup.select_one("#registration-form")
    sent = typed_in(page) | {key.replace("__", "."): text for key, text in typed.items()}
    return visitor.post(form["action"], {**sent, name: value or onward(page)})


def typed_in(page):
    """Return what the form would send, untouched; the visitor adds a form token."""
    sent = fields_of(page.soup.select_one("#registration-form"))
    return {name: text for name, text in sent.items() if name != "csrf_token"}


def onward(page):
    return page.soup.select_one("button[data-continue]")["value"]


def begun(visitor, **typed):
    """Go through the first step; return the second."""
    asked = {"title": "Đường hoa Nà Cà", "kind": "mo_hinh", "stage": "duy_tri"} | typed
    return press(visitor.get(NEW), visitor, **asked)


def ready(visitor):
    """Fill in all that a submission needs; return the page that checks it."""
    page = begun(visitor)
    page = press(page, visitor, places_new="Thôn Nà Cà", starts_on="3/2017", ends_on="11/2017")
    page = press(page, visitor, answers__so_ho="42")
    return press(page, visitor)


def id_of(page):
    return re.search(r"/dang-ky/([0-9a-f]{32})", page.address)[1]


def stored(web, page, visitor):
    """Return the item as the API tells its own organization."""
    caller = web.api.sign_in(visitor.username)
    return caller.get(f"/registrations/{id_of(page)}").json


def shown_step(page):
    return page.soup.select_one("section[data-step]:not([hidden])")["id"]


class Moved:
    """A page that was answered under the address its form is sent to."""

    def __init__(self, page):
        self.address = page.soup.select_one("#registration-form")["action"]
