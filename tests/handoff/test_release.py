"""What leaves: closed as its receiver can open it, noted, corrected and withdrawn; and what it gets that cannot leave."""

from __future__ import annotations

import asyncio
import csv
import errno
import io
import json
import os
import re
import secrets
import shutil
import zipfile
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import msgspec
import pypdf
import pyrage
import pytest
import pyzipper

from facilitator_app import text
from facilitator_app.export import export_session
from facilitator_app.faults import Faults, Refusal, Trouble
from facilitator_app.handoff import files, pdf
from facilitator_app.handoff.desk import Desk
from facilitator_app.handoff.outgoing import Left, Wanted
from facilitator_app.handoff.packet import medical_digest
from facilitator_app.handoff.reading import text_of
from facilitator_app.journal import JournalFile
from facilitator_app.record import room
from facilitator_app.record.clinic import ClinicState, Member, Participant
from facilitator_app.record.handover import HandoffsTaken, HandoverConsent, HandoverSaid, Whom
from facilitator_app.record.integration import VisitBooked, VisitCancelled, VisitKind, VisitPlace
from facilitator_app.record.leave import Recipient
from facilitator_app.record.release import How, MedicalLeaveGiven, PacketReleased, releases
from facilitator_app.record.vitals import Measure, VitalsTaken
from facilitator_app.rehearsal.fast_clock import FastClock
from facilitator_app.session import Session, Who
from tests.handoff.fhir_validator import wrong
from tests.handoff.test_fhir import busy_session
from tests.people import DEVI, HALE, INES, ROWAN, START, TOMAS
from tests.told import PEOPLE, SCOPE, Told, full_session

CLINIC = ClinicState(
    name="Juniper Street Clinic",
    staff={who.id: Member(id=who.id, name=who.name, roles=who.roles) for who in (INES, TOMAS, DEVI, HALE)},
    participants={person: Participant(id=person, told=told) for person, told in PEOPLE.items()},
)
MEANING = "I wrote this and stand by it."
KEY = pyrage.x25519.Identity.generate()
"""The receiver's: opens at once, where a passphrase takes a second on purpose."""
PRESCRIBER, LEAD = Recipient.PRESCRIBER, Recipient.INTEGRATION_LEAD


class Room:
    """A session in a real encrypted record, the desk over it, and a folder that things leave to."""

    def __init__(self, session: Session, clock: FastClock, out: Path, clinic: ClinicState = CLINIC) -> None:
        self.session = session
        self.clock = clock
        self.out = out
        self.desk = Desk(session, clinic, clock, text.english())

    async def sign(self, to: Recipient = PRESCRIBER) -> None:
        """Tomas signs Rowan's handoff."""
        self.session.at_screen = TOMAS
        await self.desk.say_read(ROWAN, to)
        await self.desk.sign(ROWAN, MEANING, to)

    async def countersign(self, to: Recipient = PRESCRIBER) -> None:
        """Ines signs the medical part."""
        self.session.at_screen = INES
        await self.desk.countersign(ROWAN, MEANING, to)
        self.session.at_screen = TOMAS

    async def agree(self, to: Recipient, name: str = "", consent: HandoverConsent = HandoverConsent.YES) -> None:
        """Rowan was asked whether it may go to them."""
        await self.session.write(HandoverSaid(to=to, name=name or text.word(to), consent=consent), [ROWAN])

    async def release(
        self, how: How = How.LOCKED_PDF, to: Recipient = PRESCRIBER, secret: str = "", name: str = ""
    ) -> Left:
        """It leaves."""
        staff = HALE.id if how is How.READ_HERE else None
        wanted = Wanted(to=to, recipient=name or text.word(to), staff=staff, how=how, folder=self.out, secret=secret)
        return await self.desk.release(ROWAN, wanted)

    async def let_go(
        self, how: How = How.LOCKED_PDF, to: Recipient = PRESCRIBER, secret: str = "", name: str = ""
    ) -> Left:
        """Agreed to by the person, signed, countersigned where that is needed, released."""
        await self.agree(to, name)
        await self.sign(to)
        if not self.desk.is_countersigned(ROWAN, to):
            await self.countersign(to)
        return await self.release(how, to, secret, name)

    @property
    def kinds(self) -> list[str]:
        """What was written, in the order of writing."""
        return [entry.kind for entry in sorted(self.session.history.entries, key=lambda entry: entry.recorded_at)]


