"""Each receiver is somebody: agreed to by the person, given their own cut, told what changed on that, and heard of again."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pyrage
import pytest

from facilitator_app import text
from facilitator_app.faults import Refusal
from facilitator_app.handoff.corrections import is_outdated, read_cut
from facilitator_app.handoff.desk import Desk
from facilitator_app.handoff.outgoing import Left
from facilitator_app.handoff.reading import text_of
from facilitator_app.integration import INTEGRATION, After, Item, Matter, PacketState, waiting
from facilitator_app.record import room
from facilitator_app.record.adverse import AdverseReported, Severity
from facilitator_app.record.clinic import ClinicState, Participant
from facilitator_app.record.entry import Entry
from facilitator_app.record.handover import HandoffsTaken, HandoverConsent, HandoverSaid, Whom
from facilitator_app.record.integration import PacketReceived, Received, ReceivedSome
from facilitator_app.record.leave import LeaveGiven, Recipient
from facilitator_app.record.release import (
    How,
    MedicalLeaveGiven,
    PacketReleased,
    Release,
    ReleasedToKind,
    releases,
)
from facilitator_app.record.roles import Role
from facilitator_app.record.vitals import Measure, VitalsTaken
from facilitator_app.session import Who
from tests.handoff import test_release
from tests.handoff.fhir_validator import wrong
from tests.handoff.test_release import CLINIC, KEY, LEAD, MEANING, PRESCRIBER, Enter, Room, in_box
from tests.people import DEVI, INES, ROWAN, TOMAS
from tests.told import PEOPLE, full_session

enter = test_release.enter
THERAPIST, PERSON = Recipient.OWN_THERAPIST, Recipient.PERSON
ALDER, BIRCH = (Whom(to=THERAPIST, name=name) for name in ("Dr. Alder, Alder Practice", "Dr. Birch"))
HALE = Whom(to=PRESCRIBER, name="Dr. Hale")
KAI = Who(id=UUID(int=50), name="Kai Stone", roles=(Role.FACILITATOR,))


async def given(here: Room, whom: Whom) -> dict[str, bytes]:
    """Agreed to, signed and released to somebody: the files they got."""
    left = await here.let_go(How.AGE_KEY, whom.to, str(KEY.to_public()), whom.name)
    here.clock.advance(timedelta(minutes=1))
    assert left.path is not None
    return in_box(pyrage.decrypt(left.path.read_bytes(), [KEY]))


def page(held: dict[str, bytes]) -> str:
    """The page as it reads, in one line."""
    return " ".join(text_of(held["handoff.pdf"]).replace("\u200b", "").split())


def document(held: dict[str, bytes]) -> dict[str, Any]:
    """The FHIR document, which is whole."""
    assert wrong(held["handoff.fhir.json"]) == []
    read: dict[str, Any] = json.loads(held["handoff.fhir.json"])
    return read


def of_kind(read: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """The resources of a kind."""
    return [entry["resource"] for entry in read["entry"] if entry["resource"]["resourceType"] == kind]


def checks(here: Room) -> list[Entry]:
    """Rowan's checks."""
    return [e for e in here.session.history.entries if isinstance(e.fact, VitalsTaken) and e.participant == ROWAN]


async def amend(here: Room, line: Entry, value: int, by: Who = INES) -> None:
    """A provider sets a heart rate right."""
    assert isinstance(line.fact, VitalsTaken)
    here.session.at_screen, before = by, here.session.at_screen
    values = {**line.fact.values, Measure.HEART_RATE: Decimal(value)}
    await here.session.amend(line.id, msgspec.structs.replace(line.fact, values=values), "read from the wrong line")
    here.session.at_screen = before


def last(here: Room) -> Release:
    """The release that left last."""
    return releases(here.session.history, ROWAN)[-1]


# ---------------------------------------------------------------- what each had
async def test_two_therapists_are_two_and_what_one_had_is_not_told_to_the_other(enter: Enter) -> None:
    here = await enter(full_session())
    await here.session.write(MedicalLeaveGiven(recipient=THERAPIST, leave=room.Leave.YES), [ROWAN])
    await given(here, ALDER)
    await here.session.void(checks(here)[1].id, "of somebody else")
    here.clock.advance(timedelta(minutes=1))
    held = await given(here, BIRCH)
    assert "Corrected" not in page(held)
    assert "entered-in-error" not in held["handoff.fhir.json"].decode()
    alder, birch = releases(here.session.history, ROWAN)
    assert (alder.stands, alder.corrected_by, birch.number, birch.fact.corrects) == (True, None, 1, None)
    held = await given(here, msgspec.structs.replace(ALDER, name="dr. alder,  Alder practice"))  # the same, typed again
    assert "Vitals: a line of 10:45 that was filed in error was withdrawn" in page(held)
    assert held["handoff.fhir.json"].decode().count("entered-in-error") == 3
    assert [one.stands for one in releases(here.session.history, ROWAN)] == [False, True, True]


