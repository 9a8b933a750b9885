"""What a person asks of their record: a copy of it, a correction, and to whom it went.  Every rule is the record's."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app import own_copy_files
from facilitator_app.app import App
from facilitator_app.clinic import Clinic
from facilitator_app.faults import Refusal
from facilitator_app.handoff.files import leave, unnamed
from facilitator_app.handoff.sheet_pdf import send_to_printer
from facilitator_app.own_copy import disclosed
from facilitator_app.record.requests import (
    AnswerPutOff,
    Asking,
    CorrectionAnswered,
    CorrectionAsked,
    DisagreementSaid,
    DisclosureTold,
    RebuttalSaid,
    Request,
)
from facilitator_app.text import catalogue, render
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.kept_text import KeptText
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class AskingView(QObject):
    """Of the person whose record is open."""

    changed = Signal()
    kept = Signal()

    def __init__(self, app: App, files: FilePicker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._files = files
        self._person: UUID | None = None
        self._told: list[str] | None = None
        self._said = ""
        self._unsaved = KeptText(app, "asking/", self)
        self._form = Form(app.faults, "what a person asks", ("text", "day", "to", "what", "purpose"), self)

    @Property(KeptText, constant=True)
    def unsaved(self) -> KeptText:
        """What is half-typed of whoever is looked at."""
        return self._unsaved

    @Property(str, notify=changed)
    def person(self) -> str:
        """Who is looked at, by id, or empty."""
        return str(self._person) if self._person else ""

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused, by field."""
        return self._form

    @Property(str, notify=changed)
    def said(self) -> str:
        """What was done last."""
        return self._said

    @Property("QVariantList", notify=changed)
    def requests(self) -> list[dict[str, object]]:
        """Corrections that were asked for, the latest first: what was asked, when, and what became of it."""
        return [self._row(one) for one in reversed(self._asking().requests)]

    @Property("QStringList", notify=changed)
    def disclosures(self) -> list[str]:
        """To whom something went, the first first."""
        if self._told is None:
            return [render("record_ui.looking")]
        return self._told or [render("disclosed.none")]

    @Property("QStringList", notify=changed)
    def copies(self) -> list[str]:
        """The copies that the person was given."""
        return [
            render(
                "record_ui.copy_given", day=f"{one.at:%Y-%m-%d}", files=len(one.fact.files), withheld=one.fact.withheld
            )
            for one in self._asking().copies
        ]

    # ------------------------------------------------------------ what people do
    @Slot()
    def write_copy(self) -> None:
        """Write everything about the person into a folder that is chosen."""
        self._files.ask(render("record_ui.copy_where"), render("course.here"), self._copy_to)

    @Slot()
    def print_disclosures(self) -> None:
        """Hand the list of disclosures to the printer."""
        self._do(self._print())

    @Slot()
    def write_disclosures(self) -> None:
        """Write the list of disclosures into a folder that is chosen."""
        self._files.ask(
            render("record_ui.list_where"), render("course.here"), lambda to: self._do(self._write_list(to))
        )

    @Slot("QVariantMap")
    def tell_disclosure(self, typed: Mapping[str, Any]) -> None:
        """Write down a disclosure that was made outside the app."""
        self._do(self._tell(typed))

    @Slot(str)
    def ask_correction(self, text: str) -> None:
        """Write down what the person asks to have corrected."""
        self._do(self._ask(text.strip()))

    @Slot(str, bool, str)
    def answer(self, line: str, accepted: bool, text: str) -> None:
        """Answer a request."""
        self._do(self._answer(UUID(line), accepted, text.strip()))

    @Slot(str, str)
    def put_off(self, line: str, reason: str) -> None:
        """Write down that the answer takes longer, as the person was told in writing."""
        self._do(self._put_off(UUID(line), reason.strip()))

    @Slot(str, str)
    def rebut(self, line: str, text: str) -> None:
        """Write down what the clinic says to a statement of disagreement."""
        self._do(self._rebut(UUID(line), text.strip()))

    @Slot(str, str)
    def disagree(self, line: str, text: str) -> None:
        """Write down the person's statement of disagreement."""
        self._do(self._disagree(UUID(line), text.strip()))

    async def show(self, person: UUID) -> None:
        """Look at a person."""
        self._person, self._said, self._told = person, "", None
        await self._look_up()
        if isValid(self):  # or the window has gone meanwhile
            self.changed.emit()

    def leave(self) -> None:
        """Look at nobody."""
        self._person, self._told, self._said = None, None, ""
        self._form.clear()

    # ------------------------------------------------------------ how
    def _do(self, work: Coroutine[Any, Any, str]) -> None:
        if self._form.busy:
            work.close()
            return

        async def done() -> None:
            self._said = await work
            await self._look_up()

        self._form.attempt(done, self._done)

    def _done(self) -> None:
        self.kept.emit()
        self.changed.emit()

    async def _look_up(self) -> None:
        person = self._person
        told = await own_copy_files.disclosed(self._app, person, catalogue()) if person is not None else ()
        if self._person == person:  # it may have been closed meanwhile
            self._told = [f"{one.day.isoformat()}: {disclosed(one, catalogue())}" for one in told]

    def _copy_to(self, folder: Path) -> None:
        self._do(self._write_copy(folder))

    async def _write_copy(self, folder: Path) -> str:
        done = await own_copy_files.give(self._app, self._whose(), folder, catalogue())
        said = render("record_ui.copy_written", count=len(done.files))
        held = done.withheld + done.files_withheld
        return (
            f"{said} {render('record_ui.copy_held', lines=done.withheld, files=done.files_withheld)}" if held else said
        )

    async def _print(self) -> str:
        person = self._whose()
        page = await own_copy_files.disclosed_page(self._app, person, catalogue())
        async with self._app.going_out([person]):
            done = await asyncio.to_thread(send_to_printer, page)
        return render("course.printed" if done == "printed" else "course.no_printer")

    async def _write_list(self, folder: Path) -> str:
        person = self._whose()
        page = await own_copy_files.disclosed_page(self._app, person, catalogue())
        async with self._app.going_out([person], folder=folder):
            path = await asyncio.to_thread(leave, folder, unnamed("disclosures", "pdf"), page)
        return render("course.written", file=path.name)

    async def _tell(self, typed: Mapping[str, Any]) -> str:
        told = {field: str(typed[field]).strip() for field in ("day", "to", "what", "purpose")}
        await self._clinic().note(DisclosureTold(**told), self._whose())
        return render("record_ui.disclosure_told")

    async def _ask(self, text: str) -> str:
        await self._clinic().note(CorrectionAsked(text=text), self._whose())
        return render("record_ui.correction_asked")

    async def _answer(self, line: UUID, accepted: bool, text: str) -> str:
        await self._clinic().note(CorrectionAnswered(request=line, accepted=accepted, text=text), self._whose())
        return render("record_ui.answered")

    async def _put_off(self, line: UUID, reason: str) -> str:
        await self._clinic().note(AnswerPutOff(request=line, reason=reason), self._whose())
        return render("record_ui.put_off_done")

    async def _rebut(self, line: UUID, text: str) -> str:
        await self._clinic().note(RebuttalSaid(request=line, text=text), self._whose())
        return render("record_ui.rebutted")

    async def _disagree(self, line: UUID, text: str) -> str:
        await self._clinic().note(DisagreementSaid(request=line, text=text), self._whose())
        return render("record_ui.disagreed")

    def _asking(self) -> Asking:
        clinic = self._app.clinic
        found = clinic.state.asking.get(self._person) if clinic and self._person else None
        return found or Asking()

    def _row(self, one: Request) -> dict[str, object]:
        clinic = self._app.clinic
        zone = ZoneInfo(clinic.state.zone) if clinic else ZoneInfo("UTC")
        answer = ""
        if one.answered_at is not None:
            answer = render("told.correction_made" if one.accepted else "told.correction_denied", text=one.answer)
        stand = "open" if one.answered_at is None else "made" if one.accepted else "denied"
        if one.disagreement:
            stand = "rebutted" if one.rebuttal else "disagreed"
        return {
            "line": str(one.line),
            "asked": render("record_ui.asked_on", zone=zone, at=one.at, text=one.text),
            "due": render("record_ui.due", zone=zone, due=one.due) if stand == "open" else "",
            "answer": answer,
            "disagreement": render("record_ui.statement", text=one.disagreement) if one.disagreement else "",
            "put_off": render("record_ui.put_off_said", text=one.put_off) if one.put_off else "",
            "rebuttal": render("record_ui.rebuttal", text=one.rebuttal) if one.rebuttal else "",
            "stand": stand,
        }

    def _whose(self) -> UUID:
        if self._person is None:
            raise Refusal("clinic.no_such_participant")
        return self._person

    def _clinic(self) -> Clinic:
        if self._app.clinic is None:
            raise Refusal("app.locked")
        return self._app.clinic
