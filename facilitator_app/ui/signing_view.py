"""The sheet on which a closed session is signed: who signed already, what is in the way, and what a signature will say."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from facilitator_app import sign_off, text
from facilitator_app.faults import Refusal
from facilitator_app.record.roles import Act, word_counts
from facilitator_app.record.room import SessionSigned, SignedPart
from facilitator_app.signing import sign
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

if TYPE_CHECKING:
    from facilitator_app.app import App
    from facilitator_app.session import Session

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class SigningView(QObject):
    """Signing the session that is on screen: first its lead, then a provider for the medical part."""

    changed = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._open = False
        self._form = Form(app.faults, "sign a session", ("meaning",), self)
        self._form.changed.connect(self.changed)  # the form has no parent: a try may outlast the screen

    def refresh(self) -> None:
        """The session, or who is at the screen, is another now."""
        self.changed.emit()

    # ------------------------------------------------------------ what is shown
    @Property(bool, notify=changed)
    def is_open(self) -> bool:
        """Whether the sheet lies over the review."""
        return self._open

    @Property(str, notify=changed)
    def standing(self) -> str:
        """What the button that opens the sheet says: that nobody signed, the lead did, or both did."""
        signed = len(self._signatures())
        return text.render(("sign.unsigned", "sign.signed_once", "sign.signed_whole")[min(signed, 2)])

    @Property("QStringList", notify=changed)
    def signatures(self) -> list[str]:
        """Who signed, in which role, when, and what it says."""
        zone = ZoneInfo(self._session.state.zone) if self._session else None
        return [
            text.render(
                f"sign.line_{one.part.value}", zone=zone, name=one.signer, role=one.role, at=at, meaning=one.meaning
            )
            for one, at in self._signatures()
        ]

    @Property(str, notify=changed)
    def hindrance(self) -> str:
        """Why whoever is at the screen cannot sign now, in words; empty when nothing is in the way."""
        refusal = None if len(self._signatures()) == len(SignedPart) else self._refusal()
        return text.say(refusal) if refusal else ""

    @Property(bool, notify=changed)
    def is_wanted(self) -> bool:
        """Whether whoever is at the screen can sign now."""
        return self._refusal() is None

    @Property(str, notify=changed)
    def signer(self) -> str:
        """As whom one signs."""
        who = self._session.at_screen if self._session else None
        return text.render("sign.as", name=who.name) if who else ""

    @Property(str, notify=changed)
    def meaning(self) -> str:
        """What the signature says unless other words are put in its place."""
        return text.render(f"sign.meaning_{self._part.value}")

    @Property(str, notify=changed)
    def label(self) -> str:
        """What the button for signing does."""
        return text.render(f"sign.do_{self._part.value}")

    @Property(Form, constant=True)
    def form(self) -> Form:
        """The last try to sign."""
        return self._form

    # ------------------------------------------------------------- what is done
    @Slot()
    def open(self) -> None:
        """Lay the sheet over the review."""
        self._open = True
        self._form.clear()
        self.changed.emit()

    @Slot()
    def close(self) -> None:
        """Take the sheet away."""
        self._open = False
        self.changed.emit()

    @Slot(str)
    def sign(self, meaning: str) -> None:
        """Sign with these words; they stay where they are when it is refused."""
        session, record, part = self._session, self._app.journal, self._part
        if session is None or record is None or not self.is_wanted:
            return
        self._form.attempt(lambda: sign(session, record, meaning.strip(), part))

    # -------------------------------------------------------------- reading
    @property
    def _session(self) -> Session | None:
        return self._app.session

    @property
    def _part(self) -> SignedPart:
        """The lead's signature comes first; what is left after it is the medical part."""
        signed = self._session is not None and sign_off.is_signed(self._session.history)
        return SignedPart.MEDICAL if signed else SignedPart.WHOLE

    def _signatures(self) -> list[tuple[SessionSigned, object]]:
        if self._session is None:
            return []
        found = sign_off.signatures(self._session.history)
        return [(entry.fact, entry.recorded_at) for entry in found if isinstance(entry.fact, SessionSigned)]

    def _refusal(self) -> Refusal | None:
        session = self._session
        if session is None:
            return Refusal("session.not_open")
        who, act = session.at_screen, Act.SIGN_SESSION if self._part is SignedPart.WHOLE else Act.COUNTERSIGN
        if who is None or not word_counts(who.roles, act):
            return Refusal("session.not_your_word", act=act.value)
        return sign_off.hindrance(session.state, session.history, who.id, self._part, len(session.awaiting()))