@pytest.mark.parametrize(("before", "after"), [(room.Leave.YES, room.Leave.NO), (room.Leave.NO, room.Leave.YES)])
async def test_what_the_person_decides_is_no_error_and_nothing_of_it_is_new(
    enter: Enter, before: room.Leave, after: room.Leave
) -> None:
    here = await enter(full_session())
    await here.session.write(MedicalLeaveGiven(recipient=THERAPIST, leave=before), [ROWAN])
    await given(here, ALDER)
    await here.session.write(MedicalLeaveGiven(recipient=THERAPIST, leave=after), [ROWAN])
    key = "correction.medical_gone" if after is room.Leave.NO else "correction.medical_now"
    assert here.desk.changes(ROWAN, ALDER) == (text.render(key),)


async def test_words_that_may_go_no_longer_are_said_to_be_the_persons_choice(enter: Enter) -> None:
    here = await enter(full_session())
    await given(here, HALE)
    quote = next(e for e in here.session.history.entries if isinstance(e.fact, room.Quoted))
    await here.session.write(LeaveGiven(quote=quote.id, recipient=PRESCRIBER, leave=room.Leave.NO), [ROWAN])
    name = text.render("section.quotes")
    assert here.desk.changes(ROWAN, HALE) == (text.render("correction.leave", name=name),)


async def test_a_line_set_to_another_time_is_neither_withdrawn_nor_new(enter: Enter) -> None:
    here = await enter(full_session())
    await given(here, HALE)
    check = checks(here)[2]
    later = check.observed_at + timedelta(minutes=4)
    await here.session.amend(check.id, None, "the clock on the wall", observed_at=later)
    told = here.desk.changes(ROWAN, HALE)
    assert told[0] == "Vitals: the line of 10:52 is set right to 10:56"
    assert not [one for one in told if "withdrawn" in one or "is new" in one]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("pronouns", "she/her", "Pronouns: changed"),
        ("legal_name", "Rowan Ann Miller", "Legal name: changed"),
        ("birth_date", "1984-05-22", "Born: changed"),
    ],
)
async def test_what_is_mended_in_the_persons_file_reaches_the_page_and_is_told(
    enter: Enter, field: str, value: str, said: str
) -> None:
    here = await enter(full_session())
    await given(here, HALE)
    told = msgspec.structs.replace(PEOPLE[ROWAN], **{field: value})
    clinic = clinic_with(told)
    here.desk = Desk(here.session, clinic, here.clock, text.english())
    assert here.desk.changes(ROWAN, HALE) == (said,)
    assert is_outdated(here.session.history, clinic, last(here), text.english())
    held = await given(here, HALE)
    assert value in page(held)
    assert said in page(held)
    if field != "pronouns":
        assert value in json.dumps(of_kind(document(held), "Patient"))


def clinic_with(told: Any) -> ClinicState:
    """The clinic, with another file of Rowan."""
    people = {**CLINIC.participants, ROWAN: Participant(id=ROWAN, told=told)}
    return msgspec.structs.replace(CLINIC, participants=people)


async def test_an_adverse_event_that_was_withdrawn_is_nullified_and_its_words_are_gone(enter: Enter) -> None:
    told = full_session()
    event = told.write(50, AdverseReported(what="vomiting", severity=Severity.MILD, words="of the lake water"), ROWAN)
    here = await enter(told)
    (before,) = of_kind(document(await given(here, HALE)), "AdverseEvent")
    await here.session.void(event, "not hers")
    held = await given(here, HALE)
    (after,) = of_kind(document(held), "AdverseEvent")
    assert (after["id"], after["event"]) == (before["id"], {"text": "withdrawn: entered in error"})
    assert "lake water" not in held["handoff.fhir.json"].decode()
    nullified = [one for one in of_kind(document(held), "Provenance") if "NULLIFY" in json.dumps(one.get("activity"))]
    assert [target["reference"] for one in nullified for target in one["target"]] == [f"urn:uuid:{before['id']}"]
    assert "Adverse events: a line of 10:50 that was filed in error was withdrawn" in page(held)


