"""A handoff on its way out: edited, looked through, signed, printed, released, with a real record underneath."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pypdf
import pytest
from msgspec.structs import replace

from facilitator_app import text
from facilitator_app.faults import Faults, Refusal, Trouble
from facilitator_app.handoff import pdf
from facilitator_app.handoff.desk import Desk
from facilitator_app.handoff.guard import Kind, replaced
from facilitator_app.handoff.outgoing import Left, Wanted
from facilitator_app.journal import JournalFile
from facilitator_app.record import room
from facilitator_app.record.clinic import ClinicState, Member, Participant
from facilitator_app.record.leave import Recipient
from facilitator_app.record.packets import PacketSaved
from facilitator_app.record.release import How, PacketReleased
from facilitator_app.rehearsal.fast_clock import FastClock
from facilitator_app.session import Session, Who
from tests.people import AMARA, DEVI, HALE, IDRIS, INES, ROWAN, START, TOMAS
from tests.told import PEOPLE, SCOPE, Told, full_session

CLINIC = ClinicState(
    name="Juniper Street Clinic",
    staff={who.id: Member(id=who.id, name=who.name, roles=who.roles) for who in (INES, TOMAS, DEVI, HALE)},
    participants={person: Participant(id=person, told=told) for person, told in PEOPLE.items()},
)
MEANING = "I wrote this and stand by it."
THEM = Recipient.PERSON
NOTED = PacketReleased(to=THEM, recipient="the therapist", how=How.LOCKED_PDF, digest="ab", file_digest="cd")


def to(whom: str, folder: Path) -> Wanted:
    """A release to the person, however it is said."""
    return Wanted(to=THEM, recipient=whom, folder=folder)


def opened(left: Left) -> str:
    """The text of a PDF that opens with its password."""
    assert left.path is not None
    reader = pypdf.PdfReader(left.path, password=left.password)
    return "\n".join(page.extract_text() for page in reader.pages)


class Room:
    """A session in a real encrypted record, and the desk over it."""

    def __init__(self, session: Session, clock: FastClock) -> None:
        self.session = session
        self.clock = clock
        self.desk = Desk(session, CLINIC, clock, text.english())

    async def read_and_sign(self) -> None:
        """Who is at the screen reads Rowan's handoff through and signs it."""
        await self.desk.say_read(ROWAN, THEM)
        await self.desk.sign(ROWAN, MEANING, THEM)

    async def sign(self) -> None:
        """Who is at the screen signs Rowan's handoff; Ines countersigns the medical part."""
        await self.read_and_sign()
        who, self.session.at_screen = self.session.at_screen, INES
        await self.desk.countersign(ROWAN, MEANING, THEM)
        self.session.at_screen = who

    @property
    def kinds(self) -> list[str]:
        """What was written last."""
        newest = sorted(self.session.history.entries, key=lambda entry: entry.recorded_at)
        return [entry.kind for entry in newest]


Enter = Callable[..., Awaitable[Room]]


@pytest.fixture
async def enter(tmp_path: Path) -> AsyncIterator[Enter]:
    """``await enter(told)``: the session as it comes back from its record, an hour after its last line."""
    faults = Faults()
    opened: list[JournalFile] = []

    async def come_in(told: Told, who: Who = TOMAS) -> Room:
        last = max(entry.recorded_at for entry in told.entries)
        clock = FastClock(max(last, START) + timedelta(hours=1))
        journal = JournalFile.create(tmp_path / "clinic", secrets.token_bytes(32), clock)
        opened.append(journal)
        await journal.append(told.entries)
        session = Session(SCOPE, journal, clock, faults, await journal.entries(SCOPE))
        session.at_screen = who
        return Room(session, clock)

    yield come_in
    for journal in opened:
        await journal.close()
    await faults.close()


def told_with(note: str) -> Told:
    told = full_session()
    told.write(60, room.Noted(text=note), ROWAN)
    return told


async def test_a_clean_handoff_is_signed_and_leaves_as_a_file(enter: Enter, tmp_path: Path) -> None:
    here = await enter(full_session())
    assert here.desk.finds(ROWAN) == ()
    await here.sign()
    signature = here.desk.signature(ROWAN, THEM)
    assert signature is not None
    assert (signature.signer, signature.meaning) == ("Tomas Lind", MEANING)
    left = await here.desk.release(ROWAN, to("the integration group’s lead", tmp_path / "out"))
    assert left.path is not None
    assert left.path.name.startswith("handoff-")
    assert left.path.suffix == ".pdf"
    assert here.kinds[-2:] == ["medical_signed/1", "packet_released/3"]
    assert pypdf.PdfReader(left.path).is_encrypted
    said = opened(left)
    assert "Signed by Tomas Lind, facilitator" in said
    (released,) = [e.fact for e in here.session.history.entries if isinstance(e.fact, PacketReleased)]
    assert released.file_digest == pdf.file_digest(left.path.read_bytes())
    assert (released.recipient, released.to) == ("the integration group’s lead", THEM)


