"""The calendar: which pages there are, and where."""

from __future__ import annotations

from core.web import calendar_extending, calendar_naming, calendar_setting, calendar_view
from core.web.hats import hat_blueprint

blueprint = hat_blueprint("calendar")

ROUTES = (
    ("GET", "/lich", "index", calendar_view.index),
    ("GET", "/lich/dat", "part", calendar_setting.form),
    ("POST", "/lich/dat", "store", calendar_setting.store),
    ("GET", "/lich/su-kien", "event", calendar_naming.form),
    ("POST", "/lich/su-kien", "name_event", calendar_naming.store),
    ("GET", "/lich/gia-han", "extend", calendar_extending.form),
    ("POST", "/lich/gia-han", "decide", calendar_extending.decide),
)

for method, path, endpoint, view in ROUTES:
    blueprint.add_url_rule(path, endpoint, view, methods=[method])
