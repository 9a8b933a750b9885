"""Who the open handoff is for, whether the person agreed to that, and who lets it go in the place of the session's lead."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject

from facilitator_app import text
from facilitator_app.record.handover import (
    LONGEST_NAME,
    HandoffsTaken,
    HandoverConsent,
    HandoverSaid,
    Whom,
    consent_of,
    is_enough,
    taken_by,
)
from facilitator_app.record.leave import Recipient
from facilitator_app.record.release import releases
from facilitator_app.record.roles import Act, Role, word_counts
from facilitator_app.ui.notices import Form
from facilitator_app.ui.open_packets import OpenPackets
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

_OF_THE_TEAM = {
    Recipient.INTEGRATION_LEAD: frozenset({Role.INTEGRATION_THERAPIST, Role.FACILITATOR}),
    Recipient.OWN_THERAPIST: frozenset({Role.INTEGRATION_THERAPIST}),
    Recipient.PRESCRIBER: frozenset({Role.PRESCRIBER}),
    Recipient.PERSON: frozenset[Role](),
}
"""Who of the team can be each kind of recipient."""


@QmlElement
@QmlUncreatable("made by the program")
class ReceiverView(QObject):
    """The receiver of the person who was chosen; ``named``: the field is to show another name."""

    changed = Signal()
    named = Signal()

    def __init__(self, packets: OpenPackets, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._packets = packets
        self._person: UUID | None = None
        self._form = Form(packets.app.faults, "who a handoff is for", ("recipient", "reason", "leave"), self)
        self._form.changed.connect(self.changed)  # the form has no parent: a try may outlast the screen

    def choose_person(self, person: UUID | None) -> None:
        """Another person, or another kind of recipient, was chosen."""
        self._person = person
        self._form.clear()
        self.changed.emit()
        self.named.emit()

    def refresh(self) -> None:
        """The record or who is at the screen is another now."""
        self.changed.emit()

    @property
    def whom(self) -> Whom | None:
        """Who it is for; None while no kind was chosen, or nobody was named."""
        to = self._to()
        if self._person is None or to is None:
            return None
        if to is Recipient.PERSON:
            return Whom(to=to, name=self._packets.composed(self._person).header.name)
        chosen = self._packets.whom(self._person)
        return chosen if chosen is not None and chosen.name.strip() else None

    # ------------------------------------------------------------ what is shown
    @Property(bool, notify=changed)
    def is_asked(self) -> bool:
        """Whether there is somebody to be named."""
        return self._to() not in (None, Recipient.PERSON)

    @Property(str, notify=named)
    def name(self) -> str:
        """Their name and organisation."""
        return self.whom.name if self.whom is not None else ""

    @Property("QVariantList", notify=changed)
    def known(self) -> list[dict[str, object]]:
        """Who of the team it can be, and who it was for before."""
        to, person, whom = self._to(), self._person, self.whom
        if to is None or person is None or to is Recipient.PERSON:
            return []
        team = [one for one in self._packets.app.clinic_state().staff.values() if one.gone_at is None]
        found = [Whom(to=to, name=one.name, staff=one.id) for one in team if _OF_THE_TEAM[to] & set(one.roles)]
        facts = [entry.fact for entry in self._packets.session.history.entries if entry.participant == person]
        said = [Whom(to=one.to, name=one.name, staff=one.staff) for one in facts if isinstance(one, HandoverSaid)]
        said += [one.whom for one in releases(self._packets.session.history, person) if one.whom.name]
        once = {one.key: one for one in [*found, *(one for one in said if one.to is to)]}
        return [
            {"key": str(one.staff) if one.staff else one.name, "text": one.name, "on": whom == one}
            for one in once.values()
        ]

    @Property("QVariantList", constant=True)
    def consents(self) -> list[dict[str, str]]:
        """What the person can have said."""
        return [{"key": one.value, "text": text.word(one)} for one in HandoverConsent]

    @Property(str, notify=changed)
    def consent(self) -> str:
        """What they said of this one."""
        return self._consent().value if self.whom is not None else ""

    @Property(str, notify=changed)
    def ask(self) -> str:
        """What the person is asked."""
        name = self.whom.name if self.whom is not None else ""
        return text.render("handover.ask", name=name) if name else text.render("handover.ask_nobody")

    @Property(str, notify=changed)
    def told(self) -> str:
        """Whether it may go, and by what."""
        whom = self.whom
        if whom is None:
            return text.render("handover.name_first") if self.is_asked else ""
        said, part2 = self._consent(), self._packets.app.clinic_state().part2
        if whom.to is Recipient.PERSON:
            return text.render("handover.person")
        if said is HandoverConsent.NO:
            return text.render("handover.no")
        if not self.may_go:
            return text.render("handover.part2" if part2 and whom.staff is None else "handover.not_asked")
        unasked = said is HandoverConsent.NOT_ASKED
        return text.render("handover.prescriber" if unasked else "handover.said", name=whom.name)

    @Property(bool, notify=changed)
    def may_go(self) -> bool:
        """Whether the person's word, or the law, lets it go to this one."""
        whom, part2 = self.whom, self._packets.app.clinic_state().part2
        return whom is not None and is_enough(self._consent(), whom, part2=part2)

    @Property(str, notify=changed)
    def instead(self) -> str:
        """That signing and releasing are another's; empty for the lead, for who took it on, and for who never may."""
        who, state = self._packets.session.at_screen, self._packets.session.state
        if who is None or state.lead in (None, who.id) or not word_counts(who.roles, Act.RELEASE):
            return ""
        taken = who.id in taken_by(self._packets.session.history.entries)
        return "" if taken else text.render("handover.instead", name=state.staff_name(state.lead))

    @Property(str, notify=changed)
    def taken(self) -> str:
        """In whose place who is at the screen signs and releases, and why; empty otherwise."""
        who, state = self._packets.session.at_screen, self._packets.session.state
        for entry in reversed(self._packets.session.history.entries):
            if isinstance(entry.fact, HandoffsTaken) and who is not None and entry.recorded_by == who.id:
                name = state.staff_name(state.lead)
                return text.render("handover.instead_taken", name=name, reason=entry.fact.reason)
        return ""

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused of the last act."""
        return self._form

    # ------------------------------------------------------------- what is done
    @Slot(str)
    def choose(self, key: str) -> None:
        """It is for one who is known: of the team, or by name."""
        team = self._packets.app.clinic_state().staff
        member = next((one for one in team.values() if str(one.id) == key), None)
        self._say(member.name if member else key, member.id if member else None)
        self.named.emit()

    @Slot(str)
    def type(self, name: str) -> None:
        """It is for somebody of this name."""
        if name != self.name:
            self._say(name[:LONGEST_NAME], None)

    @Slot(str)
    def set_consent(self, consent: str) -> None:
        """Note what the person said, or that they signed."""
        person, whom = self._person, self.whom
        if person is not None and whom is not None:
            fact = HandoverSaid(to=whom.to, name=whom.name, staff=whom.staff, consent=HandoverConsent(consent))
            self._form.attempt(lambda: self._packets.session.write(fact, [person]))

    @Slot(str)
    def take_on(self, reason: str) -> None:
        """Who is at the screen signs and releases in the lead's place, for a reason."""

        async def taking() -> None:
            await self._packets.session.write(HandoffsTaken(reason=reason.strip()))

        self._form.attempt(taking)

    # ------------------------------------------------------------- how
    def _say(self, name: str, staff: UUID | None) -> None:
        to = self._to()
        if self._person is not None and to is not None:
            self._packets.say_whom(self._person, Whom(to=to, name=name.strip(), staff=staff))
            self._form.clear()
            self.changed.emit()

    def _to(self) -> Recipient | None:
        return self._packets.to(self._person) if self._person else None

    def _consent(self) -> HandoverConsent:
        whom, history = self.whom, self._packets.session.history
        lines = [line for line in history.lines() if line.voided is None and line.entry.participant == self._person]
        return consent_of((line.entry.fact for line in lines), whom) if whom else HandoverConsent.NOT_ASKED