async def test_while_the_person_is_still_there_it_is_neither_signed_nor_released(enter: Enter, tmp_path: Path) -> None:
    told = Told().staff().seated(ROWAN, AMARA)
    told.dose(20, ROWAN)
    here = await enter(told)
    with pytest.raises(Refusal) as refused:
        await here.read_and_sign()
    assert (refused.value.key, refused.value.field) == ("packet.not_out_yet", "sign")
    assert "Rowan is still here." in text.say(refused.value)
    out = (await here.session.write(room.WentOut(way=room.WayOut.LEFT_BEFORE_CLEARANCE, note="walked out"), [ROWAN]))[0]
    await here.read_and_sign()
    await here.session.void(out.id, "came back in from the porch")
    with pytest.raises(Refusal):
        await here.desk.release(ROWAN, to("the therapist", tmp_path / "out"))
    with pytest.raises(Refusal) as refused:
        await here.session.note_release(ROWAN, NOTED)
    assert refused.value.key == "packet.not_out_yet"
    assert "packet_released/3" not in here.kinds


async def test_while_it_shows_somebody_else_it_is_not_signed(enter: Enter) -> None:
    here = await enter(told_with("Reached for Amara's hand, then turned."))
    (find,) = here.desk.finds(ROWAN)
    assert (find.section, find.text, find.whose, find.kind) == ("account", "Amara", AMARA, Kind.NAME)
    with pytest.raises(Refusal) as refused:
        await here.read_and_sign()
    assert (refused.value.key, refused.value.values) == ("guard.holds_names", {"count": 1})
    account = here.desk.packet(ROWAN).sections["account"]
    await here.desk.save(ROWAN, {"account": replaced(account, find, text.render(find.suggestion))})
    assert "Reached for another member's hand" in here.desk.packet(ROWAN).sections["account"]
    await here.read_and_sign()
    assert here.desk.signature(ROWAN, THEM) is not None


async def test_a_find_is_let_through_with_a_reason_and_a_second_person(enter: Enter, tmp_path: Path) -> None:
    here = await enter(told_with("Spoke of her sister Leyla."))
    (find,) = here.desk.finds(ROWAN)
    assert find.kind is Kind.ESCORT
    assert not here.desk.works_alone()
    for reason, second, key in (
        ("", INES.id, "guard.reason_needed"),
        ("Her own sister has the name", None, "guard.second_needed"),
        ("Her own sister has the name", TOMAS.id, "guard.second_needed"),
        ("Her own sister has the name", HALE.id, "guard.second_needed"),
    ):
        with pytest.raises(Refusal) as refused:
            await here.desk.let_through(ROWAN, find, reason, second)
        assert refused.value.key == key
    await here.desk.let_through(ROWAN, find, "Her own sister has the name", INES.id)
    assert here.desk.finds(ROWAN) == ()
    await here.sign()
    assert (await here.desk.release(ROWAN, to("the therapist", tmp_path))).path is not None


async def test_who_works_alone_gives_the_reason(enter: Enter) -> None:
    told = Told().staff(TOMAS).seated(ROWAN, AMARA)
    told.write(10, room.Noted(text="a friend called Mari"), ROWAN)
    here = await enter(told)
    assert here.desk.works_alone()
    (find,) = here.desk.finds(ROWAN)
    await here.desk.let_through(ROWAN, find, "a friend from school")
    assert here.desk.finds(ROWAN) == ()


async def test_one_find_let_through_does_not_open_the_door_for_another_section(enter: Enter) -> None:
    told = told_with("Her sister Leyla")
    told.quote(64, ROWAN, "Leyla held me", room.Leave.YES)
    here = await enter(told)
    first, second = here.desk.finds(ROWAN)
    assert (first.section, second.section) == ("account", "quotes")
    await here.desk.let_through(ROWAN, first, "her sister", INES.id)
    assert here.desk.finds(ROWAN) == (second,)


async def test_unsigned_or_changed_since_it_does_not_leave(enter: Enter, tmp_path: Path) -> None:
    here = await enter(full_session())
    with pytest.raises(Refusal) as refused:
        await here.desk.release(ROWAN, to("the therapist", tmp_path / "out"))
    assert refused.value.key == "handoff.not_signed"
    await here.sign()
    here.clock.advance(timedelta(minutes=5))
    await here.session.write(room.NeedsCare(text="Call tomorrow"), [ROWAN])
    assert here.desk.signature(ROWAN, THEM) is None
    with pytest.raises(Refusal) as refused:
        await here.desk.release(ROWAN, to("the therapist", tmp_path / "out"))
    assert refused.value.key == "handoff.changed_since_signed"
    assert not (tmp_path / "out").exists()
    await here.sign()
    await here.desk.release(ROWAN, to("the therapist", tmp_path / "out"))


