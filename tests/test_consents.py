"""Consent to a session given to its words: signed on the screen, on paper whose pages are kept, or heard by a witness."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest

from facilitator_app import attachments, clinic_out, consents, own_copy_files, text
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.handoff.reading import text_of
from facilitator_app.readiness import Status, board
from facilitator_app.record.agenda import Expected, SessionSet
from facilitator_app.record.attachments import Attached
from facilitator_app.record.entry import Part
from facilitator_app.record.in_the_way import not_ready
from facilitator_app.record.programme import Never
from facilitator_app.record.readiness import ConsentGiven, Matter, ReadinessTold
from facilitator_app.record.state import SessionState
from facilitator_app.rehearsal.before_played import INK, PAGE
from facilitator_app.rehearsal.faults import disk_full, disk_has_room, killed
from facilitator_app.session import Session
from facilitator_app.set_board import SetBoard
from facilitator_app.wording import describe
from tests.pictured import photo
from tests.test_app import PASSPHRASE, Room
from tests.test_never_without import DOSE

CIRCLE, SESSION = "group_circle_three", UUID(int=77)
WORDS = "I have read what this session is, and I want to take part in it today."
FILMED = "I take part. A camera records the room for training."


@pytest.fixture
async def asks(tmp_path: Path) -> AsyncIterator[Room]:
    """A clinic whose programme asks that consent to each session is signed."""
    made = Room(tmp_path / "clinic")
    await made.make()
    await asked(made)
    yield made
    await made.app.close()


async def asked(room: Room) -> None:
    assert room.app.clinic is not None
    now = room.app.clinic.state.programmes[CIRCLE]
    told = msgspec.structs.replace(now, version=2, consent=WORDS, plan=None, never_without=(Never.CONSENT,))
    await room.app.clinic.keep_programme(told)


def stands(state: SessionState, person: UUID) -> Status:
    row = next(row for row in board(state).rows if row.person == person)
    return next(cell.status for cell in row.cells if cell.matter is Matter.CONSENT)


def waits(room: Room, person: UUID) -> bool:
    """Whether the time-out names it."""
    state = room.session.state
    return Matter.CONSENT in not_ready(state, state.people[person], room.clock.now())


async def gives(
    room: Room, person: UUID, pages: tuple[bytes, ...] = (), *, to: Session | SetBoard | None = None, **how: Any
) -> None:
    app, session = room.app, to or room.session
    assert app.clinic is not None
    assert app.journal is not None
    assert app.at_screen is not None
    told: dict[str, Any] = {"witness": app.at_screen.id, "witness_name": app.at_screen.name} | how
    given = ConsentGiven(text=consents.words_of(session.state, text.english()), **told)
    await consents.give(app.clinic, app.journal, session, person, given, pages)


async def no(work: Any) -> str:
    with pytest.raises(Refusal) as refused:
        await work
    return refused.value.key


async def test_where_the_programme_asks_nothing_it_is_enough_to_say_so(tmp_path: Path) -> None:
    room = Room(tmp_path / "clinic")
    await room.make()
    await room.begin()
    assert waits(room, room.rowan)
    await room.session.write(ReadinessTold(matter=Matter.CONSENT, holds=True), [room.rowan])
    assert (stands(room.session.state, room.rowan), waits(room, room.rowan)) == (Status.READY, False)
    assert consents.words_of(room.session.state, text.english()) == (
        "I agree to take part in the session “First circle” on 5 March 2026. "
        "I can take this back at any moment, without a reason."
    )
    await gives(room, room.amara, typed="Amara")  # and it may be signed all the same
    assert stands(room.session.state, room.amara) is Status.READY
    await room.app.close()


@pytest.mark.parametrize(
    ("how", "pages", "said"),
    [
        ({"ink": INK}, (), "signed on the screen before Ines Okafor"),
        ({"typed": " rowan "}, (), "signed by typing “ rowan ” before Ines Okafor"),
        ({}, (PAGE, PAGE), "on paper, pages kept here: 2, taken by Ines Okafor"),
        ({}, (), "read or heard, and agreed to before Ines Okafor"),
    ],
)
async def test_where_it_asks_the_board_and_the_time_out_wait_until_it_is_given_in_one_of_the_ways(
    asks: Room, how: dict[str, Any], pages: tuple[bytes, ...], said: str
) -> None:
    await asks.begin()
    await asks.session.write(ReadinessTold(matter=Matter.CONSENT, holds=True), [asks.rowan])
    assert (stands(asks.session.state, asks.rowan), waits(asks, asks.rowan)) == (Status.OPEN, True)
    assert await no(asks.session.write(DOSE, [asks.rowan])) == "dose.never_without"
    await gives(asks, asks.rowan, pages, **how)
    assert (stands(asks.session.state, asks.rowan), waits(asks, asks.rowan)) == (Status.READY, False)
    [line] = [one.entry for one in asks.session.history.lines() if is_given(one.entry.fact)]
    assert said in describe(line.fact, text.english())
    assert isinstance(line.fact, ReadinessTold)
    assert line.fact.given is not None
    assert line.fact.given.text == WORDS  # what was agreed to stands in the line itself
    await asks.session.write(ReadinessTold(matter=Matter.CONSENT, holds=False, words="Not now."), [asks.rowan])
    assert (stands(asks.session.state, asks.rowan), waits(asks, asks.rowan)) == (Status.NOT, True)  # taken back as ever
    await asks.after_a_kill()
    assert stands(asks.session.state, asks.rowan) is Status.NOT


def is_given(fact: object) -> bool:
    return isinstance(fact, ReadinessTold) and fact.given is not None


async def test_given_before_the_session_begins_it_holds_in_it_with_its_pages_as_long_as_it_is_the_same_day(
    asks: Room,
) -> None:
    clinic, journal = asks.app.clinic, asks.app.journal
    assert clinic is not None
    assert journal is not None
    assert asks.app.at_screen is not None
    at = asks.clock.now() + timedelta(hours=3)
    told = SessionSet(session=SESSION, title="Second circle", programme=CIRCLE, at=at)
    await clinic.write([Part(fact=told), Part(fact=Expected(session=SESSION), about=asks.rowan)])
    there = SetBoard(clinic, SESSION)
    said = ReadinessTold(matter=Matter.CONSENT, holds=True)
    await there.write(said, [asks.rowan])
    assert stands(there.state, asks.rowan) is Status.OPEN
    await gives(asks, asks.rowan, (photo("JPG"), photo("JPG")), to=there)
    assert stands(there.state, asks.rowan) is Status.READY
    assert await no(gives(asks, asks.rowan, to=there, typed="Somebody Else")) == "ink.another_name"
    assert await no(gives(asks, asks.rowan, to=there, witness=UUID(int=404))) == "clinic.no_such_staff"
    asks.clock.advance(timedelta(hours=3))
    session = await asks.app.begin_session(
        SESSION,
        title="Second circle",
        programme=CIRCLE,
        lead=asks.tomas,
        staff=[asks.app.at_screen.id, asks.tomas],
        seats={1: asks.rowan},
        staffing_reason="Devi is ill.",
    )
    answer = session.state.people[asks.rowan].readiness.told[Matter.CONSENT]
    assert stands(session.state, asks.rowan) is Status.READY
    assert answer.given is not None
    assert answer.given.scan is not None
    assert len(await attachments.read(journal, answer.given.scan)) == 2
    asks.app = await killed(asks.app, asks.player)
    await asks.app.start()
    await asks.app.unlock("ines", PASSPHRASE)
    assert await asks.app.verify() == ()


async def signs_before_the_words_change(asks: Room) -> SetBoard:
    """Rowan signs for a session of three hours on; then the programme's words become others."""
    clinic = asks.app.clinic
    assert clinic is not None
    told = SessionSet(session=SESSION, title="Circle", programme=CIRCLE, at=asks.clock.now() + timedelta(hours=3))
    await clinic.write([Part(fact=told), Part(fact=Expected(session=SESSION), about=asks.rowan)])
    there = SetBoard(clinic, SESSION)
    await gives(asks, asks.rowan, to=there, typed="Rowan")
    assert stands(there.state, asks.rowan) is Status.READY
    now = clinic.state.programmes[CIRCLE]
    await clinic.keep_programme(msgspec.structs.replace(now, version=3, consent=FILMED, plan=None))
    return there


