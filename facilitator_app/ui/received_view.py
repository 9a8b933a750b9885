"""The sheet on which a handoff is read by who of the team it was released to: their own cut, and that it came."""

from __future__ import annotations

from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from facilitator_app import text
from facilitator_app.app import App
from facilitator_app.handoff.corrections import read_cut
from facilitator_app.handoff.packet import Packet
from facilitator_app.handoff.read_here import heading, passages
from facilitator_app.integration_desk import IntegrationDesk, Waiting
from facilitator_app.record.integration import PacketReceived, Received
from facilitator_app.record.looks import View
from facilitator_app.record.release import MedicalSigned, PacketReleased, Release, ReleaseWithdrawn
from facilitator_app.record.room import PacketSigned
from facilitator_app.ui.notices import Form
from facilitator_app.ui.readable import readable
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class ReceivedView(QObject):
    """A release that was made to who is at the screen; shown to nobody else."""

    changed = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._desk: IntegrationDesk | None = None
        self._row: Waiting | None = None
        self._release: UUID | None = None
        self._form = Form(app.faults, "acknowledge a handoff", (), self)
        self._form.changed.connect(self.changed)

    # ------------------------------------------------------------ what is shown
    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether the sheet is open."""
        return self._one() is not None

    @Property(str, notify=changed)
    def title(self) -> str:
        """Whose handoff it is."""
        return text.render("handover.read_title", name=self._row.after.name) if self._row else ""

    @Property(str, notify=changed)
    def about(self) -> str:
        """To whom it was released, by whom and when."""
        one, row = self._one(), self._row
        if one is None or row is None:
            return ""
        by = self._name(one.line.recorded_by)
        at, zone = one.line.recorded_at, ZoneInfo(row.zone)
        return text.render("handover.read_about", zone=zone, name=one.fact.recipient, by=by, at=at)

    @Property("QStringList", notify=changed)
    def signed(self) -> list[str]:
        """Who signed what is read, in which role, when and what they meant by it; the medical part's own signature too."""
        one, row, desk = self._one(), self._row, self._desk
        if one is None or row is None or desk is None:
            return []
        found, digests = {}, (one.fact.digest, one.fact.medical)
        for entry in desk.session(row.session).history.entries:
            fact, is_mine = entry.fact, entry.participant == row.after.participant
            if is_mine and isinstance(fact, PacketSigned | MedicalSigned) and fact.digest in digests:
                told = {"signer": fact.signer, "role": fact.role, "at": entry.recorded_at, "meaning": fact.meaning}
                key = "medical" if isinstance(fact, MedicalSigned) else "whole"
                found[key] = text.render(f"handover.signed_{key}", zone=ZoneInfo(row.zone), **told)
        return [found[key] for key in ("whole", "medical") if key in found]

    @Property(str, notify=changed)
    def became(self) -> str:
        """That it was withdrawn or corrected since; empty while it stands."""
        one = self._one()
        if one is None or self._row is None:
            return ""
        if one.withdrawn is not None and isinstance(one.withdrawn.fact, ReleaseWithdrawn):
            at, zone = one.withdrawn.recorded_at, ZoneInfo(self._row.zone)
            return text.render("handover.read_withdrawn", zone=zone, at=at, reason=one.withdrawn.fact.reason)
        return text.render("handover.read_corrected") if one.corrected_by is not None else ""

    @Property(str, notify=changed)
    def heading(self) -> str:
        """Whose it is and of which session; or that its text was not kept."""
        cut = self._cut()
        if cut is None:
            return text.render("release.no_text_kept") if self._one() else ""
        return readable(heading(cut, text.catalogue()))

    @Property("QStringList", notify=changed)
    def changes(self) -> list[str]:
        """What it said had changed since an earlier one."""
        one = self._one()
        return list(one.fact.changes) if one is not None and isinstance(one.fact, PacketReleased) else []

    @Property("QVariantList", notify=changed)
    def passages(self) -> list[dict[str, str]]:
        """Its parts, what needs care first."""
        cut = self._cut()
        found = passages(cut, text.catalogue()) if cut is not None else ()
        return [{"key": one.key, "title": one.title, "text": readable(one.text)} for one in found]

    @Property(str, notify=changed)
    def came(self) -> str:
        """When it was acknowledged; empty before."""
        one = self._one()
        if one is None or one.received is None or self._row is None:
            return ""
        return text.render("handover.read_came", zone=ZoneInfo(self._row.zone), at=one.received.recorded_at)

    @Property(bool, notify=changed)
    def may_say(self) -> bool:
        """Whether it can be acknowledged."""
        one = self._one()
        return one is not None and one.received is None and one.withdrawn is None and not self._form.busy

    @Property(Form, constant=True)
    def form(self) -> Form:
        """The last try to acknowledge it."""
        return self._form

    # ------------------------------------------------------------- what is done
    def show(self, desk: IntegrationDesk, row: Waiting, release: UUID) -> None:
        """Open a release, if it is for who is at the screen."""
        self._desk, self._row, self._release = desk, row, release
        if self._one() is None:
            self.close()
            return
        self._app.looked(View.PACKET, [row.after.participant], row.session)
        self._form.clear()
        self.changed.emit()

    def look(self) -> None:
        """The record, or who is at the screen, is another now."""
        if self._row is not None:
            fresh = self._desk.of(self._row.session, self._row.after.participant) if self._desk else None
            self._row = fresh
        self.changed.emit()

    @Slot()
    def close(self) -> None:
        """Close it; nothing of anybody is held."""
        self._desk, self._row, self._release = None, None, None
        self._form.clear()
        self.changed.emit()

    @Slot()
    def say_it_came(self) -> None:
        """Who is at the screen has read it."""
        desk, row, one, who = self._desk, self._row, self._one(), self._app.at_screen
        if desk is None or row is None or one is None or who is None or not self.may_say:
            return
        fact = PacketReceived(release=one.line.id, by=who.name, how=Received.READ_HERE)
        self._form.attempt(lambda: desk.write(row.session, row.after.participant, fact), self.look)

    # ------------------------------------------------------------- how
    def _one(self) -> Release | None:
        who = self._app.at_screen
        if self._row is None or who is None:
            return None
        mine = (one for one in self._row.after.releases if one.whom.staff == who.id)
        return next((one for one in mine if one.line.id == self._release), None)

    def _cut(self) -> Packet | None:
        one = self._one()
        return read_cut(one) if one is not None else None

    def _name(self, staff: UUID | None) -> str:
        known = self._app.clinic_state().staff.get(staff) if staff else None
        return known.name if known else text.render("release.somebody")