Enter = Callable[..., Awaitable[Room]]


@pytest.fixture
async def enter(tmp_path: Path) -> AsyncIterator[Enter]:
    """``await enter(told)``: the session as it comes back from its record, an hour after its last line."""
    faults = Faults()
    opened: list[JournalFile] = []

    async def come_in(told: Told, who: Who = TOMAS, clinic: ClinicState = CLINIC) -> Room:
        clock = FastClock(max(entry.recorded_at for entry in told.entries) + timedelta(hours=1))
        journal = JournalFile.create(tmp_path / "clinic", secrets.token_bytes(32), clock)
        opened.append(journal)
        await journal.append(told.entries)
        session = Session(SCOPE, journal, clock, faults, await journal.entries(SCOPE))
        session.at_screen = who
        return Room(session, clock, tmp_path / "out", clinic)

    yield come_in
    for journal in opened:
        await journal.close()
    await faults.close()


def in_box(box: bytes) -> dict[str, bytes]:
    """The files of a zip."""
    with zipfile.ZipFile(io.BytesIO(box)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


# ---------------------------------------------------------------- closed
async def test_a_pdf_opens_with_its_password_keeps_its_tags_and_not_without(enter: Enter) -> None:
    here = await enter(full_session())
    left = await here.let_go()
    assert left.path is not None
    assert re.fullmatch(r"[a-z2-9]{4}(-[a-z2-9]{4}){3}", left.password)
    closed = pypdf.PdfReader(left.path)
    assert closed.is_encrypted
    assert closed.decrypt("guess") is pypdf.PasswordType.NOT_DECRYPTED
    opened: Any = pypdf.PdfReader(left.path, password=left.password)
    assert "Rowan Miller" in opened.pages[0].extract_text()
    assert opened.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert b"Rowan" not in left.path.read_bytes()
    (noted,) = [e.fact for e in here.session.history.entries if isinstance(e.fact, PacketReleased)]
    assert (noted.how, noted.holds, noted.file_digest) == (How.LOCKED_PDF, ("handoff.pdf",), left.digest)
    assert left.password not in msgspec.json.encode(noted).decode()


async def test_a_sealed_file_opens_with_its_key_or_password_and_for_nobody_else(enter: Enter) -> None:
    here = await enter(full_session())
    by_key = await here.let_go(How.AGE_KEY, secret=f" {KEY.to_public()}\n")
    zipped = await here.release(How.ZIP)
    assert by_key.path is not None
    assert zipped.path is not None
    assert (by_key.path.suffixes, zipped.path.suffixes, by_key.password) == ([".zip", ".age"], [".zip"], "")
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(by_key.path.read_bytes(), [pyrage.x25519.Identity.generate()])
    one = in_box(pyrage.decrypt(by_key.path.read_bytes(), [KEY]))
    with pyzipper.AESZipFile(zipped.path) as box:
        with pytest.raises(RuntimeError):
            box.read("handoff.pdf")
        box.setpassword(zipped.password.encode())
        two = {name: box.read(name) for name in box.namelist()}
    for held in (one, two):
        assert list(held) == ["handoff.pdf", "handoff.fhir.json", "values.csv", "visit.ics"]
        assert wrong(held["handoff.fhir.json"]) == []
    assert b"Rowan" not in zipped.path.read_bytes() + by_key.path.read_bytes()


@pytest.mark.slow  # age makes a passphrase slow on purpose: a second of a processor that has nothing else to do
async def test_a_sealed_file_opens_with_its_passphrase(enter: Enter) -> None:
    here = await enter(full_session())
    left = await here.let_go(How.AGE_PASSPHRASE)
    assert left.path is not None
    held = in_box(pyrage.passphrase.decrypt(left.path.read_bytes(), left.password))
    assert list(held) == ["handoff.pdf", "handoff.fhir.json", "values.csv", "visit.ics"]
    with pytest.raises(pyrage.DecryptError):
        pyrage.passphrase.decrypt(left.path.read_bytes(), "guess")


async def test_the_page_in_a_sealed_file_is_for_the_archive_and_tagged(enter: Enter) -> None:
    here = await enter(full_session())
    left = await here.let_go(How.AGE_KEY, secret=str(KEY.to_public()))
    assert left.path is not None
    page = in_box(pyrage.decrypt(left.path.read_bytes(), [KEY]))["handoff.pdf"]
    root: Any = pypdf.PdfReader(io.BytesIO(page)).trailer["/Root"]
    metadata = root["/Metadata"].get_object().get_data().decode()
    assert re.search(r"<pdfaid:part>2</pdfaid:part>.*<pdfaid:conformance>A</", metadata, re.DOTALL)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert "Rowan" not in metadata


async def test_the_invitation_says_when_and_nothing_else(enter: Enter) -> None:
    here = await enter(full_session())
    left = await here.let_go(How.ZIP)
    assert left.path is not None
    with pyzipper.AESZipFile(left.path) as box:
        box.setpassword(left.password.encode())
        invitation = box.read("visit.ics")
    (event,) = icalendar.Calendar.from_ical(invitation).walk("VEVENT")
    assert event.decoded("dtstart") == START + timedelta(minutes=130, hours=48)
    assert (str(event["class"]), str(event["status"])) == ("PRIVATE", "TENTATIVE")
    assert str(event["summary"]) == "Appointment possible from now on"
    assert {"description", "location", "attendee", "organizer"}.isdisjoint(key.lower() for key in event)
    for word in ("Rowan", "Miller", "ketamine", "ntegration", "session", "Juniper"):
        assert word not in invitation.decode()


async def test_the_invitation_is_to_the_visit_that_is_booked_and_takes_the_place_of_the_one_before(
    enter: Enter,
) -> None:
    here = await enter(full_session())
    at = START + timedelta(hours=60)
    before = event_in(await here.let_go(How.ZIP))
    booked = VisitBooked(at=at, form=VisitKind.GROUP, place=VisitPlace.OFFICE)
    await here.session.write(booked, [ROWAN])
    event = event_in(await here.let_go(How.ZIP))
    assert (event.decoded("dtstart"), str(event["status"])) == (at, "CONFIRMED")
    assert event["uid"] == before["uid"]
    await here.session.write(VisitCancelled(reason="snow"), [ROWAN])
    assert str(event_in(await here.let_go(How.ZIP))["status"]) == "TENTATIVE"


def in_box_of(left: Left) -> dict[str, bytes]:
    """The files in a release that is closed by a password, by name."""
    assert left.path is not None
    with pyzipper.AESZipFile(left.path) as box:
        box.setpassword(left.password.encode())
        return {name: box.read(name) for name in box.namelist()}


def event_in(left: Left) -> icalendar.cal.Component:
    """The event of the invitation in a sealed release."""
    (event,) = icalendar.Calendar.from_ical(in_box_of(left)["visit.ics"]).walk("VEVENT")
    return event


async def test_it_is_printed_where_a_printer_answers_and_told_where_none_does(
    enter: Enter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = await enter(full_session())
    await here.sign()
    await here.countersign()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    with pytest.raises(Trouble) as told:
        await here.release(How.PAPER)
    assert told.value.key == "release.no_printer"
    assert "packet_released/3" not in here.kinds
    printer(tmp_path)
    left = await here.release(How.PAPER)
    assert (left.path, left.password) == (None, "")
    assert pdf.file_digest((tmp_path / "printed").read_bytes()) == left.digest
    assert here.kinds[-1] == "packet_released/3"


async def test_a_printer_that_does_not_take_it_leaves_the_line_and_its_withdrawal(
    enter: Enter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = await enter(full_session())
    await here.sign()
    await here.countersign()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    printer(tmp_path)
    (tmp_path / "bin" / "lp").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    with pytest.raises(Trouble) as told:
        await here.release(How.PAPER)
    assert told.value.key == "release.no_printer"
    assert here.kinds[-2:] == [
        "packet_released/3",
        "release_withdrawn/1",
    ]  # the line was there before the printer was asked


def printer(folder: Path) -> None:
    """A printing system that keeps what it is given."""
    (folder / "bin").mkdir()
    lp = folder / "bin" / "lp"
    lp.write_text(f"#!/bin/sh\n/bin/cat > {folder}/printed\n", encoding="utf-8")
    lp.chmod(0o755)


# ---------------------------------------------------------------- what it gets that cannot leave
@pytest.mark.parametrize("key", ["", "age1qqq", "ssh-rsa AAAA", "AGE-SECRET-KEY-1", "Rowan"])
async def test_an_unknown_key_is_refused_and_nothing_is_left(enter: Enter, key: str) -> None:
    here = await enter(full_session())
    with pytest.raises(Refusal) as refused:
        await here.let_go(How.AGE_KEY, secret=key)
    assert (refused.value.key, refused.value.field) == ("release.unknown_key", "key")
    assert not here.out.exists()
    assert "packet_released/3" not in here.kinds


async def test_a_full_disk_and_a_folder_in_the_way_leave_nothing_half_written(
    enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = await enter(full_session())
    await here.sign()
    await here.countersign()

    for how in (How.LOCKED_PDF, How.ZIP):
        with monkeypatch.context() as disk:
            disk.setattr(files, "os", FullDisk())
            with pytest.raises(Trouble) as told:
                await here.release(how)
        assert told.value.key == "export.cannot_write"
        assert list(here.out.iterdir()) == []
    shutil.rmtree(here.out)
    here.out.write_bytes(b"")
    with pytest.raises(Trouble):
        await here.release(How.ZIP)
    assert "packet_released/3" not in here.kinds


async def test_the_line_is_on_the_record_before_the_file_is_there(
    enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = await enter(full_session())
    await here.sign()
    await here.countersign()
    seen: list[tuple[list[str], bool]] = []
    write, arrive = here.session.note_release, files.Laid.arrive

    def look() -> None:
        there = [path.name for path in here.out.iterdir() if not path.name.startswith(".")]
        seen.append((there, "packet_released/3" in here.kinds))

    async def noting(*told: Any) -> Any:
        look()
        return await write(*told)

    def arriving(laid: files.Laid) -> Path:
        look()
        return arrive(laid)

    monkeypatch.setattr(here.session, "note_release", noting)
    monkeypatch.setattr(files.Laid, "arrive", arriving)
    left = await here.release()
    assert seen == [([], False), ([], True)], "whenever it is killed, nothing lies there that nobody wrote down"
    assert left.path is not None
    assert [path.name for path in here.out.iterdir()] == [left.path.name]
    assert pypdf.PdfReader(left.path).is_encrypted


async def test_what_cannot_be_noted_leaves_no_file(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    here = await enter(full_session())
    await here.sign()
    await here.countersign()
    for what in (Trouble("journal.full"), RuntimeError("a bug"), asyncio.CancelledError()):

        async def noting(*told: Any, what: BaseException = what) -> Any:
            raise what

        with monkeypatch.context() as there:
            there.setattr(here.session, "note_release", noting)
            with pytest.raises(type(what)):
                await here.release()
        assert list(here.out.iterdir()) == []
    assert "packet_released/3" not in here.kinds


async def test_a_file_that_cannot_arrive_is_told_and_its_line_withdrawn(
    enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = await enter(full_session())
    await here.sign()
    await here.countersign()
    write = here.session.note_release

    async def noting(*told: Any) -> Any:
        line = await write(*told)
        shutil.rmtree(here.out)  # the stick is pulled out
        return line

    monkeypatch.setattr(here.session, "note_release", noting)
    with pytest.raises(Trouble) as told:
        await here.release()
    assert told.value.key == "export.cannot_write"
    (noted,) = releases(here.session.history, ROWAN)
    assert noted.withdrawn is not None
    assert not here.out.exists()


class FullDisk:
    """The system's calls, on a disk that is full when what was written is to reach it."""

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def fsync(self, _: int) -> None:
        """There is no room."""
        raise OSError(errno.ENOSPC, "full")


async def test_the_medical_part_waits_for_the_provider_and_for_leave(enter: Enter) -> None:
    here = await enter(full_session())
    await here.sign()
    with pytest.raises(Refusal) as refused:
        await here.release()
    assert refused.value.key == "release.not_countersigned"
    with pytest.raises(Refusal) as refused:
        await here.desk.countersign(ROWAN, MEANING, PRESCRIBER)
    assert refused.value.key == "session.not_your_word"
    await here.countersign()
    assert (await here.release()).path is not None
    # And beside the desk: the writer itself lets none of it be noted without them.
    part = medical_digest(here.desk.packet(ROWAN, PRESCRIBER))
    await here.agree(LEAD, "x")
    for to, key in ((LEAD, "release.medical_without_leave"), (PRESCRIBER, "release.not_countersigned")):
        noted = PacketReleased(to=to, recipient="x", how=How.PAPER, digest="ab", medical=part[::-1])
        with pytest.raises(Refusal) as refused:
            await here.session.note_release(ROWAN, noted)
        assert refused.value.key == key


async def test_a_provider_who_signs_the_whole_stands_for_the_medical_part_too(enter: Enter) -> None:
    here = await enter(full_session(), INES)
    await here.session.write(HandoffsTaken(reason="Tomas is on leave until Monday."))
    await here.desk.say_read(ROWAN, PRESCRIBER)
    await here.desk.sign(ROWAN, MEANING, PRESCRIBER)
    assert here.desk.is_countersigned(ROWAN, PRESCRIBER)
    assert (await here.release()).path is not None


async def test_a_measure_amended_later_needs_the_provider_again_and_a_word_does_not(enter: Enter) -> None:
    here = await enter(full_session())
    await here.sign()
    await here.countersign()
    await here.desk.save(ROWAN, {"care": "A bag for the car."}, PRESCRIBER)
    assert here.desk.is_countersigned(ROWAN, PRESCRIBER)
    check = next(e for e in here.session.history.entries if isinstance(e.fact, VitalsTaken))
    assert isinstance(check.fact, VitalsTaken)
    mended = msgspec.structs.replace(check.fact, values={**check.fact.values, Measure.HEART_RATE: Decimal(73)})
    await here.session.amend(check.id, mended, "read again from the paper")
    assert not here.desk.is_countersigned(ROWAN, PRESCRIBER)


# ---------------------------------------------------------------- each its own cut
async def test_who_gets_no_medical_part_gets_page_and_invitation_alone(enter: Enter) -> None:
    here = await enter(full_session())
    left = await here.let_go(How.AGE_KEY, LEAD, str(KEY.to_public()))
    assert left.path is not None
    held = in_box(pyrage.decrypt(left.path.read_bytes(), [KEY]))
    assert list(held) == ["handoff.pdf", "visit.ics"]
    said = " ".join(text_of(held["handoff.pdf"]).split())
    assert "The medical part (vitals, medicines, adverse events) is not with this copy." in said
    for part in ("ketamine", "142/90", "No vitals were taken", "No medicine was given"):
        assert part not in said
    assert "What needs care" in said  # nothing delays that
    assert "Nausea in the car last time" in said


async def test_the_account_is_edited_for_each_cut_apart(enter: Enter) -> None:
    here = await enter(full_session())
    whole = here.desk.packet(ROWAN, PRESCRIBER).sections["account"]
    await here.desk.save(ROWAN, {"account": f"{whole}\nLong rest."}, PRESCRIBER)
    assert "ketamine" not in here.desk.packet(ROWAN, LEAD).sections["account"]
    await here.desk.save(ROWAN, {"account": "Lay still. Rested."}, LEAD)
    assert here.desk.packet(ROWAN, LEAD).sections["account"] == "Lay still. Rested."
    assert here.desk.packet(ROWAN, PRESCRIBER).sections["account"].endswith("Long rest.")


async def test_leave_for_the_medical_part_is_asked_sober_and_can_be_taken_back(enter: Enter) -> None:
    under_way = Told().staff().seated(ROWAN)
    under_way.dose(20, ROWAN)
    here = await enter(under_way)
    yes, no = (MedicalLeaveGiven(recipient=LEAD, leave=leave) for leave in (room.Leave.YES, room.Leave.NO))
    with pytest.raises(Refusal) as refused:
        await here.session.write(yes, [ROWAN])
    assert refused.value.key == "leave.not_sober"
    await here.session.write(room.WentOut(way=room.WayOut.TRANSFERRED, escort="the crew"), [ROWAN])
    await here.session.write(room.SessionClosed())
    await here.session.write(yes, [ROWAN])
    assert here.desk.packet(ROWAN, LEAD).doses
    await here.session.write(no, [ROWAN])
    assert not here.desk.packet(ROWAN, LEAD).doses
    await here.session.write(MedicalLeaveGiven(recipient=PRESCRIBER, leave=room.Leave.NO), [ROWAN])
    assert not here.desk.packet(ROWAN, PRESCRIBER).medical


# ---------------------------------------------------------------- afterwards
async def test_an_amendment_afterwards_is_released_anew_and_says_what_changed(enter: Enter) -> None:
    here = await enter(busy_session())
    first = await here.let_go(How.AGE_KEY, secret=str(KEY.to_public()))
    whom = Whom(to=PRESCRIBER, name=text.word(PRESCRIBER))
    assert here.desk.changes(ROWAN, whom) == ()
    here.clock.advance(timedelta(hours=2))
    checks = [e for e in here.session.history.entries if isinstance(e.fact, VitalsTaken) and e.participant == ROWAN]
    amended, gone = checks[1], checks[2]
    assert isinstance(amended.fact, VitalsTaken)
    mended = msgspec.structs.replace(amended.fact, values={**amended.fact.values, Measure.HEART_RATE: Decimal(86)})
    await here.session.amend(amended.id, mended, "read from the wrong line")
    await here.session.void(gone.id, "of Amara")
    await here.session.write(room.NeedsCare(text="Call on the next day."), [ROWAN])
    changed = here.desk.changes(ROWAN, whom)
    assert "Vitals: the line of 10:45 changed" in changed
    assert "Vitals: a line of 10:52 that was filed in error was withdrawn" in changed
    assert "What needs care: changed" in changed
    second = await here.let_go(How.AGE_KEY, secret=str(KEY.to_public()))
    assert first.path is not None
    assert second.path is not None
    held = in_box(pyrage.decrypt(second.path.read_bytes(), [KEY]))
    said = " ".join(text_of(held["handoff.pdf"]).split())
    assert "Corrected. It stands in the place of what was released on 5 March 2026" in said
    assert "Vitals: the line of 10:45 changed" in said
    assert "Amara" not in said
    before = in_box(pyrage.decrypt(first.path.read_bytes(), [KEY]))
    old, new = (json.loads(held["handoff.fhir.json"]) for held in (before, held))
    assert wrong(held["handoff.fhir.json"]) == []
    replaced = new["entry"][0]["resource"]["relatesTo"][0]["targetIdentifier"]["value"]
    assert replaced == f"urn:uuid:{old['entry'][0]['resource']['id']}"
    errors = [e["resource"]["id"] for e in new["entry"] if e["resource"].get("status") == "entered-in-error"]
    assert len(errors) == 3
    assert set(errors) <= {e["resource"]["id"] for e in old["entry"]}
    one, two = releases(here.session.history, ROWAN)
    assert (one.stands, one.corrected_by, two.number, two.stands) == (False, two.line.id, 2, True)


async def test_a_release_is_withdrawn_once_with_a_reason(enter: Enter) -> None:
    here = await enter(full_session())
    await here.let_go(How.READ_HERE)
    (one,) = releases(here.session.history, ROWAN)
    for release, reason, key in (
        (one.line.id, " ", "entry.empty"),
        (START_ID, "It went to the wrong desk.", "release.no_such_release"),
    ):
        with pytest.raises(Refusal) as refused:
            await here.session.withdraw_release(ROWAN, release, reason)
        assert refused.value.key == key
    line = await here.session.withdraw_release(ROWAN, one.line.id, "It went to the wrong desk.")
    with pytest.raises(Refusal) as refused:
        await here.session.withdraw_release(ROWAN, one.line.id, "Again.")
    assert refused.value.key == "release.withdrawn_before"
    (one,) = releases(here.session.history, ROWAN)
    assert (one.stands, one.withdrawn) == (False, line)
    for kept in (one.line.id, line.id):
        with pytest.raises(Refusal):
            await here.session.void(kept, "x")
    await here.release()  # the same text leaves again, and corrects nothing
    assert releases(here.session.history, ROWAN)[-1].fact.corrects is None


START_ID = full_session().entries[0].id


async def test_what_corrects_another_names_one_that_there_is(enter: Enter) -> None:
    here = await enter(full_session())
    noted = PacketReleased(to=PRESCRIBER, recipient="x", how=How.PAPER, digest="ab", corrects=START_ID)
    with pytest.raises(Refusal) as refused:
        await here.session.note_release(ROWAN, noted)
    assert refused.value.key == "release.no_such_release"


async def test_a_clinic_under_part_2_says_so_on_what_leaves(enter: Enter) -> None:
    here = await enter(full_session(), clinic=msgspec.structs.replace(CLINIC, part2=True))
    await here.agree(PRESCRIBER, consent=HandoverConsent.ON_FILE)
    await here.sign()
    await here.countersign()
    left = await here.release()
    assert left.path is not None
    pages = pypdf.PdfReader(left.path, password=left.password).pages
    said = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "42 CFR part 2 prohibits unauthorized use or disclosure of these records." in said
    (one,) = releases(here.session.history, ROWAN)
    assert one.fact.part2
    in_it = in_box_of(await here.release(How.ZIP))
    notice = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."
    assert notice in in_it["handoff.fhir.json"].decode("utf-8")
    assert wrong(in_it["handoff.fhir.json"]) == []
    assert list(csv.reader(io.StringIO(in_it["values.csv"].decode("utf-8"))))[-1][2:4] == ["42 CFR Part 2", notice]
    (exported,) = export_session(
        here.session, msgspec.structs.replace(CLINIC, part2=True), here.out, frozenset({"fhir"}), ROWAN
    )
    assert notice in exported.read_text("utf-8")


# ---------------------------------------------------------------- one truth in four files
async def test_page_document_table_and_data_say_what_the_record_says_value_by_value(
    enter: Enter, tmp_path: Path
) -> None:
    here = await enter(busy_session())
    left = await here.let_go(How.AGE_KEY, secret=str(KEY.to_public()))
    assert left.path is not None
    held = in_box(pyrage.decrypt(left.path.read_bytes(), [KEY]))
    record = {
        (line.entry.observed_at, measure, value)
        for line in here.session.history.lines()
        if isinstance(line.entry.fact, VitalsTaken) and line.entry.participant == ROWAN
        for measure, value in line.entry.fact.values.items()
    }
    assert len(record) > 20
    assert in_document(held["handoff.fhir.json"]) == record
    assert in_table(held["values.csv"]) == record
    exported = list(export_session(here.session, CLINIC, tmp_path / "export", frozenset({"json"}), ROWAN))
    assert in_data(exported[0].read_bytes()) == record
    said = " ".join(text_of(held["handoff.pdf"]).replace("\u200b", "").split())
    rows = on_page(here.session)
    assert len(rows) == 7
    for time, figures in rows:
        assert len(re.findall(rf"{time} (?:0|[+−]\d+) min {re.escape(figures)} ", said)) == 1, (time, figures)


def on_page(session: Session) -> list[tuple[str, str]]:
    """How the checks of the record are to read on the page: the time, then the figures in the order of the columns."""
    rows = []
    for line in session.history.lines():
        fact = line.entry.fact
        if not isinstance(fact, VitalsTaken) or line.entry.participant != ROWAN:
            continue
        said = {measure: f"{value:f}" for measure, value in fact.values.items()}
        said |= {measure: text.word(word) for measure, word in fact.words.items()}
        high, low = said.get(Measure.SYSTOLIC, ""), said.get(Measure.DIASTOLIC, "")
        together = f"{high or '–'}/{low or '–'}" if high or low else ""
        alone = (Measure.SPO2, Measure.BREATHING, Measure.TEMPERATURE)
        cells = [said.get(Measure.HEART_RATE, ""), together, *(said.get(measure, "") for measure in alone)]
        local = line.entry.observed_at.astimezone(ZoneInfo(session.state.zone))
        rows.append((f"{local:%H:%M}", " ".join(cell for cell in cells if cell)))
    return rows


def moment(iso: str) -> Any:
    """A moment in a file, as it is in the record."""
    return msgspec.convert(iso, type=type(START)).astimezone(START.tzinfo)


LOINC = {
    "8867-4": Measure.HEART_RATE,
    "8480-6": Measure.SYSTOLIC,
    "8462-4": Measure.DIASTOLIC,
    "2708-6": Measure.SPO2,
    "9279-1": Measure.BREATHING,
    "8310-5": Measure.TEMPERATURE,
}


def in_document(document: bytes) -> set[Any]:
    """The values of a FHIR document."""
    found = set()
    for entry in json.loads(document, parse_float=Decimal, parse_int=Decimal)["entry"]:
        one = entry["resource"]
        if one["resourceType"] == "Observation":
            for part in (one, *one.get("component", ())):
                if "valueQuantity" in part:
                    measure = LOINC[part["code"]["coding"][0]["code"]]
                    found.add((moment(one["effectiveDateTime"]), measure, part["valueQuantity"]["value"]))
    return found


def in_table(table: bytes) -> set[Any]:
    """The values of the table."""
    names = {text.word(measure): measure for measure in Measure}
    rows = csv.DictReader(io.StringIO(table.decode("utf-8")))
    return {(moment(row["time"]), names[row["what"]], Decimal(row["value"])) for row in rows if row["unit"]}


def in_data(document: bytes) -> set[Any]:
    """The values of the export as data."""
    lines = json.loads(document, parse_float=Decimal)["lines"]
    return {
        (moment(line["at"]), Measure(measure), Decimal(value))
        for line in lines
        if line["kind"] == "vitals_taken/1"
        for measure, value in line["reads"]["values"].items()
    }


# ---------------------------------------------------------------- people it was not made for
def left_early() -> Told:
    """Somebody who went after the dose, before anything else."""
    told = Told().staff().seated(ROWAN)
    told.dose(20, ROWAN)
    told.out(25, ROWAN, room.WayOut.LEFT_BEFORE_CLEARANCE)
    return told.closed(60)


def without_vitals() -> Told:
    """Words, and no figure."""
    told = Told().staff().seated(ROWAN)
    told.observed(20, ROWAN, "stillness")
    told.out(60, ROWAN, room.WayOut.DID_NOT_TAKE_MEDICINE)
    return told.closed(60)


def only_a_deferral() -> Told:
    """A check that was put off, and nothing else."""
    told = Told().staff().seated(ROWAN)
    told.write(
        20, room.Deferred(measures=tuple(Measure), reason="asleep", breathing_seen=True, again_minutes=10), ROWAN
    )
    told.out(60, ROWAN, room.WayOut.WITHDREW)
    return told.closed(60)


def nothing_at_all() -> Told:
    """A seat and a way out."""
    told = Told().staff().seated(ROWAN)
    told.out(60, ROWAN, room.WayOut.WITHDREW)
    return told.closed(60)


@pytest.mark.parametrize(
    "told", [left_early, without_vitals, only_a_deferral, nothing_at_all], ids=lambda told: told.__name__
)
async def test_somebody_of_whom_little_is_written_has_a_handoff_too(told: Callable[[], Told], enter: Enter) -> None:
    here = await enter(told())
    left = await here.let_go(How.AGE_KEY, secret=str(KEY.to_public()))
    assert left.path is not None
    held = in_box(pyrage.decrypt(left.path.read_bytes(), [KEY]))
    assert wrong(held["handoff.fhir.json"]) == []
    assert len(pypdf.PdfReader(io.BytesIO(held["handoff.pdf"])).pages) == 1
    said = " ".join(text_of(held["handoff.pdf"]).split())
    assert ("put off" in said) is (told is only_a_deferral)
    assert ("ketamine 40 mg" in said) is (told is left_early)


@pytest.mark.slow
async def test_two_thousand_lines_about_one_person_leave_whole(enter: Enter) -> None:
    told = Told().staff().seated(ROWAN)
    told.dose(2, ROWAN)
    for number in range(1000):
        told.vitals(3 + number / 8, ROWAN, f"HR {60 + number % 60}, BP {110 + number % 50}/{60 + number % 40}, SpO2 97")
        told.write(3 + number / 8, room.Noted(text=f"Line {number}: lay still."), ROWAN)
    told.out(150, ROWAN)
    here = await enter(told.closed(160))
    left = await here.let_go(How.AGE_KEY, secret=str((key := pyrage.x25519.Identity.generate()).to_public()))
    assert left.path is not None
    held = in_box(pyrage.decrypt(left.path.read_bytes(), [key]))
    assert len(in_table(held["values.csv"])) == 4000
    assert in_document(held["handoff.fhir.json"]) == in_table(held["values.csv"])
    assert "Line 999: lay still." in text_of(held["handoff.pdf"])