async def begins(asks: Room) -> Session:
    asks.clock.advance(timedelta(hours=3))
    assert asks.app.at_screen is not None
    return await asks.app.begin_session(
        SESSION,
        title="Circle",
        programme=CIRCLE,
        lead=asks.tomas,
        staff=[asks.app.at_screen.id, asks.tomas],
        seats={1: asks.rowan},
        staffing_reason="Devi is ill.",
    )


async def test_what_was_signed_to_other_words_is_asked_again_when_the_words_of_the_programme_change(asks: Room) -> None:
    there = await signs_before_the_words_change(asks)
    assert stands(there.state, asks.rowan) is Status.OPEN
    session = await begins(asks)
    assert session.programme.consent == FILMED
    assert (stands(session.state, asks.rowan), waits(asks, asks.rowan)) == (Status.OPEN, True)
    assert await no(session.write(DOSE, [asks.rowan])) == "dose.never_without"
    answer = session.state.people[asks.rowan].readiness.told[Matter.CONSENT]
    assert answer.given is not None
    assert answer.given.text == WORDS  # to what they said yes stays readable
    await gives(asks, asks.rowan, typed="Rowan")
    assert (stands(session.state, asks.rowan), waits(asks, asks.rowan)) == (Status.READY, False)


async def test_what_nobody_could_have_given_is_refused_at_its_field(asks: Room) -> None:
    await asks.begin()
    assert await no(gives(asks, asks.rowan, typed="Amara")) == "ink.another_name"
    assert await no(gives(asks, asks.rowan, witness=UUID(int=404))) == "clinic.no_such_staff"
    scan = Attached(id=UUID(int=1), pages=1, size=10, digest="0" * 64)
    assert await no(gives(asks, asks.rowan, ink=INK, scan=scan)) == "consent.one_way"
    ways: dict[str, Any] = {"witness": UUID(int=1), "witness_name": "Ines"}
    given = ConsentGiven(text=WORDS, **ways)
    for fact in ({"matter": Matter.CONSENT, "holds": False}, {"matter": Matter.ESCORT, "holds": True}):
        with pytest.raises(Refusal) as refused:
            ReadinessTold(given=given, **fact)  # type: ignore[arg-type]  # a matter and a yes or no
        assert refused.value.key == "consent.not_given"
    with pytest.raises(Refusal):
        ConsentGiven(text=" ", **ways)


