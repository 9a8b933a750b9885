"""What lies half-typed on disk as JSON: of a form, of a handoff, and what the columns of a table hold."""

from __future__ import annotations

from facilitator_app import kept_columns
from facilitator_app.record.packets import Stood
from facilitator_app.ui import half_typed

TYPED = (
    b'{"preferred_name":"Rowan","allergies":"latex, \\u201cmild\\u201d"}',
    b'{"worded":["01900000-0000-7000-8000-000000000001"],"said":"%s"}' % (b"ab" * 32),
    b'{"columns":{"Name":"legal_name","Born":""},"dates":"day"}',
)


def read(content: bytes) -> str:
    """What a form, a handoff or a table's columns left half-typed: read, or as good as not typed."""
    text = content.decode("utf-8", "replace")
    typed, stood, columns = half_typed.fields_of(text), half_typed.stood_of(text), kept_columns.kept_of(text)
    assert all(isinstance(one, str) for pair in typed.items() for one in pair)
    return "read" if typed or columns or stood != Stood() else "nothing"