async def test_only_what_was_edited_is_kept_and_later_facts_are_told(enter: Enter) -> None:
    here = await enter(full_session())
    composed = here.desk.packet(ROWAN)
    await here.desk.save(ROWAN, {**composed.sections, "care": "A bag for the car."})
    (saved,) = [e.fact for e in here.session.history.entries if isinstance(e.fact, PacketSaved)]
    assert {name: edit.text for name, edit in saved.edits.items()} == {"care": "A bag for the car."}
    assert here.desk.behind(ROWAN) == ()
    here.clock.advance(timedelta(minutes=5))
    await here.session.write(room.NeedsCare(text="Call tomorrow"), [ROWAN])
    assert [one.key for one in here.desk.behind(ROWAN)] == ["care"]
    assert here.desk.packet(ROWAN).sections["care"] == "A bag for the car."
    here.clock.advance(timedelta(minutes=5))
    await here.desk.compose_anew(ROWAN, "care")
    assert here.desk.packet(ROWAN).sections["care"].endswith("Call tomorrow")
    assert here.desk.behind(ROWAN) == ()


async def test_a_folder_that_cannot_be_written_leaves_nothing_and_notes_nothing(enter: Enter, tmp_path: Path) -> None:
    here = await enter(full_session())
    await here.sign()
    (tmp_path / "in the way").write_bytes(b"")
    with pytest.raises(Trouble) as told:
        await here.desk.release(ROWAN, to("the therapist", tmp_path / "in the way"))
    assert told.value.key == "export.cannot_write"
    assert here.kinds[-1] == "medical_signed/1"


async def test_a_release_that_cannot_be_noted_is_taken_back(enter: Enter, tmp_path: Path) -> None:
    here = await enter(full_session())
    await here.sign()
    here.session.at_screen = HALE
    with pytest.raises(Refusal):
        await here.desk.release(ROWAN, to("the therapist", tmp_path / "out"))
    assert list((tmp_path / "out").iterdir()) == []


async def test_the_printed_page_is_looked_through_as_well(enter: Enter, tmp_path: Path) -> None:
    """Here somebody goes by a word that only the printed page has."""
    told = Told().staff().seated(ROWAN, AMARA)
    told.out(130, ROWAN)
    here = await enter(told)
    participant = CLINIC.participants[AMARA]
    street = replace(participant, told=replace(participant.told, nicknames=("Fingerprint",)))
    clinic = replace(CLINIC, participants={**CLINIC.participants, AMARA: street})
    desk = Desk(here.session, clinic, here.clock, text.english())
    assert desk.finds(ROWAN) == ()
    await desk.say_read(ROWAN, THEM)
    await desk.sign(ROWAN, MEANING, THEM)
    with pytest.raises(Refusal) as refused:
        await desk.release(ROWAN, to("the therapist", tmp_path / "out"))
    assert refused.value.key == "guard.holds_names"
    assert not (tmp_path / "out").exists()


async def test_a_seat_that_changed_hands_is_the_seat_of_who_has_it_now(enter: Enter) -> None:
    told = Told().staff().seated(ROWAN, AMARA)
    told.write(20, room.Seated(seat=5, preferred_name="Rowan"), ROWAN)
    told.out(30, AMARA)
    told.write(35, room.Seated(seat=1, preferred_name="Idris", legal_name="Idris Khan"), IDRIS)
    told.write(40, room.Noted(text="seat 1 was loud; moved to seat 5 from seat 1; seat 2 slept"), ROWAN)
    here = await enter(told)
    assert [(find.text, find.whose) for find in here.desk.finds(ROWAN)] == [
        ("seat 1", IDRIS),
        ("seat 1", IDRIS),
        ("seat 2", AMARA),
    ]


async def test_a_name_on_a_withdrawn_seat_is_still_looked_for(enter: Enter) -> None:
    told = Told().staff().seated(ROWAN)
    line = told.write(5, room.Seated(seat=2, preferred_name="Amara", legal_name="Amara Diallo"), AMARA)
    told.voided(6, line, "not here today")
    told.write(40, room.Noted(text="asked after Amara"), ROWAN)
    here = await enter(told)
    assert [find.text for find in here.desk.finds(ROWAN)] == ["Amara"]


async def test_a_signature_has_a_meaning_and_a_signer(enter: Enter) -> None:
    here = await enter(full_session())
    with pytest.raises(Refusal) as refused:
        await here.desk.sign(ROWAN, " ")
    assert refused.value.key == "entry.empty"
    here.session.at_screen = HALE
    with pytest.raises(Refusal) as refused:
        await here.read_and_sign()
    assert refused.value.key == "session.not_your_word"
