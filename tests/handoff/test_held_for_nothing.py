"""What a page, a document and an invitation say by themselves holds nobody's handoff back, whatever others are called."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from facilitator_app import text
from facilitator_app.export import export_session
from facilitator_app.faults import Refusal
from facilitator_app.handoff.group import Group
from facilitator_app.handoff.guard import Names, finds
from facilitator_app.handoff.packet import compose
from facilitator_app.handoff.parcel import Parcel, Visit
from facilitator_app.record.clinic import ClinicState, Participant, ParticipantAdded
from facilitator_app.record.room import SessionOpened
from tests.handoff.test_export import Kept
from tests.people import AMARA, ROWAN
from tests.told import PEOPLE, Told, full_session

ME = Names(participant=ROWAN, preferred="Rowan", legal="Rowan Miller")


def parcel(told: Told, name: str, tag: str = "en", visit: int = 1) -> Parcel:
    """The files about Rowan where somebody called ``name`` is in the group; what shows in its own texts was let through."""
    words = text.language(tag)
    packet = compose(told.history, ROWAN, PEOPLE[ROWAN], words)
    group = Group(people={ROWAN: ME, AMARA: Names(participant=AMARA, preferred=name)}, staff=())
    passed = Counter(find.mark for find in group.in_packet(packet))
    there = Visit(id=UUID(int=visit), at=told.start)
    return Parcel(history=told.history, packet=packet, signature=None, group=group, passed=passed, words=words,
                  made_at=told.start, visit=there)  # fmt: skip


def of_los_angeles() -> Told:
    told = full_session()
    opened = told.entries[0].fact
    assert isinstance(opened, SessionOpened)
    told.entries[0] = msgspec.structs.replace(
        told.entries[0], fact=msgspec.structs.replace(opened, zone="America/Los_Angeles")
    )
    return told


def on(month: int, day: int) -> Told:
    """The same on another day."""
    told = full_session()
    later = datetime(2026, month, day, 17, tzinfo=UTC) - told.start
    told.start += later
    told.entries = [
        msgspec.structs.replace(entry, observed_at=entry.observed_at + later, recorded_at=entry.recorded_at + later)
        for entry in told.entries
    ]
    return told


@pytest.mark.parametrize("name", ["Ángeles", "América", "Juniper", "Min"])
def test_the_zone_the_clinics_name_and_a_unit_are_nobody(name: str) -> None:
    assert parcel(of_los_angeles(), name).files()


@pytest.mark.parametrize("name", ["Ángeles", "América"])
def test_nor_in_the_record_of_one_person(name: str, tmp_path: Path) -> None:
    kept = ClinicState(participants={AMARA: Participant(id=AMARA, told=ParticipantAdded(preferred_name=name))})
    assert list(export_session(Kept(of_los_angeles()), kept, tmp_path, frozenset({"json", "csv"}), ROWAN))


@pytest.mark.parametrize(("name", "told"), [("Julio", on(7, 5)), ("Domingo", on(7, 5)), ("Abril", on(4, 5))])
def test_the_date_of_a_page_in_spanish_is_nobody(name: str, told: Told) -> None:
    assert parcel(told, name, "es").files()


def test_who_leads_by_one_name_is_not_the_one_of_the_group_who_shares_it() -> None:
    made = parcel(full_session(), "Marta")
    packet = msgspec.structs.replace(made.packet, header=msgspec.structs.replace(made.packet.header, lead="Marta"))
    group = msgspec.structs.replace(made.group, staff=("Marta",))
    assert msgspec.structs.replace(made, packet=packet, group=group).files()


def test_letters_among_the_figures_of_an_identifier_are_nobody() -> None:
    assert parcel(full_session(), "Ed", visit=0x9ED4).invitation()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Min", "Asked min for water after 15 min."),
        ("Julio", "Julio lloró el 5 de julio."),
        ("Domingo", "Abrazó a domingo 5 veces."),
    ],
)
def test_the_same_names_are_found_where_somebody_is_meant(name: str, said: str) -> None:
    shown = finds({"x": said}, ME, [Names(participant=AMARA, preferred=name)])
    assert [find.text.lower() for find in shown] == [name.lower()]


def test_somebody_beside_the_name_of_the_clinic_is_held_all_the_same() -> None:
    made = parcel(full_session(), "Juniper")
    with pytest.raises(Refusal):
        made.look_through(["Juniper Street Clinic", "Juniper was there, at Juniper Street Clinic.\nBeside Juniper."])
