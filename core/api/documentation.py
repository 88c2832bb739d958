"""The OpenAPI document: what holds for every operation, said once."""

from __future__ import annotations

from typing import Any


def describe() -> dict[str, Any]:
    """Return what the document says beside its operations."""
    return {
        "info": {
            "title": "Chung Sức",
            "description": "Đăng ký, hiệp thương, báo cáo, tổng hợp công trình, mô hình.",
        },
        "servers": [{"url": "/"}],
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"token": []}],
    }
