"""The sheet on which a signed handoff is let go: as what, and what changed since an earlier one; then its password, once."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject

from facilitator_app import text
from facilitator_app.faults import Refusal
from facilitator_app.handoff.outgoing import Wanted
from facilitator_app.record.release import How
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.notices import Form
from facilitator_app.ui.open_packets import OpenPackets
from facilitator_app.ui.receiver_view import ReceiverView
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

_NO_FILE = frozenset({How.PAPER, How.READ_HERE})


@QmlElement
@QmlUncreatable("made by the program")
class ReleaseView(QObject):
    """Letting the handoff of the person who was chosen go to the recipient who was chosen."""

    changed = Signal()

    def __init__(
        self, packets: OpenPackets, files: FilePicker, receiver: ReceiverView, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._receiver = receiver
        self._packets = packets
        self._files = files
        self._person: UUID | None = None
        self._open = False
        self._how = How.LOCKED_PDF
        self._key = ""
        self._password = ""
        self._left = ""
        self._form = Form(packets.app.faults, "release a handoff", ("key", "recipient", "sign"), self)
        self._form.changed.connect(self.changed)  # the form has no parent: a try may outlast the screen
        self._form.done.connect(self.changed)

    def choose_person(self, person: UUID | None) -> None:
        """Another person was chosen: nothing of the last one stays on the sheet."""
        self._person = person
        self._left = ""
        self._begin(is_open=False)

    # ------------------------------------------------------------ what is shown
    @Property(bool, notify=changed)
    def is_open(self) -> bool:
        """Whether the sheet lies over the handoff."""
        return self._open

    @Property("QVariantList", notify=changed)
    def ways(self) -> list[dict[str, str]]:
        """As what it can leave, each with what its receiver needs; read here by who of the team it is for alone."""
        whom = self._receiver.whom
        return [
            {"key": how.value, "text": _begun(text.word(how)), "note": text.render(f"release.{how.value}")}
            for how in How
            if how is not How.READ_HERE or (whom is not None and whom.staff is not None)
        ]

    @Property(str, notify=changed)
    def about(self) -> str:
        """Whose handoff it is, and who it is for."""
        whom = self._receiver.whom
        if self._person is None or whom is None:
            return ""
        whose = self._packets.composed(self._person).header.name
        return text.render("handover.for_whom", whose=whose, name=whom.name, to=text.word(whom.to))

    @Property(str, notify=changed)
    def how(self) -> str:
        """As what it leaves."""
        return self._how.value

    @Property(bool, notify=changed)
    def wants_key(self) -> bool:
        """Whether the recipient's key is needed."""
        return self._how is How.AGE_KEY

    @Property(str, notify=changed)
    def label(self) -> str:
        """What the button does."""
        key = self._how.value if self._how in _NO_FILE else "file"
        return text.render(f"release.do_{key}")

    @Property("QStringList", notify=changed)
    def changes(self) -> list[str]:
        """What is otherwise now than in the release that stands for this recipient; empty at the first."""
        whom = self._receiver.whom
        if self._person is None or whom is None or not self._open:
            return []
        return list(self._packets.desk.changes(self._person, whom))

    @Property(str, notify=changed)
    def notice(self) -> str:
        """The notice that goes with it where the clinic is a programme under 42 CFR Part 2."""
        return text.render("print.part2") if self._packets.app.clinic_state().part2 else ""

    @Property(str, notify=changed)
    def password(self) -> str:
        """What the file opens with, shown once; empty when there is none."""
        return self._password

    @Property(str, notify=changed)
    def left(self) -> str:
        """What left, in words; empty until something did."""
        return self._left

    @Property(Form, constant=True)
    def form(self) -> Form:
        """The last try to let it go."""
        return self._form

    # ------------------------------------------------------------- what is done
    @Slot()
    def show(self) -> None:
        """Open the sheet."""
        self._left = ""
        self._begin(is_open=True)

    @Slot()
    def close(self) -> None:
        """Close it; not while a password is on it, which a touch beside the sheet would take away for good."""
        if not self._password:
            self._begin(is_open=False)

    @Slot()
    def done(self) -> None:
        """The password was told or written down: it is shown no more."""
        self._begin(is_open=False)

    @Slot(str)
    def choose(self, how: str) -> None:
        """It leaves as this."""
        self._how = How(how)
        self._form.clear()
        self.changed.emit()

    @Slot(str)
    def go(self, key: str) -> None:
        """Let it go: ask for a folder where a file is to be written, else at once."""
        self._key = key
        if self._how in _NO_FILE:
            self._release(None)
        else:
            self._files.ask(text.render("after.choose_folder"), text.render("after.write_here"), self._release)

    def _release(self, folder: Path | None) -> None:
        person, whom = self._person, self._receiver.whom
        if person is None or whom is None:
            self._form.refuse(Refusal("after.recipient_missing", field="recipient"))
            return
        wanted = Wanted(
            to=whom.to,
            recipient=whom.name,
            staff=whom.staff,
            how=self._how,
            folder=folder,
            secret=self._key if self._how is How.AGE_KEY else "",
        )

        async def releasing() -> None:
            app, scope = self._packets.app, self._packets.session.scope
            async with app.going_out([person], scope, folder=folder):
                left = await self._packets.desk.release(person, wanted)
            self._password = left.password
            if left.path is None:
                self._left = text.render(f"release.done_{wanted.how.value}")
            else:
                self._left = text.render("after.written_as", file=left.path.name, folder=str(folder))

        self._form.attempt(releasing)

    def _begin(self, *, is_open: bool) -> None:
        self._open = is_open
        self._how = How.LOCKED_PDF
        self._key = self._password = ""
        self._form.clear()
        self.changed.emit()


def _begun(words: str) -> str:
    """Words as they begin a line."""
    return words[:1].upper() + words[1:]
