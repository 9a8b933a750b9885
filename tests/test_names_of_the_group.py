"""Nobody's name leaves with somebody else's papers: of who sat there, and of who belongs to the group and did not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest

from facilitator_app import own_copy_files, text
from facilitator_app.handoff.group import group_of, members_with
from facilitator_app.handoff.reading import text_of
from facilitator_app.own_copy import everybody, own_copy
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.emergency import SheetGiven
from facilitator_app.record.entry import Part
from facilitator_app.record.groups import GroupFormed, MemberJoined, MemberLeft
from facilitator_app.record.people import PersonTold
from facilitator_app.record.requests import CorrectionAnswered, CorrectionAsked, DisclosureTold
from tests.test_app import Room
from tests.test_places import CIRCLE, GROUP, clinic_of, held


@pytest.fixture
async def there(tmp_path: Path) -> AsyncIterator[Room]:
    """A group of three, of whom Noor has not sat in any session yet."""
    made = Room(tmp_path / "clinic")
    await made.make()
    yield made
    await made.app.close()


async def formed(there: Room, why: str) -> UUID:
    clinic = clinic_of(there)
    noor = await clinic.add_participant(ParticipantAdded(preferred_name="Noor", legal_name="Noor Haddad"))
    await clinic.write([Part(fact=GroupFormed(group=GROUP, programme=CIRCLE, theme="A long illness"))])
    for person, words in ((there.rowan, why), (there.amara, "Asked for others."), (noor, "Asked for others.")):
        joins = MemberJoined(group=GROUP, decided_by=there.tomas, decided_by_name="Tomas Lind", why=words)
        await clinic.write([Part(fact=joins, about=person)])
    return noor


@pytest.mark.parametrize("left", [False, True])
async def test_why_somebody_fits_into_a_group_is_told_to_nobody_by_the_others_names(there: Room, left: bool) -> None:
    noor = await formed(there, "Gets on with Noor, whose brother he knows.")
    clinic = clinic_of(there)
    if left:
        await clinic.write([Part(fact=MemberLeft(group=GROUP, reason="Moved away."), about=noor)])
    sessions = [(await held(there, there.rowan, there.amara, group=GROUP)).history] if left else []
    copy = own_copy(there.rowan, clinic.history, sessions, text.english())
    assert "Noor" not in str(copy.sections)
    assert copy.withheld == 1


async def test_who_was_missed_that_day_is_found_in_a_handoff_and_on_the_page_of_the_course(there: Room) -> None:
    noor = await formed(there, "Asked for others.")
    session = await held(there, there.rowan, there.amara, group=GROUP)
    said = {"quote": "I missed Noor today."}
    state = clinic_of(there).state
    for group in (group_of(session.history, state), everybody([], state, there.rowan)):
        assert [find.whose for find in group.in_texts(there.rowan, said)] == [noor]
        assert group.in_texts(noor, said) == ()


@pytest.mark.parametrize("language", ["en", "es"])
async def test_what_the_clinic_wrote_of_somebody_leaves_without_the_others_too(
    there: Room, tmp_path: Path, language: str
) -> None:
    """Their page, a session's title, what they asked for and to whom something went: nobody reads those through twice."""
    await formed(there, "Asked for others.")
    clinic, words = clinic_of(there), text.language(language)
    needs = PersonTold(access_needs="Sits away from Amara", conditions="Panic when Noor cries", medicines="sertraline")
    await clinic.tell_person(there.rowan, needs, sure=True)
    await there.app.begin_session(
        title="Circle for Amara’s farewell",
        programme=CIRCLE,
        lead=there.tomas,
        staff=[there.tomas],
        seats={1: there.rowan, 2: there.amara},
        staffing_reason="Devi is ill.",
        group=GROUP,
    )
    await there.session.write(SheetGiven(how="printed"), [there.rowan])
    asked = await clinic.note(CorrectionAsked(text="It was Noor who wept."), there.rowan)
    await clinic.note(CorrectionAnswered(request=asked.id, accepted=False, text="Two saw it."), there.rowan)
    told = DisclosureTold(day="2026-03-05", to="County court", what="One session", purpose="Amara’s complaint")
    await clinic.note(told, there.rowan)
    done = await own_copy_files.give(there.app, there.rowan, tmp_path / "out", words)
    disclosed = text_of(await own_copy_files.disclosed_page(there.app, there.rowan, words))
    page = text_of(next(path for path in done.files if path.suffix == ".pdf").read_bytes())
    others = members_with(clinic.state, there.rowan)
    del others[there.rowan]
    assert {one.preferred for one in others.values()} == {"Amara", "Noor"}
    for one in others.values():
        for name in (*one.preferred.split(), *one.legal.split(), *one.nicknames):
            assert name not in page, name
            assert name not in disclosed, name
    data = [path.read_text("utf-8") for path in done.files if path.suffix != ".pdf"]
    assert len(data) == 2
    assert not [name for name in ("Amara", "Noor") for read in data if name in read]
    assert done.withheld == 6  # two of the page, a title by itself and in the list, a request, a purpose
    for read in (page, disclosed):  # that it went there is told in any case
        assert "County court" in read
        assert words.render("guard.another_member") in " ".join(read.split())
    assert "sertraline" in page
    assert "5 Mar 2026" in page or "5 de marzo de 2026" in page
