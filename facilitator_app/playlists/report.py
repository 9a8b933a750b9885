"""The whole check of an arc, told line by line as it is found: what cannot be played, how loud all is, what is worth a look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from facilitator_app.playlists.arc import Arc
from facilitator_app.playlists.check import Check, Checked
from facilitator_app.playlists.curve import remarks
from facilitator_app.playlists.engine.protocol import MEASURED, Scan
from facilitator_app.playlists.levels import gains
from facilitator_app.playlists.library import Remark


class ArcCheck:
    """The check of ``arc``; ``engine_folder`` is where what was measured is kept.  ``lines`` does the work."""

    def __init__(self, arc: Arc, engine_folder: Path, planned: Mapping[str, float | None] | None = None) -> None:
        self.arc, self.planned = arc, dict(planned or {})
        self._check = Check((*arc.pieces, *arc.bed), engine_folder / MEASURED)
        self.scans: dict[str, Scan] = {}
        self.bad: list[Checked] = []
        self.remarks: tuple[Remark, ...] = ()

    @property
    def gains(self) -> dict[str, float]:
        """Decibels each piece is played with."""
        return gains(self.arc, self.scans)

    @property
    def sound(self) -> bool:
        """True when all can be played and nothing is worth a look."""
        return not self.bad and not self.remarks and not self.arc.left_out

    def stop(self) -> None:
        """End ``work`` soon, from any thread."""
        self._check.stop()

    def work(self) -> Iterator[Checked]:
        """Check piece by piece; what was found stands in the attributes afterwards."""
        for checked in self._check:
            self.scans[checked.piece.id] = checked.scan
            if checked.trouble:
                self.bad.append(checked)
            yield checked
        self.remarks = remarks(self.arc, self.scans, self.gains, self.planned)

    def lines(self) -> Iterator[Remark]:
        """The whole check as text keys with their values, each as soon as it is known."""
        for checked in self.work():
            yield _line(checked)
        count = len(self.scans)
        seconds = sum(scan.seconds for scan in self.scans.values() if not scan.why)
        if self.bad:
            yield Remark("music.check_findings", {"bad": len(self.bad), "count": count})
        else:
            yield Remark("music.check_sound", {"count": count, "minutes": round(seconds / 60)})
        found = self.gains
        for checked_id, gain in found.items():
            title = next(piece.title for piece in (*self.arc.pieces, *self.arc.bed) if piece.id == checked_id)
            if gain < 0:
                yield Remark("music.check_gain", {"title": title, "gain": gain})
        if told := (*self.arc.left_out, *self.remarks):
            yield Remark("music.check_remarks")
            yield from told


def _line(checked: Checked) -> Remark:
    about: dict[str, object] = {"number": checked.number, "count": checked.count, "title": checked.piece.title}
    if checked.trouble:
        return Remark(f"music.check_{checked.scan.why}", about)
    minute, second = divmod(round(checked.scan.seconds), 60)
    scan = checked.scan
    figures = {"lufs": scan.lufs, "range_lu": scan.range_lu, "peak": scan.true_peak_dbtp}
    return Remark("music.check_line", {**about, "length": f"{minute}:{second:02d}", **figures})
