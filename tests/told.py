"""A session told line by line, as the record would hold it: for tests that read a history rather than write one."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

import msgspec

from facilitator_app import checks
from facilitator_app.record import room
from facilitator_app.record.apply import apply
from facilitator_app.record.changes import Amended, Confirmed, Plain, Voided
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.doses import DoseGiven, Route
from facilitator_app.record.entry import Entry, Fact, Stamp, UnknownFact
from facilitator_app.record.history import History
from facilitator_app.record.programme import Phase, Programme, Word
from facilitator_app.record.state import SessionState
from facilitator_app.record.vitals import Measure, VitalsTaken, examine
from facilitator_app.session import Who
from tests.people import AMARA, DEVI, IDRIS, INES, NOOR, ROWAN, START, TOMAS

SCOPE = UUID(int=900)
ZONE = "America/Denver"
PROGRAMME = Programme(
    key="circle",
    version=1,
    name="Group circle, three sessions",
    about="",
    source="",
    phases=(
        Phase(key="arrival", name="Arrival", minutes=20),
        Phase(key="opening", name="Opening circle", minutes=15),
        Phase(key="medicine", name="Medicine", minutes=60),
        Phase(key="closing", name="Closing circle"),
    ),
    words=(Word(key="tears", label="tears", group="feeling", icon="tears"),),
    integration_gap_hours=48,
    integration_kind="In the group, at the office.",
)
PEOPLE = {
    ROWAN: ParticipantAdded(
        preferred_name="Rowan", legal_name="Rowan Miller", birth_date="1984-05-21", pronouns="they/them", escort="Pat"
    ),
    AMARA: ParticipantAdded(
        preferred_name="Amara", legal_name="Amara Diallo", nicknames=("Mari",), escort="Leyla Diallo"
    ),
    IDRIS: ParticipantAdded(preferred_name="Idris", legal_name="Idris Khan"),
    NOOR: ParticipantAdded(preferred_name="Noor", legal_name="Noor Haddad"),
}


class Told:
    """A session of 5 March 2026, opened at 10:00 in Denver, told in minutes from its start."""

    def __init__(self, *, programme: Programme = PROGRAMME, zone: str = ZONE, start: datetime = START) -> None:
        self.start = start
        self.entries: list[Entry] = []
        opened = room.SessionOpened(
            title="Thursday circle",
            programme=programme,
            zone=zone,
            lead=TOMAS.id,
            lead_name=TOMAS.name,
            clinic_name="Juniper Street Clinic",
        )
        self.write(0, opened)

    def staff(self, *team: Who) -> Told:
        """Who of the team is in the room."""
        for member in team or (INES, TOMAS, DEVI):
            self.write(0, room.StaffPresent(staff=member.id, name=member.name, roles=member.roles))
        return self

    def seated(self, *people: UUID) -> Told:
        """People on seats 1, 2, ... in this order."""
        for seat, person in enumerate(people or (ROWAN, AMARA, IDRIS), 1):
            known = PEOPLE[person]
            fact = room.Seated(
                seat=seat,
                preferred_name=known.preferred_name,
                legal_name=known.legal_name,
                birth_date=known.birth_date,
            )
            self.write(1, fact, person)
        return self

    def write(
        self,
        minute: float,
        fact: Fact,
        about: UUID | None = None,
        *,
        by: Who = TOMAS,
        scribe: Who | None = None,
        told_at: float | None = None,
    ) -> UUID:
        """A line at ``minute``, written down at ``told_at`` (default: at once) by ``scribe`` (default: who did it)."""
        number = len(self.entries) + 1
        written = minute if told_at is None else told_at
        entry = Entry(
            id=UUID(int=10_000 + number),
            scope=SCOPE,
            observed_at=self.start + timedelta(minutes=minute),
            recorded_at=self.start + timedelta(minutes=written),
            fact=fact,
            done_by=by.id,
            recorded_by=(scribe or by).id,
            participant=about,
            stamp=Stamp(hlc=number << 16, chain=UUID(int=77), seq=number),
        )
        if isinstance(fact, room.Deferred):
            history = self.history
            entry = checks.bound(history.state, history, entry)
        self.entries.append(entry)
        return entry.id

    def vitals(
        self, minute: float, about: UUID, typed: str, *, told_at: float | None = None, sure: bool = False
    ) -> UUID:
        """A check, typed as "HR 72, BP 118/76, SpO2 97, Br 14, T 36.7"."""
        return self.write(minute, read_check(typed, sure=sure), about, by=INES, told_at=told_at)

    def dose(
        self, minute: float, about: UUID, amount: str = "40", *, by: Who = INES, scribe: Who | None = None
    ) -> UUID:
        """Ketamine into the muscle."""
        fact = DoseGiven(
            drug="ketamine",
            route=Route.INTRAMUSCULAR,
            amount_mg=Decimal(amount),
            strength_mg_per_ml=Decimal(50),
            volume_ml=Decimal(amount) / 50,
        )
        return self.write(minute, fact, about, by=by, scribe=scribe)

    def observed(self, minute: float, about: UUID, label: str = "tears", *, told_at: float | None = None) -> UUID:
        """A word that was touched."""
        return self.write(minute, room.Observed(word=label, label=label), about, told_at=told_at)

    def phase(self, minute: float, key: str) -> UUID:
        """The room moves on."""
        return self.write(minute, room.PhaseBegan(phase=key))

    def music(self, minute: float, title: str, until: float | None = None, why: str = "ended") -> None:
        """A piece that plays."""
        self.write(minute, room.MusicBegan(play=title, title=title, phase="medicine"))
        if until is not None:
            self.write(until, room.MusicEnded(play=title, title=title, why=why))

    def quote(self, minute: float, about: UUID, text: str, leave: room.Leave | None = None) -> UUID:
        """Their words, and whether they may go on."""
        line = self.write(minute, room.Quoted(text=text, phase="medicine"), about)
        if leave is not None:
            self.write(minute + 60, room.LeaveGiven(quote=line, leave=leave), about)
        return line

    def amended(self, minute: float, target: UUID, fact: Plain | None, reason: str, at: float | None = None) -> UUID:
        """A correction."""
        when = None if at is None else self.start + timedelta(minutes=at)
        about = next(entry.participant for entry in self.entries if entry.id == target)
        return self.write(minute, Amended(target=target, fact=fact, reason=reason, observed_at=when), about)

    def voided(self, minute: float, target: UUID, reason: str = "wrong person") -> UUID:
        """Withdrawn."""
        about = next(entry.participant for entry in self.entries if entry.id == target)
        return self.write(minute, Voided(target=target, reason=reason), about)

    def confirmed(self, minute: float, target: UUID, by: Who = INES) -> UUID:
        """Confirmed by the one whose word counts."""
        about = next(entry.participant for entry in self.entries if entry.id == target)
        return self.write(minute, Confirmed(target=target), about, by=by)

    def out(self, minute: float, about: UUID, way: room.WayOut = room.WayOut.CLEARED, escort: str = "") -> UUID:
        """A way out."""
        return self.write(minute, room.WentOut(way=way, escort=escort), about, by=INES)

    def closed(self, minute: float) -> Told:
        """The session is over."""
        self.write(minute, room.SessionClosed())
        return self

    @property
    def history(self) -> History[SessionState]:
        """What the lines come to."""
        return History(SessionState(), apply, self.entries)


def read_check(typed: str, *, sure: bool = False) -> VitalsTaken:
    """A check as people say it."""
    names = {"HR": Measure.HEART_RATE, "SpO2": Measure.SPO2, "Br": Measure.BREATHING, "T": Measure.TEMPERATURE}
    fields: dict[Measure, str] = {}
    for part in typed.split(", "):
        name, value = part.split(" ")
        if name == "BP":
            fields[Measure.SYSTOLIC], fields[Measure.DIASTOLIC] = value.split("/")
        else:
            fields[names[name]] = value
    return examine(fields, confirmed=frozenset(Measure) if sure else frozenset())


def with_unknown(told: Told, fact: UnknownFact) -> Told:
    """The same with a last line that this version cannot read."""
    last = told.entries[-1]
    told.entries.append(msgspec.structs.replace(last, id=UUID(int=99_999), fact=fact, participant=None))
    return told


def full_session() -> Told:
    """An afternoon with three people, told for Rowan in full."""
    told = Told().staff().seated()
    told.write(3, room.IntentionSaid(text="To meet the grief about my father without running."), ROWAN)
    told.write(4, room.TouchAgreed(consent="hand and shoulder"), ROWAN)
    told.vitals(5, ROWAN, "HR 72, BP 118/76, SpO2 98, Br 14, T 36.7")
    told.phase(20, "opening")
    told.write(24, room.StateSaid(state=room.State.SETTLED), ROWAN)
    told.phase(35, "medicine")
    told.music(35, "Slow Tide", until=58)
    told.dose(37, ROWAN)
    told.vitals(45, ROWAN, "HR 84, BP 134/84, SpO2 97")
    told.observed(49, ROWAN, "stillness")
    told.vitals(52, ROWAN, "HR 88, BP 142/90, SpO2 96")
    told.observed(55, ROWAN, "tears", told_at=61)
    told.music(58, "Under Snow", until=95)
    told.quote(63, ROWAN, "I saw the lake of my childhood, and it was warm.", room.Leave.YES)
    told.quote(66, ROWAN, "He is here.", room.Leave.NO)
    told.write(68, room.SupportCalled(wanted="a hand"), ROWAN)
    told.write(69, room.SupportAnswered(), ROWAN, by=DEVI)
    told.write(76, room.SupportSettled(done="held a hand until the breath was slow"), ROWAN, by=DEVI)
    deferral = room.Deferred(
        measures=(Measure.HEART_RATE, Measure.SYSTOLIC, Measure.DIASTOLIC),
        reason="deep and calm",
        breathing_seen=True,
        again_minutes=10,
    )
    told.write(67, deferral, ROWAN, by=INES)
    told.vitals(80, ROWAN, "HR 80, BP 128/82, SpO2 97")
    told.phase(95, "closing")
    told.write(97, room.StateSaid(state=room.State.GROUNDED), ROWAN)
    told.vitals(118, ROWAN, "HR 74, BP 120/78, SpO2 98, Br 14")
    told.write(120, room.NeedsCare(text="Nausea in the car last time: a bag for the way home."), ROWAN)
    told.out(130, ROWAN, escort="Pat")
    told.dose(38, AMARA)
    told.out(131, AMARA)
    told.out(132, IDRIS, room.WayOut.DID_NOT_TAKE_MEDICINE)
    return told.closed(140)
