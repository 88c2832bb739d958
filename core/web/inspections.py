"""Inspections («kiểm tra»): the list, the form of a draft, and what was concluded."""

from __future__ import annotations

from core.web import inspection_acts, inspection_entry, inspection_files, inspection_pages
from core.web.hats import hat_blueprint

blueprint = hat_blueprint("inspections")

ROUTES = (
    ("GET", "/kiem-tra", "index", inspection_pages.index),
    ("GET", "/kiem-tra/moi", "start", inspection_entry.start),
    ("POST", "/kiem-tra/moi", "begin", inspection_entry.begin),
    ("GET", "/kiem-tra/<inspection_id>", "item", inspection_pages.item),
    ("POST", "/kiem-tra/<inspection_id>", "save", inspection_entry.save),
    ("POST", "/kiem-tra/<inspection_id>/mo-lai", "reopen", inspection_acts.reopen),
    ("POST", "/kiem-tra/<inspection_id>/xoa", "remove", inspection_acts.remove),
    ("POST", "/kiem-tra/<inspection_id>/minh-chung", "add_file", inspection_files.add_file),
    (
        "POST",
        "/kiem-tra/<inspection_id>/minh-chung/khai",
        "begin_file",
        inspection_files.begin_file,
    ),
    (
        "POST",
        "/kiem-tra/<inspection_id>/minh-chung/<evidence_id>/phan/<int:number>",
        "piece",
        inspection_files.piece,
    ),
    (
        "POST",
        "/kiem-tra/<inspection_id>/minh-chung/<evidence_id>/xong",
        "finish",
        inspection_files.finish,
    ),
    (
        "GET",
        "/kiem-tra/<inspection_id>/minh-chung/<evidence_id>/tep",
        "content",
        inspection_files.content,
    ),
    (
        "GET",
        "/kiem-tra/<inspection_id>/minh-chung/<evidence_id>/anh-nho",
        "thumbnail",
        inspection_files.thumbnail,
    ),
    ("GET", "/kiem-tra/<inspection_id>/minh-chung/<evidence_id>/go", "ask", inspection_files.ask),
    (
        "POST",
        "/kiem-tra/<inspection_id>/minh-chung/<evidence_id>/go",
        "take_away",
        inspection_files.take_away,
    ),
)

for method, path, endpoint, view in ROUTES:
    blueprint.add_url_rule(path, endpoint, view, methods=[method])