async def test_on_a_full_disk_neither_the_line_nor_its_pages_are_there(asks: Room) -> None:
    await asks.begin()
    journal = asks.app.journal
    assert journal is not None
    await disk_full(journal)
    with pytest.raises(Trouble):
        await gives(asks, asks.rowan, (PAGE + bytes(3_000_000),))
    await disk_has_room(journal)
    assert stands(asks.session.state, asks.rowan) is Status.OPEN
    assert await asks.app.verify() == ()


async def test_it_goes_out_with_their_own_copy_and_with_the_whole_clinic(asks: Room, tmp_path: Path) -> None:
    await asks.begin()
    await gives(asks, asks.rowan, ink=INK)
    await gives(asks, asks.amara, (photo("JPG"), photo("JPG")))
    sessions = await own_copy_files.sessions_of(asks.app, asks.amara)
    [shown] = await own_copy_files.papers_of(asks.app, asks.amara, text.english(), sessions)
    assert len(shown.drawings) == 2
    assert "pages kept here: 2" in shown.text
    sessions = await own_copy_files.sessions_of(asks.app, asks.rowan)
    [shown] = await own_copy_files.papers_of(asks.app, asks.rowan, text.english(), sessions)
    assert len(shown.drawings) == 1
    files = (await clinic_out.everything(asks.app)).files
    assert len([name for name in files if name.startswith("pages/")]) == 2


@pytest.mark.parametrize("on_paper", [False, True])
async def test_what_was_signed_on_the_wrong_persons_row_is_not_shown_to_that_person(
    asks: Room, tmp_path: Path, on_paper: bool
) -> None:
    """Amara signed two taps off, on Rowan's row: withdrawn there, her hand is not handed to him as his."""
    await asks.begin()
    await (gives(asks, asks.rowan, (photo("JPG"),)) if on_paper else gives(asks, asks.rowan, ink=INK))
    wrong = asks.session.history.about(asks.rowan)[-1]
    await asks.session.void(wrong.id, "Amara signed on Rowan's page.")
    sessions = await own_copy_files.sessions_of(asks.app, asks.rowan)
    assert await own_copy_files.papers_of(asks.app, asks.rowan, text.english(), sessions) == ()
    done = await own_copy_files.give(asks.app, asks.rowan, tmp_path / "out", text.english())
    page = text_of(next(path for path in done.files if path.suffix == ".pdf").read_bytes())
    assert "signed on the screen" not in page
    assert "pages kept here" not in page
    await gives(asks, asks.rowan, ink=INK)  # his own, afterwards, is shown
    sessions = await own_copy_files.sessions_of(asks.app, asks.rowan)
    [shown] = await own_copy_files.papers_of(asks.app, asks.rowan, text.english(), sessions)
    assert len(shown.drawings) == 1
