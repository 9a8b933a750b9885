"""A handoff that people edited, while the record goes on: what is kept for whom, what it stands on, and what holds it back."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from facilitator_app import text
from facilitator_app.faults import Faults, Refusal
from facilitator_app.handoff.desk import Desk
from facilitator_app.handoff.guard import replaced
from facilitator_app.journal import JournalFile
from facilitator_app.record import room
from facilitator_app.record.adverse import AdverseReported, Severity
from facilitator_app.record.leave import LeaveGiven, Recipient
from facilitator_app.record.packets import PacketRead, PacketSaved
from facilitator_app.record.release import MedicalLeaveGiven
from facilitator_app.rehearsal.fast_clock import FastClock
from facilitator_app.session import Session
from tests.handoff.test_desk import CLINIC, MEANING
from tests.people import AMARA, IDRIS, INES, ROWAN, START, TOMAS
from tests.told import SCOPE, Told, full_session

LEAD, THERAPIST, PRESCRIBER, PERSON = (
    Recipient.INTEGRATION_LEAD,
    Recipient.OWN_THERAPIST,
    Recipient.PRESCRIBER,
    Recipient.PERSON,
)


class Room:
    """A session in a real encrypted record, and the desk over it; a minute goes by with every act."""

    def __init__(self, session: Session, clock: FastClock) -> None:
        self.session = session
        self.clock = clock

    @property
    def desk(self) -> Desk:
        """The handoffs, a minute later."""
        self.clock.advance(timedelta(minutes=1))
        return Desk(self.session, CLINIC, self.clock, text.english())

    def says(self, section: str, to: Recipient | None = None) -> str:
        """A section as it reads."""
        return self.desk.packet(ROWAN, to).sections[section]

    async def change(self, key: str, old: str, new: str, to: Recipient | None = None) -> None:
        """Write other words in a part."""
        told = self.desk.reads(ROWAN, to).texts[key]
        assert old in told
        await self.desk.save(ROWAN, {key: told.replace(old, new)}, to)

    async def sign(self, to: Recipient | None = None) -> None:
        """Read it through and sign."""
        await self.desk.say_read(ROWAN, to)
        await self.desk.sign(ROWAN, MEANING, to)

    async def note_late(self, words: str, *about: UUID) -> None:
        """A note of the session that is written down only now."""
        self.clock.advance(timedelta(minutes=1))
        await self.session.write(room.Noted(text=words), list(about), at=START + timedelta(minutes=125))

    async def stand_by(self, key: str, to: Recipient | None = None) -> None:
        """Look at what changed and stand by the text."""
        await self.desk.stand_by(ROWAN, key, self.desk.reads(ROWAN, to).stood[key], to)

    async def refused(self, work: Awaitable[object]) -> str:
        """The key with which it is refused."""
        with pytest.raises(Refusal) as refused:
            await work
        return refused.value.key


Enter = Callable[[Told], Awaitable[Room]]


@pytest.fixture
async def enter(tmp_path: Path) -> AsyncIterator[Enter]:
    """``await enter(told)``: the session as it comes back from its record, an hour after its last line."""
    faults = Faults()
    opened: list[JournalFile] = []

    async def come_in(told: Told) -> Room:
        clock = FastClock(max(entry.recorded_at for entry in told.entries) + timedelta(hours=1))
        journal = JournalFile.create(tmp_path / "clinic", secrets.token_bytes(32), clock)
        opened.append(journal)
        await journal.append(told.entries)
        session = Session(SCOPE, journal, clock, faults, await journal.entries(SCOPE))
        session.at_screen = TOMAS
        return Room(session, clock)

    yield come_in
    for journal in opened:
        await journal.close()
    await faults.close()


# ------------------------------------------------------------ lines that move
async def test_a_line_moved_away_takes_the_signature_and_its_words_must_go(enter: Enter) -> None:
    told = full_session()
    sister = told.write(60, room.Noted(text="Sobbed for a sister who died in Lyon."), ROWAN)
    told.write(62, room.Noted(text="Lay stil."), ROWAN)
    here = await enter(told)
    await here.change("account", "Lay stil.", "Lay still.", LEAD)
    await here.sign(LEAD)
    assert here.desk.signature(ROWAN, LEAD) is not None
    await here.session.move(sister, AMARA, "it was seat 2")
    (behind,) = here.desk.behind(ROWAN, LEAD)
    assert [(one.what, one.was) for one in behind.changes] == [("moved", "Sobbed for a sister who died in Lyon.")]
    assert here.desk.signature(ROWAN, LEAD) is None
    assert await here.refused(here.desk.sign(ROWAN, MEANING, LEAD)) == "handoff.behind"
    assert await here.refused(here.desk.say_read(ROWAN, LEAD)) == "handoff.behind"
    assert await here.refused(here.stand_by("account", LEAD)) == "handoff.words_of_a_gone_line"
    await here.change("account", "Sobbed for a sister who died in Lyon.", "Sobbed. A Sister, she died in LYON", LEAD)
    assert here.desk.behind(ROWAN, LEAD), "typing does not settle it"
    assert await here.refused(here.stand_by("account", LEAD)) == "handoff.words_of_a_gone_line"
    await here.change("account", "Sobbed. A Sister, she died in LYON", "Wept", LEAD)
    await here.stand_by("account", LEAD)
    assert here.desk.behind(ROWAN, LEAD) == ()
    assert here.desk.signature(ROWAN, LEAD) is None, "it was signed before"
    await here.sign(LEAD)
    assert "Lyon" not in here.says("account", LEAD)


async def test_a_dose_moved_away_does_not_stay_in_the_account_of_an_edited_handoff(enter: Enter) -> None:
    told = Told().staff().seated()
    dose = told.dose(21, ROWAN, "75")
    told.write(32, room.Noted(text="Lay stil."), ROWAN)
    told.out(100, ROWAN)
    here = await enter(told)
    await here.change("account", "Lay stil.", "Lay still.", PRESCRIBER)
    here.session.at_screen = INES
    await here.session.move(dose, IDRIS, "wrong seat")
    assert await here.refused(here.stand_by("account", PRESCRIBER)) == "handoff.words_of_a_gone_line"
    await here.desk.compose_anew(ROWAN, "account", PRESCRIBER)
    assert here.desk.behind(ROWAN, PRESCRIBER) == ()
    assert "75" not in here.says("account", PRESCRIBER)


async def test_a_line_that_is_amended_or_new_holds_the_edited_part_until_somebody_looks(enter: Enter) -> None:
    told = full_session()
    note = told.write(60, room.Noted(text="Asked for watter."), ROWAN)
    here = await enter(told)
    await here.change("account", "watter", "water", LEAD)
    await here.sign(LEAD)
    await here.session.amend(note, room.Noted(text="Asked for water and a blanket."), "more exact")
    await here.note_late("Slept at the end.", ROWAN)
    (behind,) = here.desk.behind(ROWAN, LEAD)
    assert {(one.what, one.was, one.now) for one in behind.changes} == {
        ("amended", "Asked for watter.", "Asked for water and a blanket."),
        ("new", "", "Slept at the end."),
    }
    assert behind.left == ""
    seen = here.desk.reads(ROWAN, LEAD).stood["account"]
    await here.note_late("Laughed.", ROWAN)
    await here.desk.stand_by(ROWAN, "account", seen, LEAD)
    (behind,) = here.desk.behind(ROWAN, LEAD)
    assert [(one.what, one.now) for one in behind.changes] == [("new", "Laughed.")], (
        "what was not shown was not looked at"
    )
    await here.stand_by("account", LEAD)
    assert here.desk.behind(ROWAN, LEAD) == ()
    looked = [e for e in here.session.history.entries if isinstance(e.fact, PacketSaved)][-1]
    assert looked.recorded_by == TOMAS.id
    assert isinstance(looked.fact, PacketSaved)
    (edit,) = looked.fact.edits.values()
    assert edit.looked
    assert note not in edit.stood.worded, "it is known by the amendment that worded it last"


async def test_words_of_a_line_that_is_gone_are_found_in_another_part_too(enter: Enter) -> None:
    told = full_session()
    note = told.write(60, room.Noted(text="Sobbed for a sister who died in Lyon."), ROWAN)
    here = await enter(told)
    await here.desk.save(ROWAN, {"care": "Ask about the sister who died in Lyon."}, LEAD)
    await here.session.void(note, "was seat 2")
    assert [one.key for one in here.desk.behind(ROWAN, LEAD)] == ["care"]
    await here.desk.save(ROWAN, {"care": "Ask about the family."}, LEAD)
    assert here.desk.behind(ROWAN, LEAD) == ()


async def test_a_text_typed_before_the_change_and_saved_after_it_is_behind(enter: Enter) -> None:
    told = full_session()
    note = told.write(60, room.Noted(text="Sobbed for a sister who died in Lyon."), ROWAN)
    here = await enter(told)
    begun = here.desk.reads(ROWAN, LEAD)
    typed = begun.texts["account"] + "\nRested."
    await here.session.void(note, "was seat 2")
    await here.desk.save(ROWAN, {"account": typed}, LEAD, begun.stood)
    assert [one.key for one in here.desk.behind(ROWAN, LEAD)] == ["account"]


async def test_a_change_that_does_not_concern_the_part_leaves_it_alone(enter: Enter) -> None:
    told = full_session()
    here = await enter(told)
    await here.desk.save(ROWAN, {"touch": "Hand only."}, LEAD)
    await here.sign(LEAD)
    await here.note_late("Idris slept.", IDRIS)
    await here.note_late("A door.")
    assert here.desk.behind(ROWAN, LEAD) == ()
    assert here.desk.signature(ROWAN, LEAD) is not None


# ---------------------------------------------------------------- own words
async def test_edited_words_stay_with_the_recipient_they_were_edited_for(enter: Enter) -> None:
    told = full_session()
    quote = told.quote(64, ROWAN, "Amara held my hand and my mother was an addict.")
    here = await enter(told)
    await here.session.write(LeaveGiven(quote=quote, recipient=THERAPIST, leave=room.Leave.YES), [ROWAN])
    (find,) = here.desk.finds(ROWAN, THERAPIST)
    key, start = here.desk.reads(ROWAN, THERAPIST).part_at(find.section, find.start)
    assert key == f"quotes/{quote}"
    told_now = here.desk.reads(ROWAN, THERAPIST).texts[key]
    assert told_now[find.start - start : find.end - start] == "Amara"
    await here.change(key, "Amara", "another member", THERAPIST)
    assert "another member held my hand" in here.says("quotes", THERAPIST)
    for to in (LEAD, PRESCRIBER, PERSON, None):
        assert "addict" not in here.says("quotes", to)
    await here.session.write(LeaveGiven(quote=quote, recipient=THERAPIST, leave=room.Leave.NO), [ROWAN])
    assert "addict" not in here.says("quotes", THERAPIST)


async def test_a_quote_that_was_amended_goes_to_nobody_who_has_no_leave_in_any_wording(enter: Enter) -> None:
    here = await enter(full_session())
    lake = next(e for e in here.session.history.entries if isinstance(e.fact, room.Quoted))
    key = f"quotes/{lake.id}"
    await here.change(key, "warm.", "warm. (checked)")
    await here.session.amend(lake.id, room.Quoted(text="I saw a lake.", phase="medicine"), "heard wrong")
    (behind,) = here.desk.behind(ROWAN, LEAD)
    assert (behind.key, behind.changes[0].what) == (key, "amended")
    await here.session.write(LeaveGiven(quote=lake.id, recipient=LEAD, leave=room.Leave.NO), [ROWAN])
    assert here.says("quotes", LEAD) == ""
    assert here.desk.behind(ROWAN, LEAD) == ()
    assert "(checked)" in here.says("quotes", THERAPIST)


async def test_words_without_leave_that_were_pasted_into_a_quote_hold_it_back(enter: Enter) -> None:
    told = full_session()
    told.quote(70, ROWAN, "My mother was an addict.")
    here = await enter(told)
    lake = next(e for e in here.session.history.entries if isinstance(e.fact, room.Quoted))
    await here.change(f"quotes/{lake.id}", "warm.", "warm. My MOTHER was an addict!", LEAD)
    await here.desk.say_read(ROWAN, LEAD)
    assert await here.refused(here.desk.sign(ROWAN, MEANING, LEAD)) == "handoff.words_without_leave"


async def test_words_are_edited_line_by_line(enter: Enter) -> None:
    told = full_session()
    told.quote(70, ROWAN, "It was the sea.", room.Leave.YES)
    here = await enter(told)
    both = here.says("quotes")
    await here.desk.save(ROWAN, {"quotes": both})
    assert await here.refused(here.desk.save(ROWAN, {"quotes": "Another text."})) == "handoff.quotes_by_line"
    assert await here.refused(here.desk.save(ROWAN, {"quotes/nobody": "x"})) == "handoff.unknown_section"
    assert await here.refused(here.desk.compose_anew(ROWAN, "horoscope")) == "handoff.unknown_section"


# ------------------------------------------------------------- what is kept
async def test_editing_one_part_keeps_what_was_saved_of_every_other(enter: Enter) -> None:
    here = await enter(full_session())
    lake = next(e for e in here.session.history.entries if isinstance(e.fact, room.Quoted))
    await here.change(f"quotes/{lake.id}", "warm.", "warm. (Asked on Friday.)", THERAPIST)
    await here.desk.save(ROWAN, {"care": "Call on Friday."}, LEAD)
    await here.desk.save(ROWAN, {"touch": "Hand only."}, THERAPIST)
    assert "(Asked on Friday.)" in here.says("quotes", THERAPIST)
    assert here.says("touch", THERAPIST) == "Hand only."
    assert here.says("care", LEAD) == "Call on Friday."
    assert "Hand only" not in here.says("touch", LEAD)
    await here.desk.compose_anew(ROWAN, f"quotes/{lake.id}", THERAPIST)
    assert "(Asked on Friday.)" not in here.says("quotes", THERAPIST)
    assert here.says("touch", THERAPIST) == "Hand only."


async def test_what_was_edited_before_a_recipient_was_chosen_goes_to_all_who_get_that_cut(enter: Enter) -> None:
    here = await enter(full_session())
    await here.desk.save(ROWAN, {"touch": "Hand only.", "account": "Lay still. ketamine 40 mg."})
    for to in (LEAD, PRESCRIBER):
        assert here.says("touch", to) == "Hand only."
    assert here.says("account", PRESCRIBER) == "Lay still. ketamine 40 mg."
    assert "ketamine" not in here.says("account", LEAD)
    await here.desk.save(ROWAN, {"account": "Nothing to tell."}, LEAD)
    await here.session.write(MedicalLeaveGiven(recipient=LEAD, leave=room.Leave.YES), [ROWAN])
    assert here.says("account", LEAD) == "Lay still. ketamine 40 mg."


async def test_texts_of_the_first_version_are_read_and_held_against_what_stood_there_then(enter: Enter) -> None:
    told = full_session()
    note = told.write(141, room.Noted(text="Sobbed for a sister who died in Lyon."), ROWAN)
    before = "At the end: sobbed for a sister who died in Lyon."
    told.write(150, room.PacketSaved(sections={"account": before, "quotes": "He is here.", "care": "A bag."}), ROWAN)
    here = await enter(told)
    assert here.says("account", PRESCRIBER) == before
    assert here.says("care", PRESCRIBER) == "A bag."
    assert here.desk.behind(ROWAN, PRESCRIBER) == ()
    assert "He is here" not in here.says("quotes", PRESCRIBER)
    await here.session.void(note, "was seat 2")
    assert [one.key for one in here.desk.behind(ROWAN, PRESCRIBER)] == ["account"]
    await here.desk.save(ROWAN, {"touch": "Hand only."}, PRESCRIBER)
    assert here.says("care", PRESCRIBER) == "A bag."


# ---------------------------------------------------------------- the reading
async def test_the_reading_is_of_one_text_for_one_recipient_and_stands_in_the_record(enter: Enter) -> None:
    here = await enter(full_session())
    assert await here.refused(here.desk.sign(ROWAN, MEANING, LEAD)) == "handoff.not_read"
    await here.desk.say_read(ROWAN, LEAD)
    (line,) = [e for e in here.session.history.entries if isinstance(e.fact, PacketRead)]
    assert here.desk.reading(ROWAN, LEAD) == line
    assert line.recorded_by == TOMAS.id
    assert here.desk.reading(ROWAN, THERAPIST) is None, "another recipient, though the text may be the same"
    await here.desk.sign(ROWAN, MEANING, LEAD)
    await here.desk.save(ROWAN, {"touch": "Hand only."}, LEAD)
    assert here.desk.reading(ROWAN, LEAD) is None
    await here.desk.say_read(ROWAN, LEAD)
    await here.session.write(room.NeedsCare(text="Call tomorrow"), [ROWAN])
    assert here.desk.reading(ROWAN, LEAD) is None
    await here.desk.say_read(ROWAN, LEAD)
    await here.desk.take_back_reading(ROWAN, "somebody came in", LEAD)
    assert here.desk.reading(ROWAN, LEAD) is None


# ------------------------------------------------------------ letting through
async def test_a_find_is_let_through_in_one_place_and_one_wording(enter: Enter) -> None:
    told = full_session()
    note = told.write(60, room.Noted(text="Amara is the name of their cat."), ROWAN)
    here = await enter(told)
    (find,) = here.desk.finds(ROWAN, PRESCRIBER)
    await here.desk.let_through(ROWAN, find, "their cat", INES.id)
    assert here.desk.finds(ROWAN, PRESCRIBER) == ()
    await here.sign(PRESCRIBER)
    whole = here.says("account", PRESCRIBER)
    hits = "Amara on the next mat screamed that her husband hits her."
    await here.desk.save(ROWAN, {"account": f"{whole}\n{hits}"}, PRESCRIBER)
    (other,) = here.desk.finds(ROWAN, PRESCRIBER)
    assert other.mark != find.mark
    await here.desk.say_read(ROWAN, PRESCRIBER)
    assert await here.refused(here.desk.sign(ROWAN, MEANING, PRESCRIBER)) == "guard.holds_names"
    await here.desk.save(ROWAN, {"account": whole.replace("cat.", "cat. Really.")}, PRESCRIBER)
    assert len(here.desk.finds(ROWAN, PRESCRIBER)) == 1, "one letter more in the line, and it is asked again"
    await here.desk.compose_anew(ROWAN, "account", PRESCRIBER)
    assert here.desk.finds(ROWAN, PRESCRIBER) == ()
    await here.session.amend(note, room.Noted(text="Amara hit Rowan."), "more exact")
    assert len(here.desk.finds(ROWAN, PRESCRIBER)) == 1


async def test_of_two_places_that_are_alike_each_is_let_through_by_itself(enter: Enter) -> None:
    here = await enter(full_session())
    await here.desk.save(ROWAN, {"care": "Amara, the cat, Amara.\nThe cat: Amara.\nThe cat: Amara."})
    finds = here.desk.finds(ROWAN)
    assert len(finds) == 4
    await here.desk.let_through(ROWAN, finds[0], "their cat", INES.id)
    assert len(here.desk.finds(ROWAN)) == 3
    await here.desk.let_through(ROWAN, finds[2], "their cat", INES.id)
    assert len(here.desk.finds(ROWAN)) == 2
    care = here.says("care")
    find = here.desk.finds(ROWAN)[0]
    assert replaced(care, find, "x").startswith("Amara, the cat, x.")
    for find in here.desk.finds(ROWAN):
        await here.desk.let_through(ROWAN, find, "their cat", INES.id)
    assert here.desk.finds(ROWAN) == ()


# ------------------------------------------------------------------- the cut
async def test_without_the_medical_part_what_needs_care_tells_no_values_and_no_medicines(enter: Enter) -> None:
    told = Told().staff().seated()
    told.vitals(5, ROWAN, "HR 72, BP 118/76, SpO2 98")
    told.dose(20, ROWAN)
    told.vitals(40, ROWAN, "HR 90, BP 190/110, SpO2 88", sure=True)
    event = AdverseReported(
        what="hypertensive_episode", severity=Severity.SEVERE, words="BP 190/110, labetalol 10 mg given"
    )
    told.write(41, event, ROWAN)
    told.write(42, room.NeedsCare(text="Water."), ROWAN)
    told.out(100, ROWAN)
    here = await enter(told)
    plain, whole = here.says("care", LEAD), here.says("care", PRESCRIBER)
    assert "labetalol 10 mg" in whole
    assert "An adverse event is still open." in plain
    assert "Water." in plain
    for word in ("190", "labetalol", "88", "ypertensive"):
        assert word not in plain
        assert word not in "".join(here.desk.packet(ROWAN, LEAD).sections.values())
    await here.desk.save(ROWAN, {"care": "Labetalol was given."}, PRESCRIBER)
    await here.desk.save(ROWAN, {"care": "Labetalol was given."})
    assert here.says("care", LEAD) == plain
