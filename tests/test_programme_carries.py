"""What a programme carries into its courses: its playlist, rules and leaving list, each kept by whose word counts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from facilitator_app import programme_written, programmes
from facilitator_app.clinic import Clinic
from facilitator_app.playlists.arc import read_arc
from facilitator_app.playlists.folders import SHIPPED
from facilitator_app.playlists.kept import Lists
from facilitator_app.record import versions
from facilitator_app.record.circle import RulesKept, RulesSaid
from facilitator_app.record.entry import Part
from facilitator_app.record.groups import GroupTakesVersion
from facilitator_app.record.leaving import SHIPPED as SHIPPED_LIST
from facilitator_app.record.leaving import Criterion, LeavingList, LeavingListKept
from facilitator_app.record.programme import Programme
from facilitator_app.record.roles import Role
from facilitator_app.session import Who
from tests.people import INES
from tests.test_app import Room
from tests.test_clinic import CIRCLE, OFFICE, clinic, journal
from tests.test_groups import ILLNESS, form

__all__ = ["clinic", "journal"]

OURS = LeavingList(name="Ours", source="the clinic", criteria=(Criterion(key="steady", label="Steady on their feet"),))
BOTH = Who(id=OFFICE.id, name="Ines Okafor", roles=(Role.ADMINISTRATOR, Role.MEDICAL_PROVIDER))


def runs_by(clinic: Clinic) -> Programme:
    found = versions.programme_for(clinic.state, CIRCLE, ILLNESS)
    assert found is not None
    return found


async def test_a_course_under_way_keeps_its_rules_and_leaving_list_until_it_takes_the_newest(clinic: Clinic) -> None:
    await form(clinic)
    await clinic.keep_for_sessions(RulesKept(programme=CIRCLE, text="Nobody has to speak."))
    await clinic.begin_session(UUID(int=900), "First", CIRCLE, (), ILLNESS)
    clinic.at_screen = INES
    await clinic.end_session(UUID(int=900))
    clinic.at_screen = BOTH
    await clinic.keep_for_sessions(RulesKept(programme=CIRCLE, text="We arrive in time."))
    await clinic.keep_for_sessions(LeavingListKept(programme=CIRCLE, list=OURS))
    newest = clinic.state.programmes[CIRCLE]
    assert (newest.rules, newest.leaving and newest.leaving.name) == ("We arrive in time.", "Ours")
    assert (runs_by(clinic).rules, runs_by(clinic).leaving) == ("Nobody has to speak.", None)
    await clinic.keep_programme(msgspec.structs.replace(newest, version=2, rules="", leaving=None))
    assert clinic.state.programmes[CIRCLE].rules == "We arrive in time."  # what is not told of them stays
    await clinic.write([Part(fact=GroupTakesVersion(group=ILLNESS, version=2))])
    assert runs_by(clinic).leaving == clinic.state.leaving[CIRCLE]


async def test_a_list_that_comes_with_a_programme_is_kept_by_whose_word_counts_alone(clinic: Clinic) -> None:
    kept = clinic.state.programmes[CIRCLE]
    own = msgspec.structs.replace(kept, rules="Nobody has to speak.", confidentiality="It stays here.", leaving=OURS)
    read = programmes.file_from(programme_written.write_programme(own), file="own.toml")
    clinic.at_screen = msgspec.structs.replace(BOTH, roles=(Role.ADMINISTRATOR,))
    assert (clinic.brings(own), clinic.may_list) == (True, False)
    await clinic.keep_programme(programmes.next_of(read, kept))
    assert (clinic.state.rules[CIRCLE], clinic.state.leaving.get(CIRCLE)) == ("Nobody has to speak.", None)
    clinic.at_screen = BOTH
    await clinic.keep_programme(programmes.next_of(read, clinic.state.programmes[CIRCLE]))
    there = clinic.state.programmes[CIRCLE]
    assert there.leaving == msgspec.structs.replace(OURS, version=SHIPPED_LIST.version + 1)
    assert (there.confidentiality, clinic.brings(own)) == ("It stays here.", False)
    # out again and in elsewhere it is the same
    again = programmes.file_from(programme_written.write_programme(there), file="again.toml").programme
    assert (again.rules, again.confidentiality, again.leaving) == (there.rules, there.confidentiality, OURS)


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Room]:
    """A clinic whose programme asks for the playlist “Evening”; no session yet."""
    made = Room(tmp_path / "clinic")
    await made.make()
    assert made.app.clinic is not None
    kept = made.app.clinic_state().programmes["group_circle_three"]
    await made.app.clinic.keep_programme(
        msgspec.structs.replace(kept, version=2, playlist="Evening", rules="Nobody has to speak.")
    )
    yield made
    await made.app.close()


async def test_a_session_begins_with_the_playlist_its_programme_names(here: Room) -> None:
    lists = Lists(here.app.folder / "music")
    shipped = read_arc(SHIPPED / "playlist.toml")
    lists.make(replace(shipped, name="Morning"))
    evening = lists.make(replace(shipped, name="Evening"))
    await here.begin()
    assert here.app.music.settings.playlist == str(evening)
    assert here.app.music.arc().name == "Evening"
    assert RulesSaid(text="Nobody has to speak.") in [entry.fact for entry in here.session.history.entries]
    assert here.session.programme.rules == ""  # a line of its own tells it


@pytest.mark.expects_log
async def test_a_playlist_that_this_device_has_not_is_told_and_holds_nothing_up(here: Room) -> None:
    told: list[str] = []
    here.app.faults.listen(lambda fault, where: told.append(str(getattr(fault, "key", fault))))
    await here.begin()
    assert told == ["music.no_such_playlist"]
    assert here.session.state.is_open
    assert here.app.music.settings.playlist == ""
