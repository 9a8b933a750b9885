"""One matter of the board before the medicine at the window: how it stands, what is known, told, passed, measured, tried."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from facilitator_app import passing, readiness_words
from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.readiness import Board, Cell, RoomCell, Status
from facilitator_app.readiness_words import room_matter
from facilitator_app.record import in_the_way
from facilitator_app.record.clinic import Participant
from facilitator_app.record.readiness import (
    ASKED,
    Answer,
    Matter,
    OwnMedicines,
    ReadinessPassed,
    ReadinessTold,
    RoomChecked,
    RoomMatter,
    RoomPassed,
    Told,
)
from facilitator_app.record.roles import Role, whose_word
from facilitator_app.record.state import Person, SessionState
from facilitator_app.session import Session
from facilitator_app.set_board import SetBoard
from facilitator_app.text import catalogue, render, word
from facilitator_app.ui.agreement_view import AgreementView
from facilitator_app.ui.consent_view import ConsentView
from facilitator_app.ui.kept_text import KeptText
from facilitator_app.ui.notices import Form
from facilitator_app.ui.other_weight import in_room
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot
from facilitator_app.wording import describe

if TYPE_CHECKING:
    from facilitator_app.ui.music_check import CheckView

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

LEADS = {
    Matter.CLEARED: "prescriber",
    Matter.ORDER: "prescriber",
    Matter.BASELINE: "room",
    Matter.INTENTION: "room",
    Matter.TOUCH: "room",
    Matter.ESCORT: "person",
    Matter.MEDICINES: "person",
}
"""Where a matter is mended that follows from what is written elsewhere."""
BEFORE = {Matter.INTENTION: "person", Matter.BASELINE: "", Matter.TOUCH: ""}
"""The same of a session that is only set: there is no room yet."""


@QmlElement
@QmlUncreatable("made by the program")
class MatterView(QObject):
    """The one that is open.  ``opened``: another one; ``checking``: there is a check of the playlist now."""

    changed = Signal()
    opened = Signal()
    checking = Signal()
    told_of = Signal()

    def __init__(self, app: App, agreement: AgreementView, consent: ConsentView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app, self._agreement, self._consent = app, agreement, consent
        self._session: Session | SetBoard | None = None
        self._row = ""
        self._person: UUID | None = None
        self._found: Cell | RoomCell | None = None
        self._matter = ""
        self._tone = False
        self._unsaved = KeptText(app, "readiness/", self)
        self._form = Form(app.faults, "readiness", ("words", "reason"), self)
        self._check: CheckView | None = None

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused of the last try."""
        return self._form

    @Property(KeptText, constant=True)
    def unsaved(self) -> KeptText:
        """What is half-typed of each matter."""
        return self._unsaved

    @Property(str, notify=changed)
    def matter(self) -> str:
        """Which session's, whose and which matter is open, as a name; empty while none is."""
        return f"{self._session.scope}/{self._person or 'room'}/{self._matter}" if self._session and self._found else ""

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether a matter is open."""
        return self._found is not None

    @Property(str, notify=changed)
    def whose(self) -> str:
        """Which matter, of whom."""
        cell = self._found
        if cell is None:
            return ""
        return f"{self._row}: {name_of(cell)}" if self._row else name_of(cell)

    @Property(str, notify=changed)
    def status(self) -> str:
        """How it stands, in words."""
        return render(f"readiness_ui.status_{self._found.status.value}") if self._found else ""

    @Property(str, notify=changed)
    def told(self) -> str:
        """What was told, by whom and when, or empty."""
        cell = self._found
        if cell is None or cell.answer is None or self._session is None:
            return ""
        return _answered(cell.answer, self._session)

    @Property(str, notify=changed)
    def known(self) -> str:
        """What is on the record or was measured of it, or empty."""
        cell = self._found
        if isinstance(cell, RoomCell):
            return cell.measured.words if cell.measured is not None else ""
        state, clinic = self._session.state if self._session else None, self._app.clinic
        if cell is None or state is None or self._person is None:
            return ""
        on_file = clinic.state.participants.get(self._person) if clinic else None
        return "\n".join(known_of(state, state.people[self._person], cell.matter, on_file))

    @Property(bool, notify=changed)
    def can_tell(self) -> bool:
        """Whether it is told here: not what is measured, what follows from other lines, or a tone that nobody has played."""
        cell = self._found
        if isinstance(cell, RoomCell):
            return self._tone if self.is_tone else not cell.least and cell.measured is None
        return cell is not None and cell.matter in ASKED and not self._agreement.is_known

    @Property(bool, notify=changed)
    def can_pass(self) -> bool:
        """Whether one may go on without it."""
        cell = self._found
        return cell is not None and not cell.never and cell.status is not Status.READY

    @Property(str, notify=changed)
    def passes(self) -> str:
        """Whose reason it takes to go on without it, or empty."""
        cell = self._found
        if cell is None or not self.can_pass:
            return ""
        roles = whose_word(passing.whose(cell.matter if isinstance(cell, Cell) else None))
        return render("readiness_ui.whose", who=", ".join(word(role) for role in roles))

    @Property(str, notify=changed)
    def hint(self) -> str:
        """Where it is written, what one looks at oneself, or that nobody goes on without it."""
        cell = self._found
        if cell is None:
            return ""
        ahead = isinstance(self._session, SetBoard) and cell.matter in BEFORE
        key = f"readiness_where.{cell.matter}{'_ahead' if ahead else ''}"
        elsewhere = isinstance(cell, Cell) and cell.matter not in (*ASKED, Matter.SEAT)  # who sits where is shown here
        said = [render("readiness_ui.where", where=render(key))] if elsewhere else []
        if cell.matter in (RoomMatter.VOLUME, RoomMatter.QUIET):
            said.append(render("readiness_ui.by_hand"))
        return " ".join(said + ([render("readiness_ui.never")] if cell.never else []))

    @Property(str, notify=changed)
    def leads(self) -> str:
        """Where it can be mended: prescriber, room, person, or nowhere else."""
        leads = LEADS | BEFORE if isinstance(self._session, SetBoard) else LEADS
        return leads.get(self._found.matter, "") if isinstance(self._found, Cell) else ""

    @Property(str, notify=changed)
    def person(self) -> str:
        """Of whom it is, or empty."""
        return str(self._person) if self._person else ""

    @Property(str, notify=changed)
    def lead_text(self) -> str:
        """The words of the button that leads there."""
        return render(f"readiness_ui.lead_{self.leads}") if self.leads else ""

    @Property("QVariantList", notify=changed)
    def ways(self) -> list[dict[str, str]]:
        """The ways in which it is as it has to be: one, but of own medicines three."""
        if not self.can_tell or self._matter == Matter.CONSENT:
            return self._consent.ways if self.can_tell else []
        if self._matter == Matter.MEDICINES:
            return [{"key": one.value, "text": word(one)} for one in OwnMedicines]
        return [{"key": "", "text": render("readiness_ui.heard" if self.is_tone else "readiness_ui.yes")}]

    @Property(bool, notify=changed)
    def is_music(self) -> bool:
        """Whether the playlist can be checked from there."""
        return isinstance(self._found, RoomCell) and self._found.matter == RoomMatter.MUSIC

    @Property(bool, notify=changed)
    def is_tone(self) -> bool:
        """Whether the loudspeaker can be tried from there."""
        return isinstance(self._found, RoomCell) and self._found.matter == RoomMatter.TONE

    @Property(bool, notify=changed)
    def is_backup(self) -> bool:
        """Whether a copy can be taken from there."""
        return isinstance(self._found, RoomCell) and self._found.matter == RoomMatter.BACKUP

    @Property(QObject, notify=changed)
    def check(self) -> QObject | None:
        """The check of the playlist, once somebody has asked for it."""
        return self._check

    # ------------------------------------------------------------ what people do
    @Slot()
    def check_music(self) -> None:
        """Check the playlist that is played: every file opened, decoded in full and measured."""
        if self._check is None:
            from facilitator_app.playlists.watched import Library
            from facilitator_app.ui.music_check import CheckView

            self._check = CheckView(self._app, Library(self._app.folder / "music"), self)
            self._check.changed.connect(self.told_of)
            self.checking.emit()
        self._form.attempt(self._check.begin_in_use)
        self.changed.emit()

    @Slot()
    def play_tone(self) -> None:
        """Play the test tone on the room's loudspeaker; only by this touch."""
        self._form.attempt(self._app.music.sound.test_tone, self._tone_played)

    @Slot()
    def copy_now(self) -> None:
        """Take a copy of the record now."""
        self._form.attempt(self._copy, self.told_of.emit)

    @Slot()
    def shut(self) -> None:
        """Close the matter."""
        self._matter, self._found = "", None
        self.changed.emit()

    @Slot(bool, str, str)
    def tell(self, holds: bool, words: str, way: str) -> None:
        """It is as it has to be, in one of the ``ways``, or not."""
        key, person, said = self._matter, self._person, words.strip()
        own = OwnMedicines(way) if way else None
        if person is None:
            heard = self._app.music.sound.room_device if self.is_tone and holds else said
            self._write(lambda: RoomChecked(matter=key, holds=holds, words=heard), ())
        else:
            self._write(lambda: ReadinessTold(matter=Matter(key), holds=holds, words=said, medicines=own), (person,))

    @Slot(str)
    def go_without(self, reason: str) -> None:
        """One goes on without it, for a reason; it holds for what is known of it now."""
        key, person, said, cell = self._matter, self._person, reason.strip(), self._found
        measured = cell.measured if isinstance(cell, RoomCell) else None
        if person is None:
            self._write(lambda: RoomPassed(matter=key, reason=said, known=measured.known if measured else ""), ())
        else:
            self._write(lambda: ReadinessPassed(matter=Matter(key), reason=said), (person,))

    # ------------------------------------------------------------ how
    def aim(self, session: Session | SetBoard | None, person: UUID | None, matter: str) -> None:
        """Another matter is to be open, of a person or (None) of the room and the team."""
        self._session, self._person, self._matter, self._tone = session, person, matter, False
        self._form.clear()

    def look(self, session: Session | SetBoard | None, board: Board) -> None:
        """The board moved."""
        self._session = session
        row = next((row for row in board.rows if row.person == self._person), None)
        cells: Collection[Cell | RoomCell] = row.cells if row is not None else (*board.staff, *board.room)
        here = (row is None) == (self._person is None)
        self._row = row.name if row is not None else ""
        self._found = next((one for one in cells if one.matter == self._matter), None) if here else None
        self.changed.emit()

    def close(self) -> None:
        """A check that runs is stopped."""
        if self._check is not None:
            self._check.stop()

    def _tone_played(self) -> None:
        self._tone = True
        self.changed.emit()

    async def _copy(self) -> None:
        if self._app.journal is None:
            raise Refusal("app.locked")
        await self._app.copies.take(self._app.journal)

    def _write(self, make: Callable[[], Told], about: Collection[UUID]) -> None:
        key = self.matter

        def written() -> None:
            self._unsaved.drop(key)
            self.shut()

        self._form.attempt(lambda: self._written(make, about), written)

    async def _written(self, make: Callable[[], Told], about: Collection[UUID]) -> None:
        if self._session is None:
            raise Refusal("session.not_open")
        await self._session.write(make(), about)


