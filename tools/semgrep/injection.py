"""What rules of injection.yml find, and what they leave alone (semgrep scan --test)."""

import json
import re

from flask import render_template, render_template_string, request


def beginning_with(text):
    # ruleid: pattern-not-escaped
    return {"title": {"$regex": f"^{text}"}}


def matching(text):
    # ruleid: pattern-not-escaped
    return {"title": {"$regex": text, "$options": "i"}}


def beginning_with_exactly(text):
    # ok: pattern-not-escaped
    return {"title": {"$regex": f"^{re.escape(text)}"}}


def under_a_province():
    # ok: pattern-not-escaped
    return {"path": {"$regex": "^vn/p06/"}}


def by_program(year):
    # ruleid: program-in-the-database
    return {"$where": f"this.year == {year}"}


def by_value(year):
    # ok: program-in-the-database
    return {"year": {"$eq": year}}


def found(items):
    wanted = request.get_json()["tenant"]
    # ruleid: operator-injection
    return items.find_one({"tenant": wanted})


def found_by_query(items):
    # ruleid: operator-injection
    return items.count_documents(dict(request.args))


def found_by_number(items):
    # ok: operator-injection
    return items.find_one({"number": int(request.args["number"])})


def read_loosely():
    # ruleid: json-not-strict
    return json.loads(request.get_data())


def read_anything():
    # ruleid: json-not-strict
    return request.get_json(force=True)


def read_strictly():
    # ok: json-not-strict
    return request.get_json(silent=True)


def greeting(name):
    # ruleid: template-from-text
    return render_template_string(f"Chào {name}")


def page(name):
    # ok: template-from-text
    return render_template("page.html", name=name)
