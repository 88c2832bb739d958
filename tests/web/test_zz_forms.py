from urllib.parse import urlsplit
import pytest
from tests.web.conftest import *
from tests.web.conftest import _no_sentence_is_missing
from tests.api.conftest import *
from tests.web.conftest import fields_of
from tests.web.test_hostile_pages import *
from tests.web.test_hostile_pages import house, PAGES, HOSTILE, sound
from tests.web.test_isolation import filled

VALUES = ("", "abc", "-1", "１", "9"*30, "9"*4300, "\x00", "a\x00b\x1f\u2028\u202e", "<script>alert(1)</script>", "{0.__class__} {n} %s", "\r\nSet-Cookie: a=b", "ă"*30000, "vn", "31/12/9999", "0001-01-01", "1/1/2000", "999999999999 m", "10.000.000.000.000", "2017-H1", "tat-ca")

def test_forms(house):
    bad = []
    seen = {}
    for visitor in house.people:
        for rule in PAGES:
            address = filled(rule, visitor.hat, house.known)
            extra = ["", "?loai=phu_nu.ba_sach&khoa=abc"] if rule.endswith("/moi") else [""]
            for e in extra:
                page = visitor.get(address+e)
                if page.status >= 500: bad.append((rule, e, page.main[:100]))
                for f in page.soup.select("form[method=post]"):
                    action = f.get("action") or page.address
                    if "dang-xuat" in action: continue
                    key = (visitor.hat if len(seen)<1000 else "", urlsplit(action).path)
                    if key not in seen:
                        seen[key] = (visitor, action, fields_of(f))
    print(len(seen), sum(len(s[2]) for s in seen.values()))
    uniq = {}
    for (hat, path), v in seen.items():
        uniq.setdefault(path.replace(hat, ""), v)
    n = 0
    for path, (visitor, action, fields) in uniq.items():
        names = [x for x in fields if x != "csrf_token"]
        extra = {"act","viec","gui","reason","ly-do","tenant","den","o","until","version","muc"} - set(names)
        for name in [*names, *extra]:
            for value in VALUES:
                n += 1
                sent = {**fields, name: value}
                try:
                    page = visitor.post(action, sent, follow=False)
                except Exception as e:
                    bad.append((action, name, value[:30], repr(e)[:200])); continue
                if page.status >= 500:
                    bad.append((action, name, value[:30], page.main[:120]))
    print("requests", n)
    for b in bad: print("BAD", b)
    assert not bad
