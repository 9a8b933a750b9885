"""The first start: the clinic, the first account, the recovery code on paper.  Keeps no secret longer than it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from PySide6.QtCore import QObject, QTimeZone

from facilitator_app.app import App
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.record.clinic import ClinicMade, StaffAdded
from facilitator_app.record.entry import new_id
from facilitator_app.record.roles import Role
from facilitator_app.text import render, word
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

SHOWN_ZONES = 40


@QmlElement
@QmlUncreatable("made by the program")
class FirstStart(QObject):
    """Three steps: clinic, account, code.  A refusal leads back to the step that holds its field."""

    changed = Signal()
    finished = Signal()

    def __init__(self, app: App, files: FilePicker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._files = files
        self._step = "clinic"
        self._code = ""
        self._kept = ""
        self._search = ""
        fields = ("name", "zone", "person", "roles", "sign_in", "passphrase", "again")
        self._form = Form(app.faults, "first start", fields, self)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """The state of the form."""
        return self._form

    @Property(str, notify=changed)
    def step(self) -> str:
        """Which step is shown: clinic, person or code."""
        return self._step

    @Property(str, notify=changed)
    def code(self) -> str:
        """The recovery code in two lines of groups, while it is shown.  Spaces count for nothing when it is typed."""
        return in_lines(self._code)

    @Property(str, notify=changed)
    def kept(self) -> str:
        """Where the code was saved as a PDF, in words, or empty."""
        return self._kept

    @Property(bool, notify=changed)
    def begun(self) -> bool:
        """Whether a clinic is being made here, and is not to be left before the code is on paper."""
        return self._form.busy or self._code != ""

    @Property(str, constant=True)
    def machine_zone(self) -> str:
        """The time zone this machine is set to."""
        zone = QTimeZone.systemTimeZoneId().toStdString()
        known = "UTC" if zone in ("Etc/UTC", "") else zone
        return known if known in available_timezones() else "UTC"

    @Property("QVariantList", notify=changed)
    def zones(self) -> list[str]:
        """Time zones that hold what is searched for, the machine's own first."""
        found = sorted(zone for zone in available_timezones() if self._search in _plain(zone) and "/" in zone)
        return found[:SHOWN_ZONES]

    @Property("QVariantList", notify=changed)
    def roles(self) -> list[dict[str, str]]:
        """The roles one may hold."""
        return role_rows()

    @Slot(str)
    def search(self, text: str) -> None:
        """Look for a time zone by a part of its name."""
        self._search = _plain(text.strip())
        self.changed.emit()

    @Slot("QVariantMap")
    def check_clinic(self, typed: Mapping[str, Any]) -> None:
        """Go on to the account when name and zone can be."""
        if self._form.check(lambda: ClinicMade(name=typed["name"].strip(), zone=typed["zone"])):
            self._go("person")

    @Slot()
    def back(self) -> None:
        """Back to the clinic's name and zone."""
        self._form.clear()
        self._go("clinic")

    @Slot("QVariantMap")
    def make(self, typed: Mapping[str, Any]) -> None:
        """Make the clinic and the account, and show the code."""
        self._form.attempt(lambda: self._make(typed), lambda: self._go("code"))

    @Slot()
    def keep_code(self) -> None:
        """Ask where to put the code as a PDF."""
        self._files.ask(render("ui.start.pdf_where"), render("ui.start.pdf_here"), self._write)

    @Slot()
    def written_down(self) -> None:
        """The code is on paper: forget it and go on."""
        self._code = ""
        self.changed.emit()
        self.finished.emit()

    async def _make(self, typed: Mapping[str, Any]) -> None:
        person = typed["person"].strip()
        roles = tuple(Role(role) for role in typed["roles"])
        try:
            StaffAdded(staff=new_id(self._app.clock.now()), name=person, roles=roles)
        except Refusal as refusal:
            field = "person" if refusal.field == "name" else refusal.field
            raise Refusal(refusal.key, field=field, **refusal.values) from None
        if typed["passphrase"] != typed["again"]:
            raise Refusal("ui.passphrases_differ", field="again")
        self._code = await self._app.make_clinic(
            name=typed["name"].strip(),
            zone=typed["zone"],
            person=person,
            roles=roles,
            sign_in=typed["sign_in"].strip(),
            passphrase=typed["passphrase"],
        )

    def _write(self, folder: Path) -> None:
        from facilitator_app.ui.code_sheet import write_code_sheet

        path = folder / "facilitator-recovery-code.pdf"
        try:
            write_code_sheet(path, in_lines(self._code))
        except Trouble as trouble:
            self._form.refuse(trouble)
            return
        self._kept = render("ui.start.pdf_kept", path=path)
        self.changed.emit()

    def _go(self, step: str) -> None:
        self._step = step
        self.changed.emit()


def in_lines(code: str) -> str:
    """A code of groups joined by hyphens as two lines of groups, easier to copy by hand."""
    groups = code.split("-")
    half = (len(groups) + 1) // 2
    return "\n".join(part for part in ("  ".join(groups[:half]), "  ".join(groups[half:])) if part)


def role_rows() -> list[dict[str, str]]:
    """The roles with their words."""
    return [{"key": role.value, "text": word(role)} for role in Role]


def _plain(text: str) -> str:
    return text.casefold().replace("_", " ")
