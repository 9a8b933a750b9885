"""The recovery code on a sheet of paper: a one-page PDF.  The sheet names neither the clinic nor a person."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter

from facilitator_app.faults import Trouble
from facilitator_app.text import render

_DOTS = 72


def write_code_sheet(path: Path, code: str) -> None:
    """Write the sheet, readable by this account only.  Raises Trouble when the file cannot be written."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
    except OSError as cause:
        raise Trouble("ui.start.pdf_failed") from cause
    writer = QPdfWriter(str(path))
    writer.setResolution(_DOTS)
    writer.setTitle(render("ui.start.sheet_title"))
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()))
    painter = QPainter()
    if not painter.begin(writer):
        raise Trouble("ui.start.pdf_failed")
    left, width = 72.0, writer.width() - 144.0
    lines = (
        (render("ui.start.sheet_title"), 20, QFont.Weight.DemiBold, 84.0),
        (code, 24, QFont.Weight.Medium, 150.0),
        (render("ui.start.sheet_about"), 12, QFont.Weight.Normal, 260.0),
    )
    for text, points, weight, top in lines:
        font = QFont("Inter", points, weight)
        font.setPixelSize(points)
        painter.setFont(font)
        painter.drawText(QRectF(left, top, width, 400), int(Qt.TextFlag.TextWordWrap), text)
    painter.end()
