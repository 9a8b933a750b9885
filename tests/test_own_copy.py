"""A person asks for their own record, for a correction, and to whom it went: in plain words, and nobody else in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from facilitator_app import own_copy_files, text
from facilitator_app.export import export_session
from facilitator_app.faults import Refusal
from facilitator_app.handoff.desk import Desk
from facilitator_app.handoff.outgoing import Wanted
from facilitator_app.handoff.parcel import TABLE
from facilitator_app.handoff.reading import text_of
from facilitator_app.own_copy import own_copy
from facilitator_app.record import room
from facilitator_app.record.circle import CheckedIn
from facilitator_app.record.emergency import SheetGiven
from facilitator_app.record.handover import HandoverConsent, HandoverSaid
from facilitator_app.record.leave import Recipient
from facilitator_app.record.leaving import RiskDisclosed
from facilitator_app.record.people import PersonTold
from facilitator_app.record.release import How, PacketReleased, ReleaseWithdrawn
from facilitator_app.record.requests import (
    CopyGiven,
    CorrectionAnswered,
    CorrectionAsked,
    DisagreementSaid,
    DisclosureTold,
    RebuttalSaid,
)
from facilitator_app.text import english
from tests.golden import facts
from tests.people import ROWAN
from tests.test_erasure import Over

WORDS = english()


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Over]:
    """A session that is over, in which one note on Rowan names Amara."""
    made = Over(tmp_path / "clinic")
    await made.make()
    await made.begin()
    made.scope = made.session.scope
    for said in ("Rowan wept by the river.", "Rowan took Amara's hand."):
        await made.session.write(room.Noted(text=said), [made.rowan])
    await made.session.write(room.Quoted(text="It was warm."), [made.rowan])
    wrong = await made.session.write(room.Noted(text="Filed in error."), [made.rowan])
    await made.session.void(wrong[0].id, "wrong person")
    await made.session.write(room.Noted(text="Amara hummed."), [made.amara])
    by = made.session.at_screen
    assert by is not None
    risk = RiskDisclosed(text="Old thoughts of dying.", owner=by.id, owner_name=by.name)
    await made.session.write(risk, [made.rowan])
    circle = next(fact for fact in facts() if isinstance(fact, CheckedIn))
    await made.session.write(circle, [made.rowan])
    await made.session.write(SheetGiven(how="printed"), [made.rowan])
    for person in (made.rowan, made.amara):
        await made.session.write(room.WentOut(way=room.WayOut.WITHDREW), [person])
    await made.app.close_session()
    await made.app.leave_session()
    await made.clinic.tell_person(made.rowan, PersonTold(birth_date="1984-05-21", medicines="sertraline 50 mg"))
    yield made
    await made.app.close()


async def test_the_copy_tells_all_of_one_person_and_nobody_else(here: Over, tmp_path: Path) -> None:
    done = await own_copy_files.give(here.app, here.rowan, tmp_path / "out", WORDS)
    page = text_of(next(path for path in done.files if path.suffix == ".pdf").read_bytes())
    seen = (
        "Your record",
        "Rowan",
        "1984-05-21",
        "sertraline 50 mg",
        "wept by the river",
        "It was warm",
        "the ambulance",
    )
    for told in seen:
        assert told in " ".join(page.split()), told
    for kept in ("Amara", "hummed", "Old thoughts", "Filed in error"):
        assert kept not in page, kept
    assert done.withheld == 1
    assert "Left out: it names somebody else." in " ".join(page.split())
    everything = b"".join(path.read_bytes() for path in done.files if path.suffix != ".pdf")
    assert b"Amara" not in everything
    assert done.files_withheld == 2  # each of the session's two files has that line
    assert all("rowan" not in path.name.casefold() for path in done.files)
    given = here.clinic.state.asking[here.rowan].copies
    assert [one.fact.withheld for one in given] == [1]
    assert isinstance(given[0].fact, CopyGiven)
    assert set(given[0].fact.files) == {path.name for path in done.files}


async def test_amaras_copy_has_her_sessions_files_too(here: Over, tmp_path: Path) -> None:
    done = await own_copy_files.give(here.app, here.amara, tmp_path / "out", WORDS)
    assert sorted(path.suffix for path in done.files) == [".csv", ".json", ".pdf"]
    assert (done.withheld, done.files_withheld) == (0, 0)
    with pytest.raises(Refusal):
        await own_copy_files.give(here.app, ROWAN, tmp_path / "out", WORDS)


async def test_the_list_of_disclosures_has_releases_the_ambulance_and_what_was_told_by_hand(here: Over) -> None:
    here.clock.advance(timedelta(days=1))
    session = await here.app.read_session(here.scope)
    session.at_screen = here.clinic.who(here.tomas)  # he led it
    to = Recipient.OWN_THERAPIST
    await session.write(HandoverSaid(to=to, consent=HandoverConsent.YES, name="Dr. Hale"), [here.rowan])
    one = await session.write(PacketReleased(to=to, recipient="Dr. Hale", how=How.PAPER, digest="ab"), [here.rowan])
    myself = PacketReleased(to=Recipient.PERSON, recipient="Rowan", how=How.PAPER, digest="ab")
    await session.write(myself, [here.rowan])
    await session.write(ReleaseWithdrawn(release=one[0].id, reason="wrong address"), [here.rowan])
    here.clock.advance(timedelta(days=3))
    told = DisclosureTold(day="2026-03-06", to="County court", what="One session", purpose="subpoena")
    await here.clinic.note(told, here.rowan)
    found = await own_copy_files.disclosed(here.app, here.rowan, WORDS)
    assert [one.to for one in found] == ["the ambulance", "Dr. Hale (own therapist)", "County court"]
    assert found[1].remark == "Withdrawn later."
    page = " ".join(text_of(await own_copy_files.disclosed_page(here.app, here.rowan, WORDS)).split())
    assert "2026-03-06" in page
    assert "subpoena" in page
    nobody = " ".join(text_of(await own_copy_files.disclosed_page(here.app, here.amara, WORDS)).split())
    assert "Nothing was disclosed" in nobody


async def test_a_correction_that_was_denied_goes_along_with_its_disagreement(here: Over, tmp_path: Path) -> None:
    async def ask(said: str) -> None:
        line = (await here.clinic.note(CorrectionAsked(text=said, session=here.scope), here.rowan)).id
        await here.clinic.note(CorrectionAnswered(request=line, accepted=False, text="Two saw it."), here.rowan)
        await here.clinic.note(DisagreementSaid(request=line, text="I remember it."), here.rowan)
        await here.clinic.note(RebuttalSaid(request=line, text="Both wrote it down."), here.rowan)

    await ask("I never wept.")
    await ask("It was Amara who wept.")
    other = (await here.clinic.note(CorrectionAsked(text="My birthday is wrong."), here.rowan)).id
    await here.clinic.note(CorrectionAnswered(request=other, accepted=True, text="It is the 21st of May."), here.rowan)
    await here.clinic.note(CorrectionAsked(text="Not answered yet."), here.rowan)
    session = await here.app.read_session(here.scope)
    session.at_screen, ines = here.clinic.who(here.tomas), session.at_screen  # he led it
    desk = Desk(session, here.app.clinic_state(), here.clock, WORDS)
    packet = desk.packet(here.rowan, Recipient.PERSON)
    sections = {key: said.replace("Rowan took Amara's hand.", "") for key, said in packet.sections.items()}
    await desk.save(here.rowan, sections, Recipient.PERSON)
    await desk.say_read(here.rowan, Recipient.PERSON)
    await desk.sign(here.rowan, "Reviewed.", Recipient.PERSON)
    session.at_screen = ines
    await desk.countersign(here.rowan, "As measured.", Recipient.PERSON)
    session.at_screen = here.clinic.who(here.tomas)
    wanted = Wanted(to=Recipient.PERSON, recipient="Rowan", how=How.LOCKED_PDF, folder=tmp_path / "out")
    await desk.release(here.rowan, wanted)
    parcel = desk._parcel(desk.packet(here.rowan, Recipient.PERSON), None)
    table = export_session(session, here.app.clinic_state(), tmp_path / "table", frozenset({"csv"}), here.rowan)
    with pytest.raises(Refusal):  # a note names Amara: the table of all lines stays, the medical one goes
        list(table)
    held = msgspec.json.decode(parcel.document())["entry"][0]["resource"]["section"]
    forms = {
        "page": text_of(parcel.page()),
        "document": next(one["text"]["div"] for one in held if one["title"] == WORDS.render("print.statements")),
        "table": parcel.files()[TABLE].decode(),
    }
    for form, said in forms.items():
        for told in ("I never wept.", "Two saw it.", "I remember it.", "Both wrote it down.", "It is the 21st of May."):
            assert told in " ".join(said.split()), (form, told)
        assert "They can be read in the clinic." in " ".join(said.split()), form
        assert "Amara" not in said, form
        assert "Not answered yet." not in said, form


async def test_a_correction_stands_in_the_table_and_the_data_of_an_export_too(here: Over, tmp_path: Path) -> None:
    line = (await here.clinic.note(CorrectionAsked(text="I never hummed."), here.amara)).id
    await here.clinic.note(CorrectionAnswered(request=line, accepted=False, text="=It was heard."), here.amara)
    session = await here.app.read_session(here.scope)
    for kind in ("csv", "json"):
        made = export_session(session, here.app.clinic_state(), tmp_path, frozenset({kind}), here.amara)
        told = next(iter(made)).read_text("utf-8")
        assert "I never hummed." in told, kind
        assert "It was heard." in told, kind


async def test_the_copy_says_what_is_still_open_and_is_in_the_other_language_too(here: Over) -> None:
    await here.clinic.note(CorrectionAsked(text="I never wept."), here.rowan)
    histories = [(await here.app.read_session(here.scope)).history]
    for words in (WORDS, text.language("es")):
        made = own_copy(here.rowan, here.clinic.history, histories, words)
        said = " ".join(cell for section in made.sections for row in section.rows for cell in row)
        assert "I never wept." in said
        assert "…" not in said
