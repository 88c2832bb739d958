"""Reports: which pages there are, and where."""

from __future__ import annotations

from core.web import edition_items, report_editions, report_entry, report_index, report_item
from core.web.hats import hat_blueprint

blueprint = hat_blueprint("reports")

ROUTES = (
    ("GET", "/bao-cao", "index", report_index.index),
    ("POST", "/bao-cao/tiep-nhan", "accept_many", report_index.accept_many),
    ("GET", "/bao-cao/lap/<period>", "start", report_entry.start),
    ("POST", "/bao-cao/lap/<period>", "begin", report_entry.begin),
    ("GET", "/bao-cao/<report_id>", "item", report_item.show),
    ("POST", "/bao-cao/<report_id>", "save", report_entry.save),
    ("GET", "/bao-cao/<report_id>/ban-chot/<number>", "edition", report_editions.show),
    ("GET", "/bao-cao/<report_id>/ban-chot/<number>/ho-so", "edition_items", edition_items.show),
    ("POST", "/bao-cao/<report_id>/quyet-dinh", "decide", report_item.decide),
)

for method, path, endpoint, view in ROUTES:
    blueprint.add_url_rule(path, endpoint, view, methods=[method])
