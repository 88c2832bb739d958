"""Parts of the OpenAPI document that many operations share: refusals, parameters, headers."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

Document = dict[str, Any]

REFUSAL: Document = {
    "type": "object",
    "description": "Một lời từ chối: `reason` là mã cố định, `message` là câu tiếng Việt.",
    "required": ["code", "status", "message", "reason"],
    "properties": {
        "code": {"type": "integer"},
        "status": {"type": "string"},
        "message": {"type": "string"},
        "reason": {"type": "string"},
        "errors": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "additionalProperties": {"type": "array", "items": {"type": "string"}},
            },
        },
        "problems": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "reason", "message"],
                "properties": {
                    "field": {"type": "string"},
                    "reason": {"type": "string"},
                    "message": {"type": "string"},
                },
            },
        },
        "details": {"type": "object"},
    },
}
MEANINGS = {
    400: "Không đọc được nội dung",
    401: "Chưa đăng nhập, hoặc phiên không còn hiệu lực",
    403: "Vai trò không cho phép",
    404: "Không có, hoặc ngoài phạm vi nhìn thấy",
    405: "Phương thức không dùng được ở đây",
    409: "Trạng thái hoặc lịch không cho phép lúc này",
    412: "Phiên bản đã cũ",
    413: "Nội dung quá lớn",
    415: "Kiểu nội dung không nhận",
    422: "Nội dung chưa hợp lệ",
    428: "Thiếu If-Match hoặc Idempotency-Key",
    429: "Thử quá nhiều lần",
    503: "Tạm thời chưa ghi được, hãy thử lại",
}
WAITING = frozenset({429, 503})

PARAMETERS: dict[str, Document] = {
    "ActAs": {
        "name": "Act-As",
        "in": "header",
        "description": "Phân công dùng cho lần gọi này",
        "schema": {"type": "string", "minLength": 1},
    },
    "IfMatch": {
        "name": "If-Match",
        "in": "header",
        "required": True,
        "description": 'Phiên bản đã đọc, như `"7"`',
        "schema": {"type": "string", "pattern": '^"[0-9]{1,9}"$', "example": '"7"'},
    },
    "IdempotencyKey": {
        "name": "Idempotency-Key",
        "in": "header",
        "required": True,
        "description": "Khóa của lần tạo này; gửi lại cùng khóa nhận lại cùng câu trả lời",
        "schema": {"type": "string", "pattern": "^[!-~]{1,128}$"},
    },
}
HEADERS: dict[str, Document] = {
    "ETag": {"description": "Phiên bản của bản ghi", "schema": {"type": "string"}},
    "Idempotency-Replayed": {
        "description": "`true` khi là câu trả lời cũ",
        "schema": {"type": "string"},
    },
    "X-Pagination": {
        "description": "JSON: total, page, page_size, total_pages, capped",
        "schema": {"type": "string"},
    },
    "X-Next": {"description": "Con trỏ của trang sau", "schema": {"type": "string"}},
    "Retry-After": {"description": "Số giây nên chờ", "schema": {"type": "string"}},
}


def refused(status: int) -> Document:
    """Return the answer that refuses with *status*."""
    answer: Document = {
        "description": f"{HTTPStatus(status).phrase}. {MEANINGS[status]}.",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}},
    }
    if status in WAITING:
        answer["headers"] = {"Retry-After": {"$ref": "#/components/headers/Retry-After"}}
    return answer
