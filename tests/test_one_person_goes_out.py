"""What leaves about somebody who was entered twice, and who may read it: one person, whichever entry it was told of."""

from __future__ import annotations

import csv
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest

from facilitator_app import attachments, moving_in, one_person, own_copy_files, people_command
from facilitator_app.course import course
from facilitator_app.export import export_session
from facilitator_app.faults import Refusal
from facilitator_app.handoff.desk import Desk
from facilitator_app.handoff.reading import text_of
from facilitator_app.people_file import OFFERED
from facilitator_app.record import room
from facilitator_app.record.attachments import PictureKept, picture_of
from facilitator_app.record.emergency import SheetGiven
from facilitator_app.record.oversight import ReadingKept
from facilitator_app.record.roles import Role
from facilitator_app.text import catalogue, english
from tests.pictured import photo
from tests.test_app import PASSPHRASE
from tests.test_attachments import images_in, scanned, signs
from tests.test_erasure import refused
from tests.test_groups import AGREEMENT, form, group, joins, paper
from tests.test_same_person import Twice

DEVI_SAYS = "eight blue lamps by a door"


class Apart(Twice):
    """Devi was in the room of the second entry alone, and Tomas in that of the first alone."""

    async def sits(self, person: UUID, said: str) -> UUID:
        """A session of one person beside Amara, which Devi led."""
        devi = await self.app.add_account(
            name="Devi Rao", roles=[Role.FACILITATOR], sign_in="devi", passphrase=DEVI_SAYS
        )
        assert self.app.at_screen is not None
        await self.app.begin_session(
            title="Second circle",
            programme="group_circle_three",
            lead=devi,
            staff=[self.app.at_screen.id, devi],
            seats={2: self.amara, 3: person},
            staffing_reason="Tomas is ill; the group agreed.",
        )
        scope = self.session.scope
        await self.session.write(room.Noted(text=said), [person])
        await self.session.write(SheetGiven(how="printed"), [person])
        await self.session.write(room.Noted(text="Ro and Rowan Ellery Marsh are one name here."), [self.amara])
        await self.session.write(room.WentOut(way=room.WayOut.WITHDREW), [person, self.amara])
        await self.app.close_session()
        await self.app.leave_session()
        return scope

    async def papers(self) -> None:
        """Either entry signed; of Ro the pages and a picture were kept, too."""
        who = self.app.at_screen
        assert who is not None
        await form(self.clinic)
        about = {"decided_by": who.id, "decided_by_name": who.name}
        both = [joins(one, **about) for one in (self.rowan, self.ro)]
        await self.clinic.write([*both, paper(AGREEMENT, 1, "What is said here stays here.")])
        await self.clinic.write([signs(self.rowan, witness=who.id, witness_name=who.name)])
        await attachments.keep(self.clinic, self.ro, [photo("JPG"), photo("JPG", (300, 200))], scanned)
        kept = [photo("JPG", (80, 120))]
        await attachments.keep(self.clinic, self.ro, kept, lambda told: PictureKept(picture=told))


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Apart]:
    made = Apart(tmp_path / "clinic")
    await made.entered_twice()
    yield made
    await made.app.close()


async def test_the_handoff_of_either_session_is_that_persons_and_finds_every_name_of_theirs_in_others(
    here: Apart, tmp_path: Path
) -> None:
    await here.join()
    session = await here.app.read_session(here.second)
    desk = Desk(session, here.app.clinic_state(), here.clock, english())
    assert "Ro saw a lantern." in " ".join(desk.packet(here.rowan).sections.values())
    assert desk.finds(here.rowan) == ()  # their own names, the former ones too
    found = {(find.text, find.whose) for find in desk.finds(here.amara)}
    assert found == {(name, here.rowan) for name in ("Ro", "Rowan", "Ellery", "Marsh")}
    left = list(export_session(session, here.clinic.state, tmp_path / "out", frozenset({"json"}), here.rowan))
    assert any(b"Ro saw a lantern." in path.read_bytes() for path in left)
    with pytest.raises(Refusal, match=r"handoff\.not_seated"):
        list(export_session(session, here.clinic.state, tmp_path / "no", frozenset({"json"}), here.ro))


async def test_whoever_was_in_a_room_of_either_reads_of_the_one_person_and_of_that_room(here: Apart) -> None:
    await here.app.oversight.write(ReadingKept(limited=True))
    await here.app.switch_to("devi", DEVI_SAYS)
    await here.app.must_open_chart(here.ro)
    assert await refused(here.app.must_open_chart(here.rowan)) == "oversight.not_yours"
    await here.app.switch_to("ines", PASSPHRASE)
    await here.join()
    await here.app.switch_to("devi", DEVI_SAYS)
    await here.app.must_open_chart(here.rowan)  # and each session is asked for itself
    assert here.rowan in (await here.app.read_own(here.second)).state.people
    assert await refused(here.app.read_own(here.scope)) == "oversight.not_yours"
    await here.app.switch_to("ines", PASSPHRASE)
    (line,) = one_person.standing(here.clinic, here.rowan)
    await one_person.part(here.journal, here.clinic, line.id, "Cousins.")
    await here.app.switch_to("devi", DEVI_SAYS)
    await here.app.must_open_chart(here.ro)
    assert await refused(here.app.must_open_chart(here.rowan)) == "oversight.not_yours"


async def test_their_own_copy_has_both_sessions_every_paper_and_the_picture(here: Apart, tmp_path: Path) -> None:
    await here.papers()
    await here.join()
    assert group(here.clinic).lacking(here.rowan) == ()
    picture = picture_of(here.clinic.history.about(here.rowan))
    assert picture is not None
    assert isinstance(picture.fact, PictureKept)
    assert await attachments.read(here.journal, picture.fact.picture) == (photo("JPG", (80, 120)),)
    sessions = [(one.scope, one.history) for one in await own_copy_files.sessions_of(here.app, here.rowan)]
    assert len(course(here.rowan, "Rowan", sessions, catalogue()).sittings) == 2
    done = await own_copy_files.give(here.app, here.rowan, tmp_path / "out", english())
    pdf = next(path for path in done.files if path.suffix == ".pdf").read_bytes()
    told = " ".join(text_of(pdf).split())
    for said in (
        "Rowan wept by the river.",
        "Ro saw a lantern.",
        "latex; penicillin",
        "signed on the screen",
        "kept here: 2",
    ):
        assert said in told, said
    assert "Amara" not in told
    assert sorted(images_in(pdf)) == [(80, 120), (300, 200), (320, 240)]
    (disclosed,) = await own_copy_files.disclosed(here.app, here.rowan, english())
    assert "Second circle" in disclosed.what


async def test_the_list_and_the_table_of_people_have_one_line_of_them(here: Apart) -> None:
    await here.join()
    said: list[object] = []
    await people_command._list(here.app, False, said.append)
    assert said == [here.rowan, here.amara]
    table = moving_in.people_table(here.clinic, {field: field for field in OFFERED})
    rows = list(csv.DictReader(table.decode("utf-8-sig").splitlines()))
    assert [(row["preferred_name"], row["legal_name"], row["allergies"]) for row in rows] == [
        ("Amara", "", ""),
        ("Rowan", "Rowan Ellery Marsh", "latex; penicillin"),
    ]