def known_of(state: SessionState, person: Person, matter: Matter, on_file: Participant | None) -> list[str]:
    """What the session's record and the person's own page tell of a matter, and what is not there of it, a line each."""
    words = catalogue()
    if matter is Matter.CLEARED and person.cleared is not None:
        return [describe(person.cleared.told, words)]
    if matter is Matter.ORDER:
        lacks = [render("readiness_ui.no_weight")] if in_the_way.unreckoned(person) else []
        lacks += [
            f"{in_room(one, state, person)}. {render('order.stands_not')}" for one in in_the_way.of_other_weight(person)
        ]
        return [*(describe(order.told, words) for order in person.orders), *lacks]
    if matter is Matter.BASELINE:
        missing = ", ".join(word(one) for one in in_the_way.lacking(state, person.baseline))
        lacks = [render("readiness_ui.not_measured", measures=missing)] if missing else []
        return [*(f"{word(measure)} {value}" for measure, value in person.baseline.items()), *lacks]
    if matter is Matter.INTENTION:
        return [person.intention] if person.intention else []
    page = (
        {
            Matter.ESCORT: {"escort": on_file.told.escort, "emergency_contact": on_file.details.emergency_contact},
            Matter.MEDICINES: {"medicines": on_file.details.medicines},
        }
        if on_file is not None
        else {}
    )
    found = page.get(matter, {}).items()
    return [
        render("readiness_ui.on_file", field=render(f"field.{one}"), text=text) for one, text in found if text.strip()
    ]


def name_of(cell: Cell | RoomCell) -> str:
    """What a matter is called; of a role with how many are there."""
    if isinstance(cell, Cell):
        return word(cell.matter)
    if cell.least:
        told = render("readiness_ui.staff_short", role=Role(cell.matter), there=cell.there, least=cell.least)
        return ", ".join([told, *(render("readiness_ui.counts_once", name=one) for one in cell.once)])
    return room_matter(cell.matter, catalogue())


def _answered(answer: Answer, session: Session | SetBoard) -> str:
    name, key = answer.name or session.state.staff_name(answer.by), "by_before" if answer.name else "by"
    by = render(f"readiness_ui.{key}", zone=ZoneInfo(session.state.zone), at=answer.at, name=name)
    own = word(answer.medicines) if answer.medicines else ""
    how = readiness_words.given(answer.given, catalogue()) if answer.given else ""
    other = answer.given is not None and in_the_way.is_of_other_words(session.state, answer.given)
    since = render("consent.other_words") if other else ""
    return "\n".join(one for one in (own, how, answer.words, by, since) if one)