async def test_what_was_released_twice_as_it_was_stands_once_and_is_corrected_once(enter: Enter) -> None:
    here = await enter(full_session())
    await given(here, HALE)
    await given(here, HALE)
    first, again = releases(here.session.history, ROWAN)
    assert (first.stands, first.repeated, again.number, again.fact.corrects, again.stands) == (
        False,
        True,
        2,
        None,
        True,
    )
    await amend(here, checks(here)[1], 86)
    await given(here, HALE)
    assert [one.stands for one in releases(here.session.history, ROWAN)] == [False, False, True]
    await here.session.withdraw_release(ROWAN, last(here).line.id, "It went to the wrong address.")
    assert not any(one.stands for one in releases(here.session.history, ROWAN))


async def test_the_line_of_a_release_keeps_what_its_receiver_had_and_is_held_to_it(enter: Enter) -> None:
    here = await enter(full_session())
    await given(here, HALE)
    had = here.desk.packet(ROWAN, PRESCRIBER)
    await amend(here, checks(here)[1], 86)
    cut = read_cut(last(here))
    assert cut is not None
    assert (cut.vitals[1].values, cut.sections) == (had.vitals[1].values, had.sections)
    fact = last(here).fact
    assert isinstance(fact, PacketReleased)
    for untrue, key in (
        (msgspec.structs.replace(fact, cut=fact.cut.replace("142", "124")), "release.other_text"),
        (msgspec.structs.replace(fact, to=LEAD, recipient="Somebody who was not asked about"), "release.not_agreed"),
        (msgspec.structs.replace(fact, how=How.READ_HERE, staff=None), "handover.read_here_whom"),
    ):
        with pytest.raises(Refusal) as refused:
            await here.session.note_release(ROWAN, untrue)
        assert refused.value.key == key
    assert read_cut(msgspec.structs.replace(last(here), line=of_now(last(here).line, cut='{"participant": 5}'))) is None


def of_now(line: Entry, cut: str) -> Entry:
    """The line with another text, as a later version might not read it."""
    return msgspec.structs.replace(line, fact=msgspec.structs.replace(line.fact, cut=cut))


# ---------------------------------------------------------------- by what the person agreed to
@pytest.mark.parametrize(
    ("to", "said", "part2", "goes"),
    [
        (LEAD, None, False, False),
        (THERAPIST, None, False, False),
        (THERAPIST, HandoverConsent.YES, False, True),
        (THERAPIST, HandoverConsent.ON_FILE, True, True),
        (THERAPIST, HandoverConsent.YES, True, False),  # not without their signature
        (THERAPIST, HandoverConsent.NO, False, False),
        (PRESCRIBER, None, False, True),  # who treats with it
        (PRESCRIBER, HandoverConsent.NO, False, False),
        (PRESCRIBER, None, True, False),
        (PERSON, None, True, True),  # it is about them
    ],
)
async def test_it_goes_by_what_the_person_agreed_to_and_where_the_law_asks_nothing(
    enter: Enter, to: Recipient, said: HandoverConsent | None, part2: bool, goes: bool
) -> None:
    here = await enter(full_session(), clinic=msgspec.structs.replace(CLINIC, part2=part2))
    whom = Whom(to=to, name="Dr. Alder")
    if said is not None:
        await here.agree(to, whom.name, said)
        await here.agree(to, "Dr. Birch", HandoverConsent.NO)  # of another, and no matter here
    await here.sign(to)
    if not here.desk.is_countersigned(ROWAN, to):
        await here.countersign(to)
    key = ""
    try:
        await here.release(How.LOCKED_PDF, to, name=whom.name)
    except Refusal as refused:
        key = refused.key
    assert key == ("" if goes else "release.not_agreed")
    assert here.out.exists() is goes


async def test_a_yes_is_asked_sober_and_nobody_in_particular_is_no_receiver(enter: Enter) -> None:
    told = full_session()
    told.entries = [entry for entry in told.entries if entry.observed_at < told.start + timedelta(minutes=60)]
    here = await enter(told)
    with pytest.raises(Refusal) as refused:
        await here.agree(THERAPIST, "Dr. Alder")
    assert refused.value.key == "leave.not_sober"
    await here.agree(THERAPIST, "Dr. Alder", HandoverConsent.ON_FILE)  # they signed it in the office
    with pytest.raises(Refusal):
        HandoverSaid(to=THERAPIST, consent=HandoverConsent.YES, name=" ")


