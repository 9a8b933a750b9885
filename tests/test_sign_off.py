"""A session is signed by its lead and countersigned by the provider; afterwards it changes by amendments with a reason only."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from facilitator_app.faults import Refusal
from facilitator_app.record import room
from facilitator_app.record.doses import DoseGiven, Route
from facilitator_app.record.packets import Edit, PacketSaved
from facilitator_app.record.roles import Role
from facilitator_app.signing import sign
from tests.leaving_ready import ready_to_leave
from tests.test_app import PASSPHRASE, Room

INES, TOMAS = ("ines", PASSPHRASE), ("tomas", PASSPHRASE + " again")
SEEN = "I was there; this is how it was."


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Room]:
    """A session that was closed; Tomas leads it and has written a dose that Ines has not confirmed yet."""
    room_ = Room(tmp_path / "clinic")
    await room_.make()
    await room_.begin()
    await room_.session.write(room.Noted(text="Quiet."), [room_.rowan])
    await room_.app.switch_to(*TOMAS)
    dose = DoseGiven(drug="ketamine", route=Route.INTRAMUSCULAR, amount_mg=Decimal(40))
    await room_.session.write(dose, [room_.rowan])
    await room_.app.switch_to(*INES)
    for person in (room_.rowan, room_.amara):
        await ready_to_leave(room_.session, person)
        await room_.session.write(room.WentOut(way=room.WayOut.CLEARED), [person])
    await room_.app.close_session()
    yield room_
    await room_.app.close()


async def signed(here: Room, part: room.SignedPart = room.SignedPart.WHOLE) -> room.SessionSigned:
    assert here.app.journal is not None
    fact = (await sign(here.session, here.app.journal, SEEN, part)).fact
    assert isinstance(fact, room.SessionSigned)
    return fact


async def refusal(here: Room, part: room.SignedPart = room.SignedPart.WHOLE) -> str:
    with pytest.raises(Refusal) as refused:
        await signed(here, part)
    return refused.value.key


async def both_sign(here: Room) -> None:
    (dose,) = here.session.awaiting()
    await here.session.confirm(dose.first.id)
    await here.app.switch_to(*TOMAS)
    await signed(here)
    await here.app.switch_to(*INES)
    await signed(here, room.SignedPart.MEDICAL)


async def test_the_lead_signs_and_the_provider_countersigns(here: Room) -> None:
    medical = room.SignedPart.MEDICAL
    assert await refusal(here) == "sign.not_the_lead"
    assert await refusal(here, medical) == "sign.lead_first"
    await here.app.switch_to(*TOMAS)
    assert await refusal(here, medical) == "session.not_your_word"
    assert await refusal(here) == "sign.awaits"
    await here.app.switch_to(*INES)
    (dose,) = here.session.awaiting()
    await here.session.confirm(dose.first.id)
    await here.app.switch_to(*TOMAS)
    assert here.app.journal is not None
    heads = await here.app.journal.heads(here.session.scope)
    by_tomas = await signed(here)
    assert (by_tomas.signer, by_tomas.role, by_tomas.heads) == ("Tomas Lind", Role.FACILITATOR, heads)
    assert await refusal(here) == "sign.twice"
    await here.app.switch_to(*INES)
    by_ines = await signed(here, medical)
    assert (by_ines.signer, by_ines.role) == ("Ines Okafor", Role.MEDICAL_PROVIDER)
    assert by_ines.heads[-1].seq > by_tomas.heads[-1].seq  # the lead's signature is among what is countersigned
    assert await here.app.verify() == ()


async def test_nobody_at_the_screen_signs_nothing_and_an_open_session_is_not_signed(tmp_path: Path) -> None:
    room_ = Room(tmp_path / "clinic")
    await room_.make()
    await room_.begin()
    await room_.app.switch_to(*TOMAS)
    assert await refusal(room_) == "sign.not_closed"
    room_.session.at_screen = None
    assert await refusal(room_) == "session.not_your_word"
    await room_.app.close()


async def test_a_signed_session_changes_by_amendments_with_a_reason_only(here: Room) -> None:
    note = next(line for line in here.session.history.lines() if isinstance(line.first.fact, room.Noted))
    await here.session.write(
        room.Noted(text="Forgotten, and still in time."), [here.rowan], at=here.session.state.opened_at
    )
    await both_sign(here)
    for fact in (
        room.Noted(text="Too late."),
        room.NeedsCare(text="Too late."),
        room.StateSaid(state=room.State.SETTLED),
    ):
        with pytest.raises(Refusal) as refused:
            await here.session.write(fact, [here.rowan], at=here.session.state.opened_at)
        assert refused.value.key == "session.signed"
    with pytest.raises(Refusal) as refused:
        await here.session.amend(note.first.id, room.Noted(text="Very quiet."), "  ")
    assert refused.value.key == "entry.empty"
    await here.session.amend(note.first.id, room.Noted(text="Very quiet."), "A word was missing.")
    line = here.session.history.line(note.first.id)
    assert line is not None
    assert (line.first.fact, line.entry.fact) == (room.Noted(text="Quiet."), room.Noted(text="Very quiet."))
    assert await here.app.verify() == ()


async def test_an_amended_dose_can_be_confirmed_after_signing_and_the_handoff_goes_on(here: Room) -> None:
    (dose,) = here.session.awaiting()
    await both_sign(here)
    await here.app.switch_to(*TOMAS)
    better = DoseGiven(drug="ketamine", route=Route.INTRAMUSCULAR, amount_mg=Decimal(45))
    await here.session.amend(dose.first.id, better, "misread")
    await here.app.switch_to(*INES)
    await here.session.confirm(dose.first.id)
    await here.session.write(PacketSaved(to=None, edits={"care": Edit(text="Rest.")}), [here.rowan])
    assert here.session.awaiting() == ()


async def test_music_of_the_session_that_is_told_late_is_still_written_and_nothing_later_is(here: Room) -> None:
    await both_sign(here)
    closed = here.session.state.closed_at
    assert closed is not None
    await here.session.write(room.MusicBegan(play="1", title="Long Water", phase="return"), at=closed)
    with pytest.raises(Refusal) as refused:
        await here.session.write(
            room.MusicBegan(play="2", title="Ash", phase="return"), at=closed + timedelta(seconds=1)
        )
    assert refused.value.key == "session.closed"


async def test_a_signature_itself_is_not_changed(here: Room) -> None:
    await both_sign(here)
    signature = here.session.history.entries[-1]
    assert isinstance(signature.fact, room.SessionSigned)
    for change in (
        here.session.void(signature.id, "a slip"),
        here.session.amend(signature.id, None, "a slip", observed_at=here.session.state.opened_at),
        here.session.confirm(signature.id),
    ):
        with pytest.raises(Refusal) as refused:
            await change
        assert refused.value.key == "session.cannot_amend"


@pytest.mark.parametrize(("missing", "signer", "meaning"), [("signer", " ", SEEN), ("meaning", "Tomas Lind", "")])
def test_a_signature_says_who_and_what_it_means(missing: str, signer: str, meaning: str) -> None:
    with pytest.raises(Refusal) as refused:
        room.SessionSigned(signer=signer, role=Role.FACILITATOR, meaning=meaning, heads=())
    assert (refused.value.key, refused.value.field) == ("entry.empty", missing)
