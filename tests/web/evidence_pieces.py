"""Evidence as a page's script sends it over a line that breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.api.evidence import declaring

if TYPE_CHECKING:
    from tests.web.conftest import Visitor

AS_JSON = {"Accept": "application/json"}


def sent_in_pieces(visitor: Visitor, address: str, content: bytes) -> None:
    """Send every other piece below *address*, then what is said to be missing, and finish."""
    told = declaring(content)
    form = {"name": told["name"], "size": str(told["size"]), "sha256": told["sha256"]}
    begun = visitor.post(f"{address}/khai", form, headers=AS_JSON).answer.json
    one = f"{address}/{begun['id']}"
    size = begun["piece_size"]
    headers = AS_JSON | {
        "X-CSRFToken": visitor.form_token(),
        "Content-Type": "application/octet-stream",
    }

    def sent(number: int) -> None:
        piece = content[number * size : (number + 1) * size]
        path = f"{one}/phan/{number}"
        assert visitor.open("POST", path, data=piece, headers=headers).status == 200

    for number in begun["missing"][::2]:
        sent(number)
    early = visitor.post(f"{one}/xong", {}, headers=AS_JSON)
    assert (early.status, early.answer.json["reason"]) == (409, "pieces_missing")
    again = visitor.post(f"{address}/khai", form, headers=AS_JSON).answer.json
    assert (again["id"], again["missing"]) == (begun["id"], begun["missing"][1::2])
    for number in again["missing"]:
        sent(number)
    for _ in range(2):  # the first answer may be lost
        assert visitor.post(f"{one}/xong", {}, headers=AS_JSON).answer.json == {"ready": True}
    assert visitor.post(f"{address}/khai", form, headers=AS_JSON).answer.json["missing"] == []