# ---------------------------------------------------------------- whose it is to let it go
async def test_signing_releasing_and_withdrawing_are_the_leads_or_somebodys_with_a_reason(enter: Enter) -> None:
    here = await enter(full_session())
    await here.let_go()
    for who in (KAI, DEVI, INES):
        here.session.at_screen = who
        for attempt in (
            here.desk.sign(ROWAN, MEANING, PRESCRIBER),
            here.release(),
            here.session.withdraw_release(ROWAN, last(here).line.id, "x"),
        ):
            with pytest.raises(Refusal) as refused:
                await attempt
            assert (refused.value.key, refused.value.values["name"]) == ("release.not_the_lead", "Tomas Lind")
    here.session.at_screen = KAI
    with pytest.raises(Refusal):
        HandoffsTaken(reason=" ")
    await here.session.write(HandoffsTaken(reason="Tomas is on leave until Monday."))
    await here.desk.say_read(ROWAN, PRESCRIBER)
    await here.desk.sign(ROWAN, MEANING, PRESCRIBER)
    left = await here.release(How.AGE_KEY, secret=str(KEY.to_public()))
    assert left.path is not None
    held = in_box(pyrage.decrypt(left.path.read_bytes(), [KEY]))
    assert "Signed by Kai Stone, facilitator" in page(held)
    assert "in the place of Tomas Lind, who led the session" in page(held)
    await here.session.withdraw_release(ROWAN, last(here).line.id, "It went to the wrong address.")
    here.session.at_screen = DEVI  # what one took on is not the next one's
    with pytest.raises(Refusal):
        await here.desk.sign(ROWAN, MEANING, PRESCRIBER)


async def test_the_provider_stands_on_the_page_and_in_the_document_and_who_amended_is_who_did(enter: Enter) -> None:
    here = await enter(full_session())
    await amend(here, checks(here)[1], 85, by=DEVI)
    await amend(here, checks(here)[1], 86)
    held = await given(here, HALE)
    said = page(held)
    assert "Signed by Tomas Lind, facilitator" in said
    assert "Medical part countersigned by Ines Okafor, medical provider" in said
    read = document(held)
    names = {f"urn:uuid:{one['id']}": one["name"][0]["text"] for one in of_kind(read, "Practitioner")}
    (composition,) = of_kind(read, "Composition")
    assert [names[one["party"]["reference"]] for one in composition["attester"]] == ["Tomas Lind", "Ines Okafor"]
    assert sorted(names.values()) == sorted(set(names.values()))  # nobody is there twice
    agents: dict[str, list[str]] = {}
    for one in of_kind(read, "Provenance"):
        what = one.get("activity", one["agent"][0]["type"])["coding"][0]["code"]
        agents.setdefault(what, []).append(names[one["agent"][0]["who"]["reference"]])
    assert agents == {"author": ["Tomas Lind"], "verifier": ["Ines Okafor"], "UPDATE": ["Devi Rao", "Ines Okafor"]}


async def test_a_provider_who_signs_the_whole_signs_once(enter: Enter) -> None:
    here = await enter(full_session(), INES)
    await here.session.write(HandoffsTaken(reason="Tomas is on leave until Monday."))
    await here.desk.say_read(ROWAN, PRESCRIBER)
    await here.desk.sign(ROWAN, MEANING, PRESCRIBER)
    left: Left = await here.release(How.AGE_KEY, secret=str(KEY.to_public()))
    assert left.path is not None
    held = in_box(pyrage.decrypt(left.path.read_bytes(), [KEY]))
    assert page(held).count("Ines Okafor, medical provider") == 1
    (composition,) = of_kind(document(held), "Composition")
    assert len(composition["attester"]) == 1


# ---------------------------------------------------------------- heard of again
def after(here: Room) -> After:
    """Where Rowan is, with what the desk was told to be out of date."""
    history = here.session.history
    old = [one for one in releases(history, ROWAN) if is_outdated(history, CLINIC, one, text.english())]
    rows = waiting(history, None, here.clock.now(), outdated=frozenset(one.line.id for one in old if one.stands))
    return next(row for row in rows if row.participant == ROWAN)


def items(here: Room, matter: Matter) -> list[Item]:
    """What waits of that name."""
    return [item for item in after(here).items if item.matter is matter]


async def came(here: Room, release: Release) -> None:
    """Its receiver telephones."""
    fact = PacketReceived(release=release.line.id, by=release.fact.recipient, how=Received.TELEPHONE)
    await here.session.write(fact, [ROWAN])
    here.clock.advance(timedelta(minutes=1))


async def test_what_came_to_the_prescriber_came_to_nobody_else(enter: Enter) -> None:
    here = await enter(full_session())
    await given(here, HALE)
    hale = last(here)
    await came(here, hale)
    assert after(here).packet is PacketState.SIGNED  # integration has nothing yet
    assert len(items(here, Matter.PACKET)) == 1
    assert items(here, Matter.RECEIPT) == []
    await given(here, Whom(to=LEAD, name="Devi Rao, Thursday group"))
    (receipt,) = items(here, Matter.RECEIPT)
    assert (receipt.release, receipt.recipient) == (last(here).line.id, "Devi Rao, Thursday group")
    assert (after(here).packet, items(here, Matter.PACKET)) == (PacketState.RELEASED, [])
    read = PacketReceived(release=last(here).line.id, by="x", how=Received.READ_HERE)
    with pytest.raises(Refusal) as refused:
        await here.session.write(read, [ROWAN])
    assert refused.value.key == "release.not_yours_to_read"
    await came(here, last(here))
    assert (after(here).packet, items(here, Matter.RECEIPT)) == (PacketState.RECEIVED, [])
    await here.session.withdraw_release(ROWAN, hale.line.id, "It was not theirs.")
    assert (after(here).packet, items(here, Matter.PACKET)) == (PacketState.RECEIVED, [])
    for release, key in ((last(here), "release.received_before"), (hale, "release.withdrawn_before")):
        with pytest.raises(Refusal) as refused:
            await came(here, release)
        assert refused.value.key == key
    with pytest.raises(Refusal) as refused:
        await here.session.write(PacketReceived(release=ROWAN, by="x", how=Received.TELEPHONE), [ROWAN])
    assert refused.value.key == "release.no_such_release"


async def test_an_amendment_after_the_release_waits_on_the_desk_as_the_leads_until_it_is_corrected(
    enter: Enter,
) -> None:
    here = await enter(full_session())
    await given(here, HALE)
    await given(here, Whom(to=LEAD, name="Devi Rao"))  # without the medical part
    for one in releases(here.session.history, ROWAN):
        await came(here, one)
    assert items(here, Matter.CORRECTION) == []
    await amend(here, checks(here)[1], 194)
    (due,) = items(here, Matter.CORRECTION)  # and none for whom the figure was not
    assert (due.recipient, due.owner, due.owner_name) == ("Dr. Hale", TOMAS.id, "Tomas Lind")
    await given(here, HALE)
    assert items(here, Matter.CORRECTION) == []
    (receipt,) = items(here, Matter.RECEIPT)  # of the corrected one
    assert receipt.release == last(here).line.id


async def test_who_wants_nothing_to_go_to_integration_is_asked_for_no_handoff_there(enter: Enter) -> None:
    here = await enter(full_session())
    await here.agree(LEAD, "Devi Rao", HandoverConsent.NO)
    assert items(here, Matter.PACKET) == []
    await here.agree(THERAPIST, "Dr. Alder", HandoverConsent.YES)
    assert len(items(here, Matter.PACKET)) == 1
    assert THERAPIST in INTEGRATION
    await given(here, Whom(to=PERSON, name="Rowan"))
    assert items(here, Matter.RECEIPT) == []  # who holds it in their hands owes nobody a word


async def test_a_receipt_of_the_first_version_is_of_what_had_left_last(enter: Enter, tmp_path: Path) -> None:
    told = full_session()
    told.write(150, ReleasedToKind(to=LEAD, recipient="the lead", how=How.PAPER, digest="ab"), ROWAN)
    told.write(151, ReceivedSome(by="the lead", how=Received.TELEPHONE), ROWAN)
    here = await enter(told)
    (one,) = releases(here.session.history, ROWAN)
    assert (one.whom, one.received is not None, after(here).packet) == (Whom(to=LEAD), True, PacketState.RECEIVED)
    assert read_cut(one) is None
